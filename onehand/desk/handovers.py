"""Handing over, accepting, declining, taking, refusing an assignment."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onehand.cases import handover as verbs
from onehand.cases.access import access_case, access_handover, visible_to
from onehand.cases.errors import Refused
from onehand.cases.models import Handover
from onehand.desk.acting import back_to, on_case, typed
from onehand.desk.case_page import refused
from onehand.desk.context import keep_undo
from onehand.desk.entrance import SeeOther, for_agents
from onehand.team.colleagues import active_agent
from onehand.team.models import Agent


@require_POST
@for_agents
def handovers(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    case = access_case(agent, number)
    to = _chosen(request)
    try:
        if to is None:
            raise Refused("colleague_unavailable")
        offered = verbs.offer(
            case, to=to, reason=request.POST.get("reason", ""), summary=request.POST.get("summary", ""), by=agent
        )
    except Refused as why:
        return refused(request, agent, number, why, typed(request, "handover"))
    keep_undo(
        request, _("Offered to %(name)s") % {"name": to.display_name},
        reverse("desk:handover_withdrawal", args=[offered.pk]),
    )  # fmt: skip
    return back_to(number)


def _chosen(request: HttpRequest) -> Agent | None:
    given = request.POST.get("to", "")
    return active_agent(int(given)) if given.isdecimal() and len(given) < 19 else None


def _decide(request: HttpRequest, agent: Agent, pk: int, verb: Callable[[Handover], object], kind: str) -> HttpResponse:
    handover = access_handover(agent, pk)
    try:
        verb(handover)
    except Refused as why:
        return refused(request, agent, handover.case_id, why, typed(request, kind))
    # Who declined may no longer see the case.
    if not visible_to(agent).filter(pk=handover.case_id).exists():
        return SeeOther(reverse("desk:today"))
    return back_to(handover.case_id)


@require_POST
@for_agents
def acceptance(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _decide(request, agent, pk, lambda handover: verbs.accept(handover, by=agent), "acceptance")


@require_POST
@for_agents
def refusal(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _decide(request, agent, pk, lambda handover: verbs.refuse(handover, by=agent, reason=reason), "refusal")


@require_POST
@for_agents
def withdrawal(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _decide(request, agent, pk, lambda handover: verbs.withdraw(handover, by=agent), "withdrawal")


@require_POST
@for_agents
def assignment_refusal(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return on_case(
        request, agent, number, lambda case: verbs.refuse_assignment(case, by=agent, reason=reason),
        kind="assignment_refusal",
    )  # fmt: skip


@require_POST
@for_agents
def taking(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return on_case(request, agent, number, lambda case: verbs.take(case, by=agent, reason=reason), kind="taking")
