"""The hand: offered, accepted, refused, withdrawn; refused as an assignment; taken."""

# ruff: noqa: ARG001 - ninja hands every operation the request, and checks a body that must be empty
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from ninja.params.functions import Body
from pydantic import Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.colleagues import colleague
from onehand.api.data import case_detail, handover_data
from onehand.api.fields import NO_BODY, Colleague, Empty, In, Line, Text
from onehand.api.schemas import CaseDetail, HandoverOut
from onehand.cases import handover
from onehand.cases.access import access_case, access_handover

router = Router(auth=AgentToken(), tags=["handovers"])


class HandoverIn(In):
    to: Colleague = Field(description="Handle or id of the colleague", examples=["nora"])
    reason: Line = Field(examples=["Nora kennt das Modell"])
    summary: Text = Field("", description="What the receiver has to know")


class ReasonIn(In):
    reason: Line


class OptionalReasonIn(In):
    reason: Line = ""


NO_REASON: Any = Body(OptionalReasonIn())


@router.post("/cases/{int:number}/handovers", response={201: HandoverOut}, summary="Offer the case to a colleague")
def offer_handover(request: HttpRequest, number: int, body: HandoverIn) -> Status[Any]:
    """The giver keeps the hand until the receiver accepts."""
    agent = agent_of(request)
    case = access_case(agent, number)
    offered = handover.offer(case, to=colleague(body.to), reason=body.reason, summary=body.summary, by=agent)
    return Status(201, handover_data(offered))


@router.post("/handovers/{int:id}/acceptance", response={201: HandoverOut}, summary="Accept a handover")
def accept_handover(request: HttpRequest, id: int, body: Empty = NO_BODY) -> Status[Any]:
    agent = agent_of(request)
    return Status(201, handover_data(handover.accept(access_handover(agent, id), by=agent)))


@router.post("/handovers/{int:id}/refusal", response={201: HandoverOut}, summary="Decline a handover")
def refuse_handover(request: HttpRequest, id: int, body: OptionalReasonIn = NO_REASON) -> Status[Any]:
    agent = agent_of(request)
    return Status(201, handover_data(handover.refuse(access_handover(agent, id), by=agent, reason=body.reason)))


@router.post("/handovers/{int:id}/withdrawal", response={201: HandoverOut}, summary="Withdraw an offered handover")
def withdraw_handover(request: HttpRequest, id: int, body: Empty = NO_BODY) -> Status[Any]:
    agent = agent_of(request)
    return Status(201, handover_data(handover.withdraw(access_handover(agent, id), by=agent)))


@router.post("/cases/{int:number}/assignment-refusal", response={201: CaseDetail}, summary="Refuse an assignment")
def refuse_assignment(request: HttpRequest, number: int, body: ReasonIn) -> Status[Any]:
    """The next of the ranking takes it."""
    agent = agent_of(request)
    case = access_case(agent, number)
    handover.refuse_assignment(case, by=agent, reason=body.reason)
    case.refresh_from_db()
    return Status(201, case_detail(case))


@router.post("/cases/{int:number}/taking", response={201: CaseDetail}, summary="Take the hand")
def take_case(request: HttpRequest, number: int, body: OptionalReasonIn = NO_REASON) -> Status[Any]:
    """Needs a reason when somebody has the hand."""
    agent = agent_of(request)
    case = access_case(agent, number)
    handover.take(case, by=agent, reason=body.reason)
    case.refresh_from_db()
    return Status(201, case_detail(case))
