"""Who may see defects: every active agent, for they are the company's. Of the cases, those they may see anyway."""

from __future__ import annotations

from django.db.models import QuerySet

from onehand.cases.access import LARGEST, visible_to
from onehand.cases.errors import NotFound, Refused
from onehand.cases.failing import Step
from onehand.cases.models import Case
from onehand.defects.models import Defect, Link
from onehand.team.models import Agent


def defects_for(agent: Agent) -> QuerySet[Defect]:
    if not agent.active or not agent.account.is_active:
        return Defect.objects.none()
    return Defect.objects.select_related("owner")


def access_defect(agent: Agent, pk: int) -> Defect:
    """Raises NotFound."""
    found = defects_for(agent).filter(pk=pk).first() if 0 < pk <= LARGEST else None
    if found is None:
        raise NotFound
    return found


def defect_of(code: str) -> Defect | None:
    """By the name in a public address."""
    return (
        Defect.objects.select_related("owner").filter(code=code).first() if len(code) <= 32 and code.isalnum() else None
    )


def guard_owner(defect: Defect, agent: Agent) -> None:
    """What is said to all who are affected is said by whoever answers for it. Raises Refused: not_the_defects_owner."""
    if not may_speak(defect, agent):
        raise Refused("not_the_defects_owner")


def may_speak(defect: Defect, agent: Agent) -> bool:
    keeper = defect.owner_id or defect.opened_by_id
    return agent.leads or keeper is None or keeper == agent.pk


def step_of(defect: Defect) -> Step:
    return Step(defect.backend, defect.kind, defect.step, defect.cause)


def links_for(agent: Agent, defect: Defect) -> QuerySet[Link]:
    """With their cases, newest first; what this agent may not see is left out."""
    return (
        Link.objects.filter(defect=defect, ended_at__isnull=True, case__in=visible_to(agent))
        .select_related("case__customer", "agent")
        .order_by("-at", "-pk")
    )


def linked(case: Case) -> QuerySet[Link]:
    return Link.objects.filter(case=case, ended_at__isnull=True).select_related("defect__owner").order_by("pk")
