"""What follows from a confirmed fact: an address becomes an identity, a wish a line of the card."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError

from onehand.cases.family import members
from onehand.cases.models import Fact
from onehand.people import card, known
from onehand.people.models import SHARED_KINDS, Identity
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, savepoint

_IDENTITIES = {"phone": "phone", "email": "email", "postal_address": "postal"}
_LINES: dict[str, dict[str, Any]] = {
    "no_phone": {"no_phone": True},
    "email_only": {"preferred_channel": "email", "no_phone": True},
    "phone": {"preferred_channel": "phone", "no_phone": False},
    "letter": {"preferred_channel": "letter"},
    "du": {"form": "du"},
    "sie": {"form": "sie"},
    "language_de": {"language": "de"},
    "language_en": {"language": "en"},
}


def follow(fact: Fact, *, by: Acts) -> None:
    """Inside the transaction that confirms it."""
    if fact.kind in _IDENTITIES:
        _add_identity(fact, by)
    elif fact.kind == "preference" and fact.value in _LINES:
        card.change(fact.customer.canonical, by=by, source_message=fact.message_id, **_LINES[fact.value])


def _add_identity(fact: Fact, by: Acts) -> None:
    """Only claimed: they said so. An address that somebody else has is not taken from them; `likeness`
    then suggests both to a person, who decides whether they are one."""
    kind = _IDENTITIES[fact.kind]
    value = known.normalised(kind, fact.value)
    same = Identity.objects.filter(kind=kind, value=value)
    taken = same if kind not in SHARED_KINDS else same.filter(customer__in=members(fact.customer))
    if taken.exists():
        return
    try:
        with savepoint():
            identity = Identity.objects.create(
                customer_id=fact.customer_id, kind=kind, value=value, display=fact.value[:320]
            )
    except IntegrityError:  # somebody else was entered with it this instant
        return
    record("customer", fact.customer_id, Kind.IDENTITY_ADDED, by=by, ref=identity.pk, values={"value": kind})


def unfollow(fact: Fact, value: str) -> None:
    """The fact was erased: what only stood on its word goes too. Whoever wrote or proved themselves stays known."""
    kind = _IDENTITIES.get(fact.kind)
    if kind is None:
        return
    identities = Identity.objects.filter(
        customer=fact.customer_id, kind=kind, value=known.normalised(kind, value),
        assurance=Identity.Assurance.CLAIMED, messages__isnull=True,
    )  # fmt: skip
    told_again = Fact.objects.filter(
        customer=fact.customer_id, kind=fact.kind, value=value, confirmed_at__isnull=False, ended_at__isnull=True
    )
    if not told_again.exclude(pk=fact.pk).exists():
        for identity in identities:
            identity.delete()
