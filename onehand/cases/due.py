"""When a promise is due: by the place's opening hours, the customer's public holidays, and what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Q

from onehand.cases.errors import Refused
from onehand.cases.models import Case, Fact, State
from onehand.foundation import clock
from onehand.team.hours import BusinessHours
from onehand.team.models import Calendar

A_DAY = timedelta(days=1)
WHERE_CLOSED = time(18)  # the end of a day on which the place does not open
END_OF_DAY = time(23, 59)  # of today, once the place has closed
FURTHEST = timedelta(days=5 * 365)
# Timers lie no further before the due time than this, so that looking for them reads a small part of the open ones.
HORIZON = timedelta(days=14)
REMIND = timedelta(hours=2)
RISK = timedelta(hours=1)
_LONGEST_COUNT = 400
_WORKING_DAYS = re.compile(r"\b(?:werk|arbeits)tag|\b(?:working|business)[ -]days?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Timers:
    """`tell_at` is when the customer is told without a person; None where the operator wants none."""

    remind_at: datetime
    risk_at: datetime
    tell_at: datetime | None


def hours_for(case: Case) -> BusinessHours:
    """The team's calendar, else the operator's; with the public holidays of where the customer is, when known."""
    team = case.team
    calendar = (team.calendar if team is not None else None) or Calendar.default()
    customer = case.customer.canonical
    country = customer.country or calendar.country
    state = customer.state or (calendar.state if country == calendar.country else "")
    return BusinessHours.of(calendar.hours, calendar.time_zone, country, state)


def as_due(
    value: date | datetime | None,
    case: Case,
    made_at: datetime | None = None,
    *,
    due_text: str = "",
    hours: BusinessHours | None = None,
) -> tuple[datetime, bool]:
    """The due moment in UTC, and whether nobody had named one.

    A moment stays to the minute, also outside all hours: it was said so. One without a zone is on the place's clock;
    what a clock change skips there is the moment an hour later, of what comes twice the first one is meant. A day
    means the time at which the place closes. `due_text` is how it was said: where working days were counted, public
    holidays are none. Raises Refused: due_far.
    """
    made = made_at or clock.now()
    hours = hours or hours_for(case)
    if value is None:
        return hours.add(made, timedelta(hours=settings.ONEHAND.promise_default_hours)), True
    day = value.date() if isinstance(value, datetime) and value.tzinfo is None else value
    made_on = made.astimezone(hours.zone).date()
    if isinstance(value, datetime):
        local = value.replace(tzinfo=hours.zone) if value.tzinfo is None else _in(value, hours)
        _guard_far(local.date(), made_on)
        day = shift(local.date(), due_text, made_on, hours)
        if day != local.date():
            local = datetime.combine(day, local.time(), hours.zone)
        return local.astimezone(UTC), False
    _guard_far(day, made_on)
    return _closing(shift(day, due_text, made_on, hours), hours, made), False


def _in(value: datetime, hours: BusinessHours) -> datetime:
    try:
        return value.astimezone(hours.zone)
    except (OverflowError, ValueError):
        raise Refused("due_far") from None


def _guard_far(day: date, made_on: date) -> None:
    if day.year > made_on.year + FURTHEST.days // 365:
        raise Refused("due_far")


def _closing(day: date, hours: BusinessHours, made: datetime) -> datetime:
    spans = () if hours.is_holiday(day) else hours.spans[day.weekday()]
    closes = datetime.combine(day, spans[-1][1] if spans else WHERE_CLOSED, hours.zone).astimezone(UTC)
    if closes <= made:
        closes = datetime.combine(day, END_OF_DAY, hours.zone).astimezone(UTC)
    return closes


def shift(day: date, due_text: str, made_on: date, hours: BusinessHours) -> date:
    """A day that was counted in working days, Monday to Friday, with a further one for each public holiday passed."""
    if not _WORKING_DAYS.search(due_text) or not made_on < day <= made_on + _LONGEST_COUNT * A_DAY:
        return day
    weekdays = [one for one in _days(made_on, day) if one.weekday() < 5]
    left = sum(hours.is_holiday(one) for one in weekdays)
    while left:
        day += A_DAY
        if day.weekday() < 5 and not hours.is_holiday(day):
            left -= 1
    return day


def _days(after: date, until: date) -> Iterator[date]:
    for number in range(1, (until - after).days + 1):
        yield after + number * A_DAY


def outside(due: datetime, hours: BusinessHours) -> bool:
    """Whether nobody is there at this moment. The closing time itself is still inside."""
    return not (hours.is_open(due) or hours.is_open(due - timedelta(seconds=1)))


def timers_for(due: datetime, hours: BusinessHours, *, since: datetime | None = None) -> Timers:
    """When to remind, when it is at risk, when the customer is told: in business time, counted from `since`."""
    begin = since or clock.now()
    near = max(begin, due - HORIZON)
    after = settings.ONEHAND.promise_tell_after
    tell_at = None if after is None else hours.add(max(due, begin), timedelta(minutes=after))
    if near >= due:
        return Timers(due, due, tell_at)
    left = hours.between(near, due)
    if not left:  # made and due while nobody is there
        span = due - near
        return Timers(near + span / 2, near + span * 3 / 4, tell_at)
    return Timers(earlier(due, min(REMIND, left / 2), hours), earlier(due, min(RISK, left / 4), hours), tell_at)


def earlier(at: datetime, span: timedelta, hours: BusinessHours) -> datetime:
    """The moment from which `span` of business time passes until `at`; the counterpart of `BusinessHours.add`."""
    left = span
    day = at.astimezone(hours.zone).date()
    for back in range(HORIZON.days + 1):
        for opens, closes in _openings(day - back * A_DAY, at, hours):
            if closes - opens >= left:
                return closes - left
            left -= closes - opens
    return at - span


def _openings(day: date, until: datetime, hours: BusinessHours) -> Iterator[tuple[datetime, datetime]]:
    """Of one day, before `until`, the latest first."""
    if hours.is_holiday(day):
        return
    for start, end in reversed(hours.spans[day.weekday()]):
        opens = datetime.combine(day, start, hours.zone).astimezone(UTC)
        closes = min(datetime.combine(day, end, hours.zone).astimezone(UTC), until)
        if opens < closes:
            yield opens, closes


def missed_deadline(case: Case, due: datetime) -> Fact | None:
    """The first deadline of the customer that something due then comes too late for (B8); of this case and their
    other open ones."""
    root = case.customer.canonical
    theirs = Q(customer=root) | Q(customer__merged_into=root)
    own = Q(case=case) | (theirs & ~Q(case__state=State.CLOSED))
    deadlines = Fact.objects.filter(own, kind="deadline", ended_at__isnull=True)
    return deadlines.filter(due__gt=clock.now(), due__lt=due).order_by("due", "pk").first()
