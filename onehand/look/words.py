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
    local, today = timezone.localtime(at), timezone.localtime(clock.now()).date()
    if abs((today - local.date()).days) < 6:
        return _in_form(local.replace(second=0, microsecond=0), "D H:i", get_language())
    return _in_form(local.date(), "j M" if local.year == today.year else "j M Y", get_language())


def exact(at: datetime) -> str:
    """The full local date and time, for titles and screen readers."""
    local = timezone.localtime(at)
    return f"{_in_form(local.date(), 'l, j F Y', get_language())}, {local:%H:%M}"


def day(at: datetime) -> str:
    """The local date, short."""
    return _in_form(timezone.localtime(at).date(), "j M Y", get_language())


def moment(at: datetime) -> str:
    """The local date and time, short."""
    local = timezone.localtime(at)
    return f"{_in_form(local.date(), 'j M Y', get_language())}, {local:%H:%M}"


# Lists are drawn anew at each change, mostly with the days of before.
@lru_cache(maxsize=4096)
def _in_form(at: date, form: str, _language: str | None) -> str:
    return date_format(at, pgettext("date format", form))


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
