"""Answers, notes, the question whether it is solved, and drafts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from onehand.cases import macros
from onehand.cases.access import access_case
from onehand.cases.asking import reply_and_ask
from onehand.cases.attachments import File
from onehand.cases.drafts import save_draft
from onehand.cases.enclosed import came_along, files_of
from onehand.cases.errors import Refused
from onehand.cases.lock import once
from onehand.cases.models import Case
from onehand.cases.note import note as note_verb
from onehand.cases.reply import reply as reply_verb
from onehand.cases.templates import access_template
from onehand.desk.case_page import LARGEST, refused
from onehand.desk.checking import Draft, draft_of
from onehand.desk.entrance import SeeOther, for_agents
from onehand.team.models import Agent

Verb = Callable[[Case, list[File]], object]
Sends = Callable[[Case, dict[str, Any]], object]


def seen_of(request: HttpRequest) -> int | None:
    """The last timeline entry the writer's page had."""
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() and len(given) < 20 and int(given) <= LARGEST else None


def key_of(request: HttpRequest, agent: Agent, number: int) -> str | None:
    """The form's key, valid for this agent and case only, so that nobody can spend another's."""
    given = request.POST.get("key", "").strip()
    return f"desk:{agent.pk}:{number}:{given[:60]}" if given else None


def _send(
    request: HttpRequest, agent: Agent, number: int, kind: str, verb: Verb, draft: Draft | None = None
) -> HttpResponse:
    case = access_case(agent, number)
    try:
        verb(case, files_of(request))
    except Refused as why:
        kept = {"kind": kind, "text": request.POST.get("text", ""), "key": request.POST.get("key", "")[:60]}
        if came_along(request):
            kept["files"] = "again"
        return refused(request, agent, number, why, kept, composed(request, draft))
    return SeeOther(reverse("desk:case", args=[number]) + "#reply")


def composed(request: HttpRequest, draft: Draft | None) -> dict[str, Any]:
    """What the form brought along beside its text, for showing it again."""
    given = request.POST
    return {
        "draft": draft if draft is not None and draft.anything else None,
        "templates": ids_of(given.getlist("templates")),
        "macro": next(iter(ids_of(given.getlist("macro"))), None),
        "parties": ids_of(given.getlist("parties")) if "to_parties" in given else None,
        "keep": next(iter(ids_of(given.getlist("keep"))), None),
    }


def ids_of(given: Sequence[str]) -> list[int]:
    return [int(one) for one in given[:50] if one.isdecimal() and len(one) < 19]


def _send_checked(request: HttpRequest, agent: Agent, number: int, kind: str, sends: Sends) -> HttpResponse:
    """A text to the customer, with what its writer confirmed of it. What nobody has looked at is shown first."""
    case = access_case(agent, number)
    draft = draft_of(case, agent, request.POST, sending=True)

    def send(case: Case, files: list[File]) -> object:
        key = key_of(request, agent, number)
        if draft.unseen and not draft.anyway and not once(case, key)[1]:
            raise Refused("promises_unseen")
        given = request.POST
        said = {
            "seen": seen_of(request), "key": key, "cc": given.getlist("cc")[:50], "files": files,
            "templates": ids_of(given.getlist("templates")), "parties": ids_of(given.getlist("parties")), **draft.load,
        }  # fmt: skip
        return sends(case, said)

    return _send(request, agent, number, kind, send, draft)


@require_POST
@for_agents
def reply(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    text, macro = request.POST.get("text", ""), ids_of(request.POST.getlist("macro"))[:1]

    def send(case: Case, said: dict[str, Any]) -> object:
        if macro:
            return macros.run(access_template(macro[0]), case, by=agent, text=text, **said)
        return reply_verb(case, by=agent, text=text, **said)

    return _send_checked(request, agent, number, "reply", send)


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
    text = request.POST.get("text", "")
    return _send_checked(
        request, agent, number, "question", lambda case, said: reply_and_ask(case, by=agent, text=text, **said)
    )


@require_POST
@for_agents
def draft(request: HttpRequest, agent: Agent, number: int) -> JsonResponse:
    saved = save_draft(access_case(agent, number), text=request.POST.get("text", ""), by=agent, seen=seen_of(request))
    return JsonResponse({"at": saved.at.isoformat() if saved else ""})
