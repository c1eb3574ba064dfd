"""Arithmetic of days and clocks: working days, ends of months, clock changes, feasts that move."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

_A_DAY = timedelta(days=1)
_LAST_YEAR = 9990


def day(year: int, month: int, number: int) -> date | None:
    """None for an impossible one ("31. Februar")."""
    if 0 < year < 100:
        year += 2000
    try:
        return date(year, month, number)
    except ValueError:
        return None


def plus_days(start: date, days: int) -> date | None:
    """None beyond the end of the calendar."""
    if abs(days) > 40_000 or start.year > _LAST_YEAR:
        return None
    return start + timedelta(days=days)


def plus_working_days(start: date, count: int) -> date | None:
    """Monday to Friday, the first one after `start` is 1."""
    if count > 10_000 or start.year > _LAST_YEAR:
        return None
    found = start
    while count > 0:
        found += _A_DAY
        if found.weekday() < 5:
            count -= 1
    return found


def plus_months(start: date, months: int) -> date | None:
    """The same day of a later month; its last day when it is shorter."""
    if months > 2_000 or start.year > _LAST_YEAR - 200:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def monday_of(one: date) -> date:
    return one - timedelta(days=one.weekday())


def week_monday(year: int, week: int) -> date | None:
    """Of an ISO calendar week."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, number = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, number + 1)


def moment(one: date, clock: time, like: datetime) -> datetime:
    """A day and a clock in the zone of `like`. One that a clock change skips is moved to the first moment after the
    gap; of one that comes twice the earlier is meant."""
    found = datetime.combine(one, clock, tzinfo=like.tzinfo)
    if like.tzinfo is None:
        return found
    for _ in range(180):
        if found.astimezone(UTC).astimezone(like.tzinfo).replace(tzinfo=None) == found.replace(tzinfo=None):
            break
        found += timedelta(minutes=1)
    return found


def later(now: datetime, minutes: int) -> datetime | None:
    """So much time after `now`, also over a clock change."""
    if minutes > 60_000_000 or now.year > _LAST_YEAR:
        return None
    if now.tzinfo is None:
        return now + timedelta(minutes=minutes)
    return (now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(now.tzinfo)
