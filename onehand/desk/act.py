"""Acting: choose what is to be done, see what will happen in the live systems, fill in what is missing, and do it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onehand.actions import asking, asking_words, backends, confirming, planning, running, viewing
from onehand.actions.assurance import assurance_of
from onehand.actions.failing import TESTS
from onehand.actions.hiding import hidden
from onehand.actions.kinds import Assurance, Kind, kind_of
from onehand.actions.planning import Preview
from onehand.actions.viewing import Read
from onehand.cases import known_facts, salutation
from onehand.cases.access import access_case
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Fact, Promise
from onehand.cases.promise_state import open_of
from onehand.cases.sentences import sentence
from onehand.desk import act_choosing, act_form
from onehand.desk.act_asking import asked_of
from onehand.desk.context import page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.language import reading_language
from onehand.foundation import clock
from onehand.team.colleagues import colleagues_of, upcoming
from onehand.team.models import Agent


@require_http_methods(["GET", "HEAD", "POST"])
@for_agents
def act(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """GET chooses and begins, POST `do=preview` looks, `do=run` does it. Bank details travel in POST only."""
    case = access_case(agent, number)
    kind = _kind(request.POST.get("action") or request.GET.get("action", ""))
    if kind is None:
        return _show(request, agent, case, None, {}, [])
    reads, facts = viewing.read_all(case.customer), known_facts.known(case)
    if request.method != "POST":
        raw = act_form.beginning(kind, facts, reads, _without_secrets(kind, request.GET))
        return _show(request, agent, case, kind, raw, reads, facts=facts)
    raw = act_form.raw_of(kind, request.POST)
    if request.POST.get("do") == "run":
        return _run(request, agent, case, kind, raw, reads, facts)
    return _show(request, agent, case, kind, raw, reads, facts=facts)


def _kind(code: str) -> Kind | None:
    try:
        kind = kind_of(code)
    except KeyError:
        return None
    return None if kind.only_by else kind


def _without_secrets(kind: Kind, given: QueryDict) -> QueryDict:
    kept = given.copy()
    for field in kind.fields:
        if field.kind == "iban":
            kept.pop(field.name, None)
    return kept


def _run(
    request: HttpRequest, agent: Agent, case: Case, kind: Kind, raw: dict[str, Any], reads: list[Read],
    facts: list[Fact],
) -> HttpResponse:  # fmt: skip
    form = request.POST
    try:
        running.start(
            case, kind.code, raw, by=agent, digest=form.get("digest", ""),
            key=form.get("key") or None, reason=form.get("for-approval", ""), tell=form.get("tell", ""),
            promise=_promise(case, form),
        )  # fmt: skip
    except Refused as why:
        return _show(request, agent, case, kind, raw, reads, facts=facts, why=why)
    return SeeOther(reverse("desk:case", args=[case.pk]) + "#panel-runs")


def _promise(case: Case, form: QueryDict) -> Promise | None:
    given = form.get("promise", "")
    return next((one for one in open_of(case) if str(one.pk) == given), None)


def _show(
    request: HttpRequest, agent: Agent, case: Case, kind: Kind | None, raw: dict[str, Any], reads: list[Read], *,
    facts: list[Fact] | None = None, why: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    language = reading_language()
    context: dict[str, Any] = {
        "here": "",
        "case": case,
        "groups": [] if kind else act_choosing.groups(agent, language),
        "colleagues": [] if kind else [*colleagues_of(agent, upcoming())],
        "kind": kind,
        "title": kind.title.say(language) if kind else "",
        "problem": sentence(why, language) if why else "",
        "key": request.POST.get("key") or uuid.uuid4().hex,
    }
    if kind is not None:
        seen, wrong = _preview(case, kind, raw, agent, language)
        given = asked_of(case, kind, language)
        fields = [one for one in act_form.shown(kind, raw, reads, facts or [], language) if one.name not in given.names]
        context |= {
            "fields": fields,
            "first": next((one.name for one in fields if one.is_missing), ""),
            "asked": given,
            "askable": [
                (one.name, asking_words.called(one, language), one.kind == "iban")
                for one in asking.askable(kind, raw)
                if one.name not in given.names and one.name not in given.open_names
            ],
            "silent": [read for read in reads if read.down_since is not None],
            "plan": plan_of(seen, language) if seen else None,
            "wrong": wrong,
            "assured": assurance_of(case),
            "confirmable": _confirmable(case, seen),
            "confirmation": confirming.latest(case),
            "now": clock.now(),
            "promises": open_of(case),
            "chosen_promise": request.POST.get("promise", request.GET.get("promise", "")),
            "tell": request.POST.get("tell") or (_telling(case, kind, seen, agent) if seen and seen.possible else ""),
            "reason_typed": request.POST.get("for-approval", ""),
        }
    if request.headers.get("HX-Request") and kind is not None and not why:
        return render(request, "desk/_act_plan.html", context)
    status = 200 if why is None else 422
    return page(request, agent, "desk/act.html", context, status=status)


def _confirmable(case: Case, seen: Preview | None) -> str:
    """The address to which a confirming link may go, where such a link would be enough."""
    if seen is None or seen.needs is None or seen.needs > Assurance.LINK:
        return ""
    return confirming.known_address(case)


def _preview(case: Case, kind: Kind, raw: Mapping[str, Any], agent: Agent, language: str) -> tuple[Preview | None, str]:
    """The dry run, or what is wrong in the form; what is only missing is no error yet."""
    try:
        return planning.preview(case, kind.code, raw, by=agent), ""
    except Refused as why:
        return None, sentence(why, language)


def plan_of(seen: Preview, language: str) -> dict[str, Any]:
    """What will happen, in sentences."""
    titles = {one.code: one.title.say(language) for one in backends.connected()}
    by_system: dict[str, list[str]] = {}
    for code, step in seen.steps:
        by_system.setdefault(titles.get(code, code), []).append(step.says.say(language))
    plans = [part.plan for part in seen.parts]
    plan = {
        "possible": seen.possible,
        "systems": list(by_system.items()),
        "cannot": [
            {"what": one.what.say(language), "why": one.why.say(language), "instead": one.instead.say(language)}
            for plan in plans
            for one in plan.cannot
        ],
        "warns": [one.say(language) for plan in plans for one in plan.warns],
        "refused": [
            {"words": no.words.say(language), "instead": no.instead.say(language) if no.instead else ""}
            for no in seen.refused
        ],
        "silent": [titles.get(code, code) for code in seen.silent],
        "missing": [field.label.say(language) for field in seen.kind.fields if field.name in seen.missing],
        "needs": seen.needs,
        "cost": seen.cost.text(language) if seen.cost else "",
        "limit": seen.limit.text(language) if seen.limit is not None else "",
        "needs_approval": seen.needs_approval,
        "lasting": next((plan.lasting.say(language) for plan in plans if plan.lasting), ""),
        "harmless": seen.kind.code in TESTS,
        "digest": seen.digest,
    }
    return hidden(plan)  # a system may name bank details in what it says


def _telling(case: Case, kind: Kind, seen: Preview, by: Agent) -> str:
    """The message that goes out when it is done and read back, in the customer's language; the agent may change it."""
    language = case.language
    hello = salutation.greeting(case.customer, language)
    we = "wir haben" if language == "de" else "we have"
    first = f"{we} {kind.deed.say(language)}."
    told = [part.plan.told.say(language) for part in seen.parts if part.plan.told]
    if told and told[0].lower().startswith(we):  # the system says the same with its figures
        first = told[0][0].lower() + told.pop(0)[1:]
    rest = [
        f"{one.what.say(language)}: {one.why.say(language)} {one.instead.say(language)}"
        for part in seen.parts
        for one in part.plan.cannot
    ]
    bye = "Freundliche Grüße" if language == "de" else "Kind regards"
    return hidden("\n\n".join([hello, " ".join([first, *told]), *rest, f"{bye}\n{by.display_name}"]))
