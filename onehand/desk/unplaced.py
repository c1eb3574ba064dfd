"""What a system told and nobody could be found for: what, from which system, since when; a person places it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onehand.actions import backends
from onehand.actions.contract import Unreachable
from onehand.actions.events import news
from onehand.actions.events import unplaced as events_unplaced
from onehand.actions.models.events import Event
from onehand.cases import sentences
from onehand.cases.access import access_case
from onehand.cases.errors import NotFound, Refused
from onehand.cases.family import access_customer
from onehand.cases.models import Case
from onehand.desk import told_values
from onehand.desk.acting import back_to
from onehand.desk.context import page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.language import reading_language
from onehand.desk.pages import keyset
from onehand.people import known
from onehand.people.models import Customer
from onehand.team.models import Agent

KINDS = ("email", "customer_number", "phone")


@dataclass(frozen=True, slots=True)
class Row:
    """`values` are pairs of name and value, in words where there are some."""

    pk: int
    title: str
    system: str
    at: datetime
    received_at: datetime
    customer_number: str
    reference: str
    values: tuple[tuple[str, str], ...]


def row_of(event: Event) -> Row:
    language = reading_language()
    return Row(
        event.pk, news.title(event.kind, event.reference or "–").say(language), system_of(event.backend, language),
        event.at, event.received_at, event.customer_number, event.reference,
        told_values.in_words(event.values, language),
    )  # fmt: skip


def system_of(code: str, language: str) -> str:
    try:
        return backends.backend(code).title.say(language)
    except Unreachable:  # it posts its events and is not asked
        return code


@require_safe
@for_agents
def unplaced(request: HttpRequest, agent: Agent) -> HttpResponse:
    rows, following = keyset(events_unplaced.listed(), request.GET.get("cursor", ""))
    context = {"here": "quarantine", "rows": [row_of(row) for row in rows], "next": following}
    return page(request, agent, "desk/unplaced.html", context)


@require_safe
@for_agents
def item(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _show(request, agent, events_unplaced.access_unplaced(agent, pk))


def _show(request: HttpRequest, agent: Agent, event: Event, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "here": "quarantine", "row": row_of(event), "problem": problem,
        "kept": {name: request.POST.get(name, "")[:300] for name in ("case", "customer", "reason")},
    }  # fmt: skip
    return page(request, agent, "desk/unplaced_item.html", context, status=status)


@require_POST
@for_agents
def placement(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    event = events_unplaced.access_unplaced(agent, pk)
    try:
        case, customer = _chosen(request, agent)
    except NotFound:
        problem = _("There is no such case or customer that you may see.")
        return _show(request, agent, event, problem=problem, status=422)
    try:
        placed = events_unplaced.place(event, by=agent, case=case, customer=customer)
    except Refused as why:
        return _show(request, agent, event, problem=sentences.sentence(why, reading_language()), status=409)
    if placed.case_id is not None:
        return back_to(placed.case_id)
    messages.info(request, _("Placed. Nothing has to be done about it."))
    return SeeOther(reverse("desk:unplaced"))


def _chosen(request: HttpRequest, agent: Agent) -> tuple[Case | None, Customer | None]:
    """By case number, or by what a customer is known under. Raises NotFound."""
    number, whose = request.POST.get("case", "").strip(), request.POST.get("customer", "").strip()[:320]
    if number:
        if not number.isdecimal() or len(number) > 18:
            raise NotFound
        return access_case(agent, int(number)), None
    for kind in KINDS if whose else ():
        identity = known.find(kind, whose)
        if identity is not None:
            return None, access_customer(agent, identity.customer_id)[0]
    raise NotFound


@require_POST
@for_agents
def setting_aside(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    event = events_unplaced.access_unplaced(agent, pk)
    try:
        events_unplaced.set_aside(event, reason=request.POST.get("reason", ""), by=agent)
    except Refused as why:
        return _show(request, agent, event, problem=sentences.sentence(why, reading_language()), status=422)
    messages.info(request, _("Set aside, with your reason."))
    return SeeOther(reverse("desk:unplaced"))
