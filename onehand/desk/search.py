"""Search over everything in the cases the agent may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from onehand.cases import hits
from onehand.cases.last_words import name_the_nameless
from onehand.desk.context import page
from onehand.desk.entrance import for_agents
from onehand.look import words
from onehand.team.models import Agent

PALETTE = 8


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
    cases = hits.found_cases(agent, _query(request), PALETTE)
    name_the_nameless(cases)
    items = [
        {
            "number": case.pk, "subject": case.subject, "customer": case.customer.name, "state": case.state,
            "url": reverse("desk:case", args=[case.pk]),
        }
        for case in cases
    ]  # fmt: skip
    return JsonResponse({"items": items})
