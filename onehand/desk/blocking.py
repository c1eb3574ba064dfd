"""Blocking an account: proposed on a page of its own, everything else in its case."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from onehand.actions.due_process import appealing, carrying, deciding, proposing, provisional, roles
from onehand.actions.models.due_process import Blocking
from onehand.cases import sentences
from onehand.cases.access import access_case
from onehand.cases.errors import Refused
from onehand.desk import acting
from onehand.desk.context import page
from onehand.desk.entrance import for_agents
from onehand.desk.language import reading_language
from onehand.team.models import Agent


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def proposal(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """GET shows what the customer will read and when; POST proposes it, in a case of its own."""
    case = access_case(agent, number)
    form = {name: request.POST.get(name, "").strip()[:6000] for name in ("reason", "evidence", "days", "key")}
    problem, status = "", 200
    if request.method == "POST":
        days = int(form["days"]) if form["days"].isdecimal() and len(form["days"]) < 4 else 0
        try:
            made = proposing.propose(
                case.customer, reason=form["reason"], evidence=form["evidence"], by=agent, about=case,
                hearing_days=days, key=form["key"][:60] or None,
            )  # fmt: skip
        except Refused as why:
            problem, status = sentences.sentence(why, reading_language()), 422
        else:
            return acting.back_to(made.case_id)
    context = {
        "case": case, "form": form, "problem": problem, "key": form["key"] or uuid.uuid4().hex,
        "usual": proposing.USUAL, "least": proposing.SHORTEST, "most": proposing.LONGEST,
        "english": case.language == "en",
    }  # fmt: skip
    return page(request, agent, "desk/blocking.html", context, status=status)


def _on(request: HttpRequest, agent: Agent, pk: int, verb: Callable[[Blocking], object]) -> HttpResponse:
    found = roles.access_blocking(agent, pk)
    return acting.on_case(request, agent, found.case_id, lambda _case: verb(found), kind="blocking")


@require_POST
@for_agents
def decision(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    blocks, reason = request.POST.get("blocks") == "1", request.POST.get("reason", "")
    return _on(request, agent, pk, lambda one: deciding.decide(one, blocks=blocks, reason=reason, by=agent))


@require_POST
@for_agents
def withdrawal(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _on(request, agent, pk, lambda one: proposing.withdraw(one, reason=reason, by=agent))


@require_POST
@for_agents
def provisional_asking(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _on(request, agent, pk, lambda one: provisional.ask(one, reason=reason, by=agent))


@require_POST
@for_agents
def provisional_answer(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    if request.POST.get("approved") == "1":
        return _on(request, agent, pk, lambda one: provisional.agree(one, by=agent))
    reason = request.POST.get("reason", "")
    return _on(request, agent, pk, lambda one: provisional.refuse(one, reason=reason, by=agent))


@require_POST
@for_agents
def appeal(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    upheld, reason = request.POST.get("upheld") == "1", request.POST.get("reason", "")
    corrected = request.POST.get("corrected", "")
    return _on(
        request, agent, pk,
        lambda one: appealing.decide_appeal(one, upheld=upheld, reason=reason, corrected=corrected, by=agent),
    )  # fmt: skip


@require_POST
@for_agents
def lifting(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _on(request, agent, pk, lambda one: deciding.lift(one, reason=reason, by=agent))


@require_POST
@for_agents
def continuation(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _on(request, agent, pk, lambda one: carrying.again(one, by=agent))
