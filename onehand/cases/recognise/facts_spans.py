"""What was said about time, as an absence needs it: pieces as one span, whole months, lengths still to go."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from onehand.cases.recognise.facts_days import A_DAY, LENGTH, day_of, days_of, end_of, is_week, joined
from onehand.foundation.dates import When

_ONWARDS = re.compile(
    r"\s(?:an|onwards?|on)(?=\s+(?:bin|sind|ist|weil\w*|i|we|i['’]\w+|we['’]\w+|keiner|niemand|für|for|nicht|"
    r"außer|verreist|unterwegs|weg|\w+ (?:wochen|tage|monate|weeks|days))\b|\s*[,.;]|\Z)|"
    r"\s(?:onwards?)\b"
)
_AS_OF = re.compile(r"(?:as of|as from|starting|beginning)\b")
_MONTHS = (
    ("januar", "jänner", "january"), ("februar", "feber", "february"), ("märz", "march"), ("april",),
    ("mai", "may"), ("juni", "june"), ("juli", "july"), ("august",), ("september",), ("oktober", "october"),
    ("november",), ("dezember", "december"),
)  # fmt: skip
_ALL_OF = re.compile(
    r"(?<![\w.])(?:(?:all (?:of|through)|throughout|the whole of|during|(?:den )?(?:ganzen|gesamten)|über den)|"
    r"(?:von|ab|from|since) (?P<part>anfang|mitte|mid|early|the (?:start|beginning) of))[\s-]+\Z"
)
_STILL = re.compile(
    rf"(?:noch|another|für die nächsten|for the next)\s+(?:für\s+|mindestens\s+|gut\s+)?(?:{LENGTH.pattern})|"
    r"(?:noch )?(?:die|den|diese) (?:ganze|gesamte|rest der) (?:restliche )?woche|the rest of (?:the|this) week|"
    r"all week"
)
_WEEKDAY = re.compile(
    r"(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"\b(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)\.?)\W*\Z"
)
_LONE_DAY = re.compile(r"(?:am|bis|bis zum|the)\s\d{1,2}(?:\.|st|nd|rd|th)\Z")
_RANGE = re.compile(r"(?<!\w)(?:bis|to|until|till|through)\s|\s[-–]\s")


# Until early in a month is until its fifth: nobody names a day, and nobody is visited in the first of them.
_UNTIL_EARLY = re.compile(
    r"(?<!\w)(?:bis|until|till|to)\s+(?:spätestens\s+)?(?:anfang|early|the (?:start|beginning) of)[\s-]+\Z"
)
_EARLY = 5
_FEASTS = {"ostern": (2, 1), "easter": (2, 1), "pfingsten": (1, 1), "weihnachten": (0, 2), "christmas": (1, 1)}
_AT_FEAST = re.compile(r"(?<!\w)(?:an|zu|at)\s\Z")


def own_whens(low: str, whens: list[When], today: date) -> list[When]:
    """What was said about time as an absence needs it: dates written in pieces as one, bare months, open lengths."""
    if len(whens) > 1:
        # "Zu Pfingsten sind wir weg, 23.–31. Mai": the days themselves say more.
        whens = [when for when in whens if _feast(when) is None] or whens
    whens = [_opened(low, when) for when in whens]
    more = _unread(low, whens, today)
    whens = [when for when in whens if not any(when.start < other.end and other.start < when.end for other in more)]
    whens = sorted([*whens, *more], key=lambda when: when.start)
    return _narrowed(_rolled(low, _pieced(low, whens)))


def _feast(when: When) -> tuple[int, int] | None:
    """How many days before and behind a feast are of it."""
    return _FEASTS.get(when.text.lower().rpartition(" ")[2])


def _opened(low: str, when: When) -> When:
    """ "vom 1.7. an", "starting 3 May", "from the 3rd onwards": a beginning."""
    if when.since is None or day_of(when.since) != end_of(when):
        return when
    feast = _feast(when)
    if feast is not None and (_AT_FEAST.search(low, 0, when.start) or when.text.lower().startswith("at ")):
        before, behind = feast
        day = day_of(when.since)
        return replace(when, since=day and day - before * A_DAY, until=day and day + behind * A_DAY)
    if _ONWARDS.match(low, when.end) or _AS_OF.match(low, when.start):
        return replace(when, until=None, role="from")
    return when


def _unread(low: str, whens: list[When], today: date) -> list[When]:
    found = []
    for start, name in _months(low):
        first = _first_of_month(name, today)
        early = _UNTIL_EARLY.search(low, max(0, start - 32), start)
        if early is not None:
            last = first.replace(day=_EARLY)
            found.append(When(f"{early[0]}{name}", early.start(), start + len(name), last, None, last))
            continue
        match = _ALL_OF.search(low, max(0, start - 32), start)
        if match is None or (match["part"] and _overlaps(match, whens)):
            continue
        words, begin, close = f"{match[0]}{name}", match.start(), start + len(name)
        last = date(first.year, first.month, monthrange(first.year, first.month)[1])
        part = match["part"]
        if part is None:
            found.append(When(words, begin, close, last, max(first, today), last))
        elif not part.startswith(("mitte", "mid")):
            found.append(When(words, begin, close, first, first, None, role="from"))
        else:
            middle = first.replace(day=15)
            found.append(When(words, begin, close, middle, middle, None, role="from"))
    still = None if whens or found else _STILL.search(low)
    if still is not None:
        days = days_of(still) if still["unit"] or still["fortnight"] else 6 - today.weekday()
        until = today + timedelta(days=days)
        found.append(When(still[0], still.start(), still.end(), until, None, until))
    return found


def _overlaps(match: re.Match[str], whens: list[When]) -> bool:
    return any(when.start < match.end() and match.start() < when.end for when in whens)


def _rolled(low: str, whens: list[When]) -> list[When]:
    """ "We set off on Saturday and get home on Tuesday": the Tuesday behind that Saturday."""
    if len(whens) != 2:
        return whens
    first, second = whens
    lone = _LONE_DAY.search(second.text.lower())
    begun, ended = day_of(first.since or first.due), end_of(second)
    if lone and begun and ended and ended < begun and second.due is not None:
        moved = _next_number(begun, ended.day)
        later = replace(second, due=moved, since=moved, until=moved)
        return [first, later] if joined(low, first, later) else whens
    start, end = day_of(first.since or first.due), end_of(second)
    if (
        start is None
        or end is None
        or not start - 7 * A_DAY < end < start
        or _WEEKDAY.search(second.text.lower()) is None
    ):
        return whens
    later = replace(second, due=end + 7 * A_DAY, since=end + 7 * A_DAY, until=end + 7 * A_DAY)
    return [first, later] if joined(low, first, later) else whens


def _next_number(begun: date, number: int) -> date:
    """The first day with this number behind `begun`."""
    day = begun + A_DAY
    while day.day != number and day < begun + 62 * A_DAY:
        day += A_DAY
    return day


def _months(low: str) -> Iterator[tuple[int, str]]:
    for names in _MONTHS:
        for name in names:
            at = low.find(name)
            if at >= 0 and not low[at + len(name) : at + len(name) + 1].isalpha():
                yield at, name


def _first_of_month(name: str, today: date) -> date:
    month = next(at for at, names in enumerate(_MONTHS, 1) if name in names)
    return date(today.year + (month < today.month), month, 1)


def _pieced(low: str, whens: list[When]) -> list[When]:
    """ "from Saturday 14 March to Sunday | 22 March", "5., | 6. und 7. März": one span."""
    found: list[When] = []
    for when in whens:
        before = found[-1] if found else None
        if before is not None and _one(low, before, when):
            since = day_of(before.since or before.due)
            until = end_of(when)
            ranged = _RANGE.search(before.text.lower()) is not None
            if not ranged and _WEEKDAY.search(before.text.lower()) and since == until:
                since = day_of(before.since) if before.since is not None else None  # "Friday, 6 March" is one day
            text = low[before.start : when.end]
            role = "" if since is not None and since != until else before.role
            found[-1] = When(text, before.start, when.end, until, since, until, role=role)
        else:
            found.append(when)
    return found


def _one(low: str, first: When, second: When) -> bool:
    between = low[first.end : second.start]
    since, until = day_of(first.since or first.due), end_of(second)
    if since is None or until is None or until < since or len(between) > 6 or is_week(second):
        return False
    if _RANGE.search(first.text.lower()) and not between.strip(" ,"):
        return _WEEKDAY.search(first.text.lower()) is not None
    if between.strip(" ,") in ("", "und", "and", "&", "+"):
        start = day_of(second.since or second.due)
        return start is not None and end_of(first) is not None and (start - (end_of(first) or start)).days in (0, 1)
    return False


def _narrowed(whens: list[When]) -> list[When]:
    """ "Monday to Wednesday next week": the days inside; "on Tuesday next week" likewise."""
    if len(whens) < 2:
        return whens
    weeks = [when for when in whens if is_week(when)]
    inside = [
        when
        for when in whens
        if not is_week(when) and when.since is not None and any(_within(when, week) for week in weeks)
    ]
    return inside or _smallest(whens)


def _smallest(whens: list[When]) -> list[When]:
    """Without a year or a month in which another span lies: "dieses Jahr vom 3. bis 21. August"."""
    spans = [when for when in whens if when.since is not None and end_of(when) is not None]
    return [
        when
        for when in whens
        if not any(
            other is not when and _days(other) > 1 and _days(other) < _days(when) and _within(other, when)
            for other in spans
            if when in spans
        )
    ]


def _days(when: When) -> int:
    since, until = day_of(when.since), end_of(when)
    return (until - since).days + 1 if since is not None and until is not None else 0


def _within(when: When, week: When) -> bool:
    start, first, last, end = day_of(when.since), day_of(week.since), end_of(week), end_of(when)
    if start is None or first is None or last is None or end is None:
        return False
    return first <= start and end <= last + 2 * A_DAY
