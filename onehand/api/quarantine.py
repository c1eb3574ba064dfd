"""What could not be read, and the count of everything that came in (I1)."""

# ruff: noqa: ARG001 - ninja hands every operation the request, and checks a body that must be empty
from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from onehand.api.attachments import BYTES, bytes_answer
from onehand.api.auth import AgentToken, LeadToken, agent_of
from onehand.api.colleagues import colleague
from onehand.api.data import agent_data
from onehand.api.fields import NO_BODY, Colleague, Empty, Id, In
from onehand.api.pages import Cursor, Limit, newest_first
from onehand.api.problems import Unprocessable
from onehand.api.schemas import AgentOut, MessageOut
from onehand.cases import ledger, quarantine
from onehand.cases.access import access_case, access_quarantined
from onehand.cases.models import Ledger
from onehand.cases.shown import message_data

router = Router(auth=AgentToken(), tags=["intake"], by_alias=True)


class PageQuery(Schema):
    cursor: Cursor = ""
    limit: Limit = 50


class QuarantinedOut(Schema):
    id: int
    source: str = Field(description="Mailbox, listener or path")
    channel: str
    at: datetime
    reason: str
    size: int = Field(description="Bytes")
    attempts: int
    assigned_to: AgentOut | None


class Quarantine(Schema):
    items: list[QuarantinedOut]
    next: str | None


class RetryOut(Schema):
    outcome: Literal["new_case", "added", "duplicate", "quarantined"]
    case: int | None
    message: int | None
    automatic: bool
    held: bool
    reason: str


class AssignmentIn(In):
    agent: Colleague | None = Field(None, description="Handle or id: a new case in this hand")
    case: Id | None = Field(None, description="Into this case")


class Counts(Schema):
    accepted: int
    messages: int
    quarantined: int
    duplicates: int
    erased: int
    difference: int = Field(description="Anything but 0 is an alarm")


def _row_data(row: Ledger) -> dict[str, Any]:
    return {
        "id": row.pk,
        "source": row.source,
        "channel": row.channel,
        "at": row.at,
        "reason": row.reason,
        "size": row.size,
        "attempts": row.attempts,
        "assigned_to": agent_data(row.assigned_to) if row.assigned_to is not None else None,
    }


@router.get("/quarantine", response=Quarantine, summary="What could not be read")
def list_quarantine(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Newest first."""
    rows, following = newest_first(quarantine.listed().select_related("assigned_to"), query.cursor, query.limit)
    return {"items": [_row_data(row) for row in rows], "next": following}


@router.get("/quarantine/{int:id}/raw", summary="Its raw bytes", openapi_extra=BYTES)
def raw_quarantined(request: HttpRequest, id: int) -> HttpResponse:
    row = access_quarantined(agent_of(request), id)
    return bytes_answer(quarantine.raw_of(row), f"quarantine-{row.pk}.eml")


@router.post("/quarantine/{int:id}/retries", response={201: RetryOut}, summary="Read it once more")
def retry_quarantined(request: HttpRequest, id: int, body: Empty = NO_BODY) -> Status[Any]:
    agent = agent_of(request)
    received = quarantine.retry(access_quarantined(agent, id), by=agent)
    return Status(201, {name: getattr(received, name) for name in RetryOut.model_fields})


@router.post("/quarantine/{int:id}/assignments", response={201: MessageOut}, summary="Take it as it is")
def assign_quarantined(request: HttpRequest, id: int, body: AssignmentIn) -> Status[Any]:
    """Into a case, or a new case of an agent, with the raw bytes as attachment. One of both has to be named."""
    agent = agent_of(request)
    row = access_quarantined(agent, id)
    if (body.agent is None) == (body.case is None):
        raise Unprocessable("agent_or_case")
    case = access_case(agent, body.case) if body.case is not None else None
    hand = colleague(body.agent) if body.agent is not None else None
    message = quarantine.assign_to(row, agent=hand, case=case, by=agent)
    return Status(201, message_data(message, full=False))


@router.get("/ledger", auth=LeadToken(), response=Counts, summary="Everything that came in, counted")
def count_ledger(request: HttpRequest) -> dict[str, int]:
    """accepted = messages + quarantined + duplicates + erased. Leads and admins."""
    return ledger.counts()
