"""Customers, as far as the token's agent has a case of theirs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.data import customer_data
from onehand.api.fields import Address
from onehand.api.schemas import CustomerOut, Customers
from onehand.cases.customers import access_customer, customer_of_address

router = Router(auth=AgentToken(), tags=["customers"])


class ByAddress(Schema):
    email: Address = Field(description="The whole address; there is no list of all customers")


@router.get("/customers", response=Customers, summary="Find a customer by mail address")
def find_customers(request: HttpRequest, query: Query[ByAddress]) -> dict[str, Any]:
    customer = customer_of_address(agent_of(request), query.email)
    return {"items": [customer_data(customer)] if customer else [], "next": None}


@router.get("/customers/{int:id}", response=CustomerOut, summary="One customer")
def one_customer(request: HttpRequest, id: int) -> dict[str, Any]:
    """After a merge the answer is the customer who stands for both."""
    return customer_data(access_customer(agent_of(request), id))
