"""Until when, in working days of the place and with the public holidays of the customer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from onehand.cases.due import WHERE_CLOSED, hours_for
from onehand.cases.models import Case
from onehand.foundation import clock
from onehand.team.hours import BusinessHours

_A_DAY = timedelta(days=1)


def end_of(case: Case, days: int) -> datetime:
    """The closing time of the `days`-th working day after today, in UTC."""
    hours = hours_for(case)
    day = clock.now().astimezone(hours.zone).date()
    left = days
    while left:
        day += _A_DAY
        left -= _is_working(day, hours)
    return datetime.combine(day, _closing(day, hours), hours.zone).astimezone(UTC)


def _is_working(day: date, hours: BusinessHours) -> bool:
    """A place that never opens counts Monday to Friday."""
    opens = bool(hours.spans[day.weekday()]) if any(hours.spans) else day.weekday() < 5
    return opens and not hours.is_holiday(day)


def _closing(day: date, hours: BusinessHours) -> time:
    spans = hours.spans[day.weekday()]
    return spans[-1][1] if spans else WHERE_CLOSED
