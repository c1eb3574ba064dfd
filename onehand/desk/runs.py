"""The verbs on actions and work orders, and the live view of what the customer has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from onehand.actions import assurance, confirming, orders, running, undoing, viewing
from onehand.actions.courses import looking, shown
from onehand.actions.models import Run
from onehand.cases import known_facts
from onehand.cases.access import access_case
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.desk import acting
from onehand.desk.act_choosing import offered
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.language import reading_language
from onehand.foundation import clock
from onehand.team.models import Agent

FURTHEST = timedelta(days=2 * 366)


@require_safe
@for_agents
def processes(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Orders, contracts and papers, read live; the page asks for them after it stands, since a system may be slow."""
    case = access_case(agent, number)
    language, reads = reading_language(), viewing.read_all(case.customer)
    looking.seen(case.customer, reads)
    named = {fact.value for fact in known_facts.known(case) if fact.kind == "order_number"}
    context = {
        "case": case,
        "reads": reads,
        "expectations": shown.expectations(reads),
        "named": named,
        "silent": any(read.down_since for read in reads),
        "found": any(read.views or read.down_since for read in reads),
        "offered": offered(language),
    }
    return render(request, "desk/_processes.html", context)


def _on_run(request: HttpRequest, agent: Agent, pk: int, verb: Callable[[Run], object], kind: str) -> HttpResponse:
    run, case = acting.row_of(Run, agent, pk)
    return acting.on_case(request, agent, case.pk, lambda _case: verb(run), kind=kind)


@require_POST
@for_agents
def approval(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    answer = request.POST.get("answer", "")
    if request.POST.get("approved") == "1":
        looked_at = request.POST.get("digest") or None
        return _on_run(
            request, agent, pk, lambda run: running.approve(run, by=agent, answer=answer, digest=looked_at), "approval"
        )
    return _on_run(request, agent, pk, lambda run: running.refuse(run, by=agent, answer=answer), "approval")


@require_POST
@for_agents
def continuation(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _on_run(request, agent, pk, lambda run: running.again(run, by=agent), "continuation")


@require_POST
@for_agents
def withdrawal(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    why = request.POST.get("why", "")
    return _on_run(request, agent, pk, lambda run: running.drop(run, by=agent, why=why), "run_withdrawal")


@require_POST
@for_agents
def reversal(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _on_run(request, agent, pk, lambda run: undoing.undo(run, by=agent), "reversal")


@require_POST
@for_agents
def proofs(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Whom the agent identified, and by what; back to the action that needs it."""
    how, case = request.POST.get("how", ""), access_case(agent, number)
    try:
        assurance.vouch(case, how=how, by=agent)
    except Refused as why:
        return acting.refusal(request, agent, number, why, acting.typed(request, "proof"))
    return _back_to_act(request, number)


@require_POST
@for_agents
def confirmations(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """A link to an address that we knew before: was it really them?"""
    case = access_case(agent, number)
    try:
        confirming.ask_to_confirm(case, by=agent, action=request.POST.get("action", ""))
    except Refused as why:
        return acting.refusal(request, agent, number, why, acting.typed(request, "confirmation"))
    return _back_to_act(request, number)


def _back_to_act(request: HttpRequest, number: int) -> HttpResponse:
    action = request.POST.get("action", "")
    if not action.replace("_", "").isalnum():
        return acting.back_to(number)
    return SeeOther(f"{reverse('desk:act', args=[number])}?action={action}")


def _evening(day: str) -> datetime:
    """The end of the working day. Raises Refused: until_missing, due_past, due_far."""
    try:
        found = parse_date(day)
    except ValueError:  # no such day
        found = None
    if found is None:
        raise Refused("until_missing")
    today = timezone.localdate(clock.now())
    if found < today or found > today + FURTHEST:
        raise Refused("due_past" if found < today else "due_far")
    return timezone.make_aware(datetime.combine(found, time(17, 0)))


@require_POST
@for_agents
def work_orders(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    def give(case: Case) -> Any:
        to = request.POST.get("to", "")
        chosen = Agent.objects.filter(pk=int(to), active=True).first() if to.isdecimal() and len(to) < 19 else None
        due = _evening(request.POST.get("due", ""))
        if chosen is None:
            raise Refused("colleague_unavailable")
        return orders.give(case, what=request.POST.get("what", ""), to=chosen, due=due, by=agent)

    return acting.on_case(request, agent, number, give, kind="work_order")


@require_POST
@for_agents
def work_order_done(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    order = orders.access_order(agent, pk)
    seen = request.POST.get("evidence", "")
    return acting.on_case(
        request, agent, order.case_id, lambda _case: orders.done(order, seen=seen, by=agent), kind="work_done"
    )


@require_POST
@for_agents
def work_order_withdrawal(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    order = orders.access_order(agent, pk)
    why = request.POST.get("why", "")
    return acting.on_case(
        request, agent, order.case_id, lambda _case: orders.drop(order, why=why, by=agent), kind="work_withdrawal"
    )
