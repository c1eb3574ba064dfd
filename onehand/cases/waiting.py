"""A case waits for the customer or an outside event, with until when; then it comes back by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, State
from onehand.foundation import clock, jobs
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb


@verb
def wait(case: Case, *, until: datetime, what: str, by: Agent) -> Case:
    lock(case)
    if case.state == State.CLOSED:
        raise Refused("closed")
    if until <= clock.now():
        raise Refused("until_past")
    if not what.strip():
        raise Refused("reason_missing")
    case.state, case.wait_until, case.wait_for = State.WAITING, until, what.strip()[:200]
    case.touched_at = clock.now()
    case.save(update_fields=["state", "wait_until", "wait_for", "touched_at"])
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
