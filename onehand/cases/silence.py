"""What closes by itself: after announced silence, and after the customer's word once nothing is owed any more (A5)."""

from __future__ import annotations

from datetime import timedelta

from onehand.cases import unsettled
from onehand.cases.closing import close
from onehand.cases.lock import lock
from onehand.cases.models import Closure, State
from onehand.cases.reopening import reopen_by_answer
from onehand.foundation import clock, jobs
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb

AT_ONCE = 500


@jobs.every(timedelta(minutes=5), name="close after announced silence")
@jobs.task()
def close_silent() -> None:
    close_by_silence()
    close_confirmed()


def close_by_silence(*, by: Acts = SYSTEM) -> int:
    """Close what was asked and stayed unanswered until the announced time; how many."""
    due = Closure.objects.filter(
        closed_at__isnull=True, undone_at__isnull=True, silence_until__lte=clock.now(), case__state=State.ASKED
    ).exclude(unsettled.still_runs())
    return sum(_silent(closure, by=by) for closure in due.select_related("case")[:AT_ONCE])


@verb
def _silent(closure: Closure, *, by: Acts) -> int:
    assert closure.silence_until is not None
    case = closure.case
    if not _still(closure, State.ASKED):
        return 0  # the answer came in the last moment
    if not unsettled.is_settled(case):
        reopen_by_answer(case, by=by)  # their silence cannot settle what we still owe them
        return 0
    close(case, closure, Closure.How.SILENCE)
    record(
        "case", closure.case_id, Kind.CLOSED_BY_SILENCE, by=by, audience="customer", ref=closure.pk,
        values={"until": closure.silence_until.isoformat()},
    )  # fmt: skip
    return 1


def close_confirmed(*, by: Acts = SYSTEM) -> int:
    """Close what the customer called solved while something was still owed, once nothing is any more; how many."""
    said = Closure.objects.filter(
        closed_at__isnull=True, undone_at__isnull=True, how=Closure.How.CUSTOMER, case__state=State.WAITING
    ).exclude(unsettled.still_runs() | unsettled.owes_things())
    return sum(_confirmed(closure, by=by) for closure in said.select_related("case", "case__customer")[:AT_ONCE])


@verb
def _confirmed(closure: Closure, *, by: Acts) -> int:
    case = closure.case
    if not _still(closure, State.WAITING) or unsettled.still_owed(case) or unsettled.running_ends(case):
        return 0
    unsettled.settle(case, by=case.customer)  # what has come up since was asked before they said solved
    close(case, closure, Closure.How.CUSTOMER)
    words = {"reason_de": "gelöst, nichts steht mehr aus", "reason_en": "solved, and nothing is owed any more"}
    record(
        "case", case.pk, Kind.CLOSED, by=by, audience="customer", ref=closure.pk,
        values=words | {"reason": words["reason_de" if case.language == "de" else "reason_en"]},
    )  # fmt: skip
    return 1


def _still(closure: Closure, state: State) -> bool:
    """Under the lock: whether nobody was quicker."""
    lock(closure.case)
    standing = Closure.objects.filter(pk=closure.pk, closed_at__isnull=True, undone_at__isnull=True)
    return closure.case.state == state and standing.exists()
