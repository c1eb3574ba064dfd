"""What stands at one token: asks the readers of spans, periods, dates and clocks in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from onehand.foundation.dates import calendar
from onehand.foundation.dates.clocks import clock_at
from onehand.foundation.dates.item import NO_MOD, Item, Scan
from onehand.foundation.dates.periods import (
    edge_at,
    month_half_at,
    named_at,
    ordinal_week_at,
    period_at,
    week_of_at,
)
from onehand.foundation.dates.spans import span_at
from onehand.foundation.dates.written import date_at

_COURTESY = frozenset(
    [
        "guten",
        "schönen",
        "schönes",
        "schöne",
        "angenehmen",
        "erholsames",
        "nice",
        "good",
        "great",
        "lovely",
        "happy",
        "wonderful",
        "pleasant",
        "jeden",
        "jeder",
        "every",
        "each",
        "entspanntes",
        "tollen",
        "guter",
    ]
)
_NUMERIC = frozenset(("NUM", "ONE", "FRAC", "FEW", "HALVES"))
_DE_SHORT_PREFIX = frozenset(("ON", "BIS", "ZUM", "VON", "BETWEEN", "LATEST", "NOCH", "MOD", "DASH", "OPEN"))


def items(scan: Scan) -> Iterator[Item]:
    """All that is read, in order, without overlaps."""
    at, last = 0, len(scan.tokens) - 4
    while at < last:
        reader = _READERS.get(scan.tokens[at].symbol)
        found = reader(scan, at) if reader else None
        if found is None:
            at += 1
        else:
            yield found
            at = max(found.last, at + 1)


def _numeric(scan: Scan, at: int) -> Item | None:
    return span_at(scan, at) or ordinal_week_at(scan, at) or date_at(scan, at) or clock_at(scan, at)


def _relative(scan: Scan, at: int) -> Item | None:
    token = scan.tokens[at]
    if token.word == "morgen" and _is_morning(scan, at):
        return None if scan.tokens[at - 1].word in _COURTESY else Item("part", at, at + 1, part="morning")
    found = Item("day", at, at + 1, rank=1, day=calendar.plus_days(scan.today, int(token.value)))
    found.last += scan.symbol(at + 1) == "UNIT" and token.word.endswith(("gen", "igen", "ger"))
    return found


def _is_morning(scan: Scan, at: int) -> bool:
    """ "am Morgen", "heute Morgen", "Montag morgen": not tomorrow."""
    before = scan.tokens[at - 1] if at else None
    if before is None:
        return False
    short = before.symbol == "WDS" and before.capital
    return short or before.symbol in ("ON", "REL", "WD", "MOD") or before.word in _COURTESY


def _weekday(scan: Scan, at: int) -> Item | None:
    token = scan.tokens[at]
    if token.symbol == "WDPART":
        number, _, part = str(token.value).partition("-")
        found = Item("weekday", at, at + 1, weekday=int(number), part=part)
        if part == "noon":
            found.part, found.clock = "", (12, 0)
        return found
    if token.symbol == "WDS" and not _is_short_day(scan, at):
        return None
    if scan.symbol(at + 1) == "AFTERNEXT":
        return Item("weekday", at, at + 2, weekday=int(token.value), mod=2)
    last = at + 1 + (token.symbol == "WDS" and scan.symbol(at + 1) == "DOT" and scan.symbol(at + 2) != "END")
    return Item("weekday", at, last, weekday=int(token.value))


def _is_short_day(scan: Scan, at: int) -> bool:
    """ "Mo", "Fri": only as written for a day, since "so", "do" and "sat" are everyday words."""
    token = scan.tokens[at]
    if not token.capital:
        return False
    behind = scan.tokens[at + 1 + (scan.symbol(at + 1) in ("DOT", "COMMA"))]
    figures = behind.symbol in ("NUM", "DATE", "CLOCK", "DOTTED", "ORD")
    if not scan.german:
        return (
            token.word not in ("sat", "sun", "mon", "wed")
            or figures
            or scan.symbol(at - 1) in ("ON", "BIS", "MOD", "DASH")
        )
    return figures or scan.symbol(scan.back(at, frozenset(("ART",)))) in _DE_SHORT_PREFIX


def _modified(scan: Scan, at: int) -> Item | None:
    """ "nächsten Freitag", "diese Woche", "in den nächsten Tagen", "this afternoon"."""
    mod = int(scan.tokens[at].value)
    here = at + 1
    here += scan.symbol(here) == "MOD" and int(scan.tokens[here].value) != -1
    token = scan.tokens[here]
    if token.symbol in ("WD", "WDPART") or (token.symbol == "WDS" and _is_short_day(scan, here)):
        found = _weekday(scan, here)
        if found is None or mod == -1:
            return Item("past", at, here + 1)
        found.first, found.mod = at, mod
        return found
    if mod == -1 and token.symbol in ("UNIT", "UNITS", "PART", "MONTH", "PERIOD"):
        return Item("past", at, here + 1)
    if token.symbol in _NUMERIC or (token.symbol == "UNIT" and token.value in ("hour", "workday", "day")):
        if token.symbol == "UNIT" and mod == 0:
            return Item("day", at, here + 1, day=scan.today, rank=1) if token.value == "day" else None
        return _first(span_at(scan, here), at)
    if token.symbol == "UNITS":
        return Item("vague", at, here + 1)
    if token.symbol == "PART":
        return Item("part", at, here + 1, part=str(token.value), mod=mod)
    if token.symbol == "NOON":
        return _first(clock_at(scan, here), at)
    if token.symbol in ("UNIT", "MONTH", "PERIOD"):
        written = date_at(scan, here) if token.symbol == "MONTH" else None
        return _first(written, at) or period_at(scan, at)
    return None


def _first(found: Item | None, at: int) -> Item | None:
    if found is not None:
        found.first = at
    return found


def _part(scan: Scan, at: int) -> Item | None:
    """ "am Nachmittag", "in the morning", "früh" only beside a day."""
    token = scan.tokens[at]
    if at and scan.tokens[at - 1].word in _COURTESY:
        return None
    return Item("part", at, at + 1, part=str(token.value))


# "über Ostern": from and to, as days of the year or away from Easter Sunday.
_FEAST_SPANS = {
    "e0": ("e-2", "e1"), "e1": ("e-2", "e1"), "e-2": ("e-2", "e1"), "e49": ("e48", "e50"), "e39": ("e39", "e42"),
    "12-24": ("12-24", "12-26"), "12-25": ("12-24", "12-26"), "12-31": ("12-31", "1-1"), "years": ("12-27", "12-31"),
}  # fmt: skip


def _feast(scan: Scan, at: int) -> Item | None:
    value = str(scan.tokens[at].value)
    over = scan.symbol(scan.back(at, frozenset(("ART", "WHOLE")))) in ("OVER", "WITHIN") or value == "years"
    if value.endswith("w"):
        value, over = value[:-1], True  # "Osterwochenende"
    first, last = _FEAST_SPANS.get(value, ("", "")) if over else ("", "")
    until = _feast_day(last or value, scan.today)
    if until is None:
        return None
    if not first:
        return Item("day", at, at + 1, day=until, rank=1 if value.startswith("e") else 2)
    since = _feast_day(first, until - timedelta(days=10))
    return Item("day", at, at + 1, day=until, since=since, rank=1)


def _feast_day(value: str, earliest: date) -> date | None:
    """The first such day from `earliest` on."""
    for year in range(earliest.year, earliest.year + 2):
        if value.startswith("e"):
            found = calendar.plus_days(calendar.easter(year), int(value[1:]))
        else:
            month, _, number = value.partition("-")
            found = calendar.day(year, int(month), int(number))
        if found is not None and found >= earliest:
            return found
    return None


def _month(scan: Scan, at: int) -> Item | None:
    return date_at(scan, at) or period_at(scan, at)


def _past(scan: Scan, at: int) -> Item | None:
    word = scan.tokens[at].word
    if scan.past and word in ("gestern", "yesterday", "vorgestern"):
        return Item("day", at, at + 1, day=calendar.plus_days(scan.today, -2 if word == "vorgestern" else -1), rank=1)
    return Item("past", at, at + 1)


def _vague(_: Scan, at: int) -> Item | None:
    return Item("vague", at, at + 1)


def _written_or_clock(scan: Scan, at: int) -> Item | None:
    return date_at(scan, at) or clock_at(scan, at)


def _unit(scan: Scan, at: int) -> Item | None:
    """Also a lone "week" behind its day: "Tuesday week"."""
    return span_at(scan, at) or period_at(scan, at)


def _named(scan: Scan, at: int) -> Item | None:
    if at and scan.tokens[at - 1].word in _COURTESY:
        return None
    return named_at(scan, at, NO_MOD)


_READERS: dict[str, Callable[[Scan, int], Item | None]] = {
    **dict.fromkeys(("NUM", "ONE", "FRAC", "FEW", "HALVES", "SPAN"), _numeric),
    **dict.fromkeys(("WD", "WDS", "WDPART"), _weekday),
    **dict.fromkeys(("NOON", "MIDNIGHT", "HALF", "QUARTER", "CLOCK"), clock_at),
    **dict.fromkeys(("ORD", "ORDW"), date_at),
    **dict.fromkeys(("DATE", "SLASHED", "DOTTED"), _written_or_clock),
    **dict.fromkeys(("EDGE", "HALFOF"), edge_at),
    "REL": _relative,
    "MOD": _modified,
    "PART": _part,
    "FEAST": _feast,
    "MONTH": _month,
    "PAST": _past,
    "VAGUE": _vague,
    "UNIT": _unit,
    "KW": period_at,
    "PERIOD": _named,
    "MONTHHALF": month_half_at,
    "WEEKOF": week_of_at,
}
