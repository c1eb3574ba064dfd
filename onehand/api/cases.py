"""Cases: found by filters, opened for a customer, read."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.data import case_detail
from onehand.api.fields import Address, Id, In, Line, Name, Text
from onehand.api.pages import Cursor, Limit, offset_of
from onehand.api.schemas import CaseDetail, Cases
from onehand.cases import lists
from onehand.cases.access import access_case
from onehand.cases.customers import access_customer
from onehand.cases.on_behalf import open_on_behalf
from onehand.cases.shown import case_data

router = Router(auth=AgentToken(), tags=["cases"])


class CaseFilters(Schema):
    state: Literal["new", "held", "waiting", "asked", "closed", "open"] | None = Field(
        None, description="`open` is every state but closed"
    )
    owner: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = Field(
        "", description="`me`, `none`, or a colleague's handle: of a colleague only the open cases", examples=["me"]
    )
    customer: Id | None = Field(None, description="The customer's id")
    q: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = Field(
        "", description="Words that must all occur in one message: in subject, text, names or attachments' names"
    )
    cursor: Cursor = ""
    limit: Limit = 50


class CustomerIn(In):
    email: Address
    name: Name = ""


class CaseIn(In):
    customer: CustomerIn = Field(description="Found by the address, or made")
    subject: Line = Field(examples=["Schrank beschädigt"])
    text: Text = Field(description="What the customer said", examples=["Die linke Tür hat einen Riss."])


@router.get("/cases", response=Cases, summary="Find cases")
def list_cases(request: HttpRequest, filters: Query[CaseFilters]) -> dict[str, Any]:
    """Newest touched first; a search gives the newest hits first. Only what the token's agent may see."""
    agent = agent_of(request)
    customer = access_customer(agent, filters.customer) if filters.customer is not None else None
    cases = lists.filtered(agent, state=filters.state or "", owner=filters.owner, customer=customer)
    if not filters.q.strip():
        page = lists.page(cases.select_related("team"), filters.cursor, filters.limit)
        return {"items": [case_data(case) for case in page.items], "next": page.next or None}
    start = offset_of(filters.cursor)
    found = lists.found(agent, filters.q, cases.select_related("team"), size=start + filters.limit + 1)
    more = len(found) > start + filters.limit
    items = [case_data(case) for case in found[start : start + filters.limit]]
    return {"items": items, "next": str(start + filters.limit) if more else None}


@router.post("/cases", response={201: CaseDetail}, summary="Open a case for a customer")
def open_case(request: HttpRequest, body: CaseIn) -> Status[Any]:
    """The case gets its hand at once and the customer an honest receipt."""
    case = open_on_behalf(
        email=body.customer.email, name=body.customer.name, subject=body.subject, text=body.text,
        channel="api", by=agent_of(request),
    )  # fmt: skip
    return Status(201, case_detail(case))


@router.get("/cases/{int:number}", response=CaseDetail, summary="One case")
def one_case(request: HttpRequest, number: int) -> dict[str, Any]:
    return case_detail(access_case(agent_of(request), number))
