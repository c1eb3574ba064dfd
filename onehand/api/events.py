"""Systems tell what has happened, signed; leads see what of it could not be placed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import ConfigDict, Field

from onehand.actions import carrier
from onehand.actions.contract import Happened
from onehand.actions.events import intake, unplaced
from onehand.actions.models.events import Event
from onehand.api.auth import AgentToken, LeadToken, agent_of
from onehand.api.fields import Id, In, Moment, Text
from onehand.api.pages import Cursor, Limit, newest_first
from onehand.api.signatures import Signed
from onehand.cases.access import access_case
from onehand.cases.family import access_customer

router = Router(tags=["events"])

Outcome = Literal["told", "untold", "noted", "known", "stale", "passed", "unplaced", "aside", "erased"]
_Plain = Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")]


class EventIn(In):
    id: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[!-~]+$")] = Field(
        description="The system's own; the same one again is the same event and has no second effect"
    )
    backend: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")] = Field(examples=["delivery_failed"])
    reference: _Plain = Field(default="", description="Order, contract or parcel")
    at: Moment
    customer: _Plain = Field(default="", description="The system's customer number")
    values: dict[str, Any] = Field(
        default={}, description="Of it dates, codes and references are kept; who drives and where is not"
    )


class Shipments(Schema):
    """A report of a carrier in the shape of DHL's unified tracking."""

    model_config = ConfigDict(extra="ignore")
    shipments: list[dict[str, Any]] = Field(max_length=carrier.MOST)


class EventOut(Schema):
    number: int = Field(description="Ours, by which it is placed or set aside")
    id: str = Field(description="The system's own")
    backend: str
    kind: str
    reference: str
    at: datetime
    outcome: Outcome
    case: int | None


class Taken(Schema):
    items: list[EventOut]


class Events(Schema):
    items: list[EventOut]
    next: str | None


class Asked(Schema):
    outcome: Outcome = "unplaced"
    cursor: Cursor = ""
    limit: Limit = 50


class PlacementIn(In):
    case: Id | None = Field(None, description="Into this case")
    customer: Id | None = Field(None, description="To this customer: their open case about it, or a new one")


class AsideIn(In):
    reason: Text


@router.post("/events/{int:number}/placement", auth=AgentToken(), response=EventOut, summary="Say whom it concerns")
def place_event(request: HttpRequest, number: int, body: PlacementIn) -> dict[str, Any]:
    """One of both has to be named. It then goes on as if it had been known at once: noted, or told."""
    agent = agent_of(request)
    event = unplaced.access_unplaced(agent, number)
    case = access_case(agent, body.case) if body.case is not None else None
    customer = access_customer(agent, body.customer)[0] if body.customer is not None else None
    return _data(unplaced.place(event, by=agent, case=case, customer=customer))


@router.post("/events/{int:number}/setting-aside", auth=AgentToken(), response=EventOut, summary="Set it aside")
def set_event_aside(request: HttpRequest, number: int, body: AsideIn) -> dict[str, Any]:
    agent = agent_of(request)
    event = unplaced.access_unplaced(agent, number)
    return _data(unplaced.set_aside(event, reason=body.reason, by=agent))


@router.post("/events", auth=Signed(), response={200: EventOut, 202: Taken}, summary="Tell what happened")
def tell_event(request: HttpRequest, body: EventIn | Shipments) -> Status[Any]:  # noqa: ARG001 - ninja's signature
    """Signed as Standard Webhooks says, see the scheme. One event, or a carrier's report, whose events are answered
    as `items`."""
    if isinstance(body, EventIn):
        one = Happened(body.id, body.kind, body.reference, body.at, body.customer, body.values)
        return Status(200, _data(intake.happened(body.backend, one)))
    found = carrier.read({"shipments": body.shipments})
    return Status(202, {"items": [_data(intake.happened(carrier.BACKEND, one)) for one in found]})


@router.get("/events", auth=LeadToken(), response=Events, summary="What could not be placed")
def list_events(request: HttpRequest, query: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001 - ninja's signature
    """Newest first. What is unplaced is tried again for thirty days, as soon as its customer is known."""
    found, after = newest_first(Event.objects.filter(outcome=query.outcome), query.cursor, query.limit)
    return {"items": [_data(one) for one in found], "next": after}


def _data(event: Event) -> dict[str, Any]:
    return {
        "number": event.pk, "id": event.external_id, "backend": event.backend, "kind": event.kind,
        "reference": event.reference,
        "at": event.at, "outcome": event.outcome, "case": event.case_id,
    }  # fmt: skip
