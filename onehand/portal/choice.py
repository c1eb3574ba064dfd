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
from onehand.actions.models.events import Event
from onehand.actions.sentences import fields_of
from onehand.actions.words import Words, words_of
from onehand.cases.du_or_sie import as_du, worded
from onehand.cases.errors import Refused
from onehand.cases.notice import day_and_time
from onehand.cases.sentences import sentence
from onehand.portal.asked import field_of, raw_of
from onehand.portal.entrance import SeeOther, page, person_of, reading_language, speaking_to
from onehand.portal.over import over
from onehand.portal.signing_in import unreferred

_STATES = {Run.State.DONE: "done", Run.State.RUNNING: "running", Run.State.WAITING: "waiting"}


@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest, secret: str) -> HttpResponse:
    """POST `do=look` shows what would happen, `do=change` the form again, `do=confirm` does it."""
    found = choosing.choice_of(secret)
    if found is None:
        return over(request, "choice")
    with speaking_to(found.case.customer):
        return _unseen(_answer(request, found))


def _answer(request: HttpRequest, found: Choice) -> HttpResponse:
    if found.spent_at is not None:
        return SeeOther(request.path) if request.method == "POST" else _chosen(request, found)
    kind = _kind(found, request.POST.get("what") or request.GET.get("what", ""))
    if kind is None:
        return _offered(request, found)
    if request.method != "POST":
        return _asking(request, found, kind)
    raw = raw_of(kind.fields, request.POST)
    if request.POST.get("do") == "change":
        return page(request, "portal/choice.html", _about(found) | _form(kind, raw))
    if request.POST.get("do") != "confirm":
        return _looked(request, found, kind, raw)
    try:
        choosing.choose(found, kind.code, raw, digest=request.POST.get("digest", ""))
    except Refused as why:
        if why.code == "link_over":
            return SeeOther(request.path)  # chosen at the same moment: it shows what was
        return _looked(request, found, kind, raw, why)
    return SeeOther(request.path)


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
            "steps": [_say(found, one) for one in seen.steps],
            "cannot": [tuple(_say(found, words) for words in one) for one in seen.cannot],
            "no": [(_say(found, no), _say(found, instead)) for no, instead in seen.no],
            "silent": seen.silent,
            "lasting": _say(found, seen.lasting),
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
    told = [_say(found, words_of(one)) for one in run.plan.get("told", ())] if run is not None else []
    context = _about(found) | {
        "asks": choices_words.asks(found.chosen, language),
        "state": state,
        "told": told if state == "done" and not any("{" in one for one in told) else [],
    }
    return page(request, "portal/choice_made.html", context)


def _about(found: Choice) -> dict[str, Any]:
    language, event = reading_language(), found.event
    return {
        "order": choices_words.order_title(found.order).say(language),
        "happened": _happened(found, event, language) if event is not None else "",
        "until": day_and_time(found.expires_at, language),
        **person_of(found.case),
        "problem": "",
    }


def _say(found: Choice, words: Words | None) -> str:
    if words is None:
        return ""
    return worded(found.case.customer, reading_language(), sie=words.de, du=as_du(words.de), en=words.en)


def _happened(found: Choice, event: Event, language: str) -> str:
    """As the mail said it; what a system named for nobody to read is not repeated."""
    if news.of(event.kind).told is None:
        return news.title(event.kind, event.reference).say(language)
    at = day_and_time(event.at, language)
    said = news.told(found.case, event.kind, event.reference, event.values, at=at, language=language)
    return " ".join((said[0].upper() + said[1:]).split())


def _options(found: Choice) -> list[dict[str, str]]:
    language = reading_language()
    return [
        {
            "code": one.kind.code,
            "asks": choices_words.asks(one.kind.code, language),
            "why": _say(found, one.why),
            "instead": _say(found, one.instead),
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
