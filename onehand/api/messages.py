"""Messages: replies and notes written, one message read, held ones decided."""

# ruff: noqa: ARG001 - ninja hands every operation the request, and checks a body that must be empty
from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.data import case_detail
from onehand.api.fields import NO_BODY, Address, Empty, Id, In, Seq, Text
from onehand.api.memory_schemas import QuestionOut
from onehand.api.problems import Unprocessable
from onehand.api.promises import PromiseIn, said
from onehand.api.schemas import CaseDetail, FullMessageOut, MessageOut
from onehand.cases import held, note, reply
from onehand.cases.access import access_case, access_message
from onehand.cases.memory_shown import question_data
from onehand.cases.questions import open_of
from onehand.cases.shown import message_data

router = Router(auth=AgentToken(), tags=["messages"], by_alias=True)


class MessageIn(In):
    kind: Literal["reply", "note"] = Field(description="A reply goes to the customer; a note stays in the house")
    text: Text = Field(examples=["Wir schicken Ihnen eine neue Tür."])
    seen: Seq | None = Field(None, description="Id of the last timeline entry known to the writer; only for replies")
    cc: list[Address] = Field([], max_length=20, description="Of those whom the answered message itself named")
    answers: list[Id] = Field([], max_length=200, description="Ids of the questions that it answers")
    promises: list[PromiseIn] = Field([], max_length=50, description="What it promises")
    keeps: list[Id] = Field([], max_length=50, description="Ids of the promises that it keeps, once it is delivered")
    parties: list[Id] = Field([], max_length=50, description="Ids of the parties who get it too, each by an own mail")


class Sent(MessageOut):
    open_questions: list[QuestionOut] = Field([], description="What the customer asked and nobody has answered yet")


@router.post("/cases/{int:number}/messages", response={201: Sent}, summary="Reply or note")
def write_message(request: HttpRequest, number: int, body: MessageIn) -> Status[Any]:
    """A reply that was composed without knowing what has happened since `seen` is answered with 409 and `entries`."""
    agent = agent_of(request)
    case = access_case(agent, number)
    if body.kind == "note":
        if body.answers or body.promises or body.keeps or body.parties:
            raise Unprocessable("replies_only")
        message = note.note(case, by=agent, text=body.text)
    else:
        message = reply.reply(
            case, by=agent, text=body.text, seen=body.seen, cc=body.cc, answers=body.answers, keeps=body.keeps,
            parties=body.parties, promises=[said(case, one) for one in body.promises],
        )  # fmt: skip
    left = [question_data(one) for one in open_of(case)]
    return Status(201, message_data(message, full=False) | {"open_questions": left})


@router.get("/messages/{int:id}", response=FullMessageOut, summary="One message in full")
def one_message(request: HttpRequest, id: int) -> dict[str, Any]:
    return message_data(access_message(agent_of(request), id), full=True)


@router.post("/messages/{int:id}/acceptance", response={201: MessageOut}, summary="Take a held message into its case")
def accept_message(request: HttpRequest, id: int, body: Empty = NO_BODY) -> Status[Any]:
    """Its sender becomes a party of the case; the case reopens."""
    agent = agent_of(request)
    message = held.accept_held(access_message(agent, id), by=agent)
    return Status(201, message_data(message, full=False))


@router.post("/messages/{int:id}/separation", response={201: CaseDetail}, summary="Make a held message its own case")
def separate_message(request: HttpRequest, id: int, body: Empty = NO_BODY) -> Status[Any]:
    """Nothing of the first case goes along. Answers the new case."""
    agent = agent_of(request)
    return Status(201, case_detail(held.split_held(access_message(agent, id), by=agent)))
