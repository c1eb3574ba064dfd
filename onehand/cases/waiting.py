"""A case waits for the customer or an outside event, with until when; then it comes back by itself.

No clock stops for it, unless the customer wished it so: then they are answered when the time they named has come."""

from __future__ import annotations

from datetime import datetime, timedelta

from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, State
from onehand.cases.targets import put_off
from onehand.foundation import clock, jobs
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb

FURTHEST = timedelta(days=366)


@verb
def wait(case: Case, *, until: datetime, what: str, by: Agent, wished: bool = False) -> Case:
    """`wished`: the customer said so, and their answer is due no earlier. Raises Refused."""
    lock(case)
    if not what.strip():
        raise Refused("reason_missing")
    return _wait(case, until, what, by=by, wished=wished)


@verb
def wish(case: Case, until: datetime, *, by: Customer, what: str = "") -> Case:
    """The customer asks us to wait. Raises Refused: closed, until_past, until_far."""
    lock(case)
    if until > clock.now() + FURTHEST:
        raise Refused("until_far")
    own_words = "Wunsch der Kundschaft" if case.language == "de" else "the customer's wish"
    return _wait(case, until, what.strip() or own_words, by=by, wished=True)


def _wait(case: Case, until: datetime, what: str, *, by: Acts, wished: bool) -> Case:
    if case.state == State.CLOSED:
        raise Refused("closed")
    if until <= clock.now():
        raise Refused("until_past")
    if wished and case.state == State.ASKED:  # whoever wishes to wait has not said that it is solved
        case.closures.filter(undone_at__isnull=True).update(undone_at=clock.now())
    case.state, case.wait_until, case.wait_for = State.WAITING, until, " ".join(what.split())[:200]
    case.touched_at = clock.now()
    moved = put_off(case, until) if wished else []
    case.save(update_fields=["state", "wait_until", "wait_for", "touched_at", *moved])
    record(
        "case", case.pk, Kind.WAITING, by=by, audience="customer",
        values={"until": until.isoformat(), "what": case.wait_for},
    )  # fmt: skip
    return case


@verb
def go_on(case: Case, *, by: Acts) -> Case:
    lock(case)
    if case.state != State.WAITING:
        raise Refused("not_waiting")
    case.state, case.wait_until, case.wait_for, case.touched_at = State.HELD, None, "", clock.now()
    case.save(update_fields=["state", "wait_until", "wait_for", "touched_at"])
    record("case", case.pk, Kind.WAITING_ENDED, by=by)
    return case


@jobs.every(timedelta(minutes=1), name="end waiting that is over")
@jobs.task()
def end_waiting() -> None:
    over()


def over(*, by: Acts = SYSTEM) -> int:
    """Bring back what has waited long enough; how many."""
    due = list(Case.objects.filter(wait_until__lte=clock.now(), state=State.WAITING)[:500])
    return sum(_end(case, by=by) for case in due)


def _end(case: Case, *, by: Acts) -> int:
    try:
        go_on(case, by=by)
    except Refused:  # somebody was quicker
        return 0
    return 1
