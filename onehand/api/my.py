"""The customer's own side: own cases, what is told there, own words, solved or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from onehand.accounts.language import chosen
from onehand.api.attachments import BYTES, attachment_answer
from onehand.api.auth import CustomerToken, customer_of
from onehand.api.data import closure_data
from onehand.api.fields import In, Line, Text
from onehand.api.pages import Cursor, Limit
from onehand.api.schemas import AddressOut, AttachmentOut, ClosureOut, Delivery, State
from onehand.api.timeline import After, timeline_data
from onehand.cases import closing, lists, own
from onehand.cases.access import access_own_case, own_cases
from onehand.cases.feed_page import timeline_page
from onehand.cases.models import Case
from onehand.cases.open import open_case
from onehand.cases.shown import message_data
from onehand.cases.write import write

router = Router(auth=CustomerToken(), tags=["my own cases"], by_alias=True)


class MyPage(Schema):
    cursor: Cursor = ""
    limit: Limit = 50


class MyOwner(Schema):
    name: str


class MyCase(Schema):
    number: int
    subject: str
    state: State
    language: str
    owner: MyOwner | None = Field(description="Who takes care of it")
    opened_at: datetime
    touched_at: datetime
    answer_due: datetime | None
    wait_until: datetime | None
    wait_for: str
    closed_at: datetime | None


class MyCases(Schema):
    items: list[MyCase]
    next: str | None


class MyMessage(Schema):
    id: int
    direction: Literal["in", "out"]
    channel: str
    from_: list[AddressOut] = Field(alias="from")
    subject: str
    received: datetime
    text: str
    attachments: list[AttachmentOut]
    automatic: bool
    held: bool
    delivery: Delivery


class MyActor(Schema):
    kind: str
    name: str


class MyEntry(Schema):
    id: int
    kind: str
    at: datetime
    actor: MyActor
    sentence: str
    audience: Literal["customer"]
    held: bool
    text: str
    message: MyMessage | None


class MyTimeline(Schema):
    items: list[MyEntry]
    next: str | None


class MyCaseIn(In):
    subject: Line = ""
    text: Text


class MyMessageIn(In):
    text: Text


def _case(case: Case) -> dict[str, Any]:
    hand = case.hand
    return {
        "number": case.pk,
        "subject": case.subject,
        "state": case.state,
        "language": case.language,
        "owner": {"name": hand.display_name} if hand else None,
        "opened_at": case.opened_at,
        "touched_at": case.touched_at,
        "answer_due": case.answer_due,
        "wait_until": case.wait_until,
        "wait_for": case.wait_for,
        "closed_at": case.closed_at,
    }


@router.get("/my/cases", response=MyCases, summary="My cases")
def my_cases(request: HttpRequest, query: Query[MyPage]) -> dict[str, Any]:
    page = lists.page(own_cases(customer_of(request)), query.cursor, query.limit)
    return {"items": [_case(case) for case in page.items], "next": page.next or None}


@router.post("/my/cases", response={201: MyCase}, summary="Open a case")
def open_my_case(request: HttpRequest, body: MyCaseIn) -> Status[Any]:
    customer = customer_of(request)
    identity = customer.identities.filter(kind="email").order_by("pk").first()
    case = open_case(
        customer, identity, subject=body.subject, text=body.text, channel="api", language=customer.language, by=customer
    )
    return Status(201, _case(case))


@router.get("/my/cases/{int:number}", response=MyCase, summary="One of my cases")
def my_case(request: HttpRequest, number: int) -> dict[str, Any]:
    return _case(access_own_case(customer_of(request), number))


@router.get("/my/cases/{int:number}/timeline", response=MyTimeline, summary="What happened in my case")
def my_timeline(request: HttpRequest, number: int, query: Query[After]) -> dict[str, Any]:
    customer = customer_of(request)
    case = access_own_case(customer, number)
    page = timeline_page(case, after=query.position, size=query.limit, for_customer=True)
    page = replace(page, items=own.seen_by(case, customer, page.items))
    return timeline_data(page, chosen(request), for_customer=True)


@router.post("/my/cases/{int:number}/messages", response={201: MyMessage}, summary="Write into my case")
def write_mine(request: HttpRequest, number: int, body: MyMessageIn) -> Status[Any]:
    """Reopens a closed case, to the same hand."""
    customer = customer_of(request)
    message = write(access_own_case(customer, number), by=customer, text=body.text, channel="api")
    return Status(201, message_data(message, full=False))


@router.post("/my/cases/{int:number}/closure", response={201: ClosureOut}, summary="It is solved")
def confirm_mine(request: HttpRequest, number: int) -> Status[Any]:
    customer = customer_of(request)
    return Status(201, closure_data(closing.confirm(own.access_to_decide(customer, number), by=customer)))


@router.delete("/my/cases/{int:number}/closure", response=MyCase, summary="It is not solved")
def deny_mine(request: HttpRequest, number: int) -> dict[str, Any]:
    """Back to the same hand."""
    customer = customer_of(request)
    case = own.access_to_decide(customer, number)
    closing.deny(case, by=customer)
    return _case(access_own_case(customer, number))


@router.get("/my/attachments/{int:id}", summary="The bytes of an attachment of mine", openapi_extra=BYTES)
def my_attachment(request: HttpRequest, id: int) -> HttpResponse:
    return attachment_answer(own.own_attachment(customer_of(request), id))
