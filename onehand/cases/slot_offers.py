"""A link by which a customer chooses when to be called: hashed, expiring, for one booking; looking changes nothing."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from onehand.cases import slot_words as words
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Message, Slot, SlotOffer
from onehand.cases.slot_mails import write
from onehand.foundation import clock, tokens
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb

VALID = timedelta(days=14)
LONGEST_SECRET = 100


@verb
def offer(case: Case, *, by: Acts) -> str:
    """The address of a page on which this case's customer chooses; the secret is kept nowhere but in it."""
    url = make(case)
    record("case", case.pk, Kind.SLOT_OFFERED, by=by, audience="customer")
    return url


def make(case: Case, slot: Slot | None = None) -> str:
    """The link alone, inside the caller's transaction; with `slot` for changing or cancelling that one."""
    secret = secrets.token_urlsafe(32)
    SlotOffer.objects.create(
        case=case, customer=(slot.customer if slot else case.customer).canonical, hashed=_hashed(secret),
        expires_at=clock.now() + VALID, slot=slot,
    )  # fmt: skip
    return f"{settings.ONEHAND.public_url}/callback/{secret}/"


def _hashed(secret: str) -> str:
    return tokens.keyed_hash(b"callback:" + secret.encode("utf-8", "replace"))


def offer_of(secret: str) -> SlotOffer | None:
    """The offer of a link while it holds. A callback booked by it can be looked at and changed until it is over."""
    if not secret or len(secret) > LONGEST_SECRET:
        return None
    now = clock.now()
    booked = Q(slot__cancelled_at__isnull=True, slot__until__gt=now)
    return (
        SlotOffer.objects.select_related(
            "case__team", "case__customer__merged_into", "customer__merged_into", "slot__agent", "slot__customer",
            "slot__promise", "slot__case",
        )
        .filter(Q(expires_at__gt=now) | booked, hashed=_hashed(secret), customer__forgotten_at__isnull=True)
        .first()
    )  # fmt: skip


def is_live(slot: Slot) -> bool:
    """Whether this callback is still to come."""
    ended = slot.promise is not None and not slot.promise.is_open
    return slot.cancelled_at is None and not ended and slot.until > clock.now()


def guard_offer(offer: SlotOffer, case: Case) -> SlotOffer:
    """Under the offer's lock: it books once, and again only what came to nothing. Raises Refused: offer_over."""
    locked = SlotOffer.objects.select_for_update(of=("self",)).select_related("slot__promise")
    row = locked.filter(pk=offer.pk, case=case.pk).first()
    if row is None or (row.slot is None and row.expires_at <= clock.now()):
        raise Refused("offer_over")
    if row.slot is not None and (is_live(row.slot) or (row.slot.promise is not None and row.slot.promise.kept_at)):
        raise Refused("offer_over")
    return row


def link_of(slot: Slot | None) -> SlotOffer | None:
    """The link that the customer has for this callback."""
    return SlotOffer.objects.filter(slot=slot).first() if slot is not None else None


@verb
def send_offer(case: Case, *, by: Agent) -> Message:
    """Mail the customer a link to choose a time. Raises Refused: no_address."""
    hand = case.hand or by
    return _send(case, words.offered(case, hand.display_name), by=by, key=None)


@verb
def offer_again(case: Case, *, by: Agent) -> Message | None:
    """After a call in vain: another time, by mail; at most once a day, and not where there is no address."""
    key = f"not-reached:{case.pk}:{clock.now():%Y-%m-%d}"
    if Message.objects.filter(key=key).exists():
        return None
    try:
        return _send(case, words.not_reached(case, by.display_name), by=by, key=key)
    except Refused:
        return None


def _send(case: Case, text: str, *, by: Agent, key: str | None) -> Message:
    message = write(
        case,
        case.customer,
        text,
        by=by,
        key=key,
        buttons=lambda: [{"label": words.choose_label(case), "url": make(case)}],
    )
    if message is None:
        raise Refused("no_address")
    record("case", case.pk, Kind.SLOT_OFFERED, by=by, audience="customer", ref=message.pk)
    return message
