"""Business time: weekly hours in a time zone, without public holidays."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FURTHEST = timedelta(days=400)  # a calendar that is never open must not loop for ever

Hours = Mapping[str, Sequence[Sequence[str]]]


@functools.lru_cache(maxsize=64)
def _holidays(country: str, state: str, year: int) -> frozenset[date]:
    try:
        return frozenset(holidays.country_holidays(country, subdiv=state or None, years=year))
    except NotImplementedError:  # the library knows no such country or state
        return frozenset()


# The same few calendars are read on every page.
@functools.lru_cache(maxsize=64)
def _spans(week: tuple[tuple[tuple[str, str], ...], ...]) -> tuple[tuple[tuple[time, time], ...], ...]:
    return tuple(tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in day) for day in week)


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """Answers in UTC. `spans` holds for each weekday the opening times as local wall clock."""

    spans: tuple[tuple[tuple[time, time], ...], ...]
    zone: ZoneInfo
    country: str
    state: str

    @classmethod
    def of(cls, hours: Hours, time_zone: str, country: str, state: str) -> BusinessHours:
        week = tuple(tuple((start, end) for start, end in hours.get(day, ())) for day in DAYS)
        return cls(_spans(week), ZoneInfo(time_zone), country, state)

    def is_holiday(self, day: date) -> bool:
        return day in _holidays(self.country, self.state, day.year)

    def _openings(self, after: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening spans in UTC that end after `after`, in order."""
        day = after.astimezone(self.zone).date()
        last = day + FURTHEST
        while day <= last:
            if not self.is_holiday(day):
                for start, end in self.spans[day.weekday()]:
                    opens = datetime.combine(day, start, self.zone).astimezone(UTC)
                    closes = datetime.combine(day, end, self.zone).astimezone(UTC)
                    if closes > after:
                        yield opens, closes
            day += timedelta(days=1)

    def is_open(self, at: datetime) -> bool:
        return self.next_opening(at) == at

    def next_opening(self, at: datetime) -> datetime:
        """`at` itself when open then, else the next opening; `at` when this calendar never opens."""
        for opens, _ in self._openings(at):
            return max(opens, at)
        return at

    def add(self, at: datetime, span: timedelta) -> datetime:
        """The moment when `span` of business time has passed since `at`."""
        left = span
        for opens, closes in self._openings(at):
            start = max(opens, at)
            if closes - start >= left:
                return start + left
            left -= closes - start
        return at + span

    def between(self, since: datetime, until: datetime) -> timedelta:
        """Business time that passed from `since` to `until`."""
        passed = timedelta()
        for opens, closes in self._openings(since):
            if opens >= until:
                break
            passed += min(closes, until) - max(opens, since)
        return passed
