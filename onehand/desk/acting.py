"""One verb on one case: access, act, back to the page; a refusal shows the same page with its sentence.

A form that a script sends in place (`Accept: application/json`) gets the sentence alone, so that the page stays as it
is, with whatever is being typed on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from onehand.cases import sentences
from onehand.cases.access import LARGEST, access_case
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Case
from onehand.desk.case_page import refused, show, status_of
from onehand.desk.context import keep_undo
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.language import reading_language
from onehand.people import sentences as people_sentences
from onehand.people.errors import PeopleRefused
from onehand.team.models import Agent

M = TypeVar("M", bound=Model)


class OfCase(Protocol):
    """A row that belongs to a case."""

    case_id: int


R = TypeVar("R", bound=OfCase)


@dataclass(frozen=True, slots=True)
class Undo:
    """What was done, as a sentence, and the address that takes it back."""

    sentence: str
    url: str
    fields: Mapping[str, str] = field(default_factory=dict)


def on_case(
    request: HttpRequest,
    agent: Agent,
    number: int,
    verb: Callable[[Case], object],
    *,
    kind: str,
    undo: tuple[str, str] | Undo | None = None,
    said: str = "",
) -> HttpResponse:
    """`kind` names the form whose fields are kept when the verb refuses; `undo` is one, or (sentence, route)."""
    try:
        verb(access_case(agent, number))
    except (Refused, PeopleRefused) as why:
        return refusal(request, agent, number, why, typed(request, kind))
    if isinstance(undo, tuple):
        undo = Undo(undo[0], reverse(undo[1], args=[number]))
    return done(request, number, undo=undo, said=said)


def refusal(
    request: HttpRequest, agent: Agent, number: int, why: Refused | PeopleRefused, kept: Mapping[str, str]
) -> HttpResponse:
    if isinstance(why, PeopleRefused):
        sentence, status = people_sentences.sentence(why, reading_language()), 422
    else:
        sentence, status = sentences.sentence(why, reading_language()), status_of(why)
    if in_place(request):
        return JsonResponse({"problem": sentence, "code": why.code}, status=status)
    if isinstance(why, PeopleRefused):
        return show(request, agent, access_case(agent, number), status=status, problem=sentence, kept=kept)
    return refused(request, agent, number, why, kept)


def done(request: HttpRequest, number: int, *, undo: Undo | None = None, said: str = "") -> HttpResponse:
    """Back to the case; in place only what was done is told."""
    if in_place(request):
        given = {"url": undo.url, "fields": dict(undo.fields)} if undo else None
        return JsonResponse({"said": undo.sentence if undo else said, "undo": given})
    if undo is not None:
        keep_undo(request, undo.sentence, undo.url, undo.fields)
    return back_to(number)


def in_place(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def step(
    find: Callable[[Agent, int], R], *, kind: str
) -> Callable[[Callable[[R, QueryDict, Agent], object]], Callable[..., HttpResponseBase]]:
    """Makes a view of one verb on a row of a case: POST only, by an agent, looked up by `find`, back to the case."""

    def view_of(verb: Callable[[R, QueryDict, Agent], object]) -> Callable[..., HttpResponseBase]:
        @require_POST
        @for_agents
        def view(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
            row = find(agent, pk)
            return on_case(request, agent, row.case_id, lambda _case: verb(row, request.POST, agent), kind=kind)

        return view

    return view_of


def row_of(model: type[M], agent: Agent, pk: int) -> tuple[M, Case]:
    """A row that belongs to a case, and the case, if this agent may see it. Raises NotFound."""
    found = model._default_manager.filter(pk=pk).first() if 0 < pk <= LARGEST else None
    if found is None:
        raise NotFound
    case = access_case(agent, found.case_id)  # type: ignore[attr-defined]
    found.case = case  # type: ignore[attr-defined]
    return found, case


def typed(request: HttpRequest, kind: str) -> dict[str, str]:
    """The fields of a refused form, for filling it again."""
    kept = {name: str(value)[:20_000] for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    return {**kept, "chosen": kept.get("kind", ""), "kind": kind}


def back_to(number: int) -> HttpResponse:
    return SeeOther(reverse("desk:case", args=[number]))
