"""Date fields (RFC 5322 section 3.3, its obsolete forms, and common mistakes)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan",
            "feb",
            "mar mär mrz",
            "apr",
            "may mai",
            "jun",
            "jul",
            "aug",
            "sep",
            "oct okt",
            "nov",
            "dec dez",
        ],
        start=1,
    )
    for name in names.split()
}
_ZONES = {
    name: minutes
    for minutes, names in {
        0: "ut utc gmt z wet",
        60: "cet mez bst west",
        120: "cest mesz eet",
        -240: "edt",
        -300: "est cdt",
        -360: "cst mdt",
        -420: "mst pdt",
        -480: "pst",
    }.items()
    for name in names.split()
}
_USUAL = re.compile(
    r"\s*(?:[^\W\d]+\.?,?\s*)?(\d{1,2})[\s-]+([^\W\d]{3})[^\W\d]*\.?,?[\s-]+(\d{2,4}),?\s+"
    r"(\d{1,2})\s*[:.]\s*(\d{2})(?:\s*[:.]\s*(\d{2})(?:\.\d+)?)?\s*(?:([+-])(\d{2}):?(\d{2})\b|([A-Za-z]{1,4})\b)?"
)
_ISO = re.compile(r"\s*(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")
_COMMENT = re.compile(r"\([^()]{0,200}\)")


def read_date(text: str) -> datetime | None:
    """The moment as an aware datetime in the zone written (UTC where none is), None if it is no date."""
    text = text[:200]
    if "(" in text:
        text = _COMMENT.sub(" ", text)
    try:
        found = _usual(text) or _iso(text) or _lenient(text)
        if found is not None:
            found.astimezone(UTC)  # the first and last days of the calendar overflow in other zones
        return found
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _usual(text: str) -> datetime | None:
    match = _USUAL.match(text)
    if match is None:
        return None
    day, month, year, hour, minute, second, sign, zone_hours, zone_minutes, zone = match.groups()
    number = _MONTHS.get(month.lower())
    if number is None:
        return None
    offset = _ZONES.get((zone or "").lower(), 0)
    if sign:
        offset = (int(zone_hours) * 60 + int(zone_minutes)) * (-1 if sign == "-" else 1)
    return datetime(
        _century(int(year), len(year)), number, int(day), int(hour), int(minute), min(int(second or 0), 59),
        tzinfo=_zone(offset),
    )  # fmt: skip


def _zone(minutes: int) -> timezone:
    if minutes == 0 or abs(minutes) >= 24 * 60:
        return UTC
    return timezone(timedelta(minutes=minutes))


def _century(year: int, digits: int) -> int:
    """RFC 5322 section 4.3: two digits below 50 are 20xx, others and three digits count from 1900."""
    if digits >= 4:
        return year
    return year + (2000 if digits == 2 and year < 50 else 1900)


def _iso(text: str) -> datetime | None:
    match = _ISO.match(text)
    if match is None:
        return None
    found = datetime.fromisoformat(match[1].replace(" ", "T") + (match[2] or "+00:00"))
    return found


def _lenient(text: str) -> datetime | None:
    parts = parsedate_tz(text)
    if parts is None or parts[1] == 0 or parts[2] == 0:
        return None
    year, month, day, hour, minute, second = parts[:6]
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(int((parts[9] or 0) / 60)))
