"""Answers, notes, the question whether it is solved, and drafts."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from onehand.cases.access import access_case
from onehand.cases.asking import reply_and_ask
from onehand.cases.attachments import File
from onehand.cases.drafts import save_draft
from onehand.cases.enclosed import came_along, files_of
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.cases.note import note as note_verb
from onehand.cases.reply import reply as reply_verb
from onehand.desk.case_page import LARGEST, refused
from onehand.desk.entrance import SeeOther, for_agents
from onehand.team.models import Agent

Verb = Callable[[Case, list[File]], object]


def seen_of(request: HttpRequest) -> int | None:
    """The last timeline entry the writer's page had."""
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() and len(given) < 20 and int(given) <= LARGEST else None


def key_of(request: HttpRequest, agent: Agent, number: int) -> str | None:
    """The form's key, valid for this agent and case only, so that nobody can spend another's."""
    given = request.POST.get("key", "").strip()
    return f"desk:{agent.pk}:{number}:{given[:60]}" if given else None


def _send(request: HttpRequest, agent: Agent, number: int, kind: str, verb: Verb) -> HttpResponse:
    case = access_case(agent, number)
    try:
        verb(case, files_of(request))
    except Refused as why:
        kept = {"kind": kind, "text": request.POST.get("text", ""), "key": request.POST.get("key", "")[:60]}
        if came_along(request):
            kept["files"] = "again"
        return refused(request, agent, number, why, kept)
    return SeeOther(reverse("desk:case", args=[number]) + "#reply")


@require_POST
@for_agents
def reply(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    return _send(
        request, agent, number, "reply",
        lambda case, files: reply_verb(
            case, by=agent, text=request.POST.get("text", ""), seen=seen_of(request),
            key=key_of(request, agent, number), cc=request.POST.getlist("cc")[:50], files=files,
        ),
    )  # fmt: skip


@require_POST
@for_agents
def note(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    return _send(
        request, agent, number, "note",
        lambda case, files: note_verb(
            case, by=agent, text=request.POST.get("text", ""), key=key_of(request, agent, number), files=files
        ),
    )  # fmt: skip


@require_POST
@for_agents
def solved_question(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    return _send(
        request, agent, number, "question",
        lambda case, files: reply_and_ask(
            case, by=agent, text=request.POST.get("text", ""), seen=seen_of(request),
            key=key_of(request, agent, number), cc=request.POST.getlist("cc")[:50], files=files,
        ),
    )  # fmt: skip


@require_POST
@for_agents
def draft(request: HttpRequest, agent: Agent, number: int) -> JsonResponse:
    saved = save_draft(access_case(agent, number), text=request.POST.get("text", ""), by=agent, seen=seen_of(request))
    return JsonResponse({"at": saved.at.isoformat() if saved else ""})
