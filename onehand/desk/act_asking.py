"""What the customer was asked for by the protected form, as the desk shows it: by its ends, never in the clear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from onehand.actions import asking
from onehand.actions.asking_words import called
from onehand.actions.kinds import Kind, kind_of
from onehand.cases.access import access_case
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.desk import act_form, acting
from onehand.desk.entrance import SeeOther, for_agents
from onehand.team.models import Agent

# What a form of the act page carries besides the fields of the action.
_BESIDE = frozenset({"csrfmiddlewaretoken", "key", "do", "ask", "digest", "tell", "for-approval"})


@dataclass(frozen=True, slots=True)
class Asked:
    """`given` are label, masked value and when; `open` label, when it was asked, and until when."""

    given: tuple[tuple[str, str, datetime], ...]
    open: tuple[tuple[str, datetime, datetime], ...]
    names: frozenset[str]
    open_names: frozenset[str]


def asked_of(case: Case, kind: Kind, language: str) -> Asked:
    labels = {field.name: called(field, language) for field in kind.fields}
    given: dict[str, tuple[str, str, datetime]] = {}
    awaited: dict[str, tuple[str, datetime, datetime]] = {}
    for row in asking.standing(case, kind.code):
        for name in row.names:
            if name not in labels:
                continue
            if row.filled_at is not None and row.sealed:
                given[name] = (labels[name], str(row.shown.get(name, "")), row.filled_at)
            elif row.filled_at is None:
                awaited[name] = (labels[name], row.asked_at, row.expires_at)
    return Asked(tuple(given.values()), tuple(awaited.values()), frozenset(given), frozenset(awaited))


@require_POST
@for_agents
def askings(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Ask for what is ticked; back to the action with all that was typed, but for bank details."""
    case = access_case(agent, number)
    code = request.POST.get("action", "")
    try:
        kind = kind_of(code)
    except KeyError:
        return acting.refusal(request, agent, number, Refused("unknown_action", what=code[:60]), {})
    try:
        asking.ask_for(case, code, act_form.raw_of(kind, request.POST), request.POST.getlist("ask"), by=agent)
    except Refused as why:
        return acting.refusal(request, agent, number, why, {})
    secret = {field.name for field in kind.fields if field.kind == "iban"}
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in _BESIDE | secret and value
    ]
    return SeeOther(f"{reverse('desk:act', args=[number])}?{urlencode(kept)}")
