"""The register of defects: what costs customers the most time comes first; one of them with its cases, suggestions with
their reasons, and what the affected are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onehand.cases import sentences
from onehand.cases.access import access_case
from onehand.cases.errors import Refused
from onehand.defects import (
    expecting,
    fixing,
    hanging,
    likeness,
    linking,
    loss,
    mails,
    noting,
    register,
    warning,
)
from onehand.defects.access import access_defect, links_for, may_speak, step_of
from onehand.defects.models import Defect, Link
from onehand.desk import defect_evidence
from onehand.desk.context import keep_undo, page
from onehand.desk.defect_words import curve, span_in_words
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.language import reading_language
from onehand.foundation import clock
from onehand.team.colleagues import colleagues_of, upcoming
from onehand.team.models import Agent

FIELDS = (*noting.WRITTEN, "owner", "expected", "public", "case", "done_de", "done_en", "evidence", "number")
SHOWN = 200
_INCOMPLETE = frozenset(
    {
        "title_missing", "what_missing", "owner_missing", "done_missing", "defect_too_long", "expected_past",
        "expected_far", "colleague_unavailable", "until_missing", "not_linked",
    }
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def defects(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The list; noting a new one goes here too."""
    if request.method == "POST":
        return _note(request, agent)
    fixed = request.GET.get("view") == "fixed"
    rows = register.rows(agent, fixed=fixed)
    context = {
        "here": "defects", "fixed": fixed,
        "rows": [{"row": one, "lost": span_in_words(one.cost.lost), "what": one.defect.title} for one in rows],
        "widest": max((one.share for one in rows), default=0),
    }  # fmt: skip
    return page(request, agent, "desk/defects.html", context)


@require_safe
@for_agents
def new(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The form, from a case filled with what is known of it."""
    return _form(request, agent, _from_case(request, agent))


def _from_case(request: HttpRequest, agent: Agent) -> dict[str, str]:
    number = request.GET.get("case", "")
    if not number.isdecimal() or len(number) > 18:
        return {"owner": str(agent.pk)}
    case = access_case(agent, int(number))
    step = next(iter(hanging.of_cases([case.pk]).get(case.pk, ())), None)
    known = {"backend": step.backend, "kind": step.kind, "step": step.step, "cause": step.cause} if step else {}
    return {"owner": str(agent.pk), "case": number, "title": case.subject, **known}


def _note(request: HttpRequest, agent: Agent) -> HttpResponse:
    form = _typed(request)
    try:
        case = access_case(agent, int(form["case"])) if form["case"].isdecimal() and len(form["case"]) < 19 else None
        made = noting.note(
            by=agent, owner=_owner(form), expected_at=_moment(form["expected"]), public=bool(form["public"]),
            **{name: form[name] for name in noting.WRITTEN},
        )  # fmt: skip
        if case is not None:
            linking.link(made, case, by=agent)
    except Refused as why:
        return _form(request, agent, form, why)
    return _to(made)


def _form(request: HttpRequest, agent: Agent, form: Mapping[str, str], why: Refused | None = None) -> HttpResponse:
    context = {
        "here": "defects", "form": form, "colleagues": colleagues_of(agent, upcoming()), "me": agent,
        "step": _step_words(form), "problem": sentences.sentence(why, reading_language()) if why else "",
    }  # fmt: skip
    return page(request, agent, "desk/defect_new.html", context, status=422 if why else 200)


def _step_words(form: Mapping[str, str]) -> str:
    if not form.get("step"):
        return ""
    step = step_of(Defect(**{name: form.get(name, "") for name in ("backend", "kind", "step", "cause")}))
    return hanging.in_words(step, reading_language())


@require_safe
@for_agents
def defect(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _show(request, agent, access_defect(agent, pk))


def _show(
    request: HttpRequest,
    agent: Agent,
    one: Defect,
    *,
    form: Mapping[str, str] | None = None,
    kind: str = "",
    why: Refused | None = None,
) -> HttpResponse:
    language = reading_language()
    links = list(links_for(agent, one)[:SHOWN])
    weeks = loss.weeks(one)
    cost = loss.costs([one]).get(one.pk, loss.Cost())
    speaks = may_speak(one, agent)
    nexts = warning.hit_next(one) if speaks and one.is_open else []
    context: dict[str, Any] = {
        **defect_evidence.shown(one, links, language),
        "here": "defects", "one": one, "unseen": max(cost.cases - len(links), 0), "cost": cost,
        "lost": span_in_words(cost.lost), "likely": likeness.cases_like(one, agent), "weeks": weeks,
        "curve": curve(weeks), "contacts": any(week.contacts for week in weeks),
        "fallen": loss.fallen(one, weeks), "speaks": speaks,
        "late": one.is_open and one.expected_at is not None and one.expected_at < clock.now(),
        "step": hanging.in_words(step_of(one), language) if one.step else "",
        "nexts": len(nexts), "warning": warning.preview(one, language) if nexts else "",
        "untold": register.untold(one), "by_hand": register.owed_by_hand(one),
        "public_url": mails.public_url(one), "what": one.what(language),
        "colleagues": colleagues_of(agent, upcoming()), "me": agent, "form": form or {}, "kind": kind,
        "problem": sentences.sentence(why, language) if why else "",
        "last_done": one.done(language), "fields": form if form and kind == "wording" else _fields(one),
    }  # fmt: skip
    status = (422 if why.code in _INCOMPLETE else 409) if why else 200
    return page(request, agent, "desk/defect.html", context, status=status)


def _fields(one: Defect) -> dict[str, Any]:
    written = {name: getattr(one, name) for name in noting.WRITTEN}
    return {**written, "owner": str(one.owner_id or ""), "public": one.public}


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "").strip()[:1_000] for name in FIELDS}


def _owner(form: Mapping[str, str]) -> Agent | None:
    chosen = form["owner"]
    if not chosen:
        return None
    known = chosen.isdecimal() and len(chosen) < 19
    found = Agent.objects.filter(pk=int(chosen), active=True).first() if known else None
    if found is None:
        raise Refused("colleague_unavailable")
    return found


def _moment(given: str) -> datetime | None:
    """Of a field for day and time, in the business' time zone; raises Refused: until_missing for what is none."""
    if not given:
        return None
    try:
        found = datetime.fromisoformat(given)
        return timezone.make_aware(found) if found.tzinfo is None else found
    except (ValueError, OverflowError):
        raise Refused("until_missing") from None


def _to(one: Defect) -> HttpResponse:
    return SeeOther(reverse("desk:defect", args=[one.pk]))


def _do(
    request: HttpRequest, agent: Agent, pk: int, kind: str, verb: Callable[[Defect, dict[str, str]], Any]
) -> HttpResponse:
    """One verb on one defect; a refusal shows the same page with its sentence and what was typed."""
    one, form = access_defect(agent, pk), _typed(request)
    try:
        verb(one, form)
    except Refused as why:
        return _show(request, agent, access_defect(agent, pk), form=form, kind=kind, why=why)
    return _to(one)


@require_POST
@for_agents
def wording(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    def change(one: Defect, form: dict[str, str]) -> None:
        said = {name: form[name] for name in noting.WRITTEN if name in request.POST}
        noting.change(one, by=agent, owner=_owner(form), public=bool(form["public"]), **said)

    return _do(request, agent, pk, "wording", change)


@require_POST
@for_agents
def expectation(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    def expect(one: Defect, form: dict[str, str]) -> None:
        at = _moment(form["expected"])
        if at is None:
            raise Refused("until_missing")
        expecting.expect(one, at, by=agent)

    return _do(request, agent, pk, "expectation", expect)


@require_POST
@for_agents
def fix(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _do(
        request, agent, pk, "fix",
        lambda one, form: fixing.fix(
            one, by=agent, done_de=form["done_de"], done_en=form["done_en"], evidence=form["evidence"]
        ),
    )  # fmt: skip


@require_POST
@for_agents
def reopening(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    return _do(request, agent, pk, "reopening", lambda one, _form: fixing.open_again(one, by=agent))


@require_POST
@for_agents
def warnings(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    def warn(one: Defect, form: dict[str, str]) -> None:
        number = form["number"]
        warning.warn(one, by=agent, number=int(number) if number.isdecimal() and len(number) < 6 else 0)

    return _do(request, agent, pk, "warning", warn)


@require_POST
@for_agents
def cases(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    """Link a case, say that it is not this, or take a link back: `do` says which. From the page of either."""
    one, number = access_defect(agent, pk), request.POST.get("case", "").strip().lstrip("#")
    if not number.isdecimal() or len(number) > 18:
        return _show(request, agent, one, form=_typed(request), kind="cases", why=Refused("not_linked"))
    case, do = access_case(agent, int(number)), request.POST.get("do", "link")
    try:
        if do == "not_this":
            linking.not_this(one, case, by=agent)
            keep_undo(request, _("Not suggested again"), request.path, {"case": number, "do": "link"})
        elif do == "unlink":
            linking.unlink(one, case, by=agent)
            keep_undo(request, _("Taken out"), request.path, {"case": number, "do": "link"})
        else:
            how = Link.How.SUGGESTION if request.POST.get("how") == "suggestion" else Link.How.AGENT
            linking.link(one, case, by=agent, how=how)
            keep_undo(request, _("Linked with the defect"), request.path, {"case": number, "do": "unlink"})
    except Refused as why:
        return _show(request, agent, one, form=_typed(request), kind="cases", why=why)
    if request.POST.get("back") == "case":
        return SeeOther(f"{reverse('desk:case', args=[case.pk])}#panel-defects")
    return _to(one)
