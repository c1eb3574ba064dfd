"""What answers about questions, facts, promises, merges and calls look like."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

PromiseKind = Literal["callback", "message", "refund", "shipment", "letter", "action", "other"]
Evidence = Literal["message", "call", "action", "letter", "event"]


class QuestionOut(Schema):
    id: int
    case: int
    message: int = Field(description="The message in which it was asked")
    text: str
    start: int = Field(description="Offset into that message's text")
    end: int
    asked_at: datetime
    state: Literal["open", "answered", "no_answer", "misread", "settled"]
    answer: int | None = Field(description="The message that answered it, or told why there is no answer")
    why: str
    ended_at: datetime | None


class Questions(Schema):
    items: list[QuestionOut]
    next: str | None = None


class FactOut(Schema):
    id: int
    case: int
    kind: str = Field(examples=["order_number"])
    value: str = Field(description="An IBAN is masked, a phone number E.164")
    from_: date | None = Field(alias="from", description="Of an absence")
    to: date | None
    due: datetime | None = Field(description="Of the customer's own deadline")
    message: int | None
    start: int
    end: int
    at: datetime
    state: Literal["proposed", "confirmed", "dismissed", "replaced", "expired", "erased"]
    by_customer: bool
    expires_at: datetime | None


class Facts(Schema):
    items: list[FactOut]
    next: str | None = None


class PromiseOut(Schema):
    id: int
    case: int
    text: str
    kind: PromiseKind
    due: datetime
    due_text: str
    by_default: bool = Field(description="Nobody named a time; the operator's default counts")
    state: Literal["open", "at_risk", "late", "kept", "renewed", "withdrawn"]
    needs: Evidence = Field(description="What counts as evidence of its keeping")
    evidence: dict[str, Any]
    answer: int | None = Field(description="The message that shall keep it")
    message: int | None = Field(description="The message in which it was said")
    made_at: datetime
    renews: int | None
    renewed_by: int | None
    kept_at: datetime | None
    renewed_at: datetime | None
    withdrawn_at: datetime | None
    why: str
    told: int | None
    late_since: datetime | None
    late_told: int | None


class Promises(Schema):
    items: list[PromiseOut]
    next: str | None = None


class MergeOut(Schema):
    id: int
    customer: int = Field(description="Who stands behind the other from now on")
    into: int
    how: Literal["link", "code", "order", "agent"]
    why: str
    reasons: list[dict[str, Any]]
    merged_at: datetime
    split_at: datetime | None


class SlotOut(Schema):
    id: int
    case: int
    since: datetime
    until: datetime
    number: str
    agent: str
    promise: int | None
    cancelled_at: datetime | None


class FreeSlot(Schema):
    since: datetime
    until: datetime


class FreeSlots(Schema):
    items: list[FreeSlot]
    next: str | None = None


class SlotOfferOut(Schema):
    url: str = Field(description="Where the customer chooses; valid for 14 days, for one booking")


class PartyOut(Schema):
    id: int
    case: int
    customer: int
    name: str
    role: str
    since: datetime
    until: datetime | None
    channel: str
    told: bool
    sees_all: bool
    decides: bool


class Parties(Schema):
    items: list[PartyOut]
    next: str | None = None


class CheckOut(Schema):
    """What a draft does: which questions it seems to answer, what it promises, what it asks for that is known."""

    answers: list[dict[str, Any]]
    promises: list[dict[str, Any]]
    keeps: list[dict[str, Any]]
    asks: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    gaps: list[str]
