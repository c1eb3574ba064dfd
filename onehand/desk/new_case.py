"""A case that came by telephone, letter or in person, written down by an agent."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onehand.cases import sentences
from onehand.cases.enclosed import came_along, files_of
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Case
from onehand.cases.on_behalf import open_by_call, open_on_behalf
from onehand.cases.phone_number import e164
from onehand.desk import finding
from onehand.desk.acting import back_to
from onehand.desk.context import page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.finding import Candidate, Person, person_of
from onehand.desk.language import reading_language
from onehand.desk.rows import rows_of
from onehand.team.models import Agent

CHANNELS = {"phone": "phone", "letter": "letter", "visit": "visit", "mail": "email"}
FIELDS = ("customer", "caller", "email", "number", "name", "subject", "text", "channel", "language", "key")


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def new_case(request: HttpRequest, agent: Agent) -> HttpResponse:
    """First who it is, found by whatever they give; then what they said."""
    if request.method != "POST":
        try:
            person = _person(agent, request.GET)
        except NotFound:
            if "caller" in request.GET:  # the proof of a call ends after an hour
                return SeeOther(reverse("desk:new_case"))
            raise
        return _show(request, agent, _prefilled(person, request.GET.get("identity", "")), person=person)
    if "q" in request.POST:
        return _find(request, agent)
    return _open(request, agent)


def _person(agent: Agent, given: Mapping[str, str]) -> Person | None:
    """Raises NotFound for a customer of whom the agent sees nothing."""
    pk, token = str(given.get("customer", "")), str(given.get("caller", ""))
    if token:
        return person_of(agent, 0, token)
    return person_of(agent, int(pk)) if pk.isdecimal() and len(pk) < 19 else None


def _prefilled(person: Person | None, identity: str) -> dict[str, str]:
    """All that we know already."""
    form = {"channel": "phone", "language": ""}
    if person is not None:
        called = [finding.in_words(one) for one in person.identities if str(one.pk) == identity]
        form |= {"language": person.customer.language, "number": next(iter(called or person.numbers), "")}
    return form


def _find(request: HttpRequest, agent: Agent) -> HttpResponse:
    wanted = request.POST["q"].strip()
    number = request.POST.get("number", "").strip()[:60]
    found = finding.find(agent, wanted, number)
    if found.token:
        return _chosen({"caller": found.token})
    if found.exact and len(found.people) == 1:
        one = found.people[0]
        return _chosen({"customer": one.pk} | ({"identity": one.identity} if one.identity else {}))
    form = _prefilled(None, "") | {"email": found.email, "number": found.number or number}
    if not (found.people or found.email or found.number or found.code_over or _looks_like_number(wanted)):
        form["name"] = wanted[:200] if "@" not in wanted else ""
    return _show(request, agent, form, q=wanted, people=found.people, looked=bool(wanted), code_over=found.code_over)


def _looks_like_number(wanted: str) -> bool:
    return any(sign.isdecimal() for sign in wanted)


def _chosen(query: Mapping[str, Any]) -> HttpResponse:
    return SeeOther(f"{reverse('desk:new_case')}?{urlencode(query)}")


def _open(request: HttpRequest, agent: Agent) -> HttpResponse:
    form = {name: request.POST.get(name, "").strip() for name in FIELDS}
    try:
        person = _person(agent, form)
    except NotFound:  # what was written stays
        return _show(
            request, agent, form | {"customer": "", "caller": ""},
            problem=_("It is no longer certain who this is. Please find them again; your text still stands here."),
        )  # fmt: skip
    problem = _problem(form, person)
    if problem:
        return _show(request, agent, form, person=person, problem=problem)
    try:
        case = _opened(request, agent, form, person)
    except Refused as why:
        callers = _callers(agent, form["number"]) if why.code == "several_callers" else ()
        return _show(
            request, agent, form, person=person, callers=callers,
            problem=sentences.sentence(why, reading_language()),
        )  # fmt: skip
    return back_to(case.pk)


def _opened(request: HttpRequest, agent: Agent, form: Mapping[str, str], person: Person | None) -> Case:
    said: dict[str, Any] = {
        "text": form["text"], "subject": form["subject"], "language": form["language"], "email": form["email"],
        "number": form["number"], "name": form["name"][:200], "customer": person.customer if person else None,
        "key": f"desk:{agent.pk}:new:{form['key'][:60]}" if form["key"] else None, "files": files_of(request),
    }  # fmt: skip
    if form["channel"] == "phone":
        return open_by_call(by=agent, **said)
    return open_on_behalf(by=agent, channel=CHANNELS[form["channel"]], **said)


def _problem(form: Mapping[str, str], person: Person | None) -> str:
    if form["channel"] not in CHANNELS or form["language"] not in ("", "de", "en"):
        return _("Please choose from the lists.")
    if person is not None:
        return ""
    if form["email"]:
        try:
            validate_email(form["email"])
        except ValidationError:
            return _("This is no mail address.")
    elif not form["number"]:
        return _("How can this person be reached? Please give a mail address or a phone number.")
    return ""


def _callers(agent: Agent, number: str) -> Sequence[Candidate]:
    return finding.by_number(agent, e164(number))


def _show(
    request: HttpRequest,
    agent: Agent,
    form: Mapping[str, str],
    *,
    person: Person | None = None,
    problem: str = "",
    q: str = "",
    people: Sequence[Candidate] = (),
    callers: Sequence[Candidate] = (),
    looked: bool = False,
    code_over: bool = False,
) -> HttpResponse:
    """`people` were found, `callers` share the number under which a case was refused."""
    context = {
        "here": "", "form": form, "key": form.get("key") or uuid.uuid4().hex, "problem": problem, "q": q,
        "choose_again": bool(problem) and came_along(request), "person": person, "people": people,
        "callers": callers, "looked": looked, "code_over": code_over,
        "rows": rows_of(person.cases) if person else [],
    }  # fmt: skip
    return page(request, agent, "desk/new_case.html", context, status=422 if problem else 200)
