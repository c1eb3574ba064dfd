"""What a customer reads of a case. Who joined later sees what came since, and what they wrote themselves (S3)."""

from __future__ import annotations

from datetime import datetime

from onehand.cases.access import access_own_attachment, access_own_case
from onehand.cases.errors import NotFound
from onehand.cases.feed import FeedItem, case_timeline
from onehand.cases.models import Attachment, Case, Message, Party
from onehand.people.models import Customer


def joined_at(case: Case, customer: Customer) -> datetime | None:
    """When this person became a party of the case; None for the customer whose case it is. Raises NotFound."""
    root = customer.canonical
    if case.customer.canonical.pk == root.pk:
        return None
    party = Party.objects.filter(case=case, customer=root).first()
    if party is None:
        raise NotFound
    return party.since


def own_timeline(case: Case, customer: Customer) -> list[FeedItem]:
    """The customer's view of the case, oldest first. Raises NotFound."""
    return seen_by(case, customer, case_timeline(case, for_customer=True))


def seen_by(case: Case, customer: Customer, items: list[FeedItem]) -> list[FeedItem]:
    """Of these items of a customer's view, those that this customer may read. Raises NotFound."""
    since = joined_at(case, customer)
    if since is None:
        return items
    return [item for item in items if item.entry.at > since or _wrote(item.message, customer)]


def own_attachment(customer: Customer, pk: int) -> Attachment:
    """An attachment of what this customer reads. Raises NotFound."""
    attachment = access_own_attachment(customer, pk)
    message = attachment.message
    since = joined_at(message.case, customer)
    if since is not None and message.at <= since and not _wrote(message, customer):
        raise NotFound
    return attachment


def access_to_decide(customer: Customer, number: int) -> Case:
    """The customer's own case: whether it is solved is said by them alone, not by who was on copy. Raises NotFound."""
    case = access_own_case(customer, number)
    if joined_at(case, customer) is not None:
        raise NotFound
    return case


def _wrote(message: Message | None, customer: Customer) -> bool:
    if message is None or message.identity is None:
        return False
    return message.identity.customer.canonical.pk == customer.canonical.pk
