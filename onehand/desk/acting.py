"""One verb on one case: access, act, back to the page; a refusal shows the same page with its sentence."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from onehand.cases.access import access_case
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.desk.case_page import refused
from onehand.desk.context import keep_undo
from onehand.desk.entrance import SeeOther
from onehand.team.models import Agent


def on_case(
    request: HttpRequest,
    agent: Agent,
    number: int,
    verb: Callable[[Case], object],
    *,
    kind: str,
    undo: tuple[str, str] | None = None,
) -> HttpResponse:
    """`kind` names the form whose fields are kept when the verb refuses; `undo` is (sentence, route)."""
    try:
        verb(access_case(agent, number))
    except Refused as why:
        return refused(request, agent, number, why, typed(request, kind))
    if undo is not None:
        sentence, route = undo
        keep_undo(request, sentence, reverse(route, args=[number]))
    return back_to(number)


def typed(request: HttpRequest, kind: str) -> dict[str, str]:
    """The fields of a refused form, for filling it again."""
    kept = {name: str(value)[:20_000] for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    return {**kept, "kind": kind}


def back_to(number: int) -> HttpResponse:
    return SeeOther(reverse("desk:case", args=[number]))
