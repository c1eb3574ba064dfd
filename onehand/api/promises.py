"""Promises of a case: made, renewed with a told time, withdrawn with a told reason. None can be ticked off."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import AliasChoices, Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.fields import In, Line, Moment, Text
from onehand.api.memory_schemas import Evidence, PromiseKind, PromiseOut, Promises
from onehand.cases import due, evidence, promises
from onehand.cases.access import access_case
from onehand.cases.access_memory import access_promise
from onehand.cases.composed import Said
from onehand.cases.models import Case, Promise
from onehand.cases.promise_shown import promise_data, promises_data
from onehand.cases.promise_state import all_of
from onehand.foundation import clock

router = Router(auth=AgentToken(), tags=["promises"])

Day = Annotated[date, Field(strict=False, description="The whole day: until its closing time")]


class PromiseIn(In):
    text: Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")] = Field(
        examples=["Ich rufe Sie morgen um 15 Uhr zurück"]
    )
    due: Moment | Day | None = Field(None, description="Without it the operator's default counts")
    kind: PromiseKind = "other"
    needs: Evidence | None = Field(None, description="What counts as evidence; by its kind unless given")


class RenewalIn(In):
    due: Moment | Day
    text: Text = Field(
        description="What the customer is told; the new time is added if it does not name it",
        validation_alias=AliasChoices("text", "reason"),
    )


class WithdrawalIn(In):
    reason: Line = Field(description="The customer is told", validation_alias=AliasChoices("reason", "why"))


class LetterIn(In):
    posted_on: Annotated[date, Field(strict=False)]


def said(case: Case, given: PromiseIn) -> Said:
    """A promise in a reply, its due time reckoned by the case's calendar."""
    moment, by_default = due.as_due(given.due, case)
    return Said(given.text, moment, given.kind, given.needs or "", by_default=by_default)


def _data(promise: Promise) -> dict[str, Any]:
    renewed = Promise.objects.filter(renews=promise).values_list("pk", flat=True).first()
    return promise_data(promise, clock.now(), renewed_by=renewed)


@router.get("/cases/{int:number}/promises", response=Promises, summary="What we promised in a case")
def list_promises(request: HttpRequest, number: int) -> dict[str, Any]:
    """Renewed ones too, with the time that was promised first."""
    case = access_case(agent_of(request), number)
    return {"items": promises_data(all_of(case), clock.now()), "next": None}


@router.post("/cases/{int:number}/promises", response={201: PromiseOut}, summary="Make a promise")
def make_promise(request: HttpRequest, number: int, body: PromiseIn) -> Status[Any]:
    agent = agent_of(request)
    case = access_case(agent, number)
    made = promises.make(case, text=body.text, kind=body.kind, due=body.due, needs=body.needs, by=agent)
    return Status(201, _data(made))


@router.get("/promises/{int:id}", response=PromiseOut, summary="One promise")
def one_promise(request: HttpRequest, id: int) -> dict[str, Any]:
    return _data(access_promise(agent_of(request), id))


@router.post("/promises/{int:id}/renewal", response={201: PromiseOut}, summary="Promise a new time")
def renew_promise(request: HttpRequest, id: int, body: RenewalIn) -> Status[Any]:
    """The customer is told; the old time stays visible. Answers the new promise."""
    agent = agent_of(request)
    moment: date | datetime = body.due
    return Status(201, _data(promises.renew(access_promise(agent, id), due=moment, text=body.text, by=agent)))


@router.post("/promises/{int:id}/withdrawal", response={201: PromiseOut}, summary="Withdraw a promise")
def withdraw_promise(request: HttpRequest, id: int, body: WithdrawalIn) -> Status[Any]:
    """The customer is told the reason."""
    agent = agent_of(request)
    return Status(201, _data(promises.withdraw(access_promise(agent, id), why=body.reason, by=agent)))


@router.post("/promises/{int:id}/posting", response={201: PromiseOut}, summary="The promised letter was posted")
def post_letter(request: HttpRequest, id: int, body: LetterIn) -> Status[Any]:
    agent = agent_of(request)
    promise = access_promise(agent, id)
    evidence.by_letter(promise, posted_on=body.posted_on, by=agent)
    return Status(201, _data(access_promise(agent, id)))
