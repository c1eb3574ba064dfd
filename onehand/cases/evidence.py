"""A promise is kept when its evidence exists, and by nothing else: no tick, no automatic mail, no word about
lateness, and no evidence that belongs to another promise (C2, C7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from onehand.cases import due as dues
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Call, Case, Delivery, Message, Outgoing, Promise, State
from onehand.cases.promise_state import CHANGING, OPEN, end
from onehand.cases.reopening import reopen_by_answer
from onehand.foundation import clock
from onehand.people.models import Identity
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb

_ARRIVED = (Delivery.ACCEPTED.value, Delivery.DELIVERED.value, Delivery.OUTBOX.value)
_MOST_TRIES = 20  # calls in vain that are remembered with a promise

Evidence = Promise.Evidence


def link(promise: Promise, message: Message) -> Promise:
    """Inside the caller's transaction: this message shall keep it, and does once it has arrived."""
    lock(promise.case)
    _guard(promise, Evidence.MESSAGE)
    if message.automatic or message.direction != Message.Direction.OUT or _is_notice(message):
        raise Refused("evidence_automatic")
    if message.case_id != promise.case_id:
        raise Refused("evidence_foreign")
    if message.at < promise.made_at or message.pk == promise.message_id:
        raise Refused("evidence_early")
    if not Promise.objects.filter(OPEN, pk=promise.pk).update(answer=message):
        raise Refused("promise_over")
    promise.answer = message
    if _has_arrived(message):
        _keep_by(promise, message, by=message.agent or SYSTEM)
    return promise


def _guard(promise: Promise, needed: str) -> None:
    """Raises Refused: promise_over, evidence_kind."""
    promise.refresh_from_db(fields=CHANGING)
    if not promise.is_open:
        raise Refused("promise_over")
    if promise.needs != needed:
        raise Refused("evidence_kind")


def _is_notice(message: Message) -> bool:
    """Whether it only told of a renewal, a withdrawal or a lateness."""
    return Promise.objects.filter(Q(told=message) | Q(late_told=message), case=message.case_id).exists()


@verb
def by_delivery(outgoing: Outgoing) -> None:
    """What became of a mail: the promises that its message shall keep are kept, or open again when it came back."""
    message = outgoing.message
    if message is None or message.automatic:
        return
    linked = list(Promise.objects.filter(answer=message, withdrawn_at=None, renewed_at=None).select_related("case"))
    if not linked or _is_notice(message):
        return
    arrived = _has_arrived(message)
    for promise in linked:
        if arrived and promise.kept_at is None:
            _keep_by(promise, message, by=SYSTEM)
        elif not arrived and promise.kept_at is not None and outgoing.state == Delivery.BOUNCED:
            _reopen(promise, message)


def _has_arrived(message: Message) -> bool:
    """Whether it reached the customer: by a mail to them, or in the portal."""
    if message.channel == "portal":
        return True
    mails = Outgoing.objects.filter(message=message, state__in=_ARRIVED).exclude(kind="party")
    return any(_to_customer(mail, message.case) for mail in mails)


def _to_customer(mail: Outgoing, case: Case) -> bool:
    """Whether it went to the case's customer: to an address of theirs, or to where they asked for the answer."""
    root = case.customer.canonical
    theirs = Identity.objects.filter(Q(customer=root) | Q(customer__merged_into=root), kind="email")
    if theirs.filter(value__iexact=mail.recipient).exists():
        return True
    if not mail.in_reply_to:
        return False
    asked = Message.objects.filter(
        case=case, external_id=mail.in_reply_to, direction=Message.Direction.IN, held=False, identity__in=theirs
    )
    named = (one for message in asked for one in (message.people or {}).get("reply_to", ()))
    return any(str(one.get("address", "")).lower() == mail.recipient.lower() for one in named)


def _keep_by(promise: Promise, message: Message, *, by: Acts) -> None:
    keep(promise, kind=Evidence.MESSAGE, at=message.at, id=message.pk, by=by)


def keep(promise: Promise, *, kind: str, at: datetime, by: Acts, **says: Any) -> bool:
    """Inside the caller's transaction; False when it has ended meanwhile."""
    proof = {"kind": str(kind), "at": at.isoformat(), **says, **_tried(promise)}
    try:
        end(promise, kept_at=clock.now(), evidence=proof)
    except Refused:
        return False
    record(
        "case", promise.case_id, Kind.PROMISE_KEPT, by=by, audience="customer", ref=promise.pk,
        values={"text": promise.text, "due": promise.due.isoformat()},
    )  # fmt: skip
    return True


def _tried(promise: Promise) -> dict[str, Any]:
    tried = promise.evidence.get("tried")
    return {"tried": tried} if tried else {}


def _reopen(promise: Promise, message: Message) -> None:
    """It did not arrive after all: open again, with timers of its own."""
    now = clock.now()
    timers = dues.timers_for(promise.due, dues.hours_for(promise.case), since=now)
    changes: dict[str, Any] = {
        "kept_at": None, "evidence": _tried(promise), "reminded_at": None, "at_risk_since": None,
        "remind_at": timers.remind_at, "risk_at": timers.risk_at,
        "tell_at": None if promise.late_told_id else timers.tell_at,
    }  # fmt: skip
    if not Promise.objects.filter(pk=promise.pk, kept_at__isnull=False, answer=message).update(**changes):
        return
    record(
        "case", promise.case_id, Kind.PROMISE_NOT_KEPT, by=SYSTEM, audience="customer", ref=promise.pk,
        values={"text": promise.text},
    )  # fmt: skip
    lock(promise.case)
    if promise.case.state == State.CLOSED:  # it was closed while the message was on its way
        reopen_by_answer(promise.case, by=SYSTEM)


@verb
def by_call(call: Call, *, promises: Collection[int] | None = None) -> list[Promise]:
    """A call of ours keeps promised calls when the customer was reached; which ones, or the one that was due next.

    A call in vain keeps nothing and is remembered with them. Gives back those it kept.
    """
    message = call.message
    if message.direction != Message.Direction.OUT:
        return []
    chosen = _open(message.case, Evidence.CALL, made_by=call.began_at)
    found = list(chosen[:1] if promises is None else chosen.filter(pk__in=promises))
    if not call.reached:
        for promise in found:
            _note_try(promise, call)
        return []
    by = message.agent or SYSTEM
    return [one for one in found if keep(one, kind=Evidence.CALL, at=call.began_at, id=message.pk, by=by)]


def _note_try(promise: Promise, call: Call) -> None:
    tried = [
        *promise.evidence.get("tried", []),
        {"kind": "call", "id": call.message_id, "at": call.began_at.isoformat()},
    ]
    promise.evidence = {**promise.evidence, "tried": tried[-_MOST_TRIES:]}
    Promise.objects.filter(OPEN, pk=promise.pk).update(evidence=promise.evidence)


@verb
def by_letter(promise: Promise, *, posted_on: date, by: Agent) -> Promise:
    """A person posted the promised letter on this day.

    Raises Refused: promise_over, evidence_kind, evidence_early, evidence_future.
    """
    lock(promise.case)
    _guard(promise, Evidence.LETTER)
    zone = dues.hours_for(promise.case).zone
    if posted_on > clock.now().astimezone(zone).date():
        raise Refused("evidence_future")
    if posted_on < promise.made_at.astimezone(zone).date():
        raise Refused("evidence_early")
    at = datetime(posted_on.year, posted_on.month, posted_on.day, 12, tzinfo=zone)
    if not keep(promise, kind=Evidence.LETTER, at=at, by=by, posted_on=posted_on.isoformat()):
        raise Refused("promise_over")
    return promise


@verb
def by_action(
    case: Case, *, kind: str, reference: str, at: datetime, by: Acts = SYSTEM, promise: Promise | None = None
) -> Promise | None:
    """An action was done and read back: keeps this promise, or the one of this kind that is due next; no other one.

    `kind` is the promise's. The same `reference` again keeps nothing more.
    """
    return _by_reference(case, Evidence.ACTION, kind, reference, at, by, promise)


@verb
def by_event(
    case: Case, *, kind: str, reference: str, at: datetime, by: Acts = SYSTEM, promise: Promise | None = None
) -> Promise | None:
    """A back-end told that it happened: as `by_action`."""
    return _by_reference(case, Evidence.EVENT, kind, reference, at, by, promise)


def _by_reference(
    case: Case, needed: str, kind: str, reference: str, at: datetime, by: Acts, only: Promise | None
) -> Promise | None:
    lock(case)
    spent = Promise.objects.filter(case=case, needs=needed, kept_at__isnull=False)
    if any(_is_of(one.evidence, kind, reference) for one in spent):
        return None  # told twice
    chosen = _open(case, needed, made_by=at).filter(kind=kind)
    promise = (chosen if only is None else chosen.filter(pk=only.pk)).first()
    if promise is None or not keep(promise, kind=needed, at=at, by=by, of=kind, reference=reference):
        return None
    return promise


def _is_of(proof: Mapping[str, Any], kind: str, reference: str) -> bool:
    return (proof.get("of"), proof.get("reference")) == (kind, reference)


def _open(case: Case, needed: str, *, made_by: datetime) -> QuerySet[Promise]:
    """What was promised before this moment and waits for such evidence, the next due first."""
    promises = Promise.objects.filter(OPEN, case=case, needs=needed, made_at__lte=made_by)
    return promises.select_related("case").order_by("due", "pk")
