"""Blocking an account: proposed on a page of its own, everything else in its case."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

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
        "usual": proposing.usual(), "least": proposing.SHORTEST, "most": proposing.LONGEST,
        "english": case.language == "en",
    }  # fmt: skip
    return page(request, agent, "desk/blocking.html", context, status=status)


_step = acting.step(roles.access_blocking, kind="blocking")


@_step
def decision(one: Blocking, form: QueryDict, by: Agent) -> object:
    return deciding.decide(one, blocks=form.get("blocks") == "1", reason=form.get("reason", ""), by=by)


@_step
def withdrawal(one: Blocking, form: QueryDict, by: Agent) -> object:
    return proposing.withdraw(one, reason=form.get("reason", ""), by=by)


@_step
def provisional_asking(one: Blocking, form: QueryDict, by: Agent) -> object:
    return provisional.ask(one, reason=form.get("reason", ""), by=by)


@_step
def provisional_answer(one: Blocking, form: QueryDict, by: Agent) -> object:
    if form.get("approved") == "1":
        return provisional.agree(one, by=by)
    return provisional.refuse(one, reason=form.get("reason", ""), by=by)


@_step
def appeal(one: Blocking, form: QueryDict, by: Agent) -> object:
    upheld, reason = form.get("upheld") == "1", form.get("reason", "")
    return appealing.decide_appeal(one, upheld=upheld, reason=reason, corrected=form.get("corrected", ""), by=by)


@_step
def lifting(one: Blocking, form: QueryDict, by: Agent) -> object:
    return deciding.lift(one, reason=form.get("reason", ""), by=by)


@_step
def continuation(one: Blocking, _form: QueryDict, by: Agent) -> object:
    return carrying.again(one, by=by)
