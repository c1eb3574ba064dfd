"""Two customers are one, or two again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import AliasChoices, Field, model_validator

from onehand.api.auth import AgentToken, agent_of
from onehand.api.fields import Id, In, Line
from onehand.api.memory_schemas import MergeOut
from onehand.cases.customers import access_customer
from onehand.cases.errors import NotFound
from onehand.cases.likeness import likely
from onehand.people.merging import merge, split
from onehand.people.models import Merge

router = Router(auth=AgentToken(), tags=["customers"])


class MergeIn(In):
    """Either who is joined to the customer of the address, or into whom they are."""

    customer: Id | None = Field(None, description="Stands behind the customer of the address from now on")
    into: Id | None = Field(None, description="The customer of the address stands behind this one from now on")
    reason: Line = Field(description="Why they are one", validation_alias=AliasChoices("reason", "why"))

    @model_validator(mode="after")
    def _one_of_both(self) -> MergeIn:
        if (self.customer is None) == (self.into is None):
            raise ValueError("name either customer or into")
        return self


def _data(row: Merge) -> dict[str, Any]:
    return {
        "id": row.pk, "customer": row.customer_id, "into": row.into_id, "how": row.how, "why": row.why,
        "reasons": row.reasons, "merged_at": row.merged_at, "split_at": row.split_at,
    }  # fmt: skip


@router.post("/customers/{int:id}/merges", response={201: MergeOut}, summary="Join two customers")
def join_customers(request: HttpRequest, id: int, body: MergeIn) -> Status[Any]:
    """Nothing moves and nothing is overwritten; `DELETE /merges/{id}` gives back exactly what was before."""
    agent = agent_of(request)
    here, there = access_customer(agent, id), access_customer(agent, body.customer or body.into or 0)
    behind, stays = (there, here) if body.customer is not None else (here, there)
    reasons = next((one.reasons for one in likely(behind) if one.customer.pk == stays.pk), [])
    return Status(201, _data(merge(behind, into=stays, by=agent, why=body.reason, reasons=reasons)))


@router.delete("/merges/{int:id}", response=MergeOut, summary="Split two customers again")
def split_customers(request: HttpRequest, id: int) -> dict[str, Any]:
    agent = agent_of(request)
    row = Merge.objects.select_related("into", "customer").filter(pk=id).first()
    if row is None:
        raise NotFound
    access_customer(agent, row.into_id)
    split(row, by=agent)
    row.refresh_from_db()
    return _data(row)
