"""Work orders: what no action covers, done when somebody has seen it."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import AliasChoices, Field

from onehand.actions import orders
from onehand.actions.models import WorkOrder
from onehand.api.action_data import work_order_data
from onehand.api.action_schemas import WorkOrderOut, WorkOrders
from onehand.api.auth import AgentToken, agent_of
from onehand.api.colleagues import colleague
from onehand.api.fields import Colleague, In, Line, Moment
from onehand.cases.access import access_case

router = Router(auth=AgentToken(), tags=["work orders"])


class WorkOrderIn(In):
    what: Annotated[str, Field(max_length=5_000, pattern=r"^[^\x00]*$")]
    to: Colleague = Field(description="Who does it: handle or id")
    due: Moment


class CompletionIn(In):
    seen: Annotated[str, Field(max_length=2_000, pattern=r"^[^\x00]*$")] = Field(
        description="What was looked at afterwards: that is the read-back"
    )


class GivingUpOrderIn(In):
    reason: Line = Field(validation_alias=AliasChoices("reason", "why"))


@router.get("/cases/{int:number}/work-orders", response=WorkOrders, summary="Work orders of a case")
def list_work_orders(request: HttpRequest, number: int) -> dict[str, Any]:
    case = access_case(agent_of(request), number)
    rows = WorkOrder.objects.filter(case=case).select_related("agent", "asked_by").order_by("pk")[:1000]
    return {"items": [work_order_data(order) for order in rows], "next": None}


@router.post("/cases/{int:number}/work-orders", response={201: WorkOrderOut}, summary="Give a work order")
def give_work_order(request: HttpRequest, number: int, body: WorkOrderIn) -> Status[Any]:
    """The case does not close before its end."""
    agent = agent_of(request)
    case = access_case(agent, number)
    return Status(
        201, work_order_data(orders.give(case, what=body.what, to=colleague(body.to), due=body.due, by=agent))
    )


@router.post("/work-orders/{int:id}/completion", response={201: WorkOrderOut}, summary="It is done, and was seen")
def complete_work_order(request: HttpRequest, id: int, body: CompletionIn) -> Status[Any]:
    """Also by whoever it was given to, where they do not see the case."""
    agent = agent_of(request)
    return Status(201, work_order_data(orders.done(orders.access_order(agent, id), seen=body.seen, by=agent)))


@router.post("/work-orders/{int:id}/withdrawal", response={201: WorkOrderOut}, summary="Give it up")
def withdraw_work_order(request: HttpRequest, id: int, body: GivingUpOrderIn) -> Status[Any]:
    agent = agent_of(request)
    return Status(201, work_order_data(orders.drop(orders.access_order(agent, id), why=body.reason, by=agent)))
