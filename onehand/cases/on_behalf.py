"""An agent, or a program with an agent's token, opens a case for a customer who called, wrote or stood there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from onehand.cases.attachments import File
from onehand.cases.calls import LONGEST_CALL, spoken_by
from onehand.cases.errors import Refused
from onehand.cases.models import Call, Case
from onehand.cases.open import open_case
from onehand.cases.phone_number import claimed, e164
from onehand.foundation import clock
from onehand.foundation.text import guess_language
from onehand.people import known
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline.record import verb

_COMMON = 50  # people behind one number: then it tells nothing


@verb
def open_on_behalf(
    *,
    name: str,
    subject: str,
    text: str,
    channel: str,
    by: Agent,
    email: str = "",
    number: str = "",
    customer: Customer | None = None,
    language: str = "",
    key: str | None = None,
    files: Sequence[File] = (),
) -> Case:
    """`customer` is one we know; otherwise found by the address or the number, or made. `text` is what they said.

    Raises Refused: empty, no_address, number_unusable, several_callers.
    """
    person, identity = _who(customer, email, number, name, language or guess_language(text, default=_default()))
    spoken = language or guess_language(text, default=person.language)
    return open_case(
        person, identity, subject=subject, text=text, channel=channel, language=spoken, by=by, key=key, files=files
    )


@verb
def open_by_call(
    *,
    text: str,
    by: Agent,
    number: str = "",
    customer: Customer | None = None,
    email: str = "",
    name: str = "",
    subject: str = "",
    language: str = "",
    began_at: datetime | None = None,
    seconds: int = 0,
    key: str | None = None,
    files: Sequence[File] = (),
) -> Case:
    """Somebody called with a new concern; the call is noted as their first words. Raises as `open_on_behalf` does."""
    case = open_on_behalf(
        name=name, subject=subject, text=text, channel="phone", by=by, email=email, number=number, customer=customer,
        language=language, key=key, files=files,
    )  # fmt: skip
    message = case.messages.select_related("identity").order_by("pk")[0]
    if Call.objects.filter(message=message).exists():
        return case  # the same key again
    identity = message.identity
    dialled = e164(number, case.customer) if number.strip() else ""
    written = identity.value if identity is not None and identity.kind == "email" else ""
    message.people, message.agent = spoken_by(case.customer, dialled, address=written), by
    message.save(update_fields=["people", "agent"])
    Call.objects.create(
        message=message, number=dialled, began_at=min(began_at or clock.now(), clock.now()),
        seconds=min(max(seconds, 0), LONGEST_CALL),
    )  # fmt: skip
    return case


def _default() -> str:
    return str(settings.ONEHAND.language)


def _who(
    customer: Customer | None, email: str, number: str, name: str, language: str
) -> tuple[Customer, Identity | None]:
    """The person, and the address under which they appear here."""
    if customer is not None:
        person = customer.canonical
        if number.strip():
            return person, claimed(person, e164(number, person), display=number)
        return person, person.identities.filter(kind="email").order_by("pk").first()
    if email.strip():
        person, identity = known.find_or_make("email", email, name=name, language=language)
        if number.strip():
            claimed(person, e164(number, person), display=number)
        return person, identity
    if not number.strip():
        raise Refused("no_address")
    dialled = e164(number)
    person = _by_number(dialled, name) or Customer.objects.create(name=name.strip()[:200], language=language)
    return person, claimed(person, dialled, display=number)


def _by_number(number: str, name: str) -> Customer | None:
    """A household shares its phone: whoever gives another name is somebody else, and of several a person chooses."""
    rows = Identity.objects.filter(kind="phone", value=number).select_related("customer__merged_into")
    people = {one.customer.canonical.pk: one.customer.canonical for one in rows.order_by("pk")[:_COMMON]}
    found = [one for one in people.values() if one.forgotten_at is None]
    said = " ".join(name.split()).casefold()
    if said:
        found = [one for one in found if not one.name or " ".join(one.name.split()).casefold() == said]
    if len(found) > 1:
        raise Refused("several_callers")
    person = found[0] if found else None
    if person is not None and said and not person.name:
        person.name = name.strip()[:200]
        person.save(update_fields=["name"])
    return person
