"""Closing asks the customer; what waits comes back by itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from ninja.params.functions import Body
from pydantic import Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.data import case_detail, closure_data
from onehand.api.fields import In, Line, Moment
from onehand.api.schemas import CaseDetail, ClosureOut
from onehand.cases import closing, waiting
from onehand.cases.access import access_case

router = Router(auth=AgentToken(), tags=["closing and waiting"])


class ClosureIn(In):
    without_asking: bool = Field(default=False, description="Close at once; wants a reason that all may read")
    reason: Line = ""


NO_FIELDS: Any = Body(ClosureIn())


class WaitingIn(In):
    until: Moment
    what: Line = Field(examples=["Antwort des Herstellers"])


@router.post("/cases/{int:number}/closure", response={201: ClosureOut}, summary="Ask whether it is solved, or close")
def close_case(request: HttpRequest, number: int, body: ClosureIn = NO_FIELDS) -> Status[Any]:
    """Without fields the customer is asked (state `asked`); silence until `silence_until` closes the case."""
    agent = agent_of(request)
    case = access_case(agent, number)
    if body.without_asking:
        closure = closing.close_without_asking(case, by=agent, reason=body.reason)
    else:
        closure = closing.ask_solved(case, by=agent)
    return Status(201, closure_data(closure))


@router.delete("/cases/{int:number}/closure", response=CaseDetail, summary="Reopen a case, or take the question back")
def reopen_case(request: HttpRequest, number: int) -> dict[str, Any]:
    agent = agent_of(request)
    return case_detail(closing.reopen(access_case(agent, number), by=agent))


@router.post("/cases/{int:number}/waiting", response={201: CaseDetail}, summary="Let a case wait")
def wait(request: HttpRequest, number: int, body: WaitingIn) -> Status[Any]:
    """It comes back by itself at `until`, or with the customer's next word."""
    agent = agent_of(request)
    case = waiting.wait(access_case(agent, number), until=body.until, what=body.what, by=agent)
    return Status(201, case_detail(case))


@router.delete("/cases/{int:number}/waiting", response=CaseDetail, summary="End the waiting")
def go_on(request: HttpRequest, number: int) -> dict[str, Any]:
    agent = agent_of(request)
    return case_detail(waiting.go_on(access_case(agent, number), by=agent))
