"""Lists of cases, and the preview of the chosen one."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onehand.cases import lists, named_lists, reasons
from onehand.cases.access import access_case
from onehand.cases.feed import case_timeline
from onehand.cases.lists import Page
from onehand.cases.models import Case
from onehand.cases.unanswered import unanswered, unanswered_page
from onehand.desk.context import is_part, page
from onehand.desk.entrance import for_agents
from onehand.desk.items import items_of
from onehand.desk.language import reading_language
from onehand.desk.rows import PAGE, rows_of
from onehand.team.models import Agent

# Which list the reader came from, so that J and K on a case go on in it. A cookie, since pages send no referrer.
LIST_COOKIE = "onehand_list"

VIEWS: dict[str, Callable[[Agent], QuerySet[Case]]] = {
    "mine": lists.my_cases,
    "free": lists.without_hand,
    "waiting": unanswered,
    "all": lists.all_open,
    "closed": lists.closed,
}


@require_safe
@for_agents
def cases(request: HttpRequest, agent: Agent) -> HttpResponse:
    view = request.GET.get("view", "mine")
    view = view if view in VIEWS else "mine"
    query = request.GET.get("q", "").strip()[:200]
    cursor = request.GET.get("cursor", "")
    found = _found(agent, view, query, cursor)
    context = {
        "here": view, "view": view, "q": query, "rows": rows_of(found.items), "next": found.next,
        "first": not cursor, "fragment": is_part(request),
    }  # fmt: skip
    response = page(request, agent, "desk/_cases.html" if is_part(request) else "desk/cases.html", context)
    if not is_part(request):
        response.set_cookie(LIST_COOKIE, view, path="/desk/", httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def _found(agent: Agent, view: str, query: str, cursor: str) -> Page:
    if query:
        return Page(lists.found(agent, query, VIEWS[view](agent), size=PAGE), "")
    if view == "waiting":
        return unanswered_page(agent, cursor, size=PAGE)
    return named_lists.page(VIEWS[view], agent, cursor, size=PAGE)


def list_of(request: HttpRequest) -> str:
    """The list the reader came from."""
    view = request.COOKIES.get(LIST_COOKIE, "mine")
    return view if view in VIEWS else "mine"


@require_safe
@for_agents
def preview(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    case = access_case(agent, number)
    holding = case.holding
    language = reading_language()
    said = [item for item in items_of(case_timeline(case, size=20), language) if item.message is not None]
    context = {
        "row": rows_of([case])[0],
        "last": said[-3:],
        "reason": reasons.in_words(holding.reason, language) if holding else "",
        "offer": next((one for one in lists.offered_to(agent) if one.case_id == case.pk), None),
    }
    return render(request, "desk/_preview.html", context)
