"""Neighbours that speak of one moment become one: a day and its clock, a weekday and its date, a window's ends."""

from __future__ import annotations

from datetime import date, timedelta

from onehand.foundation.dates import calendar
from onehand.foundation.dates.item import NO_MOD, Item, Scan

_JOIN = frozenset(
    ("COMMA", "DOT", "ART", "ON", "AT", "BIS", "ZUM", "ABOUT", "LATEST", "NOCH", "OPEN", "CLOSE", "BETWEEN", "VON",
     "IN", "COURSE", "ALSO", "EDGE", "DASH", "WITHIN", "BEFORE")
)  # fmt: skip
_RANGE_JOIN = frozenset(
    ("ART", "ON", "BIS", "ZUM", "LATEST", "ABOUT", "COMMA", "IN", "NOCH", "OR", "AND", "DASH", "AT", "DOT", "SLASH")
)
_RANGE = frozenset(("BIS", "DASH", "AND", "OR", "SLASH"))
_BESIDE = frozenset(("COMMA", "ART"))
_WIDEST_GAP = 5
_SAME_CLAUSE = 6
_NEW_CLAUSE = frozenset(("COMMA", "DOT"))
_DAYLIKE = frozenset(("day", "weekday"))


def join(scan: Scan, found: list[Item]) -> list[Item]:
    """The items with neighbours joined. A single pass: each is joined to what was read before it, or begins anew."""
    if len(found) < 2:
        return found
    joined: list[Item] = []
    for item in _dated_weekdays(scan, found):
        together = _together(scan, joined[-1], item) if joined else None
        if together is None:
            joined.append(item)
        else:
            joined[-1] = together
    return joined


def _dated_weekdays(scan: Scan, found: list[Item]) -> list[Item]:
    """A weekday and the date right behind it first, so that either end of a window may be of both."""
    joined: list[Item] = []
    for item in found:
        before = joined[-1] if joined else None
        if before is not None and item.kind == "weekday":
            if before.rank == 2 and _in_brackets(scan, before, item):
                before.last = item.last + 1  # "vom 16.3. (Montag) bis …"
                continue
            _put_into_week(scan, before, item)
        if (
            before is not None
            and before.kind == "weekday"
            and item.kind == "day"
            and item.rank == 2
            and item.since is None
            and before.clock is None
            and all(scan.symbol(at) in _BESIDE for at in range(before.last, item.first))
        ):
            item.first, item.part = before.first, item.part or before.part
            joined[-1] = item
        else:
            joined.append(item)
    return joined


def _in_brackets(scan: Scan, before: Item, item: Item) -> bool:
    opened = item.first == before.last + 1 and scan.symbol(before.last) == "OPEN"
    return opened and scan.symbol(item.last) == "CLOSE"


def _put_into_week(scan: Scan, week: Item, item: Item) -> None:
    """ "Kommende Woche bin ich von Dienstag bis Donnerstag …": days of that week, unless a new clause begins."""
    between = scan.tokens[week.last : item.first]
    if len(between) > _SAME_CLAUSE or item.mod != NO_MOD or not _NEW_CLAUSE.isdisjoint(one.symbol for one in between):
        return
    if (week.kind == "week" and week.day is not None and not _JOIN.issuperset(one.symbol for one in between)) or (
        week.kind == "day" and week.rank == 0 and week.day is not None
    ):
        monday = calendar.monday_of(week.day)
    else:
        return
    if monday > scan.today:
        item.kind, item.day = "day", monday + timedelta(days=item.weekday)


def _together(scan: Scan, one: Item, two: Item) -> Item | None:
    if two.first - one.last > _WIDEST_GAP or "past" in (one.kind, two.kind) or "vague" in (one.kind, two.kind):
        return None
    gap = [token.symbol for token in scan.tokens[one.last : two.first]]
    dotted = "DOT" in gap and not _short(scan, one)
    if not dotted and _JOIN.issuperset(gap):
        plain = _moment(scan, one, two, gap)
        if plain is not None:
            return plain
    if gap and _RANGE_JOIN.issuperset(gap) and not dotted:
        return _window(scan, one, two, gap)
    return None


def _short(scan: Scan, item: Item) -> bool:
    """ "Mo. 3.3.": the dot belongs to an abbreviation."""
    return scan.tokens[item.last - 1].symbol in ("WDS", "UHR", "PM", "AM") or scan.tokens[item.last - 1].word in (
        "h",
        "std",
    )


def _moment(scan: Scan, one: Item, two: Item, gap: list[str]) -> Item | None:
    for first, second in ((one, two), (two, one)):
        joined = _two(scan, first, second, gap)
        if joined is not None:
            return _spanning(joined, one, two)
    return None


def _spanning(joined: Item, one: Item, two: Item) -> Item:
    joined.first, joined.last = min(one.first, two.first), max(one.last, two.last)
    return joined


def _two(scan: Scan, first: Item, second: Item, gap: list[str]) -> Item | None:
    """`first` taken as the day, or as what the other one makes precise."""
    anchored = _anchored(scan, first, second, gap)
    if anchored is not None:
        return anchored
    kinds = (first.kind, second.kind)
    if kinds == ("weekday", "week") and not first.clock_from:
        first.kind, first.rank = "day", 2
        monday = calendar.monday_of(second.day) if second.day else None
        first.day = monday + timedelta(days=first.weekday) if monday else None
        return first
    if first.kind in _DAYLIKE and second.kind in _DAYLIKE and first.rank != second.rank:
        return _better(first, second) if not ({"BIS", "AND"} & set(gap)) or "LATEST" in gap or "COMMA" in gap else None
    if first.kind == "period" and first.day and second.kind == "day" and second.count:
        second.day = calendar.day(first.day.year, first.day.month, int(second.count))  # "in January, by the 15th"
        return second
    if _has_day(first) and second.kind == "clock" and first.clock is None:
        first.clock, first.clock_from, first.sure = second.clock, second.clock_from, second.sure
        first.part = first.part or second.part
        return first
    if second.kind == "part" and not first.part and first.kind in ("day", "weekday", "clock", "span"):
        if first.kind == "span" and first.moment is not None:
            return None
        first.part = second.part
        if second.part == "noon" and first.clock is None:
            first.clock = (12, 0)
        return first
    return None


def _has_day(item: Item) -> bool:
    return item.kind in ("day", "weekday") or (item.kind in ("span", "week", "period") and item.day is not None)


def _better(first: Item, second: Item) -> Item:
    """A written date says more than "morgen", that more than a weekday; clocks are kept."""
    kept, other = (first, second) if first.rank > second.rank else (second, first)
    if kept.clock is None and other.clock is not None:
        kept.clock, kept.clock_from, kept.sure = other.clock, other.clock_from, other.sure
    kept.part = kept.part or other.part
    return kept


def _anchored(scan: Scan, day: Item, span: Item, gap: list[str]) -> Item | None:
    """ "Dienstag in einer Woche", "heute in acht Tagen", "a week on Tuesday", "Tuesday week", "10 days from today"."""
    if day.kind not in ("day", "weekday") or span.kind != "span" or span.unit not in ("week", "day", "month"):
        return None
    behind = day.last <= span.first
    weeks_on = scan.tokens[span.first].symbol == "UNIT"  # "Tuesday week"
    if behind and (gap or not (weeks_on or _begins_in(scan, span))) and gap != ["IN"]:
        return None
    word = scan.tokens[span.last].word
    if not behind and word not in ("from", "on", "after") and gap:
        return None
    if not behind and day.rank == 2 and word not in ("from", "after"):
        return None
    start = day.day or day_of(scan, day)
    count = int(span.count)
    if behind and span.unit == "day" and count in (8, 15):
        count -= 1  # "heute in acht Tagen" is a week from today
    if span.unit == "month":
        found = calendar.plus_months(start, count)
    else:
        found = calendar.plus_days(start, count * (7 if span.unit == "week" else 1))
    return Item("day", 0, 0, day=found, rank=2, clock=day.clock, sure=day.sure, part=day.part, bad=found is None)


def _begins_in(scan: Scan, span: Item) -> bool:
    return scan.tokens[span.first].symbol == "IN" or scan.symbol(span.first - 1) == "IN"


def _window(scan: Scan, one: Item, two: Item, gap: list[str]) -> Item | None:
    """ "Montag bis Mittwoch", "heute oder morgen", "von Montag 8 Uhr bis Dienstag 12 Uhr"."""
    marks = [symbol for symbol in gap if symbol in _RANGE]
    if len(marks) > (2 if marks[:1] == ["OR"] else 1) or not marks or ("COMMA" in gap and not _from_to(scan, one, gap)):
        return None
    if (
        marks[0] == "AND"
        and scan.symbol(scan.back(one.first, frozenset(("ART", "ABOUT")))) != "BETWEEN"
        and "ART" in gap
    ):
        return None
    days = _DAYLIKE | {"week", "span", "period"}
    if one.kind in days and two.kind in days and not (one.moment or two.moment):
        return _days(scan, one, two)
    if _has_day(one) and one.clock is not None and two.kind == "clock" and two.clock_from is None:
        one.clock_from, one.clock, one.sure = one.clock, two.clock, two.sure and one.sure
        return _spanning(one, one, two)
    if one.kind == "span" and two.kind == "span" and two.moment and one.moment:
        two.first = one.first
        return two
    if one.kind in _DAYLIKE and two.kind == "part" and marks[0] in ("OR", "BIS", "DASH"):
        one.part, one.last = two.part, two.last
        return one
    return None


def _from_to(scan: Scan, one: Item, gap: list[str]) -> bool:
    """ "von Samstag, 14. März, bis Sonntag, 22. März"."""
    begun = scan.symbol(scan.back(one.first, frozenset(("ART", "ABOUT")))) == "VON"
    return begun and one.rank == 2 and gap[0] == "COMMA" and gap.count("COMMA") == 1 and "BIS" in gap


def _days(scan: Scan, one: Item, two: Item) -> Item | None:
    start, end = one.since or day_of(scan, one), two.day or day_of(scan, two)
    if end is None or start is None:
        two.first = one.first
        return two
    if two.kind == "weekday" and two.mod == NO_MOD and end < start:
        end += timedelta(days=7)
    if one.kind == "weekday" and two.rank == 2:
        start = end
    if one.rank == 2 and two.rank == 2 and start > end:
        start = _year_earlier(start, end)
    found = Item("day", one.first, two.last, day=end, since=start, rank=2)
    found.clock, found.clock_from, found.sure, found.part = two.clock, one.clock, two.sure, two.part
    return found


def _year_earlier(start: date, end: date) -> date:
    earlier = calendar.plus_months(start, -12)
    return earlier if earlier and earlier <= end else end


def day_of(scan: Scan, item: Item) -> date:
    """The day of a weekday: the next one after today, unless "diesen", "nächsten" or "letzten" says otherwise."""
    if item.day is not None or item.weekday < 0:
        return item.day or scan.today
    monday = calendar.monday_of(scan.today)
    ahead = (item.weekday - scan.today.weekday()) % 7
    if item.mod in (1, 2):
        return monday + timedelta(days=7 * item.mod + item.weekday)
    if item.mod == 0:
        return scan.today + timedelta(days=ahead)
    if scan.past and item.mod == NO_MOD:
        return scan.today - timedelta(days=(7 - ahead) % 7)
    return scan.today + timedelta(days=ahead or 7)
