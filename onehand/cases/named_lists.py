"""The lists with a name, as prepared questions: their pages, and the cases before and after one in them.

A list is a function of the agent, like those of `lists`; it is called once for each role, with a stand-in for the
agent, so it may look at nothing of the agent but `pk` and `role`.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet, Subquery

from onehand.cases import lists
from onehand.cases.access import may_ask, reader
from onehand.cases.lists import Page
from onehand.cases.models import Case
from onehand.foundation.prepared import Blanks, Prepared
from onehand.team.models import Agent

NamedList = Callable[[Agent], QuerySet[Case]]


def page(chosen: NamedList, agent: Agent, cursor: str = "", size: int = lists.PAGE) -> Page:
    """As `lists.page`."""
    if not may_ask(agent):
        return Page([], "")
    at, number = lists.read_cursor(cursor) or (None, 0)
    found = _PAGE.rows(chosen, str(agent.role), at is not None, size + 1, agent=agent.pk, at=at, number=number)
    return lists.page_of(found, size)


def _page(blank: Blanks, chosen: NamedList, role: str, goes_on: bool, size: int) -> QuerySet[Case]:
    cases = chosen(reader(blank, role))
    if goes_on:
        cases = lists.older_than(cases, blank("at"), blank("number"))
    return cases.select_related("customer").order_by("-touched_at", "-number")[:size]


def neighbours(chosen: NamedList, agent: Agent, case: Case) -> tuple[int | None, int | None]:
    """(previous, next) numbers in a list that is sorted newest first; the case itself need not be in it."""
    if not may_ask(agent):
        return None, None
    role, place = str(agent.role), {"agent": agent.pk, "at": case.touched_at, "number": case.pk}
    return _NEIGHBOURS.rows(chosen, role, **place)[0]


def _previous(blank: Blanks, chosen: NamedList, role: str) -> QuerySet[Case, int]:
    newer = lists.newer_than(chosen(reader(blank, role)), blank("at"), blank("number"))
    return newer.order_by("touched_at", "number").values_list("number", flat=True)[:1]


def _next(blank: Blanks, chosen: NamedList, role: str) -> QuerySet[Case, int]:
    older = lists.older_than(chosen(reader(blank, role)), blank("at"), blank("number"))
    return older.order_by("-touched_at", "-number").values_list("number", flat=True)[:1]


def _neighbours(blank: Blanks, chosen: NamedList, role: str) -> QuerySet[Agent, tuple[int | None, int | None]]:
    """Both at once: of the agent there is one row."""
    both = (Subquery(one(blank, chosen, role)) for one in (_previous, _next))
    return Agent.objects.filter(pk=blank("agent")).values_list(*both)


_PAGE: Prepared[Case] = Prepared(_page)
_NEIGHBOURS: Prepared[tuple[int | None, int | None]] = Prepared(_neighbours)
