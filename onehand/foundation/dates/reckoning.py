"""From what was read and joined to days and moments."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from onehand.foundation.dates import calendar
from onehand.foundation.dates.item import Clock, Item, Scan
from onehand.foundation.dates.joining import day_of
from onehand.foundation.dates.when import When

_BACK = frozenset(
    ("BIS", "LATEST", "ON", "AN", "ZUM", "AT", "VON", "BETWEEN", "IN", "WITHIN", "COURSE", "ART", "ABOUT", "NOCH",
     "AFTER", "BEFORE", "MOD", "EARLIEST", "EDGE", "SINCE", "OVER", "WHOLE")
)  # fmt: skip
_EVENING = frozenset(("afternoon", "evening", "night"))
_MORNING = frozenset(("morning", "early", "forenoon"))
_PART_ENDS = {"morning": 12, "early": 10, "forenoon": 12, "afternoon": 18, "evening": 23, "night": 24, "eod": 24}
_PART_PREFIX = frozenset(
    ("ON", "COURSE", "BIS", "IN", "BEFORE", "LATEST", "NOCH", "WITHIN", "AFTER", "MOD", "VON", "ZUM", "AT")
)


def when(scan: Scan, item: Item, text: str) -> When | None:
    prefix = _prefix(scan, item.first)
    if item.kind == "part" and not _is_said(scan, item, prefix):
        return None
    first = item.first - len(prefix)
    start, end = scan.tokens[first].start, scan.tokens[item.last - 1].end
    symbols = [scan.tokens[at].symbol for at in range(first, item.first)]
    words = [scan.tokens[at].word for at in range(first, item.first)]
    ranged = item.since is not None and item.since != item.day  # "seit heute bis 9. März" is not over
    if "SINCE" in symbols and item.kind not in ("span", "vague") and not ranged:
        return _since(scan, item, text[start:end], start, end)
    due, since = (None, None) if item.kind == "vague" or item.bad else _due(scan, item)
    role = _role(symbols, words, scan, item)
    until = due
    if role == "from":
        since, until = (since or due), None
    elif _open_beginning(symbols, item):
        since = None
    elif since is None:
        since = due
    vague = item.kind == "vague"
    return When(text[start:end], start, end, None if role == "not_before" else due, since, until, vague, role)


def _since(scan: Scan, item: Item, text: str, start: int, end: int) -> When | None:
    """ "seit Freitag": lies behind, so it is nobody's due."""
    if not scan.past or item.bad:
        return None
    due, since = _due(scan, item)
    return When(text, start, end, None, since or due, None, role="from")


def _prefix(scan: Scan, first: int) -> list[int]:
    """Prepositions and the like that belong to it: "bis spätestens am"."""
    here = first
    while here > 0 and first - here < 6 and scan.tokens[here - 1].symbol in _BACK:
        here -= 1
    while here < first and _is_stray(scan, here, first):
        here += 1
    return list(range(here, first))


def _is_stray(scan: Scan, here: int, first: int) -> bool:
    """An article of the words before ("… schicken wir die am Montag"), a particle ("rufe ich Sie an, am Montag")."""
    token = scan.tokens[here]
    if token.symbol == "AN":
        return here + 1 == first or scan.tokens[here + 1].symbol not in ("MOD", "ART")
    return token.symbol in ("ART", "ABOUT", "MOD") and here + 1 < first and scan.tokens[here + 1].symbol not in (
        "ART", "MOD", "ABOUT", "WHOLE"
    )  # fmt: skip


def _is_said(scan: Scan, item: Item, prefix: list[int]) -> bool:
    """A part of the day alone needs a preposition; "früh" alone is an adverb."""
    symbols = {scan.tokens[at].symbol for at in prefix}
    first = scan.tokens[item.first]
    if (
        item.part == "eod"
        or first.symbol == "MOD"
        or first.word in ("tonight", "morgens", "abends", "nachmittags", "vormittags")
    ):
        return True
    if item.part == "early":
        return first.word.startswith("first")
    return bool(symbols & _PART_PREFIX)


def _role(symbols: list[str], words: list[str], scan: Scan, item: Item) -> str:
    if "EARLIEST" in symbols or scan.symbol(item.last) == "EARLIEST":
        return "not_before"
    if item.kind == "clock":
        return "clock"
    if "LATEST" in symbols or "BIS" in symbols or "BETWEEN" in symbols or item.kind == "vague":
        return ""
    window = item.clock_from is not None or (item.since is not None and item.since != item.day)
    if "VON" in symbols and item.kind != "span" and not window:
        if words[symbols.index("VON")] in ("ab", "from", "starting", "as of"):
            return "" if words[symbols.index("VON")] == "as of" else "from"
        return "of"
    if item.kind == "clock":
        return "clock"
    if "AFTER" in symbols and item.kind in ("day", "weekday", "week", "period"):
        return "after"
    return ""


def _open_beginning(symbols: list[str], item: Item) -> bool:
    return ("BIS" in symbols or "LATEST" in symbols) and (
        item.kind in ("weekday", "clock", "span", "week", "period") or not item.since
    )


def _due(scan: Scan, item: Item) -> tuple[date | datetime | None, date | datetime | None]:
    """The end, and the beginning of a window."""
    if item.moment is not None:
        return item.moment, scan.now
    clock = _clock(item)
    if item.kind in ("clock", "part"):
        return _today(scan, item, clock)
    day = item.day if item.day is not None else day_of(scan, item)
    if clock is None:
        return day, item.since
    due = _at(scan, day, clock)
    if item.clock_from is not None:
        return due, _at(scan, item.since or day, item.clock_from)
    return due, item.since


def _at(scan: Scan, day: date, clock: Clock) -> date | datetime:
    hour, minute = clock
    if hour == 24:
        hour, moved = 0, calendar.plus_days(day, 1)
        day = moved or day
    return calendar.moment(day, time(hour, minute), scan.now)


def _clock(item: Item) -> Clock | None:
    """With "um drei" in the afternoon and "8 Uhr abends" at 20:00."""
    if item.clock is None:
        return None
    hour, minute = item.clock
    if (item.part in _EVENING and hour < 12 and not (item.part == "night" and hour < 6)) or (
        not item.sure and 1 <= hour <= 6 and item.part not in _MORNING
    ):
        hour += 12
    return hour, minute


def _today(scan: Scan, item: Item, clock: Clock | None) -> tuple[date | datetime | None, date | datetime | None]:
    """A time or part of the day without a day: today's, or tomorrow's when that is past."""
    if clock is None:
        late = scan.now.hour >= _PART_ENDS.get(item.part, 24) and item.mod != 0
        overnight = not scan.german and item.part == "morning" and item.mod != 0
        return scan.today + timedelta(days=1 if late or overnight else 0), None
    due = _at(scan, scan.today, clock)
    begins = _at(scan, scan.today, item.clock_from) if item.clock_from else None
    if isinstance(due, datetime) and due < scan.now:
        due = _at(scan, scan.today + timedelta(days=1), clock)
        begins = _at(scan, scan.today + timedelta(days=1), item.clock_from) if item.clock_from else None
    return due, begins
