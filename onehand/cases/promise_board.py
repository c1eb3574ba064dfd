"""The board of promises: what is owed today, what is at risk, what is late, what was kept. Only of cases that the
reader may see, page by page, with two questions a page, and no figure about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from onehand.cases.access import LARGEST, may_ask, reader, visible_to
from onehand.cases.due import HORIZON
from onehand.cases.lists import with_hands
from onehand.cases.models import Holding, Promise
from onehand.cases.promise_state import OPEN, state_of
from onehand.foundation import clock
from onehand.foundation.prepared import Blanks, Prepared
from onehand.team.models import Agent

GROUPS = ("late", "at_risk", "today", "kept")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """The case bears customer and hand (`case.hand`)."""

    promise: Promise
    state: str


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the cursor of the following page, "" at the end."""

    rows: list[Row]
    next: str


def page(agent: Agent, group: str, *, mine: bool = False, cursor: str = "", size: int = PAGE) -> Page:
    """One page of a group, the next due first (kept: the latest first). An unreadable cursor begins at the start.

    `today` is what is due until midnight and not late, at risk or not. `mine` are those of cases in the agent's hand.
    Raises KeyError for an unknown group.
    """
    if group not in GROUPS:
        raise KeyError(group)
    if not may_ask(agent):
        return Page([], "")
    now = clock.now()
    at, key = _read_cursor(cursor) or (None, 0)
    found = _PAGE.rows(
        group, str(agent.role), mine, at is not None, size + 1,
        agent=agent.pk, now=now, midnight=midnight(now), horizon=now + HORIZON, at=at, key=key,
    )  # fmt: skip
    rows = found[:size]
    with_hands([promise.case for promise in rows])
    following = _cursor(rows[-1], group) if len(found) > size else ""
    return Page([Row(promise, state_of(promise, now)) for promise in rows], following)


def _page(blank: Blanks, group: str, role: str, mine: bool, goes_on: bool, size: int) -> QuerySet[Promise]:
    """Asked for each row of a page, not as a list of all visible cases."""
    agent = reader(blank, role)
    promises = _of_group(blank, group)
    if agent.role != Agent.Role.ADMIN:
        promises = promises.filter(Exists(visible_to(agent).filter(pk=OuterRef("case_id"))))
    if mine:
        held = Holding.objects.filter(case=OuterRef("case_id"), agent=agent.pk, until__isnull=True)
        promises = promises.filter(Exists(held))
    if goes_on:
        promises = _after(promises, group, blank("at"), blank("key"))
    order = ("-kept_at", "-pk") if group == "kept" else ("due", "pk")
    return promises.select_related("case", "case__customer", "case__team").order_by(*order)[:size]


def _of_group(blank: Blanks, group: str) -> QuerySet[Promise]:
    if group == "kept":
        return Promise.objects.filter(kept_at__isnull=False)
    standing = Promise.objects.filter(OPEN)
    if group == "late":
        return standing.filter(due__lte=blank("now"))
    if group == "at_risk":
        return standing.filter(due__gt=blank("now"), due__lte=blank("horizon"), risk_at__lte=blank("now"))
    return standing.filter(due__gt=blank("now"), due__lt=blank("midnight"))


def _after(promises: QuerySet[Promise], group: str, at: Any, key: Any) -> QuerySet[Promise]:
    if group == "kept":
        return promises.filter(Q(kept_at__lt=at) | Q(kept_at=at, pk__lt=key), kept_at__lte=at)
    return promises.filter(Q(due__gt=at) | Q(due=at, pk__gt=key), due__gte=at)


_PAGE: Prepared[Promise] = Prepared(_page)


def midnight(now: datetime) -> datetime:
    """The end of the local day, in UTC."""
    zone = ZoneInfo(settings.ONEHAND.time_zone)
    tomorrow: date = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC)


def _cursor(promise: Promise, group: str) -> str:
    at = promise.kept_at if group == "kept" else promise.due
    assert at is not None
    return f"{int(at.timestamp() * 1_000_000)}-{promise.pk}"


def _read_cursor(cursor: str) -> tuple[datetime, int] | None:
    at, _, key = cursor.partition("-")
    if not (at.isdecimal() and key.isdecimal()) or len(cursor) > 40:
        return None
    try:
        seconds, micros = divmod(int(at), 1_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros), min(int(key), LARGEST)
    except (ValueError, OverflowError, OSError):
        return None
