"""Spans: "in zwei Stunden", "innerhalb von 3-5 Werktagen", "within the next 48 hours", "in den nächsten Tagen"."""

from __future__ import annotations

import math
from datetime import date, datetime

from onehand.foundation.dates import calendar
from onehand.foundation.dates.item import Item, Scan

_MINUTES = {"minute": 1, "hour": 60}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SEPARATORS = frozenset(("BIS", "DASH", "AND", "OR", "COMMA", "SLASH"))
_BETWEEN_PREFIX = frozenset(("ABOUT", "ART", "VON", "AT", "NOCH", "BIS", "ONE", "BETWEEN", "ZUM"))
_PREFIXES = frozenset(("IN", "WITHIN", "AFTER", "LATEST", "MOD", "COURSE", "BETWEEN"))
_LASTS = frozenset(
    (
        "dauert",
        "dauern",
        "takes",
        "take",
        "brauchen",
        "braucht",
        "benötigen",
        "allow",
        "beträgt",
        "give",
        "geben",
        "gib",
    )
)
_GIVEN_TO = frozenset(("me", "us", "mir", "uns", "bitte", "sie", "noch"))
_FIXED = {
    "15m": ("minute", 15), "30m": ("minute", 30), "45m": ("minute", 45), "90m": ("minute", 90), "24h": ("hour", 24),
    "7d": ("day", 7), "14d": ("day", 14), "1mo": ("month", 1), "6mo": ("month", 6), "1y": ("year", 1),
}  # fmt: skip


def span_at(scan: Scan, at: int) -> Item | None:
    token = scan.tokens[at]
    if token.symbol == "SPAN":
        fixed_unit, fixed = _FIXED[str(token.value)]
        return _made(scan, at, at + 1, fixed_unit, fixed, ranged=False)
    if token.symbol == "UNIT":
        return _lone_unit(scan, at)
    read = _count(scan, at)
    if read is None:
        return None
    count, here, ranged = read
    here += scan.symbol(here) == "MOD" and scan.tokens[here].value in (1, 9)  # "three next days"
    here += scan.symbol(here) == "DASH"  # "24-Stunden-Frist", "3-day"
    unit = scan.tokens[here]
    if unit.symbol not in ("UNIT", "UNITS") or (unit.word == "h" and not _prefixed(scan, at)):
        return None
    end = here + 1
    if scan.symbol(end) == "OR" and scan.symbol(end + 1) == "NUM" and scan.symbol(end + 2) not in ("UNIT", "UNITS"):
        count, end = float(scan.tokens[end + 1].value), end + 2  # "an hour or two"
    return _made(scan, at, end, str(unit.value), count, ranged)


def _count(scan: Scan, at: int) -> tuple[float, int, bool] | None:
    """How many (-1 for "a few"), the token behind, and whether it was "2 bis 3"."""
    first = _number(scan, at)
    if first is None:
        return None
    count, here = first
    ranged = False
    while here < at + 6 and scan.symbol(here) in _SEPARATORS and scan.symbol(here + 1) in ("NUM", "FRAC", "ONE"):
        second = _number(scan, here + 1)
        if second is None:
            break
        count, here, ranged = max(count, second[0]), second[1], True
    return count, here, ranged


def _number(scan: Scan, at: int) -> tuple[float, int] | None:
    token = scan.tokens[at]
    if token.symbol in ("NUM", "FRAC", "ONE"):
        if scan.symbol(at + 1) == "HALVES" and token.symbol == "ONE":
            return 0.5, at + 2
        if scan.symbol(at + 1) == "FEW":
            return -1, at + 2
        return float(token.value), at + 1
    if token.symbol == "HALVES":
        return 0.5, at + 1
    if token.symbol == "FEW":
        return -1, at + 1
    return None


def _prefixed(scan: Scan, at: int) -> bool:
    """Does "in", "innerhalb von", "within the next" or the like stand before?"""
    here = scan.back(at, _BETWEEN_PREFIX)
    return scan.symbol(here) in _PREFIXES


def _lone_unit(scan: Scan, at: int) -> Item | None:
    """ "within the hour", "in der nächsten Stunde", "am nächsten Werktag"."""
    unit = str(scan.tokens[at].value)
    modified = scan.symbol(at - 1) == "MOD" and scan.tokens[at - 1].value in (1, 9)
    if unit == "week" and scan.symbol(at - 1) in ("WD", "REL") and not scan.german:
        return Item("span", at, at + 1, unit=unit, count=1, rank=1, day=calendar.plus_days(scan.today, 7))
    within = scan.symbol(at - 1) == "ART" and scan.symbol(at - 2) in ("WITHIN", "COURSE")
    if unit == "hour" and (modified or within) and scan.tokens[at].word != "h":
        return _made(scan, at, at + 1, "hour", 1, ranged=False)
    if unit in ("workday", "day") and modified:
        return _made(scan, at, at + 1, unit, 1, ranged=False)
    if unit == "day" and within:
        return Item("day", at, at + 1, day=scan.today, rank=1)
    return None


def _made(scan: Scan, first: int, last: int, unit: str, count: float, ranged: bool) -> Item | None:
    if scan.symbol(last) == "MARK" and scan.tokens[last].word in "'’":
        last += 1
    kept = scan.symbol(last) == "FROMNOW"
    behind = scan.tokens[last]
    if _is_past(scan, first, last):
        return _past(scan, first, last, unit, count)
    if behind.symbol == "BEFORE":
        return Item("vague", first, last)  # "14 Tage vor Abreise": counts from what nobody names here
    anchored = behind.word in ("from", "on") or behind.symbol in ("WD", "REL")
    lone = scan.tokens[first].symbol in ("UNIT", "SPAN") and _prefixed(scan, first)
    giver = first - 1
    while giver > first - 5 and scan.tokens[max(0, giver)].word in _GIVEN_TO:
        giver -= 1
    lasting = scan.tokens[max(0, giver)].word in _LASTS
    if not (kept or anchored or ranged or lone or lasting or unit == "workday" or _prefixed(scan, first)):
        return None
    last += kept
    if count < 0:
        return Item("vague", first, last)
    found = Item("span", first, last, unit=unit, count=count, rank=1)
    due = reckon(scan, unit, count)
    if due is None:
        found.bad = True
    elif isinstance(due, datetime):
        found.moment = due
    else:
        found.day = due
        found.since = scan.today
    return found


def reckon(scan: Scan, unit: str, count: float) -> date | datetime | None:
    """So much after now: a moment for minutes and hours, else a day; None beyond the calendar."""
    if unit in _MINUTES:
        return calendar.later(scan.now, int(count * _MINUTES[unit]))
    if unit == "workday":
        return calendar.plus_working_days(scan.today, math.ceil(count))
    if unit in _DAYS:
        return calendar.plus_days(scan.today, math.ceil(count * _DAYS[unit]))
    return calendar.plus_months(scan.today, math.ceil(count * _MONTHS[unit]))


def _is_past(scan: Scan, first: int, last: int) -> bool:
    """ "vor drei Tagen", "three days ago", "seit zwei Wochen", "in the last 3 days"."""
    before = scan.back(first, frozenset(("ABOUT",)))
    if scan.symbol(before) == "MOD" and scan.tokens[before].value == -1:
        return True
    return (
        scan.symbol(last) == "SINCE"
        or scan.symbol(before) == "SINCE"
        or (scan.german and scan.symbol(before) == "BEFORE" and scan.symbol(before - 1) != "ABOUT")
    )


def _past(scan: Scan, first: int, last: int, unit: str, count: float) -> Item:
    last += scan.symbol(last) == "SINCE"
    found = Item("past", first, last)
    days = count * _DAYS.get(unit, 0) or (count * 30 * _MONTHS.get(unit, 0))
    if scan.past and 0 < days < 40_000:
        found.kind = "day"
        found.rank = 1
        found.day = calendar.plus_days(scan.today, -math.ceil(days))
    return found
