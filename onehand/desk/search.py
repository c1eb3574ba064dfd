"""Search over everything in the cases the agent may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from onehand.cases import hits
from onehand.cases.last_words import name_the_nameless
from onehand.desk.context import page
from onehand.desk.entrance import for_agents
from onehand.team.models import Agent

PALETTE = 8


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:200]


@require_safe
@for_agents
def search(request: HttpRequest, agent: Agent) -> HttpResponse:
    query = _query(request)
    found = hits.search(agent, query, request.GET.get("cursor", ""))
    name_the_nameless([hit.case for hit in found.items])
    shown = [{"case": hit.case, "hand": hit.case.hand, "snippet": hit.snippet, "at": hit.at} for hit in found.items]
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
