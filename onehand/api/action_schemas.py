"""What answers about actions, their runs, processes and work orders look like. Words are in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from onehand.api.schemas import ActorOut, AgentOut

Level = Literal["mail", "confirmed", "link", "proof"]
RunState = Literal["waiting", "asked", "running", "done", "stuck", "refused", "dropped"]


class MoneyOut(Schema):
    cents: int
    currency: str = Field(examples=["EUR"])


class PostalOut(Schema):
    name: str
    street: str
    postcode: str
    city: str
    country: str = Field(description="ISO 3166 alpha-2")


class ChoiceOut(Schema):
    code: str
    label: str


class FieldOut(Schema):
    name: str
    kind: str = Field(examples=["order", "address", "dates", "money", "iban"])
    label: str
    required: bool
    choices: list[ChoiceOut]
    description: dict[str, Any] = Field(description="JSON Schema of its value", alias="schema")


class ActionOut(Schema):
    action: str = Field(description="What dry runs and runs name", examples=["cancel"])
    title: str
    fields: list[FieldOut]
    assurance: Level = Field(description="How sure it must be that the customer wants it")
    mandate: bool = Field(description="It gives money away: an agent's limit holds, above it somebody else decides")
    systems: list[str] = Field(description="Connected systems that can do it; empty: none, so give a work order")


class Actions(Schema):
    items: list[ActionOut]
    next: str | None = None


class ProposalOut(Schema):
    action: str
    title: str
    because: str = Field(examples=["away from 3 December 2026 to 10 December 2026"])
    arguments: dict[str, Any] = Field(description="As a dry run or a run takes them; what is missing is left out")
    message: int | None = Field(description="In which the customer said so")
    fact: int | None


class Proposals(Schema):
    items: list[ProposalOut]
    next: str | None = None


class StageOut(Schema):
    text: str
    state: str = Field(description="done, now, next, stuck or dropped")
    at: datetime | None
    until: date | None
    mover: str = Field(description="Who moves it")


class LineOut(Schema):
    reference: str
    product: str
    name: str
    quantity: int
    each: MoneyOut | None


class MilestoneOut(Schema):
    code: str = Field(examples=["delivered"])
    text: str
    state: Literal["open", "reached", "missed"]
    until: date | None = Field(description="By the end of that day; null: nothing says until when")
    by_system: bool = Field(description="The system's own day, else by default of the business calendar")
    theirs: bool = Field(description="The customer moves it")
    reached_at: datetime | None
    missed_at: datetime | None


class ProcessOut(Schema):
    argument: str = Field(description="What an action takes as order or contract", examples=["shop:20041"])
    system: str
    kind: str = Field(examples=["order", "shipment", "subscription"])
    reference: str
    title: str
    state: str = Field(description="The system's own word")
    stages: list[StageOut]
    lines: list[LineOut]
    total: MoneyOut | None
    address: PostalOut | None
    placed: date | None
    expected: date | None = Field(description="When it should end")
    parent: str = Field(description="Reference of what it belongs to")
    milestones: list[MilestoneOut] = Field(description="Its expected course; empty once it is over")


class DocumentOut(Schema):
    system: str
    kind: str = Field(examples=["invoice", "credit_note"])
    reference: str
    at: date
    total: MoneyOut
    text: str = Field(description="What it means, in one plain sentence")
    process: str


class SystemOut(Schema):
    system: str
    title: str
    at: datetime | None = Field(description="When it said this; null: never yet")
    silent_since: datetime | None = Field(description="Does not answer since; null while it does")


class Processes(Schema):
    items: list[ProcessOut]
    documents: list[DocumentOut]
    systems: list[SystemOut]
    next: str | None = None


class StepOut(Schema):
    system: str
    target: str = Field(description="What is changed, in that system's words")
    text: str
    before: dict[str, Any] = Field(description="As it is now; bank details are masked")
    wish: dict[str, Any] = Field(description="As it is to be, and is read back afterwards")


class CannotOut(Schema):
    what: str
    why: str
    instead: str


class NoOut(Schema):
    system: str = Field(description="Empty for a rule of the house")
    code: str
    detail: str
    instead: str


class PreviewOut(Schema):
    action: str
    title: str
    possible: bool
    arguments: dict[str, Any] = Field(description="As they were read; an IBAN is masked")
    steps: list[StepOut]
    cannot: list[CannotOut] = Field(description="What stays as it is")
    warns: list[str]
    refused: list[NoOut]
    silent: list[str] = Field(description="Systems that do not answer: a run waits for them")
    missing: list[str] = Field(description="Names of fields that are needed first")
    needs: Level | None = Field(description="How sure it must be that the customer wants it; null: it is")
    cost: MoneyOut | None = Field(description="What the company gives away")
    limit: MoneyOut | None = Field(description="What this token's agent may still give in this case")
    needs_approval: bool
    lasting: str = Field(description="Why it cannot be taken back; empty if it can")
    told: list[str] = Field(description="What can be said to the customer when all is done")
    digest: str = Field(description="Hand it to the run: it begins only if the plan is still the same")


class RunStepOut(StepOut):
    state: Literal["planned", "sent", "answered", "done", "stuck", "dropped"]
    seen: dict[str, Any] | None = Field(description="What was read back last")
    sent_at: datetime | None
    seen_at: datetime | None


class WhyOut(Schema):
    code: str
    detail: str


class ApprovalOut(Schema):
    asked_by: AgentOut | None
    reason: str
    approved: bool | None = Field(description="null: not decided yet")
    decided_by: AgentOut | None
    answer: str
    asked_at: datetime
    decided_at: datetime | None


class RunOut(Schema):
    id: int
    case: int
    action: str
    title: str
    state: RunState = Field(description="`done` only when every step was read back as wished")
    arguments: dict[str, Any] = Field(description="An IBAN is masked")
    by: ActorOut = Field(description="Who began it, an agent or the customer")
    cost: MoneyOut | None
    steps: list[RunStepOut]
    cannot: list[CannotOut]
    warns: list[str]
    lasting: str
    why: WhyOut | None = Field(description="What a person must know: why it waits or is stuck")
    approval: ApprovalOut | None
    digest: str = Field(description="Of the plan; to be handed to the approval of it")
    undoes: int | None = Field(description="The run that this one takes back")
    undone_by: int | None
    undoable: bool
    promise: int | None
    tell: str = Field(description="Sent to the customer once all is read back")
    told_at: datetime | None
    created_at: datetime
    ended_at: datetime | None


class Runs(Schema):
    items: list[RunOut]
    next: str | None = None


class ProofOut(Schema):
    id: int
    case: int
    level: Level
    how: str = Field(description="By what the person was identified")
    given_at: datetime
    until: datetime = Field(description="It holds until then")


class WorkOrderOut(Schema):
    id: int
    case: int
    what: str
    agent: AgentOut = Field(description="Who does it")
    asked_by: AgentOut | None
    due: datetime
    seen: str = Field(description="What was looked at after it was done")
    state: Literal["open", "done", "withdrawn"]
    created_at: datetime
    done_at: datetime | None
    withdrawn_at: datetime | None


class WorkOrders(Schema):
    items: list[WorkOrderOut]
    next: str | None = None


class PermissionOut(Schema):
    allowed: bool
    reason: Literal["", "case_open", "defect", "consent_missing"]
    detail: str = Field(description="The reason in one sentence")
    until: datetime | None = Field(description="Not before then, where a time is known")
