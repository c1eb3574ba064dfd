"""Blocking an account: proposed in a case of its own, heard, decided by somebody else, appealed to a third person."""

# ruff: noqa: ARG001 - ninja hands every operation the request, and checks a body that must be empty
from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from onehand.accounts.language import chosen
from onehand.actions.due_process import appealing, carrying, deciding, proposing, provisional, roles, shown
from onehand.actions.due_process.telling import is_told
from onehand.actions.models.due_process import Blocking
from onehand.api.auth import AgentToken, CustomerToken, agent_of, customer_of
from onehand.api.fields import NO_BODY, Empty, In, Text
from onehand.api.idempotency import key_of
from onehand.cases import own
from onehand.cases.access import access_case
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Case

router = Router(auth=AgentToken(), tags=["blockings"])
mine = Router(auth=CustomerToken(), tags=["my own cases"])

Words = Annotated[str, Field(max_length=5_000, pattern=r"^[^\x00]*$")]
State = Literal["hearing", "deciding", "executing", "blocked", "appealed", "releasing", "ended"]


class ProposalIn(In):
    reason: Words = Field(description="In the customer's language and words: they read it")
    evidence: Words = Field(description="What it is based on; they read that too")
    hearing_days: int | None = Field(None, description="Working days to answer; else as the operator has set")


class ReasonIn(In):
    reason: Words = Field(description="The customer reads it")


class DecisionIn(In):
    block: bool
    reason: Words = Field(description="The customer reads it, once the systems show it")


class AnswerIn(In):
    agreed: bool
    reason: Words = Field("", description="Needed to decline")


class AppealDecisionIn(In):
    upheld: bool
    reason: Words
    corrected: Words = Field("", description="What was wrong and how it is put right; needed where it is upheld")


class AppealIn(In):
    text: Text


class ProvisionalOut(Schema):
    reason: str
    agreed: bool | None
    until: datetime | None
    in_force_at: datetime | None
    over_at: datetime | None


class AppealOut(Schema):
    made_at: datetime
    decide_by: datetime
    upheld: bool | None
    reason: str
    corrected: str
    nobody: bool = Field(description="Nobody is left to decide who had no part in it")


class BlockingOut(Schema):
    id: int
    case: int
    state: State
    stage: str = Field(description="In one sentence")
    until: datetime | None = Field(description="When this stage ends, or is to be decided")
    outcome: str
    reason: str
    evidence: str
    told: bool = Field(description="Whether the notice was delivered: without it nothing is blocked")
    answered: bool
    blocked: bool = Field(description="As it was last read back in the connected systems")
    decided: bool | None = Field(description="Whether it was decided to block")
    decision: str
    provisional: ProvisionalOut | None
    appeal: AppealOut | None
    why: str = Field(description="Why it could not be carried out")
    proposed_at: datetime
    hearing_until: datetime
    decided_at: datetime | None
    ended_at: datetime | None


class MyBlockingOut(Schema):
    stage: str
    until: datetime | None
    reason: str
    evidence: str
    may: str
    can_appeal: bool
    ended: bool


def blocking_data(row: Blocking, language: str) -> dict[str, Any]:
    now, first, appeal = shown.standing(row), roles.provisional_of(row), roles.appeal_of(row)
    return {
        "id": row.pk, "case": row.case_id, "state": row.state, "stage": now.stage.say(language), "until": now.until,
        "outcome": row.outcome, "reason": row.reason, "evidence": row.evidence, "told": is_told(row.notice),
        "answered": roles.answers(row).exists(), "blocked": row.in_force, "decided": row.blocks,
        "decision": row.decision, "why": row.why.get(language, ""), "proposed_at": row.proposed_at,
        "hearing_until": row.hearing_until, "decided_at": row.decided_at, "ended_at": row.ended_at,
        "provisional": {
            "reason": first.reason, "agreed": first.agreed, "until": first.until, "in_force_at": first.in_force_at,
            "over_at": first.over_at,
        } if first is not None else None,
        "appeal": {
            "made_at": appeal.made_at, "decide_by": appeal.decide_by, "upheld": appeal.upheld, "reason": appeal.reason,
            "corrected": appeal.corrected, "nobody": appeal.upheld is None and not roles.appeal_deciders(row),
        } if appeal is not None else None,
    }  # fmt: skip


def _of(request: HttpRequest, id: int) -> Blocking:
    return roles.access_blocking(agent_of(request), id)


def _answer(request: HttpRequest, row: Blocking) -> Status[Any]:
    return Status(201, blocking_data(_of(request, row.pk), chosen(request)))


def _blocking(case: Case) -> Blocking:
    found = shown.blocking_of(case)
    if found is None:
        raise NotFound
    return found


@router.get("/cases/{int:number}/blocking", response=BlockingOut, summary="Where the block stands")
def case_blocking(request: HttpRequest, number: int) -> dict[str, Any]:
    """Of a case that is about blocking an account."""
    return blocking_data(_blocking(access_case(agent_of(request), number)), chosen(request))


@router.post("/cases/{int:number}/blockings", response={201: BlockingOut}, summary="Propose to block the account")
def propose_block(request: HttpRequest, number: int, body: ProposalIn) -> Status[Any]:
    """Of this case's customer, in a case of its own. They are told at once why and until when they may answer; nothing
    is blocked."""
    agent = agent_of(request)
    case = access_case(agent, number)
    made = proposing.propose(
        case.customer, reason=body.reason, evidence=body.evidence, by=agent, about=case,
        hearing_days=body.hearing_days, key=key_of(request),
    )  # fmt: skip
    return Status(201, blocking_data(made, chosen(request)))


@router.post("/blockings/{int:id}/decision", response={201: BlockingOut}, summary="Decide")
def decide_block(request: HttpRequest, id: int, body: DecisionIn) -> Status[Any]:
    """By somebody else than who proposed it; to block only after the hearing, or their answer."""
    row = _of(request, id)
    return _answer(request, deciding.decide(row, blocks=body.block, reason=body.reason, by=agent_of(request)))


@router.post("/blockings/{int:id}/withdrawal", response={201: BlockingOut}, summary="Take the proposal back")
def withdraw_block(request: HttpRequest, id: int, body: ReasonIn) -> Status[Any]:
    return _answer(request, proposing.withdraw(_of(request, id), reason=body.reason, by=agent_of(request)))


@router.post("/blockings/{int:id}/provisional", response={201: BlockingOut}, summary="Acute danger")
def ask_provisional(request: HttpRequest, id: int, body: ReasonIn) -> Status[Any]:
    """A second person must agree; it ends by itself after three days."""
    row = _of(request, id)
    provisional.ask(row, reason=body.reason, by=agent_of(request))
    return _answer(request, row)


@router.post("/blockings/{int:id}/provisional/answer", response={201: BlockingOut}, summary="As the second person")
def answer_provisional(request: HttpRequest, id: int, body: AnswerIn) -> Status[Any]:
    row, agent = _of(request, id), agent_of(request)
    if body.agreed:
        provisional.agree(row, by=agent)
    else:
        provisional.refuse(row, reason=body.reason, by=agent)
    return _answer(request, row)


@router.post("/blockings/{int:id}/appeal-decision", response={201: BlockingOut}, summary="Decide on the appeal")
def decide_appeal(request: HttpRequest, id: int, body: AppealDecisionIn) -> Status[Any]:
    """By somebody who had no part in it. Where it is right the block is lifted and read back before it is told."""
    row = _of(request, id)
    appealing.decide_appeal(row, upheld=body.upheld, reason=body.reason, corrected=body.corrected, by=agent_of(request))
    return _answer(request, row)


@router.post("/blockings/{int:id}/lifting", response={201: BlockingOut}, summary="Lift the block")
def lift_block(request: HttpRequest, id: int, body: ReasonIn) -> Status[Any]:
    return _answer(request, deciding.lift(_of(request, id), reason=body.reason, by=agent_of(request)))


@router.post("/blockings/{int:id}/continuation", response={201: BlockingOut}, summary="Try again")
def carry_block_again(request: HttpRequest, id: int, body: Empty = NO_BODY) -> Status[Any]:
    """Where it could not be carried out, and a person has looked why."""
    return _answer(request, carrying.again(_of(request, id), by=agent_of(request)))


@mine.get("/my/cases/{int:number}/blocking", response=MyBlockingOut, summary="Where the block of my account stands")
def my_blocking(request: HttpRequest, number: int) -> dict[str, Any]:
    now, language = shown.standing(_blocking(own.access_as_customer(customer_of(request), number))), chosen(request)
    return {
        "stage": now.stage.say(language), "until": now.until, "reason": now.reason, "evidence": now.evidence,
        "may": now.may.say(language), "can_appeal": now.can_appeal, "ended": now.ended,
    }  # fmt: skip


@mine.post("/my/cases/{int:number}/appeal", response={201: MyBlockingOut}, summary="Appeal")
def appeal_mine(request: HttpRequest, number: int, body: AppealIn) -> Status[Any]:
    customer = customer_of(request)
    case = own.access_as_customer(customer, number)
    row = shown.blocking_of(case)
    if row is None:
        raise Refused("not_blocked")
    appealing.appeal(row, text=body.text, by=customer, key=key_of(request))
    return Status(201, my_blocking(request, number))
