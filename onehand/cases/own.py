"""What a customer reads of a case. Who joined later sees what came since, and what they wrote themselves (S3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from onehand.cases.access import access_own_attachment, access_own_case
from onehand.cases.errors import NotFound
from onehand.cases.feed import FeedItem, case_timeline
from onehand.cases.joined import present
from onehand.cases.models import Attachment, Case, Message, Party
from onehand.people.models import Customer

CALLBACK = "callback"  # the kind of such a notice


@dataclass(frozen=True, slots=True)
class Rights:
    """Of one person in one case. `joined` and `sees_from` are None for whom it was from the beginning."""

    joined: datetime | None = None
    sees_from: datetime | None = None
    decides: bool = True


def rights(case: Case, customer: Customer) -> Rights:
    """Raises NotFound for whoever has no part in the case, or not any more."""
    root = customer.canonical
    if case.customer.canonical.pk == root.pk:
        return Rights()
    family = Q(customer=root) | Q(customer__merged_into=root)
    parties = list(Party.objects.filter(present(), family, case=case))
    if not parties:
        raise NotFound
    joined = min(party.since for party in parties)
    sees_all = any(party.sees_all for party in parties)
    return Rights(joined, None if sees_all else joined, any(party.decides for party in parties))


def joined_at(case: Case, customer: Customer) -> datetime | None:
    """When this person became a party of the case; None for the customer whose case it is. Raises NotFound."""
    return rights(case, customer).joined


def may_decide(case: Case, customer: Customer) -> bool:
    """Whether this person may say that it is solved, and change what was agreed. Raises NotFound."""
    return rights(case, customer).decides


def own_timeline(case: Case, customer: Customer) -> list[FeedItem]:
    """The customer's view of the case, oldest first. Raises NotFound."""
    return seen_by(case, customer, case_timeline(case, for_customer=True))


def seen_by(case: Case, customer: Customer, items: list[FeedItem]) -> list[FeedItem]:
    """Of these items of a customer's view, those that this customer may read. Raises NotFound."""
    reader = rights(case, customer)
    if reader.joined is None:
        return items
    items = [item for item in items if not _is_the_customers(item.message)]
    since = reader.sees_from
    return [item for item in items if since is None or item.entry.at > since or _wrote(item.message, customer)]


def own_attachment(customer: Customer, pk: int) -> Attachment:
    """An attachment of what this customer reads. Raises NotFound."""
    attachment = access_own_attachment(customer, pk)
    message = attachment.message
    reader = rights(message.case, customer)
    since = reader.sees_from
    if since is not None and message.at <= since and not _wrote(message, customer):
        raise NotFound
    if reader.joined is not None and _is_the_customers(message):
        raise NotFound
    return attachment


def access_to_decide(customer: Customer, number: int) -> Case:
    """Whether it is solved is said by the customer and by parties with that right, not by who was on copy.

    Raises NotFound.
    """
    case = access_own_case(customer, number)
    if not may_decide(case, customer):
        raise NotFound
    return case


def access_as_customer(customer: Customer, number: int) -> Case:
    """The case of this customer themselves, not one that they take part in. Raises NotFound."""
    case = access_own_case(customer, number)
    if joined_at(case, customer) is not None:
        raise NotFound
    return case


def _is_the_customers(message: Message | None) -> bool:
    """A callback's notice names the number at which the customer is called: for them alone, as its mail is."""
    return message is not None and message.automatic == CALLBACK


def _wrote(message: Message | None, customer: Customer) -> bool:
    if message is None or message.identity is None:
        return False
    return message.identity.customer.canonical.pk == customer.canonical.pk
