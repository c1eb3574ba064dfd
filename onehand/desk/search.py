"""Search over everything in the cases the agent may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from onehand.cases import hits
from onehand.cases.last_words import name_the_nameless
from onehand.cases.models import Case
from onehand.desk.context import page
from onehand.desk.entrance import for_agents
from onehand.foundation.prepared import Prepared
from onehand.look import words
from onehand.people.models import Identity
from onehand.team.models import Agent

PALETTE = 8
PEOPLE = 4
LOOKED_AT = 30  # newest cases with a hit, among whose customers people are looked for

_ADDRESSES: Prepared[tuple[int, str]] = Prepared(
    lambda blank: (
        Identity.objects.filter(customer__pk__in=blank("customers")).order_by("pk").values_list("customer_id", "value")
    )
)


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:200]


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit with everything its row shows, so that the same row is drawn once (look/kept)."""

    number: int
    url: str
    state: str
    subject: str
    name: str
    hand: str
    snippet: str  # safe HTML
    at: datetime
    when: str


def _shown(hit: hits.Hit) -> Shown:
    case = hit.case
    return Shown(
        number=case.pk, url=f"{reverse('desk:cases')}{case.pk}/", state=case.state, subject=case.subject,
        name=case.customer.name, hand=case.hand.display_name if case.hand else "", snippet=hit.snippet,
        at=hit.at, when=words.relative(hit.at),
    )  # fmt: skip


@require_safe
@for_agents
def search(request: HttpRequest, agent: Agent) -> HttpResponse:
    query = _query(request)
    found = hits.search(agent, query, request.GET.get("cursor", ""))
    name_the_nameless([hit.case for hit in found.items])
    shown = [_shown(hit) for hit in found.items]
    return page(request, agent, "desk/search.html", {"here": "search", "q": query, "hits": shown, "next": found.next})


@require_safe
@for_agents
def search_json(request: HttpRequest, agent: Agent) -> JsonResponse:
    """For the palette: people first, then cases."""
    query = _query(request)
    found = hits.found_cases(agent, query, LOOKED_AT)
    people = _people(found, query)
    cases = found[:PALETTE]
    name_the_nameless(cases)
    items = [
        {
            "number": case.pk, "subject": case.subject, "customer": case.customer.name, "state": case.state,
            "url": reverse("desk:case", args=[case.pk]),
        }
        for case in cases
    ]  # fmt: skip
    return JsonResponse({"people": people, "items": items})


def _people(cases: Sequence[Case], query: str) -> list[dict[str, str]]:
    """The customers of these cases whose name or address bears all the words: only such as the agent may see."""
    words = query.casefold().split()
    customers = {case.customer_id: case.customer for case in cases}
    addresses: dict[int, list[str]] = {}
    for holder, value in _ADDRESSES.rows(customers=list(customers)) if words and customers else ():
        addresses.setdefault(holder, []).append(value)
    people = []
    for pk, customer in customers.items():
        known = addresses.get(pk, [])
        said = " ".join([customer.name, *known]).casefold()
        if all(word in said for word in words):
            name = customer.name or (known[0] if known else f"#{pk}")
            address = next((one for one in known if one != name), "")
            people.append({"name": name, "address": address, "url": reverse("desk:customer", args=[pk])})
    return people[:PEOPLE]
