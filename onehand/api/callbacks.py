"""Phone calls that were made, and callbacks at a time that the customer chose."""

# ruff: noqa: ARG001 - ninja hands every operation the request, and checks a body that must be empty
from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.fields import NO_BODY, Empty, Id, In, Line, Moment, Text
from onehand.api.memory_schemas import FreeSlots, SlotOfferOut, SlotOut
from onehand.api.schemas import MessageOut
from onehand.cases import calls, slots
from onehand.cases.access import access_case
from onehand.cases.access_memory import access_slot
from onehand.cases.models import Slot
from onehand.cases.shown import message_data

router = Router(auth=AgentToken(), tags=["calls and callbacks"], by_alias=True)

Number = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$", examples=["030 901820"])]


class CallIn(In):
    direction: Literal["in", "out"]
    number: Number = ""
    reached: bool = True
    text: Text = Field(description="What was said, as it was noted")
    keeps: list[Id] = Field([], max_length=50, description="Promises of a call that this one keeps")


class SlotIn(In):
    since: Moment = Field(description="One of the free times")
    number: Number


class CancellationIn(In):
    reason: Line = Field(description="The customer is told")


def _data(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.pk, "case": slot.case_id, "since": slot.since, "until": slot.until, "number": slot.number,
        "agent": slot.agent.display_name, "promise": slot.promise_id, "cancelled_at": slot.cancelled_at,
    }  # fmt: skip


@router.post("/cases/{int:number}/calls", response={201: MessageOut}, summary="Write down a phone call")
def log_call(request: HttpRequest, number: int, body: CallIn) -> Status[Any]:
    """A call to somebody who asked not to be called is refused with the reason."""
    agent = agent_of(request)
    message = calls.log(
        access_case(agent, number), by=agent, direction=body.direction, number=body.number, reached=body.reached,
        text=body.text, keeps=body.keeps,
    )  # fmt: skip
    return Status(201, message_data(message, full=False))


@router.get("/cases/{int:number}/callback-slots", response=FreeSlots, summary="Times that are free for a callback")
def free_slots(request: HttpRequest, number: int) -> dict[str, Any]:
    spans = slots.free(access_case(agent_of(request), number))
    return {"items": [{"since": one.start, "until": one.end} for one in spans], "next": None}


@router.post("/cases/{int:number}/callback-offers", response={201: SlotOfferOut}, summary="A link to choose a time")
def offer_slots(request: HttpRequest, number: int, body: Empty = NO_BODY) -> Status[Any]:
    """For your own mail or page; nothing is sent."""
    agent = agent_of(request)
    return Status(201, {"url": slots.offer(access_case(agent, number), by=agent)})


@router.post("/cases/{int:number}/callbacks", response={201: SlotOut}, summary="Agree a callback")
def book_slot(request: HttpRequest, number: int, body: SlotIn) -> Status[Any]:
    """It becomes a promise; the customer is told with a calendar file."""
    agent = agent_of(request)
    return Status(201, _data(slots.book(access_case(agent, number), start=body.since, number=body.number, by=agent)))


@router.post("/callbacks/{int:id}/cancellation", response={201: SlotOut}, summary="Call a callback off")
def cancel_slot(request: HttpRequest, id: int, body: CancellationIn) -> Status[Any]:
    agent = agent_of(request)
    return Status(201, _data(slots.cancel(access_slot(agent, id), by=agent, why=body.reason)))
