"""The course of a case: waiting, going on, closing, opening again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onehand.cases import closing
from onehand.cases import waiting as verbs
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.desk.acting import on_case
from onehand.desk.entrance import for_agents
from onehand.desk.moments import moment
from onehand.team.models import Agent


@require_POST
@for_agents
def waiting(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    until = moment(request.POST.get("until", ""))
    what = request.POST.get("what", "")

    def wait(case: Case) -> Case:
        if until is None:
            raise Refused("until_missing")
        return verbs.wait(case, until=until, what=what, by=agent)

    return on_case(request, agent, number, wait, kind="waiting", undo=(_("The case waits"), "desk:waiting_end"))


@require_POST
@for_agents
def waiting_end(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    return on_case(request, agent, number, lambda case: verbs.go_on(case, by=agent), kind="waiting_end")


@require_POST
@for_agents
def closure(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return on_case(
        request, agent, number, lambda case: closing.close_without_asking(case, by=agent, reason=reason),
        kind="closure", undo=(_("The case is closed"), "desk:reopening"),
    )  # fmt: skip


@require_POST
@for_agents
def reopening(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    return on_case(request, agent, number, lambda case: closing.reopen(case, by=agent), kind="reopening")
