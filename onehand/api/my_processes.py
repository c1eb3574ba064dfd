"""The customer's own orders, contracts and papers: only under addresses and numbers that are proved to be theirs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from onehand.accounts.language import chosen
from onehand.actions.viewing import read_all
from onehand.api.action_data import processes_data
from onehand.api.action_schemas import Processes
from onehand.api.auth import CustomerToken, customer_of
from onehand.cases import own

router = Router(auth=CustomerToken(), tags=["my own cases"])


@router.get("/my/processes", response=Processes, summary="What I have")
def my_processes(request: HttpRequest) -> dict[str, Any]:
    return processes_data(read_all(customer_of(request), proven=True), chosen(request))


@router.get("/my/cases/{int:number}/processes", response=Processes, summary="What I have, beside my case")
def my_processes_in_case(request: HttpRequest, number: int) -> dict[str, Any]:
    """For the customer whose case it is; who takes part in it sees nothing of this."""
    customer = customer_of(request)
    own.access_as_customer(customer, number)
    return processes_data(read_all(customer, proven=True), chosen(request))
