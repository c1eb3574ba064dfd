"""Runs of actions: begun within the mandate or for approval, looked at, approved, taken back, given up."""

# ruff: noqa: ARG001 - ninja hands every operation the request, and checks a body that must be empty
from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import AliasChoices, Field

from onehand.accounts.language import chosen
from onehand.actions import running, undoing
from onehand.actions.access import access_run, runs_of
from onehand.actions.models import Run
from onehand.api.action_data import run_data
from onehand.api.action_schemas import RunOut, Runs
from onehand.api.actions import Action, Arguments
from onehand.api.auth import AgentToken, agent_of
from onehand.api.fields import NO_BODY, Empty, Id, In, Line
from onehand.api.idempotency import key_of, unhurried
from onehand.api.pages import Cursor, Limit, newest_first
from onehand.cases.access import access_case
from onehand.cases.access_memory import access_promise

router = Router(auth=AgentToken(), tags=["actions"])

Words = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")]
Answer = Annotated[str, Field(max_length=2_000, pattern=r"^[^\x00]*$")]


class RunIn(In):
    action: Action
    arguments: Arguments = {}
    digest: Annotated[str, Field(max_length=64)] | None = Field(
        None, description="Of the dry run that was looked at; if the plan is another one by now, nothing is begun"
    )
    reason: Answer = Field("", description="For the approver, where it goes beyond the mandate")
    tell: Words = Field("", description="Sent to the customer when all is done and read back, and never before")
    promise: Id | None = Field(None, description="The promise that is kept by it")


class ApprovalIn(In):
    approved: bool
    answer: Answer = Field("", description="Why; needed to decline")
    digest: Annotated[str, Field(max_length=64)] | None = Field(
        None, description="Of the plan that was looked at; another one by now is 409 plan_renewed"
    )


class GivingUpIn(In):
    reason: Line = Field(validation_alias=AliasChoices("reason", "why"))


class RunsPage(Schema):
    cursor: Cursor = ""
    limit: Limit = 50


def _answer(request: HttpRequest, run: Run) -> dict[str, Any]:
    return run_data(access_run(agent_of(request), run.pk), chosen(request))


@router.get("/cases/{int:number}/runs", response=Runs, summary="What was done in a case")
def list_runs(request: HttpRequest, number: int, query: Query[RunsPage]) -> dict[str, Any]:
    """The newest first."""
    case = access_case(agent_of(request), number)
    rows, after = newest_first(runs_of(case), query.cursor, query.limit)
    return {"items": [run_data(run, chosen(request)) for run in rows], "next": after}


@router.post("/cases/{int:number}/runs", response={201: RunOut}, summary="Do it")
@unhurried
def start_run(request: HttpRequest, number: int, body: RunIn) -> Status[Any]:
    """Planned against the live systems, then carried out step by step; each step counts when it was read back. Above
    the mandate it is `asked`, while a system is silent `waiting`. What the customer gave in a protected form is used
    and then deleted; what is named here comes before it."""
    agent = agent_of(request)
    case = access_case(agent, number)
    run = running.start(
        case, body.action, body.arguments, by=agent, digest=body.digest, key=key_of(request), reason=body.reason,
        tell=body.tell, promise=access_promise(agent, body.promise) if body.promise is not None else None,
    )  # fmt: skip
    return Status(201, _answer(request, run))


@router.get("/runs/{int:id}", response=RunOut, summary="One run")
def one_run(request: HttpRequest, id: int) -> dict[str, Any]:
    return run_data(access_run(agent_of(request), id), chosen(request))


@router.post("/runs/{int:id}/approval", response={201: RunOut}, summary="Approve or decline")
def decide_run(request: HttpRequest, id: int, body: ApprovalIn) -> Status[Any]:
    """By somebody else than who asked, with a mandate for all that is given in the case."""
    agent = agent_of(request)
    run = access_run(agent, id)
    if body.approved:
        return Status(201, _answer(request, running.approve(run, by=agent, answer=body.answer, digest=body.digest)))
    return Status(201, _answer(request, running.refuse(run, by=agent, answer=body.answer)))


@router.post("/runs/{int:id}/reversal", response={201: RunOut}, summary="Take it back")
def reverse_run(request: HttpRequest, id: int, body: Empty = NO_BODY) -> Status[Any]:
    """Where every step can be: a run of its own, in the reverse order, read back too. Answers that run."""
    agent = agent_of(request)
    return Status(201, _answer(request, undoing.undo(access_run(agent, id), by=agent)))


@router.post("/runs/{int:id}/continuation", response={201: RunOut}, summary="Go on")
def continue_run(request: HttpRequest, id: int, body: Empty = NO_BODY) -> Status[Any]:
    """A person has looked at one that is stuck. What has happened by now is read first, nothing is done twice."""
    agent = agent_of(request)
    return Status(201, _answer(request, running.again(access_run(agent, id), by=agent)))


@router.post("/runs/{int:id}/withdrawal", response={201: RunOut}, summary="Give it up")
def give_up_run(request: HttpRequest, id: int, body: GivingUpIn) -> Status[Any]:
    """What was done stays done and visible."""
    agent = agent_of(request)
    return Status(201, _answer(request, running.drop(access_run(agent, id), by=agent, why=body.reason)))
