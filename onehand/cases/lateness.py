"""A promise that is late: the customer hears it from us first, honestly, with a new time (C1). Never evidence (C7)."""

from __future__ import annotations

from datetime import date, datetime

from onehand.cases import promise_telling as telling
from onehand.cases import promise_words as words
from onehand.cases import promises
from onehand.cases.errors import Refused
from onehand.cases.models import Message, Promise
from onehand.foundation import clock, crashpoints
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb

KIND = "late"
# After so many new times that nobody but the system gave, a further one would be no honest word: a person is needed.
MOST_BY_ITSELF = 3


def draft_for(promise: Promise, due: date | datetime | None = None) -> str:
    """What the owner sends with one key; without a time the default one is promised anew."""
    moment, _ = promises.due_of(due, promise.case)
    return words.lateness(promise, moment)


@verb
def tell(promise: Promise, *, by: Acts, text: str | None = None, due: date | datetime | None = None) -> Promise:
    """Tell the customer that it will be or is late, and promise it anew; the new promise.

    From an agent it is a reply of theirs, from the system a marked notice; neither keeps a promise. Without words of
    the agent's own, also when the draft is sent as it is, the customer's clock runs on: nothing was answered.
    Raises Refused: promise_over, not_late (by the system), due_past, due_far, and what `reply` says.
    """
    promises.standing(promise)
    case = promise.case
    moment, by_default = promises.due_of(due, case)
    if isinstance(by, Agent):
        draft = words.lateness(promise, moment)
        own = (text or "").strip()
        said = words.with_time(own, case, moment) if own else draft
        message = telling.say(case, by=by, text=said, answers=said.split() != draft.split())
    else:
        message = _by_itself(promise, moment, by)
    crashpoints.reached("promises.told")
    record(
        "case", case.pk, Kind.LATENESS_TOLD, by=by, audience="customer", ref=promise.pk,
        values={"text": promise.text, "was": promise.due.isoformat(), "due": moment.isoformat()},
    )  # fmt: skip
    return promises.follow(promise, due=moment, by_default=by_default, message=message, by=by, late_told=message)


def _by_itself(promise: Promise, due: datetime, by: Acts) -> Message:
    if promise.due > clock.now():
        raise Refused("not_late")
    text = words.lateness(promise, due, by_itself=True)
    return telling.notify(promise.case, text=text, kind=KIND, key=f"late:{promise.pk}", by=by)


def may_tell_by_itself(promise: Promise) -> bool:
    """Whether a person was in it since the last few times that the system gave a new one; and not when we called as
    promised and reached nobody: they were told of that, and another word would be wrong."""
    if promise.evidence.get("tried"):
        return False
    one: Promise | None = promise
    for _ in range(MOST_BY_ITSELF):
        one = one.renews if one is not None else None
        told = one.late_told if one is not None else None
        if told is None or not told.automatic:
            return True
    return False
