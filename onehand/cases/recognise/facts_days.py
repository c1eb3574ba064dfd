"""The first and the last day of an absence, reckoned from what its sentence says about time."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from onehand.foundation.dates import When

_LENGTH = re.compile(
    r"(?<![\w.])(?P<count>\d{1,3}|ein(?:e[nr]?)?|zwei|drei|vier|fünf|sechs|sieben|acht|"
    r"neun|zehn|zwölf|vierzehn|a|an|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"twelve|fourteen)(?:\s+ganze)?\s+"
    r"(?P<unit>tage?n?|wochen?|monate?n?|days?|weeks?|months?)(?![a-zäöüß])|(?P<fortnight>a fortnight)"
)
_COUNTS = {
    "ein": 1, "eine": 1, "einen": 1, "einer": 1, "a": 1, "an": 1, "one": 1, "zwei": 2, "two": 2, "drei": 3,
    "three": 3, "vier": 4, "four": 4, "fünf": 5, "five": 5, "sechs": 6, "six": 6, "sieben": 7, "seven": 7, "acht": 8,
    "eight": 8, "neun": 9, "nine": 9, "zehn": 10, "ten": 10, "zwölf": 12, "twelve": 12, "vierzehn": 14,
    "fourteen": 14,
}  # fmt: skip
_COUNTED_FROM = re.compile(rf"(?:{_LENGTH.pattern})\s+(?:from|starting|beginning|ab|vom)\b")
_BACK = re.compile(r"(?<![a-zäöüß])(?:wieder|zurück|back|again)(?![a-zäöüß])")
_UP_TO = re.compile(
    r"(?:bis|until|till|up to|to)\s+(?:und\s+mit|einschließlich|inklusive|inkl\.|and "
    r"including|mindestens|voraussichtlich|at least|about|around)\s*(?:zum|the)?\s*\Z"
)
_TO = re.compile(r"(?:bis|until|till|to|through|zurück|back|home|heim|return|land|wieder|kehr|[-–])")
_WEEK = re.compile(r"\bkw\s?\d{1,2}\W*\Z|(?:\A|\s)(?:woche|week)\W*\Z|\A(?:in der\s+)?(?:\w+\s+)?(?:woche|week)\W*\Z")
_ONWARDS = re.compile(
    r"\s(?:an|onwards?|on)(?=\s+(?:bin|sind|ist|weil\w*|i|we|i['’]\w+|we['’]\w+|keiner|niemand)\b|\s*[,.;]|\Z)|"
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
_NEXT = re.compile(r"nächste|kommend|next|coming")
_FROM_NOW = re.compile(
    r"(?<!\w)(?:seit heute|ab sofort|ab jetzt|von jetzt|from now|as of now|starting now|from today|ab heute)(?!\w)"
)
_STILL = re.compile(
    rf"(?:noch|another|für die nächsten|for the next)\s+(?:für\s+|mindestens\s+|gut\s+)?(?:{_LENGTH.pattern})|"
    r"(?:noch )?(?:die|den|diese) (?:ganze|gesamte|rest der) (?:restliche )?woche|the rest of (?:the|this) week|"
    r"all week"
)
_WEEKDAY = re.compile(
    r"(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"\b(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)\.?)\W*\Z"
)
_RANGE = re.compile(r"(?<!\w)(?:bis|to|until|till|through)\s|\s[-–]\s")
_A_DAY = timedelta(days=1)


def own_whens(low: str, whens: list[When], today: date) -> list[When]:
    """What was said about time as an absence needs it: dates written in pieces as one, bare months, open lengths."""
    whens = [_opened(low, when) for when in whens]
    more = _unread(low, whens, today)
    whens = [when for when in whens if not any(when.start < other.end and other.start < when.end for other in more)]
    whens = sorted([*whens, *more], key=lambda when: when.start)
    return _narrowed(_rolled(low, _pieced(low, whens)))


def _opened(low: str, when: When) -> When:
    """ "vom 1.7. an", "starting 3 May", "from the 3rd onwards": a beginning."""
    if when.since is None or _day(when.since) != _end(when):
        return when
    if _ONWARDS.match(low, when.end) or _AS_OF.match(low, when.start):
        return replace(when, until=None, role="from")
    return when


def _unread(low: str, whens: list[When], today: date) -> list[When]:
    found = []
    for start, name in _months(low):
        match = _ALL_OF.search(low, max(0, start - 32), start)
        if match is None or (match["part"] and _overlaps(match, whens)):
            continue
        first = _first_of_month(name, today)
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
        days = _days(still) if still["unit"] or still["fortnight"] else 6 - today.weekday()
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
    start, end = _day(first.since or first.due), _end(second)
    if (
        start is None
        or end is None
        or not start - 7 * _A_DAY < end < start
        or _WEEKDAY.search(second.text.lower()) is None
    ):
        return whens
    later = replace(second, due=end + 7 * _A_DAY, since=end + 7 * _A_DAY, until=end + 7 * _A_DAY)
    return [first, later] if joined(low, first, later) else whens


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
            since = _day(before.since or before.due)
            until = _end(when)
            ranged = _RANGE.search(before.text.lower()) is not None
            if not ranged and _WEEKDAY.search(before.text.lower()) and since == until:
                since = _day(before.since) if before.since is not None else None  # "Friday, 6 March" is one day
            text = low[before.start : when.end]
            role = "" if since is not None and since != until else before.role
            found[-1] = When(text, before.start, when.end, until, since, until, role=role)
        else:
            found.append(when)
    return found


def _one(low: str, first: When, second: When) -> bool:
    between = low[first.end : second.start]
    since, until = _day(first.since or first.due), _end(second)
    if since is None or until is None or until < since or len(between) > 6 or _is_week(second):
        return False
    if _RANGE.search(first.text.lower()) and not between.strip(" ,"):
        return _WEEKDAY.search(first.text.lower()) is not None
    if between.strip(" ,") in ("", "und", "and", "&", "+"):
        start = _day(second.since or second.due)
        return start is not None and _end(first) is not None and (start - (_end(first) or start)).days in (0, 1)
    return False


def _narrowed(whens: list[When]) -> list[When]:
    """ "Monday to Wednesday next week": the days inside; "on Tuesday next week" likewise."""
    if len(whens) < 2:
        return whens
    weeks = [when for when in whens if _is_week(when)]
    inside = [
        when
        for when in whens
        if not _is_week(when) and when.since is not None and any(_within(when, week) for week in weeks)
    ]
    return inside or whens


def _within(when: When, week: When) -> bool:
    start, first, last, end = _day(when.since), _day(week.since), _end(week), _end(when)
    if start is None or first is None or last is None or end is None:
        return False
    return first <= start and end <= last + 2 * _A_DAY


def away(low: str, whens: list[When], today: date) -> tuple[date | None, date | None, list[When]]:
    first = whens[0]
    windows = [when for when in whens if when.since is not None and _end(when) not in (None, _day(when.since))]
    spans = [when for when in windows if not _is_week(when)] or windows
    if spans:
        since, until = _window(spans[0], today)
        return since, until, [spans[0]]
    if len(whens) > 1 and joined(low, first, whens[1]):
        since, until = _day(first.since or first.due), _end(whens[1])
        return since, until, whens[:2]
    since, until = _day(first.since), _end(first)
    if since == until and (_UP_TO.search(low[: first.start]) or first.text.lower().startswith(("vor ", "before "))):
        return today if _FROM_NOW.search(low) else None, until, [first]  # since when, nobody said
    if _back(low, first):
        day = since or until or today
        return (
            None,
            day - _A_DAY
            if first.role == "from" or "ab" in low[max(0, first.start - 8) : first.start + 3].split()
            else day,
            [first],
        )
    counted = _COUNTED_FROM.search(first.text.lower())
    if counted is not None and until is not None:
        days = timedelta(days=_days(counted))
        return until - days, until - _A_DAY * (counted["unit"] or "").startswith(("tag", "day")), [first]
    if since is None and until is not None:
        return today if _FROM_NOW.search(low) else None, until, [first]
    length = _length(low, first)
    if since is not None and length is not None:
        return since, since + timedelta(days=length), [first]
    if first.role == "from" or (first.until is None and first.since is not None):
        return since, None, [first]
    return since, until, [first]


def _day(when: date | datetime | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when


def _end(when: When) -> date | None:
    return _day(when.until or when.due)


def _is_week(when: When) -> bool:
    return _WEEK.search(when.text.lower()) is not None


def _window(when: When, today: date) -> tuple[date | None, date | None]:
    since, until = _day(when.since), _end(when)
    assert since is not None
    assert until is not None
    said = when.text.lower()
    if _is_week(when) and (until - since).days == 4:
        until += 2 * _A_DAY  # a week away is one with its weekend
    if since == today and _NEXT.search(said) and "heute" not in said:
        since += _A_DAY
    if _is_week(when) and since < today:
        since = today
    return _not_over(since, until, said, today)


def _not_over(since: date, until: date, said: str, today: date) -> tuple[date, date]:
    """A range without a year that has begun is meant, not the one of next year."""
    if re.search(r"\d{4}", said):
        return since, until
    try:
        earlier = since.replace(year=since.year - 1)
        if since > until and earlier <= today:
            return earlier, until
        before = until.replace(year=until.year - 1)
    except ValueError:
        return since, until
    if earlier <= today <= before and since > today:
        return earlier, before
    if since > until:
        return since, until.replace(year=until.year + 1)
    return since, until


def joined(low: str, first: When, second: When) -> bool:
    start, end = _day(first.since or first.due), _end(second)
    if start is None or end is None or end < start:
        return False
    between = low[first.end : second.start] + low[second.start : second.start + 6] + low[second.end : second.end + 12]
    return _TO.search(between) is not None


def _back(low: str, when: When) -> bool:
    """ "ab Montag wieder erreichbar", "back on 12 October"."""
    around = low[max(0, when.start - 30) : when.end + 30]
    return _BACK.search(around) is not None and when.since is not None


def _length(low: str, when: When) -> int | None:
    """Days of "drei Wochen" beside a beginning."""
    for match in _LENGTH.finditer(low):
        if match.start() < when.end and match.end() > when.start:
            continue
        days = _days(match)
        # "drei Tage ab Mittwoch" end on Friday, "zwei Wochen ab dem 16." on the same day of the week.
        return days - match["unit"].startswith(("tag", "day")) if days and match["unit"] else days or None
    return None


def _days(match: re.Match[str]) -> int:
    if match["fortnight"]:
        return 14
    count = _COUNTS.get(match["count"]) or (int(match["count"]) if match["count"].isdigit() else 0)
    return count * (7 if match["unit"].startswith(("woche", "week")) else 30 if match["unit"].startswith("mon") else 1)
