"""What answers look like. Only what is described here leaves the house."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

State = Literal["new", "held", "waiting", "asked", "closed"]
Delivery = Literal[
    "", "queued", "sending", "accepted", "deferred", "delivered", "bounced", "uncertain", "outbox"
]  # fmt: skip


class AddressOut(Schema):
    name: str = ""
    address: str = ""


class AttachmentOut(Schema):
    id: int
    name: str = Field(description="As its sender named it; make it safe before you write it to a disk")
    type: str
    size: int = Field(description="Bytes")
    md5: str
    sha256: str
    inline: bool


class MessageOut(Schema):
    id: int
    case: int
    direction: Literal["in", "out", "note"]
    channel: str
    from_: list[AddressOut] = Field(alias="from")
    to: list[AddressOut]
    cc: list[AddressOut]
    reply_to: list[AddressOut]
    subject: str
    date: datetime | None = Field(description="What its Date field claims")
    received: datetime = Field(description="When it arrived or was written here")
    text: str = Field(description="What a person sees; quotes and signature are folded away")
    quoted: str
    signature: str
    attachments: list[AttachmentOut]
    automatic: bool = Field(description="No person's word: a vacation reply, a bounce, a receipt of ours")
    automatic_reason: str
    held: bool = Field(description="Waits for an agent's decision: its sender does not belong to the case")
    delivery: Delivery = Field(description="How our mail fared; empty for what came in")
    remark: str = Field(description="What had to be salvaged")
    message_id: str = Field(description="Message-ID, with angle brackets")


class FullMessageOut(MessageOut):
    full_text: str
    html_safe: str = Field(description="Sanitised HTML without remote pictures")
    authentication: dict[str, Any]


class ActorOut(Schema):
    kind: Literal["agent", "customer", "system", ""]
    id: int | None = None
    name: str


class EntryOut(Schema):
    id: int = Field(description="The seq: ascending, the cursor of `after`, and what `seen` wants")
    kind: str = Field(examples=["message_received"])
    at: datetime
    actor: ActorOut
    sentence: str = Field(description="In the language of Accept-Language, German or English")
    audience: Literal["customer", "agent", "lead"]
    held: bool = Field(description="Its message waits for an agent's decision")
    text: str
    message: MessageOut | None


class Timeline(Schema):
    items: list[EntryOut]
    next: str | None = Field(description="The `cursor` of the following page, null at the end")


class AgentOut(Schema):
    id: int
    name: str
    handle: str


class CustomerRef(Schema):
    id: int
    name: str


class CaseOut(Schema):
    number: int
    subject: str
    state: State
    language: str
    channel: str
    customer: CustomerRef
    owner: AgentOut | None = Field(description="Who has the hand")
    team: str | None
    opened_at: datetime
    touched_at: datetime
    waiting_since: datetime | None = Field(description="The customer's oldest word without an answer")
    answer_due: datetime | None = Field(description="The response target for it")
    wait_until: datetime | None
    wait_for: str
    closed_at: datetime | None


class HandoverOut(Schema):
    id: int
    case: int
    giver: AgentOut
    receiver: AgentOut
    reason: str
    summary: str
    state: Literal["offered", "accepted", "refused", "withdrawn"]
    offered_at: datetime
    accepted_at: datetime | None
    refused_at: datetime | None
    refusal: str
    withdrawn_at: datetime | None


class CaseDetail(CaseOut):
    seen: int | None = Field(description="The newest timeline entry: send it back as `seen` with a reply")
    handover: HandoverOut | None = Field(description="The open offer")


class Cases(Schema):
    items: list[CaseOut]
    next: str | None = Field(description="The `cursor` of the following page, null at the end")


class ClosureOut(Schema):
    case: int
    state: State = Field(description="The case's state now: asked or closed")
    asked_at: datetime
    silence_until: datetime | None = Field(description="Silence until then closes the case")
    closed_at: datetime | None
    how: Literal["", "customer", "silence", "agent"]
    reason: str


class IdentityOut(Schema):
    kind: str
    value: str
    assurance: Literal["claimed", "seen", "proved"]


class CustomerOut(Schema):
    id: int
    name: str
    language: str
    identities: list[IdentityOut]


class Customers(Schema):
    items: list[CustomerOut]
    next: str | None = None


class Agents(Schema):
    items: list[AgentOut]
    next: str | None = None
