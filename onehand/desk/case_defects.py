"""Beside a case: the defects it belongs to, and which it may be, with the reasons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onehand.cases.access import access_case
from onehand.defects import likeness, mails
from onehand.defects.access import linked
from onehand.desk.entrance import for_agents
from onehand.desk.language import reading_language
from onehand.team.models import Agent


@require_safe
@for_agents
def case_defects(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Loaded by the page when it stands: the conversation does not wait for it."""
    case, language = access_case(agent, number), reading_language()
    context = {
        "case": case,
        "linked": [
            {
                "defect": link.defect,
                "what": link.defect.what(language),
                "works": link.works,
                "told_at": link.told_at,
                "url": mails.personal_url(link.defect, case),
            }
            for link in linked(case)
        ],
        "likely": likeness.defects_like(case),
    }
    return render(request, "desk/_defects_of_case.html", context)
