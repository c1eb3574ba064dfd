"""Further people of a case, each with a role, an own channel and own rights."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.fields import Address, Id, In, Name
from onehand.api.memory_schemas import Parties, PartyOut
from onehand.cases import parties
from onehand.cases.access import access_case
from onehand.cases.customers import access_customer
from onehand.cases.models import Party

router = Router(auth=AgentToken(), tags=["parties"])

Role = Literal["participant", "holder", "payer", "representative", "recipient", "of_age"]
Channel = Literal["", "email", "phone", "letter", "portal"]


class PartyIn(In):
    customer: Id | None = None
    email: Address | None = None
    name: Name = ""
    role: Role = "participant"
    told: bool = Field(False, description="Gets the answers, each in the own channel")
    sees_all: bool = Field(False, description="Also what was said before")
    decides: bool = Field(False, description="May say that it is solved")
    channel: Channel = ""


class RightsIn(In):
    role: Role | None = None
    told: bool | None = None
    sees_all: bool | None = None
    decides: bool | None = None
    channel: Channel | None = None


def _data(party: Party) -> dict[str, Any]:
    return {
        "id": party.pk, "case": party.case_id, "customer": party.customer_id, "name": party.customer.shown_name,
        "role": party.role, "since": party.since, "until": party.until, "channel": party.channel, "told": party.told,
        "sees_all": party.sees_all, "decides": party.decides,
    }  # fmt: skip


@router.get("/cases/{int:number}/parties", response=Parties, summary="Who takes part")
def list_parties(request: HttpRequest, number: int) -> dict[str, Any]:
    case = access_case(agent_of(request), number)
    return {"items": [_data(one) for one in parties.of(case)], "next": None}


@router.post("/cases/{int:number}/parties", response={201: PartyOut}, summary="Let somebody take part")
def add_party(request: HttpRequest, number: int, body: PartyIn) -> Status[Any]:
    agent = agent_of(request)
    case = access_case(agent, number)
    customer = access_customer(agent, body.customer) if body.customer is not None else None
    party = parties.add(
        case, by=agent, customer=customer, email=body.email or "", name=body.name, role=body.role, told=body.told,
        sees_all=body.sees_all, decides=body.decides, channel=body.channel,
    )  # fmt: skip
    return Status(201, _data(party))


@router.patch("/parties/{int:id}", response=PartyOut, summary="Change role, channel and rights")
def change_party(request: HttpRequest, id: int, body: RightsIn) -> dict[str, Any]:
    agent = agent_of(request)
    rights = {name: value for name, value in body.dict().items() if value is not None}
    return _data(parties.change(parties.access_party(agent, id), by=agent, **rights))


@router.delete("/parties/{int:id}", response=PartyOut, summary="Somebody takes part no more")
def end_party(request: HttpRequest, id: int) -> dict[str, Any]:
    agent = agent_of(request)
    return _data(parties.leave(parties.access_party(agent, id), by=agent))
