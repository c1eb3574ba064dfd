"""Taking back what an action did, as a run of its own, where the business allows it (D1)."""

from __future__ import annotations

import secrets

from onehand.actions import rows
from onehand.actions.carrying import carry_out
from onehand.actions.models import Run, RunStep, Touch
from onehand.actions.runs import OPEN_END, tell_of
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import OpenEnd
from onehand.foundation import jobs
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import verb


def undoable(run: Run) -> bool:
    """Whether every step that was done can be taken back."""
    done = [row for row in run.steps.all() if row.state == RunStep.State.DONE]
    fit = run.state in (Run.State.DONE, Run.State.STUCK, Run.State.DROPPED) and run.undoes_id is None
    return fit and bool(done) and all(row.content.get("undo") for row in done) and run.undone_by is None


@verb
def undo(run: Run, *, by: Agent) -> Run:
    """In the reverse order. What somebody else has changed since is not overwritten: it stands for a person.

    Raises Refused: cannot_undo, closed."""
    lock(run.case)
    run = Run.objects.select_related("case").get(pk=run.pk)
    if run.case.state == "closed":
        raise Refused("closed")
    if not undoable(run):
        raise Refused("cannot_undo")
    back = Run.objects.create(
        case=run.case, kind=run.kind, arguments=run.arguments, agent=by, state=Run.State.RUNNING, undoes=run,
        plan={"cannot": [], "warns": [], "told": [], "lasting": None},
    )  # fmt: skip
    done = run.steps.filter(state=RunStep.State.DONE).order_by("-position")
    for position, row in enumerate(done):
        step = rows.step_of(row.content["undo"])
        RunStep.objects.create(
            run=back, position=position, backend=row.backend, verb=step.verb, target=step.target[:120],
            says=step.says.data(), content=rows.step_data(step), key=secrets.token_hex(16),
        )  # fmt: skip
        Touch.objects.get_or_create(run=back, what=f"{row.backend}:{step.target}"[:160])
    OpenEnd.objects.create(case=run.case, kind=OPEN_END, reference=str(back.pk))
    tell_of(back, Kind.ACTION_UNDOING, by=by)
    jobs.once(carry_out, f"run {back.pk}").enqueue(back.pk)
    return back
