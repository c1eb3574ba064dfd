"""What a deviation sets off by itself: an action that the operator has configured for it, where its system plans it
without cost. It is a run like any other, read back, and visible in the case; where it is not possible, a person has the
case anyway."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from onehand.actions.models.courses import Milestone
from onehand.cases.errors import Refused
from onehand.cases.models import Case, State
from onehand.foundation import jobs
from onehand.timeline.record import SYSTEM


def try_later(row: Milestone) -> None:
    """Inside the transaction that noticed it."""
    if _remedy(row.course.kind):
        jobs.once(act, f"remedy {row.pk}").enqueue(row.pk)


def _remedy(kind: str) -> str:
    remedies: Mapping[str, str] = settings.ONEHAND.remedies
    return remedies.get(kind, "")


@jobs.task()
def act(number: int) -> None:
    """It may be called again at any moment: its key makes it one run for each day that was expected."""
    row = Milestone.objects.select_related("course", "course__case").filter(pk=number).first()
    if row is None or row.reached_at is not None or row.course.ended_at is not None:
        return
    code, case = _remedy(row.course.kind), row.course.case
    if code and case is not None and case.state != State.CLOSED:
        _begin(row, case, code)


def _begin(row: Milestone, case: Case, code: str) -> None:
    # Here, since a run that ends may begin a course, and a course may begin a run.
    from onehand.actions import planning, running

    course = row.course
    given = {"order" if course.kind in ("order", "return", "refund") else "contract":
             f"{course.backend}:{course.reference}"}  # fmt: skip
    try:
        seen = planning.preview(case, code, given)
        if seen.possible and not seen.silent and (seen.cost is None or not seen.cost.cents):
            running.start(case, code, given, by=SYSTEM, key=f"course{row.pk}:{row.until}", digest=seen.digest)
    except Refused:  # by now it cannot be done, or is done: the person who has the case sees it
        return
