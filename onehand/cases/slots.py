"""A callback at a time that the customer chose from real capacity; it is a promise (C5)."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import IntegrityError
from django.db.models import Q, QuerySet

from onehand.cases import promises
from onehand.cases.choosing import by_card, called_lately, family
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, Message, Promise, Slot, SlotOffer, State
from onehand.cases.phone_number import claimed, e164
from onehand.cases.promise_state import end
from onehand.cases.reopening import reopen_by_answer
from onehand.cases.slot_calendar import calendar_file
from onehand.cases.slot_capacity import LIVE, Span, free, who_is_free
from onehand.cases.slot_mails import confirm, tell_called_off
from onehand.cases.slot_offers import guard_offer, is_live, link_of, offer, offer_of, send_offer
from onehand.cases.slot_words import promised
from onehand.foundation import clock
from onehand.foundation.prepared import Prepared
from onehand.people.models import Customer
from onehand.team.capacity import HALF_HOUR
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, savepoint, verb

__all__ = [
    "Span", "book", "booked_of", "calendar_file", "cancel", "due_for", "free", "is_live", "offer", "offer_of", "rebook",
    "send_offer",
]  # fmt: skip

# Why a promise ended without a word from us: the customer did it themselves.
_OWN_WISH = {"reason_de": "Wunsch der Kundschaft", "reason_en": "the customer's wish"}


@verb
def book(case: Case, *, start: datetime, number: str, by: Agent | Customer, offer: SlotOffer | None = None) -> Slot:
    """The customer is told by mail with a calendar file. The same booking again gives the one that stands.

    Raises Refused: number_unusable, slot_gone, slot_exists, offer_over; for an agent also no_phone and quiet_hours.
    """
    lock(case)
    return _book(case, start, number, by=by, offer=offer, was=None)


@verb
def rebook(slot: Slot, *, start: datetime, number: str, by: Agent | Customer, offer: SlotOffer | None = None) -> Slot:
    """Another time instead of this one, in one step: when that one is gone, this one stands. Raises as `book` does."""
    _locked(slot)
    if slot.cancelled_at is None:
        _guard_own(slot, by)
        _call_off(slot, by=by, why=_OWN_WISH)
    return _book(slot.case, start, number, by=by, offer=offer, was=slot)


@verb
def cancel(slot: Slot, *, by: Agent | Customer, why: str = "") -> Slot:
    """By the customer: done. By an agent: the reason is told, with a link to choose anew.

    Raises Refused: slot_over, not_yours, reason_missing.
    """
    _locked(slot)
    if slot.cancelled_at is not None:
        return slot
    _guard_own(slot, by)
    if isinstance(by, Customer):
        _call_off(slot, by=by, why=_OWN_WISH)
        return slot
    reason = " ".join(why.split())[:300]
    if not reason:
        raise Refused("reason_missing")
    _call_off(slot, by=by, why={"reason": reason}, told=tell_called_off(slot, reason, by=by))
    return slot


def booked_of(case: Case) -> list[Slot]:
    """The callbacks agreed in this case that are still ahead or under way, the next first."""
    return _BOOKED.rows(case=case.pk, now=clock.now())


_BOOKED: Prepared[Slot] = Prepared(
    lambda blank: (
        Slot.objects.filter(LIVE, case=blank("case"), until__gt=blank("now"), promise__kept_at__isnull=True)
        .select_related("agent", "customer", "promise", "case")
        .order_by("since", "pk")
    )
)


def due_for(agent: Agent, until: datetime) -> QuerySet[Slot]:
    """The calls to be made until then which nobody has made yet: whose hand the case is in, or who was chosen."""
    holds = Q(case__holdings__agent=agent, case__holdings__until__isnull=True)
    held_by_nobody_else = ~Q(case__holdings__until__isnull=True) & Q(agent=agent)
    open_ones = Slot.objects.filter(LIVE, since__lt=until, promise__kept_at__isnull=True, promise__isnull=False)
    mine = open_ones.filter(holds | held_by_nobody_else)
    return mine.select_related("case", "customer", "agent", "promise").order_by("since", "pk").distinct()


def _book(
    case: Case, start: datetime, number: str, *, by: Agent | Customer, offer: SlotOffer | None, was: Slot | None
) -> Slot:
    customer = by.canonical if isinstance(by, Customer) else (was.customer if was else case.customer).canonical
    dialled, at = e164(number, customer), _moment(start)
    if isinstance(by, Customer):
        standing = _standing(case, customer)
        if standing is not None and standing.since == at:
            return standing  # the same form, sent twice
        if standing is not None:
            raise Refused("slot_exists")
    else:
        _guard_peace(customer, at)
    row = guard_offer(offer, case) if offer is not None else link_of(was)
    agent = who_is_free(case, at)
    if agent is None:
        raise Refused("slot_gone")
    if case.state in (State.CLOSED, State.ASKED):
        reopen_by_answer(case, by=by)
    slot = _written(case, customer, agent, at, dialled, by)
    claimed(customer, dialled, display=number)
    _end_missed(case, customer, by=by)
    slot.promise = promises.make(
        case, text=promised(slot), kind=Promise.Kind.CALLBACK, needs=Promise.Evidence.CALL, due=slot.until, by=by
    )
    slot.save(update_fields=["promise"])
    values = {"at": slot.since.isoformat()}
    record("case", case.pk, Kind.SLOT_BOOKED, by=by, audience="customer", ref=slot.pk, values=values)
    confirm(slot, was=was, offer=row, by=by)
    return slot


def _moment(start: datetime) -> datetime:
    """In UTC. A time that a clock change skips does not exist, one without a zone is none."""
    if start.tzinfo is None:
        raise Refused("slot_gone")
    try:
        at = start.astimezone(UTC)
    except OverflowError:  # before the first year, after the last
        raise Refused("slot_gone") from None
    if at.astimezone(start.tzinfo).replace(tzinfo=None) != start.replace(tzinfo=None):
        raise Refused("slot_gone")
    return at


def _standing(case: Case, customer: Customer) -> Slot | None:
    return next((one for one in booked_of(case) if one.customer.canonical.pk == customer.pk), None)


def _guard_peace(customer: Customer, at: datetime) -> None:
    """Who chooses a time agrees to this call; an agent chooses only what the card allows, or the caller just said."""
    members = family(customer)
    word = by_card(members, at)
    if not word.ok and not called_lately(members, clock.now()):
        raise Refused(word.code, **word.values)


def _written(case: Case, customer: Customer, agent: Agent, at: datetime, number: str, by: Agent | Customer) -> Slot:
    """The database's constraint is the guard of two who book the same at once."""
    ended = Q(promise__withdrawn_at__isnull=False) | Q(promise__renewed_at__isnull=False)
    stale = Slot.objects.filter(ended, agent=agent, since=at, cancelled_at__isnull=True).values_list("pk", flat=True)
    Slot.objects.filter(pk__in=list(stale)).update(cancelled_at=clock.now())
    try:
        with savepoint():
            return Slot.objects.create(
                case=case, customer=customer, agent=agent, number=number, since=at, until=at + HALF_HOUR,
                booked_by="customer" if isinstance(by, Customer) else "agent",
            )  # fmt: skip
    except IntegrityError:
        raise Refused("slot_gone") from None


def _end_missed(case: Case, customer: Customer, *, by: Acts) -> None:
    """We called as agreed and did not reach them; the new time takes the place of the old one."""
    past = case.slots.filter(LIVE, promise__kept_at__isnull=True, until__lte=clock.now())
    for slot in past.select_related("promise__case", "customer__merged_into"):
        tried = slot.promise is not None and slot.promise.is_open and slot.promise.evidence.get("tried")
        if slot.promise is not None and tried and slot.customer.canonical.pk == customer.pk:
            _end_promise(slot.promise, by=by, why={"reason_de": "neue Zeit vereinbart", "reason_en": "a new time"})


def _locked(slot: Slot) -> None:
    lock(slot.case)
    slot.refresh_from_db(fields=["cancelled_at"], from_queryset=Slot.objects.select_for_update(of=("self",)))


def _guard_own(slot: Slot, by: Agent | Customer) -> None:
    if isinstance(by, Customer) and by.canonical.pk != slot.customer.canonical.pk:
        raise Refused("not_yours")
    promise = slot.promise
    if promise is not None:
        promise.refresh_from_db()
    if slot.until <= clock.now() or (promise is not None and not promise.is_open):
        raise Refused("slot_over")


def _call_off(slot: Slot, *, by: Acts, why: dict[str, str], told: Message | None = None) -> None:
    slot.cancelled_at = clock.now()
    slot.save(update_fields=["cancelled_at"])
    if slot.promise is not None:
        _end_promise(slot.promise, by=by, why=why, told=told)
    values = {"at": slot.since.isoformat()}
    record("case", slot.case_id, Kind.SLOT_CANCELLED, by=by, audience="customer", ref=slot.pk, values=values)


def _end_promise(promise: Promise, *, by: Acts, why: dict[str, str], told: Message | None = None) -> None:
    """Withdrawn without a further word: the customer did it, or was told already."""
    reason = why.get("reason") or why[f"reason_{'de' if promise.case.language == 'de' else 'en'}"]
    end(promise, withdrawn_at=clock.now(), why=reason, told=told)
    record(
        "case", promise.case_id, Kind.PROMISE_WITHDRAWN, by=by, audience="customer", ref=promise.pk,
        values={"text": promise.text, **why},
    )  # fmt: skip
