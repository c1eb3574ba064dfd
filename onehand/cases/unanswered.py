"""Who waits for an answer, longest first: the queue that everybody may help with (A7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from onehand.cases.access import may_ask, reader, visible_to
from onehand.cases.lists import PAGE, Page, with_hands
from onehand.cases.models import Case
from onehand.foundation.prepared import Blanks, Prepared
from onehand.team.models import Agent

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def unanswered(agent: Agent) -> QuerySet[Case]:
    return visible_to(agent).filter(waiting_since__isnull=False)


def unanswered_page(agent: Agent, cursor: str = "", size: int = PAGE) -> Page:
    """One page, oldest first. An unreadable cursor begins at the start."""
    cases = unanswered(agent)
    since, _, number = cursor.partition("-")
    if since.isdecimal() and number.isdecimal() and len(cursor) <= 40:
        try:
            at = _EPOCH + timedelta(microseconds=int(since))
        except OverflowError:
            return Page([], "")
        cases = _later(cases, at, int(number))
    items = list(cases.select_related("customer").order_by("waiting_since", "number")[: size + 1])
    more = len(items) > size
    items = with_hands(items[:size])
    return Page(items, _cursor(items[-1]) if more else "")


def neighbours(agent: Agent, case: Case) -> tuple[int | None, int | None]:
    """(previous, next) numbers; after a case that waits no more, say because it was just answered, the first one."""
    if not may_ask(agent):
        return None, None
    role, since = str(agent.role), case.waiting_since
    if since is None:
        return None, _NEXT.first(role, False, agent=agent.pk)
    place = {"agent": agent.pk, "since": since, "number": case.pk}
    return _PREVIOUS.first(role, **place), _NEXT.first(role, True, **place)


def _next(blank: Blanks, role: str, goes_on: bool) -> QuerySet[Case, int]:
    cases = unanswered(reader(blank, role))
    if goes_on:
        cases = _later(cases, blank("since"), blank("number"))
    return cases.order_by("waiting_since", "number").values_list("number", flat=True)[:1]


def _previous(blank: Blanks, role: str) -> QuerySet[Case, int]:
    since, number = blank("since"), blank("number")
    earlier = Q(waiting_since__lt=since) | Q(waiting_since=since, number__lt=number)
    cases = unanswered(reader(blank, role)).filter(earlier, waiting_since__lte=since)
    return cases.order_by("-waiting_since", "-number").values_list("number", flat=True)[:1]


_NEXT: Prepared[int] = Prepared(_next)
_PREVIOUS: Prepared[int] = Prepared(_previous)


def _later(cases: QuerySet[Case], since: Any, number: Any) -> QuerySet[Case]:
    return cases.filter(
        Q(waiting_since__gt=since) | Q(waiting_since=since, number__gt=number), waiting_since__gte=since
    )


def _cursor(case: Case) -> str:
    assert case.waiting_since is not None
    return f"{(case.waiting_since - _EPOCH) // timedelta(microseconds=1)}-{case.pk}"
