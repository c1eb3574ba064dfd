"""A customer: identities, card, facts, consents, who they may also be, and their cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from onehand.cases import lists
from onehand.cases.exporting import export
from onehand.cases.family import access_customer, cases_of, newest_of
from onehand.cases.likeness import conflicts, likely
from onehand.cases.models import Bond, Fact
from onehand.desk.context import page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.rows import PAGE, rows_of
from onehand.foundation.prepared import Prepared
from onehand.people import card
from onehand.people.models import Consent, Customer, Identity, Merge
from onehand.team.models import Agent

_IDENTITIES: Prepared[Identity] = Prepared(
    lambda blank: Identity.objects.filter(customer__pk__in=blank("customers")).order_by("pk")[:100]
)
_BOND: Prepared[Bond] = Prepared(lambda blank: Bond.objects.select_related("agent").filter(customer=blank("customer")))
_FACTS: Prepared[Fact] = Prepared(
    lambda blank: (
        Fact.objects.filter(customer__pk__in=blank("customers"), ended_at__isnull=True, confirmed_at__isnull=False)
        .select_related("message")
        .order_by("-pk")[:50]
    )
)
_CONSENTS: Prepared[Consent] = Prepared(
    lambda blank: Consent.objects.filter(customer=blank("customer"), withdrawn_at__isnull=True).order_by("pk")
)
_MERGES: Prepared[Merge] = Prepared(
    lambda blank: (
        Merge.objects.filter(into__pk__in=blank("customers"), split_at__isnull=True)
        .select_related("customer")
        .order_by("pk")[:20]
    )
)


@require_safe
@for_agents
def customer(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return show(request, agent, pk)


def show(
    request: HttpRequest,
    agent: Agent,
    pk: int,
    *,
    problem: str = "",
    form: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `form` is what was typed in a card that was refused."""
    found, ids = access_customer(agent, pk)
    if found.pk != pk and not problem:  # merged
        return SeeOther(reverse("desk:customer", args=[found.pk]))
    identities = _IDENTITIES.rows(customers=ids)
    cursor = request.GET.get("cursor", "")
    if cursor:
        cases = lists.page(cases_of(agent, ids), cursor, size=PAGE)
    else:
        cases = lists.page_of(newest_of(agent, ids, size=PAGE + 1), PAGE)
    found.name = found.name or (identities[0].value if identities else f"#{found.pk}")
    merges = _MERGES.rows(customers=ids) if len(ids) > 1 else []
    context = {
        "here": "customers", "customer": found, "identities": identities, "rows": rows_of(cases.items),
        "next": cases.next, "bond": _bond(found), "facts": _FACTS.rows(customers=ids), "lines": card.lines_of(found),
        "consents": _consents(found), "merges": merges, "conflicts": conflicts(found) if merges else [],
        "problem": problem, "form": form or {}, "card": form or _card(found),
    }  # fmt: skip
    return page(request, agent, "desk/customer.html", context, status=status)


@require_safe
@for_agents
def likely_ones(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """Who may be the same: a part of the page that comes after it, since looking for them takes longer."""
    found, _ids = access_customer(agent, pk)
    return render(request, "desk/_likely.html", {"customer": found, "likely": _seen_by(agent, found)})


def _bond(customer: Customer) -> Agent | None:
    bond = _BOND.first(customer=customer.pk)
    return bond.agent if bond else None


def _card(customer: Customer) -> dict[str, Any]:
    return {name: getattr(customer, name) for name in card.LINES}


def _consents(customer: Customer) -> list[dict[str, Any]]:
    standing = {row.purpose: row for row in _CONSENTS.rows(customer=customer.pk)}
    return [{"purpose": purpose, "row": standing.get(purpose)} for purpose in Consent.Purpose.values]


def _seen_by(agent: Agent, customer: Customer) -> list[dict[str, Any]]:
    """Who may be the same, of those whom this agent may see."""
    found = [one for one in likely(customer) if newest_of(agent, [one.customer.pk], size=1)]
    return [{"customer": one.customer, "reasons": one.reasons, "sure": one.sure} for one in found]


@require_safe
@for_agents
def export_file(_request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """All that is held about the customer, notes of colleagues too, to be read before it is handed out."""
    found, _ids = access_customer(agent, pk)
    return HttpResponse(
        export(found, by=agent, internal=True), content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="customer-{found.pk}.zip"'},
    )  # fmt: skip
