"""Who works here, who is away, and what I am asked. No figure about anybody (DESIGN, rule 6)."""

# ruff: noqa: ARG001 - ninja hands every operation the request, and checks a body that must be empty
from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.colleagues import colleague
from onehand.api.data import agent_data
from onehand.api.fields import Colleague, In, Moment
from onehand.api.schemas import AgentOut, Agents, CustomerRef
from onehand.cases.access import LARGEST
from onehand.cases.errors import NotFound
from onehand.cases.lists import consulted
from onehand.team.absence import end_absence, plan_absence
from onehand.team.models import Absence, Agent
from onehand.team.reach import absences_for

router = Router(auth=AgentToken(), tags=["team"])


class Me(AgentOut):
    role: Literal["agent", "lead", "admin"]
    email: str
    language: str


class AbsenceOut(Schema):
    id: int
    agent: AgentOut
    since: datetime
    until: datetime
    stand_in: AgentOut | None


class Absences(Schema):
    items: list[AbsenceOut]
    next: str | None = None


class AbsenceIn(In):
    since: Moment
    until: Moment
    stand_in: Colleague | None = Field(None, description="Handle or id; null leaves the choice to the ranking")
    agent: Colleague | None = Field(None, description="Whose absence; null for my own. Others': leads only")


class ConsultOut(Schema):
    id: int
    case: int
    subject: str
    customer: CustomerRef
    asker: AgentOut
    question: str
    asked_at: datetime


class Consults(Schema):
    items: list[ConsultOut]
    next: str | None = None


@router.get("/me", response=Me, summary="Whose token this is")
def me(request: HttpRequest) -> dict[str, Any]:
    agent = agent_of(request)
    return agent_data(agent) | {
        "role": agent.role, "email": agent.account.email, "language": agent.account.language
    }  # fmt: skip


@router.get("/agents", response=Agents, summary="The team: names and handles")
def list_agents(request: HttpRequest) -> dict[str, Any]:
    agents = Agent.objects.filter(active=True).order_by("display_name", "pk")
    return {"items": [agent_data(agent) for agent in agents], "next": None}


def _absence_data(absence: Absence) -> dict[str, Any]:
    return {
        "id": absence.pk,
        "agent": agent_data(absence.agent),
        "since": absence.since,
        "until": absence.until,
        "stand_in": agent_data(absence.stand_in) if absence.stand_in is not None else None,
    }


@router.get("/absences", response=Absences, summary="Absences that hold or are ahead")
def list_absences(request: HttpRequest) -> dict[str, Any]:
    """My own; leads see everybody's."""
    return {"items": [_absence_data(one) for one in absences_for(agent_of(request))], "next": None}


@router.post("/absences", response={201: AbsenceOut}, summary="Plan an absence")
def add_absence(request: HttpRequest, body: AbsenceIn) -> Status[Any]:
    agent = agent_of(request)
    away = colleague(body.agent) if body.agent is not None else agent
    stand_in = colleague(body.stand_in) if body.stand_in is not None else None
    return Status(201, _absence_data(plan_absence(away, body.since, body.until, stand_in, by=agent)))


@router.delete("/absences/{int:id}", response={204: None}, summary="End an absence")
def remove_absence(request: HttpRequest, id: int) -> Status[Any]:
    agent = agent_of(request)
    absence = absences_for(agent).filter(pk=min(id, LARGEST)).first()
    if absence is None:
        raise NotFound
    end_absence(absence, by=agent)
    return Status(204, None)


@router.get("/consults", response=Consults, summary="What colleagues ask me")
def list_consults(request: HttpRequest) -> dict[str, Any]:
    items = [
        {
            "id": one.pk,
            "case": one.case_id,
            "subject": one.case.subject,
            "customer": {"id": one.case.customer_id, "name": one.case.customer.shown_name},
            "asker": agent_data(one.asker),
            "question": one.note.text,
            "asked_at": one.asked_at,
        }
        for one in consulted(agent_of(request))
    ]
    return {"items": items, "next": None}
