"""Joining two customers with the reasons side by side, splitting them, saying that they are two, erasing one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onehand.cases.customers import customer_of_address
from onehand.cases.errors import NotFound
from onehand.cases.family import access_customer, newest_of
from onehand.cases.likeness import likely
from onehand.cases.models import Fact
from onehand.desk.context import page
from onehand.desk.customers import show
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.language import reading_language
from onehand.people import card, sentences
from onehand.people.errors import PeopleRefused
from onehand.people.forgetting import forget
from onehand.people.merging import keep_apart, merge, split
from onehand.people.models import Customer, Identity, Merge
from onehand.team.models import Agent


def refused(request: HttpRequest, agent: Agent, pk: int, why: PeopleRefused) -> HttpResponse:
    return show(
        request, agent, pk, problem=sentences.sentence(why, reading_language()), form=_typed(request), status=409
    )


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: str(value)[:2000] for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}


def back_to(pk: int) -> HttpResponse:
    return SeeOther(reverse("desk:customer", args=[pk]))


@require_safe
@for_agents
def compare(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """Both side by side: `with` is a customer's number or a mail address."""
    found, _ids = access_customer(agent, pk)
    other = _other(agent, request.GET.get("with", "").strip())
    if other is None:
        return show(
            request, agent, pk, status=404,
            problem=_("Nobody of whom you see a case is known under this address or number."),
        )  # fmt: skip
    if other.pk == found.pk:
        return back_to(found.pk)
    reasons = next((one.reasons for one in likely(found) if one.customer.pk == other.pk), [])
    context = {
        "here": "customers", "one": _side(agent, found), "other": _side(agent, other), "reasons": reasons,
        "problem": "",
    }  # fmt: skip
    return page(request, agent, "desk/customer_merge.html", context)


def _other(agent: Agent, wanted: str) -> Customer | None:
    if wanted.isdecimal() and len(wanted) < 19:
        try:
            return access_customer(agent, int(wanted))[0]
        except NotFound:
            return None
    return customer_of_address(agent, wanted) if "@" in wanted else None


def _side(agent: Agent, customer: Customer) -> dict[str, Any]:
    _found, ids = access_customer(agent, customer.pk)
    facts = Fact.objects.filter(customer__in=ids, ended_at__isnull=True, confirmed_at__isnull=False).order_by("-pk")
    return {
        "customer": customer, "identities": list(Identity.objects.filter(customer__in=ids).order_by("pk")[:20]),
        "lines": card.lines_of(customer), "facts": list(facts[:20]), "cases": newest_of(agent, ids, size=5),
    }  # fmt: skip


@require_POST
@for_agents
def merges(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """`into` stays, this one stands behind it."""
    found, _ids = access_customer(agent, pk)
    into = _other(agent, request.POST.get("into", "").strip())
    if into is None:
        raise Http404
    reasons = next((one.reasons for one in likely(found) if one.customer.pk == into.pk), [])
    try:
        merge(found, into=into, by=agent, why=request.POST.get("why", ""), reasons=reasons)
    except PeopleRefused as why:
        return refused(request, agent, found.pk, why)
    return back_to(into.pk)


@require_POST
@for_agents
def split_off(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    row = Merge.objects.select_related("into").filter(pk=pk).first()
    if row is None:
        raise Http404
    found, _ids = access_customer(agent, row.into_id)
    try:
        split(row, by=agent, why=request.POST.get("why", ""))
    except PeopleRefused as why:
        return refused(request, agent, found.pk, why)
    return back_to(found.pk)


@require_POST
@for_agents
def apart(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    found, _ids = access_customer(agent, pk)
    other = _other(agent, request.POST.get("other", "").strip())
    if other is None:
        raise Http404
    try:
        keep_apart(found, other, by=agent, why=request.POST.get("why", ""))
    except PeopleRefused as why:
        return refused(request, agent, found.pk, why)
    return back_to(found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def erasure(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """Erasing a person cannot be undone: the page says what goes, and a lead does it."""
    if not agent.leads:
        raise Http404
    found, ids = access_customer(agent, pk)
    if request.method != "POST":
        cases = newest_of(agent, ids, size=20)
        return page(
            request, agent, "desk/customer_erase.html", {"here": "customers", "customer": found, "cases": cases}
        )
    try:
        forget(found, by=agent)
    except PeopleRefused as why:
        return refused(request, agent, found.pk, why)
    return SeeOther(reverse("desk:today"))
