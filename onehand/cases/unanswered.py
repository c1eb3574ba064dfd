"""Who waits for an answer, longest first: the queue that everybody may help with (A7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from onehand.cases.access import visible_to
from onehand.cases.lists import PAGE, Page, with_hands
from onehand.cases.models import Case
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
        cases = cases.filter(
            Q(waiting_since__gt=at) | Q(waiting_since=at, number__gt=int(number)), waiting_since__gte=at
        )
    items = list(cases.select_related("customer").order_by("waiting_since", "number")[: size + 1])
    more = len(items) > size
    items = with_hands(items[:size])
    return Page(items, _cursor(items[-1]) if more else "")


def _cursor(case: Case) -> str:
    assert case.waiting_since is not None
    return f"{(case.waiting_since - _EPOCH) // timedelta(microseconds=1)}-{case.pk}"
