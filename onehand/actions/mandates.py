"""What an agent may give away alone in one concern, by kind of action; what was given before counts (D4)."""

from __future__ import annotations

from django.db.models import Sum

from onehand.actions.models import Run
from onehand.cases.access import visible_to
from onehand.cases.models import Case
from onehand.foundation.money import Money
from onehand.team.models import Agent, Mandate

COUNTED = (Run.State.WAITING, Run.State.ASKED, Run.State.RUNNING, Run.State.DONE, Run.State.STUCK)


def limit(agent: Agent | None, code: str) -> int:
    """In cents; 0 where no mandate was given."""
    found = Mandate.objects.filter(agent=agent, action_kind=code).first() if agent is not None else None
    return found.limit if found is not None else 0


def given(case: Case, code: str) -> int:
    """Cents that runs of this kind have given in this case or are about to; what was taken back no longer counts. Of
    all currencies together: a limit is not had once in each."""
    runs = Run.objects.filter(case=case, kind=code, state__in=COUNTED, undoes__isnull=True).exclude(
        reversals__state=Run.State.DONE
    )
    return runs.aggregate(sum=Sum("cents"))["sum"] or 0


def left(case: Case, code: str, agent: Agent | None, currency: str) -> Money:
    """Never below zero. To be asked again under the case's lock before anything is begun."""
    return Money(max(0, limit(agent, code) - given(case, code)), currency)


def approvers(run: Run) -> list[Agent]:
    """Who may approve it: somebody else who sees the case and whose mandate covers all that is given in it."""
    total = given(run.case, run.kind)
    able = Mandate.objects.filter(action_kind=run.kind, limit__gte=total, agent__active=True)
    people = [
        one.agent for one in able.exclude(agent=run.agent).select_related("agent__account").order_by("limit", "pk")
    ]
    return [agent for agent in people if visible_to(agent).filter(pk=run.case_id).exists()]
