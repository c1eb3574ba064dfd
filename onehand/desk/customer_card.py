"""The card as an agent changes it: lines, consents, and a caller who reads the portal's code aloud."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from onehand.cases.family import access_customer
from onehand.desk.entrance import for_agents
from onehand.desk.merging import back_to, refused
from onehand.people import card, consent
from onehand.people.errors import PeopleRefused
from onehand.team.models import Agent

_FIELDS = tuple(card.LINES)


@require_POST
@for_agents
def change(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    found, _ids = access_customer(agent, pk)
    lines: dict[str, Any] = {name: request.POST[name] for name in _FIELDS if name in request.POST}
    lines["no_phone"] = "no_phone" in request.POST
    try:
        card.change(found, by=agent, **lines)
    except PeopleRefused as why:
        return refused(request, agent, found.pk, why)
    return back_to(found.pk)


@require_POST
@for_agents
def consents(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """Given only with the words in which the customer said so; withdrawn by one click."""
    found, _ids = access_customer(agent, pk)
    purpose, how = request.POST.get("purpose", ""), request.POST.get("how", "").strip()
    try:
        if request.POST.get("withdraw"):
            consent.withdraw(found, purpose, by=agent)
        elif not how:
            raise PeopleRefused("reason_missing")
        else:
            consent.give(found, purpose, by=agent, how=how)
    except PeopleRefused as why:
        return refused(request, agent, found.pk, why)
    return back_to(found.pk)
