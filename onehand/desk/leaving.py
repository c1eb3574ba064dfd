"""Leaving beside joining: steps and time, everybody together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onehand.desk.context import page
from onehand.desk.entrance import for_agents
from onehand.desk.targets_page import in_words
from onehand.insight import leaving as figures
from onehand.team.models import Agent


@require_safe
@for_agents
def leaving(request: HttpRequest, agent: Agent) -> HttpResponse:
    found = figures.compare()
    rows = [
        {
            "act": act,
            "time": in_words(act.minutes) if act.minutes is not None else "",
            "sentence": found.sentence(act.code) if act.code != "conclude" and act.actions else None,
            "more": (found.difference(act.code) or 0) > 0,
        }
        for act in found.acts
    ]
    context = {"here": "team", "tab": "leaving", "rows": rows, "fewest": figures.FEWEST}
    return page(request, agent, "desk/leaving.html", context)
