"""The steps of giving a lost account back, in its case."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from onehand.actions.due_process import recovering
from onehand.actions.models.due_process import Recovery
from onehand.cases.access import LARGEST
from onehand.cases.errors import Refused
from onehand.desk import acting
from onehand.desk.entrance import for_agents
from onehand.people.models import Customer
from onehand.team.models import Agent


def _on(request: HttpRequest, agent: Agent, pk: int, verb: Callable[[Recovery], object]) -> HttpResponse:
    row, case = acting.row_of(Recovery, agent, pk)
    return acting.on_case(request, agent, case.pk, lambda _case: verb(row), kind="recovery")


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 19 and int(given) <= LARGEST else 0


@require_POST
@for_agents
def person(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """By the number of a customer, or by an address that we know."""

    def choose(row: Recovery) -> object:
        number, address = _number(request.POST.get("customer", "")), request.POST.get("address", "").strip().lower()
        found = Customer.objects.filter(pk=number).first()
        if found is None and address:
            found = Customer.objects.filter(identities__kind="email", identities__value=address[:320]).first()
        if found is None:
            raise Refused("unknown_person")
        return recovering.choose(row, found, by=agent)

    return _on(request, agent, pk, choose)


@require_POST
@for_agents
def order(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _on(request, agent, pk, lambda row: recovering.check_order(row, by=agent))


@require_POST
@for_agents
def identification(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    how = request.POST.get("how", "")
    return _on(request, agent, pk, lambda row: recovering.identify(row, how=how, by=agent))


@require_POST
@for_agents
def announcement(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _on(request, agent, pk, lambda row: recovering.announce(row, by=agent))


@require_POST
@for_agents
def giving_back(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    lost = [_number(one) for one in request.POST.getlist("lost")[:50]]
    return _on(request, agent, pk, lambda row: recovering.recover(row, by=agent, lost=lost))


@require_POST
@for_agents
def refusal(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _on(request, agent, pk, lambda row: recovering.refuse(row, reason=reason, by=agent))
