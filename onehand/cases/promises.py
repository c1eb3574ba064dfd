"""What we say we will do, we do: made with a due time, kept by evidence, renewed or withdrawn with a word (C1, C2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from onehand.cases import due as dues
from onehand.cases import evidence
from onehand.cases import promise_telling as telling
from onehand.cases import promise_words as words
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, Fact, Message, Promise, Slot, State
from onehand.cases.promise_state import CHANGING, all_of, open_of, state_of
from onehand.cases.promise_state import end as close
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb

__all__ = [
    "LONGEST", "all_of", "keep_by_message", "make", "misses", "open_of", "renew", "state_of", "take_back", "withdraw",
]  # fmt: skip

LONGEST = 500
TAKE_BACK = timedelta(minutes=10)
_NEEDS = {
    Promise.Kind.CALLBACK: Promise.Evidence.CALL,
    Promise.Kind.MESSAGE: Promise.Evidence.MESSAGE,
    Promise.Kind.REFUND: Promise.Evidence.ACTION,
    Promise.Kind.ACTION: Promise.Evidence.ACTION,
    Promise.Kind.SHIPMENT: Promise.Evidence.EVENT,
    Promise.Kind.LETTER: Promise.Evidence.LETTER,
    Promise.Kind.OTHER: Promise.Evidence.MESSAGE,
}


@verb
def make(
    case: Case,
    *,
    text: str,
    by: Acts,
    kind: str = Promise.Kind.OTHER,
    due: date | datetime | None = None,
    needs: str | None = None,
    message: Message | None = None,
    start: int = 0,
    end: int = 0,
    due_text: str = "",
    by_default: bool = False,
) -> Promise:
    """Take the company at its word. Without a due time it gets the default one (C7).

    Raises Refused: empty, promise_kind, due_past, due_far, closed (by hand in a closed case).
    """
    if message is None:
        lock(case)
        if case.state == State.CLOSED:
            raise Refused("closed")
    promise = row(
        case, text=text, by=by, kind=kind, due=due, needs=needs, message=message, start=start, end=end,
        due_text=due_text, by_default=by_default,
    )  # fmt: skip
    record(
        "case", case.pk, Kind.PROMISED, by=by, audience="customer", ref=promise.pk,
        values={"due": promise.due.isoformat(), "text": promise.text},
    )  # fmt: skip
    _say_missed(promise, by)
    return promise


def row(
    case: Case,
    *,
    text: str,
    by: Acts,
    kind: str,
    due: date | datetime | None,
    needs: str | None,
    message: Message | None,
    start: int = 0,
    end: int = 0,
    due_text: str = "",
    by_default: bool = False,
    renews: Promise | None = None,
) -> Promise:
    """The row with its timers, inside the caller's transaction; whoever calls writes the entry."""
    said = " ".join(text.split())[:LONGEST].strip()
    if not said:
        raise Refused("empty")
    kind = kind or Promise.Kind.OTHER
    if kind not in Promise.Kind.values or (needs is not None and needs not in Promise.Evidence.values):
        raise Refused("promise_kind")
    now = clock.now()
    moment, defaulted = due_of(due, case, due_text)
    timers = dues.timers_for(moment, dues.hours_for(case), since=now)
    promise = Promise.objects.create(
        case=case, text=said, kind=kind, by=by if isinstance(by, Agent) else None, made_at=now, message=message,
        start=start, end=end, due=moment, due_text=" ".join(due_text.split())[:100], by_default=by_default or defaulted,
        needs=needs or needs_of(kind), renews=renews,
        remind_at=timers.remind_at, risk_at=timers.risk_at, tell_at=timers.tell_at,
    )  # fmt: skip
    return promise


def due_of(value: date | datetime | None, case: Case, due_text: str = "") -> tuple[datetime, bool]:
    """As `due.as_due` for what is promised now. Raises Refused: due_past, due_far."""
    moment, by_default = dues.as_due(value, case, due_text=due_text)
    if moment <= clock.now():
        raise Refused("due_past")
    return moment, by_default


def needs_of(kind: str) -> str:
    """What counts as evidence for such a promise."""
    return _NEEDS[Promise.Kind(kind)].value


def misses(promise: Promise) -> Fact | None:
    """The customer's own deadline that this promise comes too late for (B8)."""
    return dues.missed_deadline(promise.case, promise.due)


def _say_missed(promise: Promise, by: Acts) -> None:
    deadline = misses(promise)
    if deadline is None or deadline.due is None:
        return
    record(
        "case", promise.case_id, Kind.DEADLINE_MISSED, by=by, ref=promise.pk,
        values={"deadline": deadline.due.isoformat(), "what": promise.text, "fact": deadline.pk},
    )  # fmt: skip


@verb
def keep_by_message(promise: Promise, message: Message) -> Promise:
    """This message is what was promised. It counts once it has reached the customer, and no longer if it comes back.

    Raises Refused: promise_over, evidence_kind, evidence_foreign, evidence_early, evidence_automatic.
    """
    return evidence.link(promise, message)


@verb
def renew(promise: Promise, *, due: date | datetime, text: str, by: Agent, why: str = "") -> Promise:
    """A new time, told to the customer in `text`; the old row and its time stay. The new promise.

    A plain sentence with the new time is added when the text does not name it. Raises Refused: promise_over, empty,
    due_past, due_far, and what `reply` says.
    """
    standing(promise)
    if not text.strip():
        raise Refused("empty")
    moment, _ = due_of(due, promise.case)
    message = telling.say(promise.case, by=by, text=words.with_time(text.strip(), promise.case, moment))
    return follow(promise, due=moment, by_default=False, message=message, by=by, why=why)


def follow(
    promise: Promise, *, due: datetime, by_default: bool, message: Message, by: Acts, why: str = "", **old: object
) -> Promise:
    """Inside the caller's transaction: the row that takes the place of this one, which the customer was told in
    `message`. `old` is what else to write down in the old row."""
    reason = " ".join(why.split())[:300]
    close(promise, renewed_at=clock.now(), why=reason, told=message, **old)
    renewed = row(
        promise.case, text=promise.text, by=by, kind=promise.kind, due=due, needs=promise.needs, message=message,
        by_default=by_default, renews=promise,
    )  # fmt: skip
    record(
        "case", promise.case_id, Kind.PROMISE_RENEWED, by=by, audience="customer", ref=renewed.pk,
        values={"due": renewed.due.isoformat(), "was": promise.due.isoformat(), "text": promise.text},
    )  # fmt: skip
    _say_missed(renewed, by)
    return renewed


@verb
def withdraw(promise: Promise, *, why: str, by: Agent) -> Promise:
    """It will not be done: the customer is told the reason. Raises Refused: promise_over, reason_missing, and what
    `reply` says; without a way to tell it, it stands."""
    standing(promise)
    reason = " ".join(why.split())[:300]
    if not reason:
        raise Refused("reason_missing")
    text = words.withdrawal(promise, reason)
    message = telling.say(promise.case, by=by, text=text, answers=False)
    _withdraw(promise, by, reason, {"reason": reason}, told=message)
    return promise


@verb
def take_back(promise: Promise, *, by: Agent) -> Promise:
    """Undo a promise made by hand a moment ago, before anybody was told: it was a slip.

    Raises Refused: promise_over, not_yours, promise_told, too_late.
    """
    standing(promise)
    if promise.by_id != by.pk:
        raise Refused("not_yours")
    told = promise.message_id is not None or promise.renews_id is not None
    if told or promise.evidence or Slot.objects.filter(promise=promise).exists():
        raise Refused("promise_told")
    if clock.now() - promise.made_at > TAKE_BACK:
        raise Refused("too_late")
    _withdraw(promise, by, "misread", {"reason_de": "Versehen", "reason_en": "a slip"})
    return promise


def _withdraw(promise: Promise, by: Acts, why: str, reason: dict[str, str], told: Message | None = None) -> None:
    close(promise, withdrawn_at=clock.now(), why=why, told=told)
    record(
        "case", promise.case_id, Kind.PROMISE_WITHDRAWN, by=by, audience="customer", ref=promise.pk,
        values={"text": promise.text, **reason},
    )  # fmt: skip


def standing(promise: Promise) -> None:
    """Under the case's lock: as it is now. Raises Refused: promise_over."""
    lock(promise.case)
    promise.refresh_from_db(fields=CHANGING)
    if not promise.is_open:
        raise Refused("promise_over")
