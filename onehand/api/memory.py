"""Questions and facts of a case, and what a draft does to them before it is sent."""

# ruff: noqa: ARG001 - ninja hands every operation the request, and checks a body that must be empty
from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.params.functions import Body
from pydantic import AliasChoices, Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.fields import NO_BODY, Empty, Id, In, Line, Moment, Text
from onehand.api.memory_schemas import CheckOut, FactOut, Facts, QuestionOut, Questions
from onehand.api.schemas import MessageOut
from onehand.cases import facts, questions
from onehand.cases.access import access_case, access_message
from onehand.cases.access_memory import access_fact, access_question
from onehand.cases.checking import check
from onehand.cases.known_facts import standing
from onehand.cases.memory_shown import fact_data, question_data
from onehand.cases.models import Question
from onehand.cases.shown import message_data

router = Router(auth=AgentToken(), tags=["questions and facts"], by_alias=True)

Day = Annotated[date, Field(strict=False)]


class QuestionFilter(Schema):
    state: Literal["open"] | None = None


class QuestionIn(In):
    message: Id = Field(description="In which the customer asked it")
    text: Line


class NoAnswerIn(In):
    reason: Line = Field(description="The customer is told", validation_alias=AliasChoices("reason", "why"))


class FactIn(In):
    kind: Annotated[str, Field(max_length=30, pattern=r"^[a-z_]*$")] = Field(examples=["order_number"])
    value: Line
    message: Id | None = None
    from_: Day | None = Field(None, alias="from", description="Of an absence")
    to: Day | None = None
    due: Moment | Day | None = Field(None, description="Of the customer's own deadline")
    replace: bool = Field(False, description="End the known one that contradicts it")


class ConfirmationIn(In):
    value: Line | None = Field(None, description="Put right what was read wrongly")
    replace: bool = Field(False, description="End the known one that contradicts it")
    beside: bool = Field(False, description="Both are true")


CONFIRMED: Any = Body(ConfirmationIn(value=None, replace=False, beside=False))


class DraftIn(In):
    text: Text


@router.get("/cases/{int:number}/questions", response=Questions, summary="What the customer asked")
def list_questions(request: HttpRequest, number: int, query: Query[QuestionFilter]) -> dict[str, Any]:
    case = access_case(agent_of(request), number)
    if query.state:
        rows = questions.open_of(case)
    else:
        rows = list(Question.objects.filter(case=case).order_by("pk")[:1000])
    return {"items": [question_data(one) for one in rows], "next": None}


@router.post("/cases/{int:number}/questions", response={201: QuestionOut}, summary="Note a question")
def note_question(request: HttpRequest, number: int, body: QuestionIn) -> Status[Any]:
    """One that was not recognised."""
    agent = agent_of(request)
    case = access_case(agent, number)
    added = questions.add(case, message=access_message(agent, body.message), text=body.text, by=agent)
    return Status(201, question_data(added))


@router.post("/questions/{int:id}/misreading", response={201: QuestionOut}, summary="It asks nothing")
def misread_question(request: HttpRequest, id: int, body: Empty = NO_BODY) -> Status[Any]:
    agent = agent_of(request)
    return Status(201, question_data(questions.misread(access_question(agent, id), by=agent)))


@router.post("/questions/{int:id}/reopening", response={201: QuestionOut}, summary="It still wants its answer")
def reopen_question(request: HttpRequest, id: int, body: Empty = NO_BODY) -> Status[Any]:
    agent = agent_of(request)
    return Status(201, question_data(questions.reopen(access_question(agent, id), by=agent)))


@router.post("/questions/{int:id}/refusal", response={201: MessageOut}, summary="Tell why there is no answer")
def refuse_question(request: HttpRequest, id: int, body: NoAnswerIn) -> Status[Any]:
    """Answers the message that tells it."""
    agent = agent_of(request)
    message = questions.no_answer(access_question(agent, id), why=body.reason, by=agent)
    return Status(201, message_data(message, full=False))


@router.get("/cases/{int:number}/facts", response=Facts, summary="What the customer told us")
def list_facts(request: HttpRequest, number: int) -> dict[str, Any]:
    """All that counts in this case, from other cases of the customer too; `proposed` ones wait for a confirmation."""
    case = access_case(agent_of(request), number)
    return {"items": [fact_data(one) for one in standing(case)], "next": None}


@router.post("/cases/{int:number}/facts", response={201: FactOut}, summary="Note a fact")
def note_fact(request: HttpRequest, number: int, body: FactIn) -> Status[Any]:
    agent = agent_of(request)
    case = access_case(agent, number)
    message = access_message(agent, body.message) if body.message is not None else None
    fact = facts.add(
        case, kind=body.kind, value=body.value, by=agent, message=message, since=body.from_, until=body.to,
        due=body.due, replace=body.replace,
    )  # fmt: skip
    return Status(201, fact_data(fact))


@router.post("/facts/{int:id}/confirmation", response={201: FactOut}, summary="It is so")
def confirm_fact(request: HttpRequest, id: int, body: ConfirmationIn = CONFIRMED) -> Status[Any]:
    """One that contradicts what is known is answered with 409; say `replace` or `beside`."""
    agent = agent_of(request)
    fact = facts.confirm(access_fact(agent, id), by=agent, value=body.value, replace=body.replace, beside=body.beside)
    return Status(201, fact_data(fact))


@router.delete("/facts/{int:id}", response=FactOut, summary="Dismiss what was misread, erase what was known")
def drop_fact(request: HttpRequest, id: int) -> dict[str, Any]:
    agent = agent_of(request)
    fact = access_fact(agent, id)
    ended = facts.erase(fact, by=agent) if fact.confirmed_at else facts.dismiss(fact, by=agent)
    return fact_data(ended)


@router.post("/cases/{int:number}/draft-checks", response={200: CheckOut}, summary="What a draft does")
def check_draft(request: HttpRequest, number: int, body: DraftIn) -> Status[Any]:
    """Nothing is kept or sent: what it seems to answer, promises, keeps, asks for though it is known, and claims."""
    agent = agent_of(request)
    seen = check(access_case(agent, number), body.text, by=agent)
    return Status(200, {
        "answers": [
            {"question": one.question.pk, "text": one.question.text, "likely": one.likely} for one in seen.answers
        ],
        "promises": [
            {
                "text": one.text, "start": one.start, "end": one.end, "kind": one.kind, "due": one.due,
                "due_text": one.due_text, "by_default": one.by_default, "needs": one.needs,
                "outside_hours": one.outside_hours,
                "misses_deadline": one.misses_deadline.value if one.misses_deadline else None,
            }
            for one in seen.promises
        ],
        "keeps": [{"promise": one.promise.pk, "text": one.promise.text, "likely": one.likely} for one in seen.keeps],
        "asks": [
            {"kind": one.kind, "start": one.start, "end": one.end, "known": one.known.value if one.known else None}
            for one in seen.asks
        ],
        "claims": [{"text": one.text, "start": one.start, "end": one.end} for one in seen.claims],
        "gaps": list(seen.gaps),
    })  # fmt: skip
