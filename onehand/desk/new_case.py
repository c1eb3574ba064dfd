"""A case that came by telephone, letter or in person, written down by an agent."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onehand.cases import sentences
from onehand.cases.enclosed import came_along, files_of
from onehand.cases.errors import Refused
from onehand.cases.open import open_case
from onehand.desk.acting import back_to
from onehand.desk.context import page
from onehand.desk.entrance import for_agents
from onehand.desk.language import reading_language
from onehand.people.known import find_or_make
from onehand.team.models import Agent

CHANNELS = {"phone": "phone", "letter": "letter", "visit": "visit", "mail": "email"}
FIELDS = ("email", "name", "subject", "text", "channel", "language", "key")


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def new_case(request: HttpRequest, agent: Agent) -> HttpResponse:
    if request.method != "POST":
        return _show(request, agent, {"channel": "phone", "language": settings.ONEHAND.language})
    form = {name: request.POST.get(name, "").strip() for name in FIELDS}
    problem = _problem(form)
    if problem:
        return _show(request, agent, form, problem)
    try:
        files = files_of(request)
        customer, identity = find_or_make("email", form["email"], name=form["name"][:200], language=form["language"])
        case = open_case(
            customer, identity, subject=form["subject"], text=form["text"], channel=CHANNELS[form["channel"]],
            language=form["language"], by=agent, key=f"desk:{agent.pk}:new:{form['key'][:60]}" if form["key"] else None,
            files=files,
        )  # fmt: skip
    except Refused as why:
        return _show(request, agent, form, sentences.sentence(why, reading_language()))
    return back_to(case.pk)


def _problem(form: dict[str, str]) -> str:
    try:
        validate_email(form["email"])
    except ValidationError:
        return _("This is no mail address.")
    if form["channel"] not in CHANNELS or form["language"] not in ("de", "en"):
        return _("Please choose from the lists.")
    return ""


def _show(request: HttpRequest, agent: Agent, form: dict[str, str], problem: str = "") -> HttpResponse:
    context = {
        "here": "", "form": form, "key": form.get("key") or uuid.uuid4().hex, "problem": problem,
        "choose_again": bool(problem) and came_along(request),
    }  # fmt: skip
    return page(request, agent, "desk/new_case.html", context, status=422 if problem else 200)
