"""Orders, contracts and papers as the connected systems hold them now, for agents."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from onehand.accounts.language import chosen
from onehand.actions.viewing import read_all
from onehand.api.action_data import processes_data
from onehand.api.action_schemas import Processes
from onehand.api.auth import AgentToken, agent_of
from onehand.cases.access import access_case

router = Router(auth=AgentToken(), tags=["actions"])


@router.get("/cases/{int:number}/processes", response=Processes, summary="What the customer has, read live")
def list_processes(request: HttpRequest, number: int) -> dict[str, Any]:
    """Where a system is silent, what it said last, with since when."""
    case = access_case(agent_of(request), number)
    return processes_data(read_all(case.customer), chosen(request))
