"""Deciding about messages from somebody else with a true reference."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from onehand.cases.access import access_message
from onehand.cases.errors import Refused
from onehand.cases.held import accept_held, split_held
from onehand.desk.acting import back_to
from onehand.desk.case_page import refused
from onehand.desk.entrance import for_agents
from onehand.team.models import Agent


@require_POST
@for_agents
def acceptance(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    message = access_message(agent, pk)
    try:
        accept_held(message, by=agent)
    except Refused as why:
        return refused(request, agent, message.case_id, why)
    return back_to(message.case_id)


@require_POST
@for_agents
def split(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    message = access_message(agent, pk)
    try:
        case = split_held(message, by=agent)
    except Refused as why:
        return refused(request, agent, message.case_id, why)
    return back_to(case.pk)
