"""Templates while writing: chosen from a list, put into the text with what is known, its gaps left to be filled."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onehand.cases import sentences
from onehand.cases import templates as verbs
from onehand.cases.access import access_case
from onehand.cases.drafts import draft_of, save_draft
from onehand.cases.errors import Refused
from onehand.cases.models import Template
from onehand.desk.acting import in_place, refusal
from onehand.desk.context import is_part, page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.language import reading_language
from onehand.team.models import Agent


@require_safe
@for_agents
def picker(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """All templates for this case; what would not be true of it says why."""
    case = access_case(agent, number)
    language = reading_language()
    rows = [
        {
            "pk": one.template.pk, "name": one.template.name, "language": one.template.language,
            "steps": steps_in_words(one.template), "why": sentences.sentence(one.why, language) if one.why else "",
        }
        for one in verbs.offered(case)
    ]  # fmt: skip
    context = {"case": case, "templates": rows, "here": "", "inside": is_part(request)}
    if is_part(request):
        return render(request, "desk/_picker.html", context)
    return page(request, agent, "desk/picker.html", context)


@require_POST
@for_agents
def insertion(request: HttpRequest, agent: Agent, number: int, pk: int) -> HttpResponse:
    """The text for this case: a script puts it where the writer is, else it stands at the end of the draft."""
    case = access_case(agent, number)
    template = verbs.access_template(pk)
    try:
        rendered = verbs.render(template, case, agent)
    except Refused as why:
        return refusal(request, agent, number, why, {"kind": "template"})
    if in_place(request):
        steps = steps_in_words(template)
        answer = {"insert": rendered.text, "template": pk, "steps": steps, "macro": pk if steps else None}
        return JsonResponse({"said": "", **answer})
    draft = draft_of(case, agent)
    save_draft(case, text=f"{draft.text.rstrip()}\n\n{rendered.text}" if draft else rendered.text, by=agent)
    chosen = {"template": pk} | ({"macro": pk} if template.steps else {})
    return SeeOther(f"{reverse('desk:case', args=[number])}?{urlencode(chosen)}#reply")


def steps_in_words(template: Template) -> str:
    """What it does when it is sent."""
    return ", ".join(_step(step) for step in template.steps)


def _step(step: dict[str, object]) -> str:
    return {
        "wait": _("waits %(days)s days") % {"days": step.get("days", "")},
        "ask_solved": _("asks whether it is solved"),
        "note": _("leaves a note"),
        "card": _("changes the card"),
        "answer_questions": _("answers all questions"),
    }.get(str(step.get("do")), str(step.get("do", "")))
