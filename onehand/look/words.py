"""Times and spans in words, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from onehand.foundation import clock

MINUTE = 60
HOUR = 60 * MINUTE


def relative(at: datetime) -> str:
    """A moment as people say it: relative up to a day, then weekday and time for six days, then the date."""
    seconds = int((clock.now() - at).total_seconds())
    if abs(seconds) < MINUTE:
        return gettext("just now") if seconds >= 0 else gettext("now")
    if abs(seconds) < 24 * HOUR:
        span = _short(abs(seconds))
        return (gettext("%(span)s ago") if seconds > 0 else gettext("in %(span)s")) % {"span": span}
    return calendar_time(at)


def calendar_time(at: datetime) -> str:
    """Weekday and time within six days, else the date; the year only when it is another one."""
    local, today = timezone.localtime(at), timezone.localtime(clock.now())
    return _calendar_time(local.replace(second=0, microsecond=0), today.date(), get_language() or "")


# Lists are drawn anew at each change, mostly with the times of before.
@lru_cache(maxsize=4096)
def _calendar_time(local: datetime, today: date, _language: str) -> str:
    if abs((today - local.date()).days) < 6:
        return date_format(local, pgettext("date format", "D H:i"))
    if local.year == today.year:
        return date_format(local, pgettext("date format", "j M"))
    return date_format(local, pgettext("date format", "j M Y"))


def exact(at: datetime) -> str:
    """The full local date and time, for titles and screen readers."""
    local = timezone.localtime(at)
    return f"{_long(local.date(), get_language() or '')}, {local:%H:%M}"


# Times differ, their days less.
@lru_cache(maxsize=4096)
def _long(at: date, _language: str) -> str:
    return date_format(at, pgettext("date format", "l, j F Y"))


def day(at: datetime) -> str:
    """The local date, short."""
    return date_format(timezone.localtime(at), pgettext("date format", "j M Y"))


def moment(at: datetime) -> str:
    """The local date and time, short."""
    return date_format(timezone.localtime(at), pgettext("date format", "j M Y, H:i"))


def span(length: timedelta) -> str:
    """A length of time in at most two units: '2 h 10 min', '3 days'."""
    seconds = max(0, int(length.total_seconds()))
    if seconds >= 24 * HOUR:
        days = seconds // (24 * HOUR)
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    if hours and minutes:
        return gettext("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": minutes}
    return _short(seconds)


def _short(seconds: int) -> str:
    if seconds >= HOUR:
        return gettext("%(n)d h") % {"n": seconds // HOUR}
    return gettext("%(n)d min") % {"n": seconds // MINUTE}
