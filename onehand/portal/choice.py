"""A choice by a link in a mail (E12): without signing in, for this order alone. First what is possible, then what would
happen, then the word that does it; looking changes nothing (S16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onehand.actions.choices import choosing, looking
from onehand.actions.choices import words as choices_words
from onehand.actions.events import news
from onehand.actions.kinds import Kind, kind_of
from onehand.actions.models import Run
from onehand.actions.models.choices import Choice
from onehand.actions.sentences import fields_of
from onehand.actions.words import words_of
from onehand.cases.errors import Refused
from onehand.cases.reference import reply_address
from onehand.cases.sentences import sentence
from onehand.portal.asked import field_of, raw_of
from onehand.portal.entrance import SeeOther, page, reading_language
from onehand.portal.signing_in import unreferred

_STATES = {Run.State.DONE: "done", Run.State.RUNNING: "running", Run.State.WAITING: "waiting"}


@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest, secret: str) -> HttpResponse:
    """POST `do=look` shows what would happen, `do=confirm` does it."""
    found = choosing.choice_of(secret)
    if found is None:
        return _unseen(page(request, "portal/choice_over.html", status=410))
    if found.spent_at is not None:
        return _unseen(SeeOther(request.path) if request.method == "POST" else _chosen(request, found))
    kind = _kind(found, request.POST.get("what") or request.GET.get("what", ""))
    if kind is None:
        return _unseen(_offered(request, found))
    if request.method != "POST":
        return _unseen(_asking(request, found, kind))
    raw = raw_of(kind.fields, request.POST)
    if request.POST.get("do") != "confirm":
        return _unseen(_looked(request, found, kind, raw))
    try:
        choosing.choose(found, kind.code, raw, digest=request.POST.get("digest", ""))
    except Refused as why:
        if why.code == "link_over":
            return _unseen(SeeOther(request.path))  # chosen at the same moment: it shows what was
        return _unseen(_looked(request, found, kind, raw, why))
    return _unseen(SeeOther(request.path))


def _unseen(response: HttpResponse) -> HttpResponse:
    """No other site learns the address, and no cache keeps the page."""
    response["Cache-Control"] = "no-store"
    return unreferred(response)


def _kind(found: Choice, code: str) -> Kind | None:
    """With the fields that the customer fills in."""
    if code not in found.kinds:
        return None
    kind = kind_of(code)
    asked = looking.asked_of(kind)
    return replace(kind, fields=tuple(field for field in kind.fields if field.name in asked))


def _offered(request: HttpRequest, found: Choice) -> HttpResponse:
    return page(request, "portal/choice.html", _about(found) | {"options": _options(found)})


def _asking(request: HttpRequest, found: Choice, kind: Kind) -> HttpResponse:
    """The form of one choice; where nothing must be filled in, at once what would happen."""
    if not kind.fields:
        return _looked(request, found, kind, {})
    option = next((one for one in _options(found) if one["code"] == kind.code), None)
    if option is None or option["why"]:
        return _offered(request, found)
    return page(request, "portal/choice.html", _about(found) | _form(kind, {}))


def _looked(
    request: HttpRequest, found: Choice, kind: Kind, raw: Mapping[str, Any], why: Refused | None = None
) -> HttpResponse:
    language = reading_language()
    try:
        seen = looking.shown(looking.look(found, kind.code, _filled(kind, raw)))
    except Refused as wrong:
        context = _about(found) | _form(kind, raw, wrong) | {"problem": sentence(wrong, language)}
        return page(request, "portal/choice.html", context, status=422)
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name.partition("-")[0] in {field.name for field in kind.fields}
    ]
    context = _about(found) | {
        "code": kind.code,
        "asks": choices_words.asks(kind.code, language),
        "typed": typed,
        "plan": {
            "possible": seen.possible,
            "steps": [one.say(language) for one in seen.steps],
            "cannot": [tuple(words.say(language) for words in one) for one in seen.cannot],
            "no": [(no.say(language), instead.say(language) if instead else "") for no, instead in seen.no],
            "silent": seen.silent,
            "lasting": seen.lasting.say(language) if seen.lasting else "",
            "later": seen.later,
            "digest": seen.digest,
        },
        "problem": sentence(why, language) if why is not None else "",
        "fillable": bool(kind.fields),
    }
    return page(request, "portal/choice_plan.html", context, status=200 if why is None else 409)


def _filled(kind: Kind, raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Raises Refused "missing" here already, so that the form comes back with what is missing marked."""
    lacking = [field.name for field in kind.fields if not _is_there(raw.get(field.name))]
    if lacking:
        raise Refused("missing", fields=lacking, what=", ".join(lacking))
    return raw


def _is_there(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(part.strip() for name, part in value.items() if name != "country")
    return bool(value)


def _chosen(request: HttpRequest, found: Choice) -> HttpResponse:
    """What became of it: no more than was chosen, and how far it is."""
    language, run = reading_language(), found.run
    state = _STATES.get(Run.State(run.state), "person") if run is not None else "person"
    told = [words_of(one).say(language) for one in run.plan.get("told", ())] if run is not None else []
    context = _about(found) | {
        "asks": choices_words.asks(found.chosen, language),
        "state": state,
        "told": told if state == "done" and not any("{" in one for one in told) else [],
    }
    return page(request, "portal/choice_made.html", context)


def _about(found: Choice) -> dict[str, Any]:
    language, event = reading_language(), found.event
    hand = found.case.hand
    return {
        "order": choices_words.order_title(found.order).say(language),
        "happened": news.title(event.kind, event.reference).say(language) if event is not None else "",
        "hand": hand.display_name if hand is not None else "",
        "until": found.expires_at,
        "reply": reply_address(found.case_id),
        "problem": "",
    }


def _options(found: Choice) -> list[dict[str, str]]:
    language = reading_language()
    return [
        {
            "code": one.kind.code,
            "asks": choices_words.asks(one.kind.code, language),
            "why": one.why.say(language) if one.why else "",
            "instead": one.instead.say(language) if one.instead else "",
        }
        for one in looking.options(found)
    ]


def _form(kind: Kind, raw: Mapping[str, Any], why: Refused | None = None) -> dict[str, Any]:
    language = reading_language()
    wrong = fields_of(why, language) if why is not None else {}
    return {
        "code": kind.code,
        "asks": choices_words.asks(kind.code, language),
        "fields": [field_of(field, raw.get(field.name), wrong, language) for field in kind.fields],
    }
