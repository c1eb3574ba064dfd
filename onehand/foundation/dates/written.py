"""Written dates: "3. März", "vom 3. bis 10.", "zum 15.", "5 March 2026", "March 5th", "04/03/2026", ISO."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from onehand.foundation.dates import calendar
from onehand.foundation.dates.item import Item, Scan

_SEPARATORS = frozenset(("BIS", "DASH", "AND", "OR", "SLASH"))
_BEHIND_SEPARATOR = frozenset(("ART", "ON", "ZUM", "LATEST", "BIS", "WD", "WDS", "COMMA"))
_NUMBERS = frozenset(("DOT", "NUM", "ORD", "ORDW"))
_MOST_LISTED = 8  # "am 3., 4., 5. und 6. März"
_OVER = frozenset(("ART", "LATEST", "ABOUT", "NOCH", "COMMA", "MOD"))
_LONE_PREFIX = frozenset(
    ("ON", "AN", "ZUM", "BIS", "VON", "BETWEEN", "AFTER", "BEFORE", "LATEST", "WD", "WDS", "EARLIEST")
)
_YEARS_TRIED = 9  # until the next 29 February


class Number(NamedTuple):
    value: int
    last: int
    ordinal: bool  # "3." or "3rd", not a bare 3


def date_at(scan: Scan, at: int) -> Item | None:
    token = scan.tokens[at]
    if token.symbol == "DATE":
        return _figures(scan, at)
    if token.symbol in ("SLASHED", "DOTTED"):
        return _slashed(scan, at) if token.symbol == "SLASHED" else _dotted(scan, at)
    if token.symbol == "MONTH":
        return _month_first(scan, at)
    first = _number(scan, at)
    return _day_first(scan, at, first) if first else None


def _number(scan: Scan, at: int) -> Number | None:
    token = scan.tokens[at]
    if token.symbol in ("ORD", "ORDW"):
        return Number(int(token.value), at + 1, True)
    if token.symbol != "NUM" or not token.word.isdigit() or not 0 < int(token.value) < 100:
        return None
    if scan.symbol(at + 1) == "DOT" and scan.adjacent(at + 1):
        return Number(int(token.value), at + 2, scan.german)
    return Number(int(token.value), at + 1, False)


def _year(scan: Scan, at: int) -> tuple[int, int]:
    """The year at `at` (0 when none is) and the token behind it."""
    here = at + (scan.symbol(at) == "COMMA")
    token = scan.tokens[here]
    if token.symbol == "NUM" and len(token.word) == 4 and 1900 <= int(token.value) <= 2199:
        return int(token.value), here + 1
    return 0, at


def _day_first(scan: Scan, at: int, first: Number) -> Item | None:
    here = first.last
    if scan.symbol(here) == "ART" and scan.symbol(here + 1) == "MONTH" and first.ordinal:
        here += 1
    if scan.symbol(here) == "MONTH" and not _is_other_word(scan, here):
        return _with_month(scan, at, here, None, first.value)
    ranged = _range(scan, at, first)
    if ranged is not None:
        return ranged
    return _lone(scan, at, first) if first.ordinal else None


def _is_other_word(scan: Scan, at: int) -> bool:
    """ "may" and "march" as verbs are written small."""
    token = scan.tokens[at]
    return not token.capital and token.word in ("may", "march") and not scan.german and not token.end


def _with_month(scan: Scan, at: int, month_at: int, since: int | None, number: int) -> Item:
    last = month_at + 1
    last += scan.symbol(last) == "DOT" and len(scan.tokens[month_at].word) < 5 and scan.symbol(last + 1) == "NUM"
    year, last = _year(scan, last)
    return resolve(scan, at, last, (year, int(scan.tokens[month_at].value), number), since)


def _range(scan: Scan, at: int, first: Number) -> Item | None:
    """ "3. bis 10. Dezember", "3.-10.12.", "the 3rd and the 5th", "3 to 10 Dec", "5., 6. und 7. März"."""
    behind = _listed(scan, at, first)
    if scan.symbol(behind) not in _SEPARATORS or (behind > first.last and scan.symbol(behind) not in ("AND", "OR")):
        return None
    here = behind + 1
    while scan.symbol(here) in _BEHIND_SEPARATOR and here < first.last + 4:
        here += 1
    token = scan.tokens[here]
    if token.symbol == "DATE" and first.ordinal and first.value <= 31:
        found = _figures(scan, here)
        if found.day is not None:
            found.since = _before(found.day, first.value)
        found.first = at
        return found
    second = _number(scan, here)
    if second is None:
        return None
    month = second.last + (scan.symbol(second.last) == "ART")
    if scan.symbol(month) == "MONTH":
        return _with_month(scan, at, month, first.value, second.value)
    if first.ordinal and (second.ordinal or not scan.german) and _prefixed(scan, at):
        return _lone(scan, at, second, first.value)
    return None


def _listed(scan: Scan, at: int, first: Number) -> int:
    """The token behind the numbers that commas join to this one: the "und" of "5., 6. und 7. März"."""
    here = first.last
    if scan.symbol(here) != "COMMA" or (scan.symbol(at - 1) == "COMMA" and scan.symbol(at - 2) in _NUMBERS):
        return here  # of a list that was read from its beginning already
    for _ in range(_MOST_LISTED):
        following = _number(scan, here + 1) if scan.symbol(here) == "COMMA" else None
        if following is None or following.ordinal is not first.ordinal or following.value > 31:
            break
        here = following.last
    return here


def _month_first(scan: Scan, at: int) -> Item | None:
    """ "March 5th, 2026", "Dec 3 to 10"."""
    number_at = at + 1 + (scan.symbol(at + 1) == "DOT" and scan.symbol(at + 2) in ("NUM", "ORD"))
    number_at += scan.symbol(number_at) == "ART" and scan.symbol(number_at + 1) in ("ORD", "ORDW")
    if scan.german and scan.symbol(number_at) != "ORD":
        return None
    first = _number(scan, number_at)
    if first is None or first.value > 31 or _is_clock(scan, first.last):
        return None
    since, number, last = None, first.value, _listed(scan, at, first)
    if last > first.last and scan.symbol(last) not in ("AND", "OR"):
        last = first.last
    if scan.symbol(last) in _SEPARATORS and not scan.german:
        here = last + 1 + (scan.symbol(last + 1) == "ART")
        second = _number(scan, here)
        if (
            second is not None
            and second.value <= 31
            and not _is_clock(scan, second.last)
            and (scan.symbol(second.last) not in ("UNIT", "UNITS", "MONTH", "UHR"))
        ):
            since, number, last = first.value, second.value, second.last
    last -= scan.symbol(last - 1) == "DOT"
    year, last = _year(scan, last)
    return resolve(scan, at, last, (year, int(scan.tokens[at].value), number), since)


def _is_clock(scan: Scan, at: int) -> bool:
    return scan.symbol(at) in ("AM", "PM", "UHR")


def _prefixed(scan: Scan, at: int) -> bool:
    here = scan.back(at, _OVER)
    if scan.symbol(here) == "AND" and scan.german:
        here = scan.back(here, _OVER)
    return scan.symbol(here) in _LONE_PREFIX or (not scan.german and scan.symbol(at - 1) == "ART")


def _lone(scan: Scan, at: int, number: Number, since: int | None = None) -> Item | None:
    """ "zum 15.", "on the 5th", "bis zum 15. des nächsten Monats"."""
    month = _of_month(scan, number.last)
    if month is not None:
        first, last = month
        found = calendar.day(first.year, first.month, number.value)
        start = calendar.day(first.year, first.month, since) if since else None
        return Item("day", at, last, day=found, since=start, rank=2, bad=found is None)
    token = scan.tokens[at]
    if token.symbol == "ORDW" and (not token.capital or not scan.german):
        return None
    if not _prefixed(scan, at) or number.value > 31 or _counts(scan, number.last):
        return None
    last = number.last - (scan.german and _ends_sentence(scan, number.last))
    upcoming = _next_number(scan, number.value)
    start = _before(upcoming, since) if since and upcoming else None
    return Item("day", at, last, day=upcoming, since=start, rank=2, bad=upcoming is None, count=number.value)


def _ends_sentence(scan: Scan, last: int) -> bool:
    return scan.symbol(last - 1) == "DOT" and scan.symbol(last) == "END"


def _counts(scan: Scan, behind: int) -> bool:
    """ "am 3. Tag", "zum 2. Mal", "the 5th item": the number belongs to a noun."""
    token = scan.tokens[behind]
    if token.symbol in ("UNIT", "UNITS"):
        return True
    if scan.german:
        return token.symbol == "" and token.capital
    return token.symbol == "" and token.word[:1].isalpha() and token.word not in _BEHIND_LONE


_BEHIND_LONE = frozenset(
    [
        "we",
        "i",
        "you",
        "he",
        "she",
        "they",
        "it",
        "our",
        "your",
        "my",
        "the",
        "if",
        "so",
        "when",
        "please",
        "with",
        "without",
        "as",
        "that",
        "this",
        "because",
        "since",
        "while",
        "i'll",
        "we'll",
        "you'll",
        "it'll",
        "will",
        "can",
        "may",
        "is",
        "are",
        "once",
    ]
)


def _of_month(scan: Scan, at: int) -> tuple[date, int] | None:
    """ "des Monats", "nächsten Monats", "of next month": its first day and the token behind."""
    here = at
    while scan.symbol(here) == "ART" and here < at + 2:
        here += 1
    ahead = 0
    if scan.symbol(here) == "MOD":
        ahead = {0: 0, 1: 1, 9: 1, 2: 2}.get(int(scan.tokens[here].value), 0)
        here += 1
    elif here == at:
        return None
    token = scan.tokens[here]
    if token.symbol == "PERIOD" and token.value == "month-next":
        ahead = 1
    elif token.symbol != "UNIT" or token.value != "month":
        return None
    first = calendar.plus_months(scan.today.replace(day=1), ahead)
    return (first, here + 1) if first else None


def _next_number(scan: Scan, number: int) -> date | None:
    """The next (of the past: the last) 15th, in a month that has it."""
    step = -1 if scan.past else 1
    first = scan.today.replace(day=1)
    for months in range(4):
        month = calendar.plus_months(first, step * months)
        found = calendar.day(month.year, month.month, number) if month else None
        if found is not None and (found <= scan.today if scan.past else found >= scan.today):
            return found
    return None


def _before(until: date, number: int) -> date | None:
    """The last day with this number before `until`: the beginning of "vom 28. bis 3."."""
    first = until.replace(day=1)
    for months in range(3):
        month = calendar.plus_months(first, -months)
        found = calendar.day(month.year, month.month, number) if month else None
        if found is not None and found <= until:
            return found
    return None


def _figures(scan: Scan, at: int) -> Item:
    token = scan.tokens[at]
    year, month, number = token.numbers
    return resolve(scan, at, at + 1, (year, month, number), None)


def _slashed(scan: Scan, at: int) -> Item | None:
    """Day before month, as in Britain, unless only the other order is possible."""
    first, second, *rest = scan.tokens[at].numbers
    if not rest and scan.symbol(at + 1) in ("UNIT", "UNITS"):
        return None
    if second > 12 and first <= 12:
        first, second = second, first
    if not rest and (second > 12 or first > 31 or not first or not second):
        return None
    return resolve(scan, at, at + 1, (rest[0] if rest else 0, second, first), None)


def _dotted(scan: Scan, at: int) -> Item | None:
    """ "03.04" without its last full stop; a clock when "Uhr" follows or "um" stands before."""
    number, month = scan.tokens[at].numbers
    before = scan.symbol(scan.back(at, frozenset(("ABOUT", "ART", "LATEST"))))
    if not scan.german or scan.symbol(at + 1) in ("UHR", "AM", "PM", "UNIT", "UNITS") or before == "AT":
        return None
    if before not in _LONE_PREFIX or not 1 <= month <= 12 or not 1 <= number <= 31:
        return None
    return resolve(scan, at, at + 1, (0, month, number), None)


def resolve(scan: Scan, first: int, last: int, said: tuple[int, int, int], since: int | None) -> Item:
    """(year or 0, month, day) as an item: without a year the next such day, in the past the last one."""
    year, month, number = said
    found = calendar.day(year, month, number) if year else _nearest(scan, month, number)
    start = calendar.day(found.year, found.month, since) if found and since else None
    if start is None and found and since:
        start = _before(found, since)
    return Item("day", first, last, day=found, since=start, rank=2, bad=found is None)


def _nearest(scan: Scan, month: int, number: int) -> date | None:
    years = range(_YEARS_TRIED)
    for ahead in years:
        found = calendar.day(scan.today.year + (-ahead if scan.past else ahead), month, number)
        if found is not None and (found <= scan.today if scan.past else found >= scan.today):
            return found
    return None
