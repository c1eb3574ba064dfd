"""Weeks, months and their edges: "Ende nächster Woche", "Mitte April", "KW 12", "by the end of the month"."""

from __future__ import annotations

from datetime import date, timedelta

from onehand.foundation.dates import calendar
from onehand.foundation.dates.item import NO_MOD, Item, Scan
from onehand.foundation.dates.written import date_at

_AHEAD = {0: 0, 1: 1, 9: 1, 2: 2, NO_MOD: 0}
_WHOLE_MONTH = frozenset(
    ("IN", "BIS", "COURSE", "ZUM", "MOD", "WITHIN", "LATEST", "NOCH", "ABOUT", "BEFORE", "WHOLE", "OVER")
)
_RANGE = frozenset(("BIS", "DASH", "AND", "OR", "SLASH"))
_COURSE = frozenset(("COURSE", "WITHIN"))


def edge_at(scan: Scan, at: int) -> Item | None:
    """ "Ende der Woche", "early next week", "zweite Hälfte der nächsten Woche"."""
    token = scan.tokens[at]
    edge = str(token.value) if token.symbol == "EDGE" else f"half{token.value}"
    here = at + 1
    while scan.symbol(here) in ("ART", "VON", "DASH", "IN", "DOT") and here < at + 4:
        here += 1
    found = period_at(scan, here, edge)
    if found is not None:
        found.first = at
    return found


def period_at(scan: Scan, at: int, edge: str = "") -> Item | None:
    """A week, month, quarter or year; bare ones ("die Woche") only behind an edge or a "diese", "nächste"."""
    here, mod = at, NO_MOD
    while scan.symbol(here) == "MOD" and here < at + 2:
        mod = int(scan.tokens[here].value)
        here += 1
    token = scan.tokens[here]
    if token.symbol == "UNIT":
        return _unit(scan, at, here, mod, edge)
    if token.symbol == "MONTH":
        return _month(scan, at, here, mod, edge)
    if token.symbol == "KW" and scan.symbol(here + 1 + (scan.symbol(here + 1) == "DOT")) == "NUM":
        behind = here + 1 + (scan.symbol(here + 1) == "DOT")
        return _calendar_week(scan, at, behind + 1, int(scan.tokens[behind].value), edge)
    if token.symbol == "NUM" and edge and len(token.word) == 4 and 1900 < int(token.value) < 2200:
        return _in_year(at, here + 1, int(token.value), edge)
    if token.symbol == "PERIOD":
        return named_at(scan, here, mod, at)
    return None


def _unit(scan: Scan, first: int, at: int, mod: int, edge: str) -> Item | None:
    unit = str(scan.tokens[at].value)
    number = scan.tokens[at + 1]
    if (
        unit == "week"
        and mod == NO_MOD
        and number.symbol == "NUM"
        and 0 < int(number.value) <= 53
        and scan.tokens[at].capital
    ):
        return _calendar_week(scan, first, at + 2, int(number.value), edge)  # "Kalenderwoche 12"
    starting = _week_from(scan, first, at, edge) if unit == "week" and mod == NO_MOD else None
    if starting is not None:
        return starting
    bare = scan.symbol(first - 1) == "ART" and scan.symbol(first - 2) in _COURSE
    last = at + 1
    if scan.symbol(last) == "AFTERNEXT":
        mod, last = 2, last + 1
    if mod == NO_MOD and not edge and not bare:
        return None
    if mod == -1:
        return Item("past", first, at + 1)
    ahead = _AHEAD.get(mod, 0)
    if unit == "week":
        monday = calendar.plus_days(calendar.monday_of(scan.today), 7 * ahead)
        return _week(scan, first, last, monday, edge, shift=mod == NO_MOD) if monday else None
    if unit == "month":
        start = calendar.plus_months(scan.today.replace(day=1), ahead)
        return month_item(scan, first, last, start, edge, shift=mod == NO_MOD) if start else None
    if unit == "quarter":
        months = (scan.today.month - 1) // 3 * 3 + 3 * ahead
        start = calendar.plus_months(scan.today.replace(month=1, day=1), months)
        third = calendar.plus_months(start, 2) if start else None
        return month_item(scan, first, last, third, edge, shift=False) if third else None
    return _in_year(first, at + 1, scan.today.year + ahead, edge) if unit == "year" else None


def _week_from(scan: Scan, first: int, at: int, edge: str) -> Item | None:
    """ "die Woche vom 9. März", "the week of 9 March"."""
    here = at + 1
    while scan.symbol(here) in ("VON", "ART", "ON", "COMMA") and here < at + 4:
        here += 1
    if here == at + 1:
        return None
    found = date_at(scan, here)
    if found is None or found.day is None:
        return None
    return _week(scan, first, found.last, calendar.monday_of(found.day), edge, shift=False)


def week_of_at(scan: Scan, at: int) -> Item | None:
    """ "week commencing 9 March", "w/c Monday 9 March"."""
    here = at + 1
    while scan.symbol(here) in ("ART", "WD", "WDS", "COMMA", "ON") and here < at + 4:
        here += 1
    found = date_at(scan, here)
    if found is None or found.day is None:
        return None
    return _week(scan, at, found.last, calendar.monday_of(found.day), "", shift=False)


def _calendar_week(scan: Scan, first: int, last: int, number: int, edge: str) -> Item | None:
    """The next week with this number that is not over."""
    last += scan.symbol(last) == "SLASH" and scan.symbol(last + 1) == "NUM" and 1
    for year in range(scan.today.year, scan.today.year + 3):
        monday = calendar.week_monday(year, number)
        if monday is not None and monday + timedelta(days=6) >= scan.today:
            return _week(scan, first, last, monday, edge, shift=False)
    return None


def ordinal_week_at(scan: Scan, at: int) -> Item | None:
    """ "in der 12. KW"."""
    here = at + 1 + (scan.symbol(at + 1) == "DOT")
    token = scan.tokens[here]
    if here == at + 1 or (token.symbol != "KW" and token.word != "kalenderwoche"):
        return None
    return _calendar_week(scan, at, here + 1, int(scan.tokens[at].value), "")


def _week(scan: Scan, first: int, last: int, monday: date, edge: str, *, shift: bool) -> Item:
    """`shift`: "Mitte der Woche" said on a Thursday means the next one."""
    since, until = {
        "begin": (0, 1), "mid": (2, 2), "end": (4, 4), "half1": (0, 2), "half2": (2, 4),
    }.get(edge, (0, 4))  # fmt: skip
    if monday + timedelta(days=until) < scan.today and monday == calendar.monday_of(scan.today):
        if shift and edge:
            monday += timedelta(days=7)
        else:
            until = 6  # "diese Woche" said on a Saturday
    found = Item("week", first, last, day=monday + timedelta(days=until), rank=1)
    found.since = monday + timedelta(days=since)
    found.mod = 0 if monday >= calendar.monday_of(scan.today) else -1
    return found


def month_item(scan: Scan, first: int, last: int, start: date, edge: str, *, shift: bool) -> Item:
    """`start` is any day of the month. Its beginning is vague."""
    if edge == "begin":
        return Item("vague", first, last)
    end = calendar.month_end(start.year, start.month)
    if edge in ("mid", "half1"):
        end = start.replace(day=15)
        if end < scan.today and shift:
            end = calendar.plus_months(end, 1) or end
    since = end if edge else start.replace(day=1)
    return Item("period", first, last, day=end, since=since, rank=1)


def _month(scan: Scan, first: int, at: int, mod: int, edge: str) -> Item | None:
    token = scan.tokens[at]
    year_at = at + 1 + (scan.symbol(at + 1) in ("COMMA", "DOT", "ART") and scan.symbol(at + 2) == "NUM")
    year = scan.tokens[year_at]
    last, said = at + 1, 0
    if year.symbol == "NUM" and len(year.word) == 4 and 1900 <= int(year.value) <= 2199:
        last, said = year_at + 1, int(year.value)
    before = scan.symbol(scan.back(first, frozenset(("ART",))))
    named = before in _WHOLE_MONTH or _in_month_range(scan, first, last, before)
    if not (edge or said or mod != NO_MOD or named) or not (token.capital or edge):
        return None
    month = int(token.value)
    start = calendar.day(said or scan.today.year, month, 1)
    if start is None or mod == -1:
        return Item("past", first, last)
    if not said and calendar.month_end(start.year, month) < scan.today:
        start = start.replace(year=start.year + 1)
    if not said and edge == "mid" and start.replace(day=15) < scan.today:
        start = start.replace(year=start.year + 1)
    return month_item(scan, first, last, start, edge, shift=False)


def month_half_at(scan: Scan, at: int) -> Item:
    """ "in der zweiten Märzhälfte"."""
    month, _, half = str(scan.tokens[at].value).partition("-")
    start = date(scan.today.year, int(month), 1)
    end = start.replace(day=15) if half == "1" else calendar.month_end(start.year, start.month)
    if end < scan.today:
        start = start.replace(year=start.year + 1)
    found = month_item(scan, at, at + 1, start, f"half{half}", shift=False)
    found.since = start if half == "1" else start.replace(day=16)
    return found


def _in_month_range(scan: Scan, first: int, last: int, before: str) -> bool:
    """ "von Juni bis August", "im Juli und August"."""
    if before == "VON":
        return scan.symbol(last) in ("BIS", "DASH") and scan.symbol(last + 1) in ("MONTH", "EDGE")
    return before in _RANGE and scan.symbol(scan.back(first, frozenset(("ART",))) - 1) == "MONTH"


def _in_year(first: int, last: int, year: int, edge: str) -> Item | None:
    if edge == "begin":
        return Item("vague", first, last)
    month = 6 if edge in ("mid", "half1") else 12
    end = calendar.month_end(year, month)
    return Item("period", first, last, day=end, since=end if edge else date(year, 1, 1), rank=1)


def named_at(scan: Scan, at: int, mod: int = NO_MOD, first: int = -1) -> Item | None:
    """ "Wochenende", "Monatsende", "midweek" and their kin, as the lexicon names them."""
    unit, _, edge = str(scan.tokens[at].value).partition("-")
    first = at if first < 0 else first
    ahead = _AHEAD.get(mod, 0)
    if edge == "end" and unit == "week" and mod == 9 and scan.today.weekday() < 5:
        ahead = 0  # "am kommenden Wochenende" is the next one, "nächstes Wochenende" that of next week
    if edge == "next":
        ahead, edge = 1, ""
    if mod == -1:
        return Item("past", first, at + 1)
    if unit == "week":
        monday = calendar.plus_days(calendar.monday_of(scan.today), 7 * ahead)
        if monday is None:
            return None
        if edge == "end":
            return _weekend(scan, first, at, monday)
        edge = {"late": "end", "half": "half1"}.get(edge, edge)
        return _week(scan, first, at + 1, monday, edge, shift=mod == NO_MOD)
    if unit == "month":
        start = calendar.plus_months(scan.today.replace(day=1), ahead)
        return month_item(scan, first, at + 1, start, edge, shift=mod == NO_MOD) if start else None
    if unit == "quarter":
        start = calendar.plus_months(
            scan.today.replace(month=1, day=1), (scan.today.month - 1) // 3 * 3 + 2 + 3 * ahead
        )
        return month_item(scan, first, at + 1, start, edge, shift=False) if start else None
    return _in_year(first, at + 1, scan.today.year + ahead, edge)


def _weekend(scan: Scan, first: int, at: int, monday: date) -> Item:
    """Before or by the weekend is its Friday; at or over it is its Sunday, after it the Monday behind."""
    before = scan.symbol(scan.back(first, frozenset(("ART", "ZUM", "NOCH", "ABOUT", "LATEST", "MOD"))))
    by = before in ("BIS", "BEFORE") or (scan.german and scan.symbol(first - 1) == "ZUM")
    if before == "AFTER":
        return Item("day", first, at + 1, day=monday + timedelta(days=7), rank=1)
    if by and monday + timedelta(days=4) < scan.today:
        monday += timedelta(days=7)
    found = Item("day", first, at + 1, day=monday + timedelta(days=4 if by else 6), rank=1)
    found.since = monday + timedelta(days=4 if by else 5)
    return found
