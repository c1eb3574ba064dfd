"""Whom an event concerns: by the customer number of the system, or by order number and postcode; never by a guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from onehand.actions import backends
from onehand.actions.contract import Unreachable
from onehand.actions.models.events import Event
from onehand.cases.addressing import is_ours
from onehand.people import known
from onehand.people.models import Customer

_OF_PARCELS = ("shipment_sent", "shipment_delayed")
MOST = 10


@dataclass(frozen=True, slots=True)
class Whom:
    """The customer number and its system; the mail address and name that the system has for it, if they are needed.
    `known` is the id of a customer of ours about whom there is no question."""

    number: str = ""
    email: str = ""
    name: str = ""
    known: int = 0


def look_up(backend: str, number: str, references: Iterable[str], values: Mapping[str, str]) -> Whom:
    """Asks the systems, so outside of any transaction. A silent one gives nobody: it is asked again later."""
    if not number:
        backend, number = _sent_to(backend, values.get("tracking", "")) or _proved(
            references, values.get("postcode", "")
        )
    if not number or known.find("customer_number", number) is not None:
        return Whom(number)
    try:
        email = backends.asked(backend, lambda system: system.email(number), patient=False).strip()
        if "@" not in email or is_ours(email):
            return Whom(number)
        if known.find("email", email) is not None:
            return Whom(number, email)
        return Whom(number, email, backends.asked(backend, lambda system: system.read(number)).name)
    except Unreachable:
        return Whom(number)


def _sent_to(carrier: str, tracking: str) -> tuple[str, str] | None:
    """A shop that has told us of this parcel knows whose it is."""
    if not tracking:
        return None
    told = Event.objects.filter(kind__in=_OF_PARCELS, values__tracking=tracking).exclude(customer_number="")
    told = told.exclude(backend=carrier)
    found = set(told.values_list("backend", "customer_number")[:MOST])
    return found.pop() if len(found) == 1 else None


def _proved(references: Iterable[str], postcode: str) -> tuple[str, str]:
    """As a carrier knows it: whose order it is says the shop, if the postcode is that of the delivery (B1)."""
    if not postcode:
        return "", ""
    for reference in references:
        for one in backends.connected():
            number = _proved_by(one.code, reference, postcode)
            if number:
                return one.code, number
    return "", ""


def _proved_by(code: str, reference: str, postcode: str) -> str:
    try:
        return backends.asked(code, lambda system: system.prove(reference, postcode), patient=False)
    except Unreachable:
        return ""


def customer_of(whom: Whom) -> Customer | None:
    """Inside the transaction. Whom a connected system knows by mail address is our customer too, even if they have
    never written: they are to hear of it before they must ask. May be one who was forgotten."""
    if whom.known:
        customer = Customer.objects.filter(pk=whom.known).first()
        return customer.canonical if customer is not None else None
    if not whom.number:
        return None
    identity = known.find("customer_number", whom.number)
    if identity is not None:
        return identity.customer.canonical
    if not whom.email:
        return None
    customer, _ = known.find_or_make("email", whom.email, name=whom.name[:200], language=settings.ONEHAND.language)
    return customer
