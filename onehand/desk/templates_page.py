"""Templates: all that are in use, and the page on which one is written, changed, tried on a case and ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onehand.cases import placeholders, sentences
from onehand.cases import templates as verbs
from onehand.cases.access import access_case
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Template
from onehand.cases.placeholders import Ground
from onehand.desk.context import keep_undo, page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.language import reading_language
from onehand.desk.macro_rows import KINDS, Row, kind_in_words, rows_of, shown_rows, steps_of, typed_rows
from onehand.desk.picking import steps_in_words
from onehand.people.card import LINES
from onehand.team.models import Agent

# Where a refusal is mended.
_PLACES = {
    "template_exists": "name", "template_language": "language", "placeholder_unknown": "text",
    "placeholder_broken": "text", "claims_missing": "claims", "claims_unknown": "claims", "step_unknown": "steps",
    "step_wrong": "steps", "steps_conflict": "steps",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the fields; `known` is when the template was changed as this page saw it."""

    name: str = ""
    language: str = "de"
    text: str = ""
    claims: str = ""
    rows: tuple[Row, ...] = ()
    case: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """`place` is the field in which it is mended."""

    sentence: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """The text for a case, or why there is none; `why` says that it would not be true of this case."""

    problem: str = ""
    number: int = 0
    subject: str = ""
    text: str = ""
    gaps: tuple[str, ...] = ()
    why: str = ""
    values: Mapping[str, str] | None = None


@require_safe
@for_agents
def templates(request: HttpRequest, agent: Agent) -> HttpResponse:
    return _list(request, agent)


def _list(request: HttpRequest, agent: Agent, *, problem: str = "", status: int = 200) -> HttpResponse:
    rows = [
        {
            "pk": one.pk, "name": one.name, "language": one.language, "steps": steps_in_words(one),
            "claims": one.claims, "changed_at": one.changed_at,
        }
        for one in verbs.standing()
    ]  # fmt: skip
    context = {"here": "team", "tab": "templates", "templates": rows, "problem": problem}
    return page(request, agent, "desk/templates.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def new(request: HttpRequest, agent: Agent) -> HttpResponse:
    if request.method == "POST":
        return _written(request, agent, None)
    return _show(request, agent, None, Form(language=reading_language()))


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def template(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    try:
        found = verbs.access_template(pk)
    except NotFound:
        if request.method != "POST" or not Template.objects.filter(pk=min(pk, verbs.LARGEST)).exists():
            raise
        # Ended while somebody wrote: what they typed stays, to be saved as a new one.
        over = Problem(sentences.sentence(Refused("template_over"), reading_language()))
        return _show(request, agent, None, _typed(request), over, status=409)
    if request.method == "POST":
        return _written(request, agent, found)
    form = Form(
        found.name, found.language, found.text, found.claims, tuple(rows_of(found.steps)),
        known=found.changed_at.isoformat(),
    )  # fmt: skip
    return _show(request, agent, found, form)


def _typed(request: HttpRequest) -> Form:
    given = request.POST
    return Form(
        given.get("name", ""), given.get("language", ""), given.get("text", "").replace("\r\n", "\n"),
        given.get("claims", ""), tuple(typed_rows(given)), given.get("case", "").strip(), given.get("known", ""),
    )  # fmt: skip


def _written(request: HttpRequest, agent: Agent, standing: Template | None) -> HttpResponse:
    form = _typed(request)
    if "more" in request.POST:
        return _show(request, agent, standing, form, spare=3)
    if "try" in request.POST:
        return _show(request, agent, standing, form, tried=_tried(form, agent))
    if standing is not None and form.known != standing.changed_at.isoformat():
        problem = Problem(_("Somebody has changed this template meanwhile. Save again to keep your words."))
        return _show(request, agent, standing, form, problem, status=409)
    try:
        saved = _save(form, agent, standing)
    except Refused as why:
        return _show(request, agent, standing, form, _problem(why, form), status=422)
    return SeeOther(f"{reverse('desk:templates')}#t{saved.pk}")


def _save(form: Form, agent: Agent, standing: Template | None) -> Template:
    values: dict[str, Any] = {"claims": form.claims, "steps": steps_of(form.rows)}
    if standing is None:
        return verbs.save(form.name, form.language, form.text, by=agent, **values)
    return verbs.change(standing, by=agent, name=form.name, language=form.language, text=form.text, **values)


def _problem(why: Refused, form: Form) -> Problem:
    if why.code == "empty" and not form.name.strip():
        return Problem(_("The name is still missing."), "name")
    if why.code == "template_long":
        return Problem(_sentence(why), "text" if why.values["most"] == verbs.LONGEST else "name")
    if "step" in why.values:
        why = Refused(why.code, **{**why.values, "step": kind_in_words(str(why.values["step"]))})
    return Problem(_sentence(why), _PLACES.get(why.code, "text"))


def _sentence(why: Refused) -> str:
    return sentences.sentence(why, reading_language())


def _tried(form: Form, agent: Agent) -> Tried:
    """The text as it stands in the form, for a case that the writer may see. Nothing is saved or sent."""
    number = form.case.lstrip("#")
    if not number.isdecimal() or len(number) > 18:
        return Tried(problem=_("Please give the number of a case to try it on."))
    try:
        case = access_case(agent, int(number))
    except NotFound:
        return Tried(problem=_("You see no case with this number."))
    try:
        placeholders.check(form.text)
    except Refused as why:
        return Tried(problem=_sentence(why))
    # Asked with both kinds of proof at once, so that the page says the same as the reply will.
    would_be = Template(name=form.name or "…", language=form.language, text=form.text, claims=form.claims)
    untrue = verbs.Truth(case).against(would_be)
    ground = Ground(case, agent, form.language)
    text, gaps = placeholders.fill(form.text, ground)
    return Tried(
        number=case.pk, subject=case.subject, text=text, gaps=tuple(gaps), why=_sentence(untrue) if untrue else "",
        values={name: _value(name, ground) for name, _meaning in placeholders.offered("en")},
    )  # fmt: skip


def _value(name: str, ground: Ground) -> str:
    text, gaps = placeholders.fill(f"{{{{{name}}}}}", ground)
    return "" if gaps else text


def _show(
    request: HttpRequest,
    agent: Agent,
    standing: Template | None,
    form: Form,
    problem: Problem | None = None,
    *,
    tried: Tried | None = None,
    spare: int = 1,
    status: int = 200,
) -> HttpResponse:
    known = standing.changed_at.isoformat() if standing is not None else ""
    context = {
        "here": "team", "tab": "templates", "template": standing, "form": form, "known": known if problem else "",
        "problem": problem.sentence if problem else "", "place": problem.place if problem else "", "tried": tried,
        "rows": shown_rows(form.rows, spare=spare), "kinds": [(one, kind_in_words(one)) for one in KINDS],
        "lines": list(LINES), "placeholders": _placeholders(tried), "longest_name": verbs.LONGEST_NAME,
    }  # fmt: skip
    return page(request, agent, "desk/template.html", context, status=status)


def _placeholders(tried: Tried | None) -> list[dict[str, str]]:
    """Each with its German and its English name, what it stands for, and its value in the case that was chosen."""
    values = tried.values if tried is not None and tried.values is not None else {}
    meanings = [meaning for _name, meaning in placeholders.offered(reading_language())]
    pairs = zip(placeholders.offered("de"), placeholders.offered("en"), meanings, strict=True)
    return [
        {"german": german, "english": english, "meaning": meaning, "value": values.get(english, "")}
        for (german, _a), (english, _b), meaning in pairs
    ]


@require_POST
@for_agents
def ending(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    found = verbs.access_template(pk)
    try:
        verbs.end(found, by=agent)
    except Refused as why:
        return _list(request, agent, problem=_sentence(why), status=409)
    keep_undo(
        request, _("“%(name)s” is no longer offered") % {"name": found.name},
        reverse("desk:template_taking_back", args=[pk]),
    )  # fmt: skip
    return SeeOther(reverse("desk:templates"))


@require_POST
@for_agents
def taking_back(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """An ended one is offered again, with the same words."""
    ended = Template.objects.filter(pk=min(pk, verbs.LARGEST), ended_at__isnull=False).first()
    if ended is None:
        raise Http404
    try:
        verbs.save(ended.name, ended.language, ended.text, by=agent, claims=ended.claims, steps=ended.steps)
    except Refused as why:
        return _list(request, agent, problem=_sentence(why), status=409)
    return SeeOther(reverse("desk:templates"))
