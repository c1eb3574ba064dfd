"""Who may look at a run: whoever may see its case. Access is part of the look-up."""

from __future__ import annotations

from django.db.models import QuerySet

from onehand.actions.models import Run
from onehand.cases.access import LARGEST, access_case
from onehand.cases.errors import NotFound
from onehand.cases.models import Case
from onehand.team.models import Agent


def access_run(agent: Agent, pk: int) -> Run:
    """Raises NotFound, whether it does not exist or belongs to a case that this agent does not see."""
    run = shown(Run.objects.filter(pk=min(pk, LARGEST))).first()
    if run is None:
        raise NotFound
    run.case = access_case(agent, run.case_id)
    return run


def runs_of(case: Case) -> QuerySet[Run]:
    return shown(Run.objects.filter(case=case))


def shown(runs: QuerySet[Run]) -> QuerySet[Run]:
    """With what is told of a run, in a fixed number of queries."""
    people = ("agent", "customer", "approval__asked_by", "approval__decided_by")
    return runs.select_related(*people).prefetch_related("steps", "reversals")
