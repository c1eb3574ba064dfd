"""When an agent could take a call: half hours of business time, from the hours of the place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from onehand.team.hours import BusinessHours
from onehand.team.models import Agent, Calendar, Team

HALF_HOUR = timedelta(minutes=30)
FURTHEST = timedelta(days=60)


def business_of(agent: Agent, team: Team | None, default: Calendar | None = None) -> BusinessHours:
    """The agent's own hours, else the team's, else the operator's."""
    calendar = agent.calendar or (team.calendar if team is not None else None) or default or Calendar.default()
    return calendar.business


def half_hours(business: BusinessHours, since: datetime, days: int) -> list[datetime]:
    """The beginnings, in UTC, of all half hours on the wall clock's grid that lie in business time.

    Of so many days on which the place opens, from `since` on and at most `FURTHEST` ahead. Walked in UTC: what a clock
    change skips is never found, what comes twice is found twice.
    """
    last = since + FURTHEST
    if not business.between(since, last):
        return []
    found: list[datetime] = []
    seen: set[object] = set()
    at = since
    while (at := _on_grid(business.next_opening(at), business)) < last:
        if business.between(at, at + HALF_HOUR) == HALF_HOUR:
            day = at.astimezone(business.zone).date()
            if day not in seen and len(seen) >= days:
                break
            seen.add(day)
            found.append(at)
        at += HALF_HOUR
    return found


def _on_grid(at: datetime, business: BusinessHours) -> datetime:
    """The next full or half hour on the wall clock, `at` itself when it is one."""
    local = at.astimezone(business.zone)
    past = timedelta(minutes=local.minute % 30, seconds=local.second, microseconds=local.microsecond)
    return (at + (HALF_HOUR - past if past else past)).astimezone(UTC)
