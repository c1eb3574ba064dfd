"""What the floor below may know: what was verifiably done in a case (a template may say "done" only then)."""

from __future__ import annotations

from onehand.actions.models import Run
from onehand.actions.runs import title_of
from onehand.cases.models import Case
from onehand.cases.verified import Verified


def done_in(case: Case) -> list[Verified]:
    """The runs of this case that were read back and not taken back."""
    runs = Run.objects.filter(case=case, state=Run.State.DONE, undoes__isnull=True, ended_at__isnull=False)
    standing = runs.exclude(reversals__state=Run.State.DONE)
    return [Verified(run.kind, run.ended_at, title_of(run).say(case.language)) for run in standing if run.ended_at]
