"""The first and the last day of an absence, reckoned from what its sentence says about time."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from onehand.foundation.dates import When

LENGTH = re.compile(
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
_COUNTED_FROM = re.compile(rf"(?:{LENGTH.pattern})\s+(?:from|starting|beginning|ab|vom)\b")
_BACK = re.compile(r"(?<![a-zäöüß])(?:wieder|zurück|back|again)(?![a-zäöüß])")
_UP_TO = re.compile(
    r"(?:bis|until|till|up to|to)\s+(?:und\s+mit|einschließlich|inklusive|inkl\.|and "
    r"including|mindestens|voraussichtlich|at least|about|around)\s*(?:zum|the)?\s*\Z"
)
_TO = re.compile(r"(?:bis|until|till|to|through|zurück|back|home|heim|return|land|wieder|kehr|endet|ends|[-–])")
_WEEK = re.compile(r"\bkw\s?\d{1,2}\W*\Z|(?:\A|\s)(?:woche|week)\W*\Z|\A(?:in der\s+)?(?:\w+\s+)?(?:woche|week)\W*\Z")
_WHOLE = re.compile(r"(?<!\w)(?:ganze|gesamte|komplette|all|whole|entire|throughout)(?!\w)")
_IN_A_WHILE = re.compile(r"(?:erst )?in (?!der|den|the)\w+ (?:tag|woche|monat|day|week|month)")
_NEXT = re.compile(r"nächste|kommend|next|coming")
_FROM_NOW = re.compile(
    r"(?<!\w)(?:seit heute|ab sofort|ab jetzt|von jetzt|from now|as of now|starting now|from today|ab heute)(?!\w)"
)
A_DAY = timedelta(days=1)


def away(low: str, whens: list[When], today: date) -> tuple[date | None, date | None, list[When]]:
    first = whens[0]
    windows = [when for when in whens if when.since is not None and end_of(when) not in (None, day_of(when.since))]
    if len(whens) == 1 and _IN_A_WHILE.match(first.text.lower()) and _BACK.search(low):
        return None, end_of(first), [first]
    spans = [when for when in windows if not is_week(when)] or windows
    if spans:
        since, until = _window(low, spans[0], today)
        return since, until, [spans[0]]
    if len(whens) > 1 and joined(low, first, whens[1]):
        since, until = day_of(first.since or first.due), end_of(whens[1])
        return since, until, whens[:2]
    since, until = day_of(first.since), end_of(first)
    if since == until and (_UP_TO.search(low[: first.start]) or first.text.lower().startswith(("vor ", "before "))):
        return today if _FROM_NOW.search(low) else None, until, [first]  # since when, nobody said
    if _back(low, first):
        day = since or until or today
        return (
            None,
            day - A_DAY
            if first.role == "from" or "ab" in low[max(0, first.start - 8) : first.start + 3].split()
            else day,
            [first],
        )
    counted = _COUNTED_FROM.search(first.text.lower())
    if counted is not None and until is not None:
        days = timedelta(days=days_of(counted))
        return until - days, until - A_DAY * (counted["unit"] or "").startswith(("tag", "day")), [first]
    if since is None and until is not None:
        return today if _FROM_NOW.search(low) else None, until, [first]
    length = _length(low, first)
    if since is not None and length is not None:
        return since, since + timedelta(days=length), [first]
    if first.role == "from" or (first.until is None and first.since is not None):
        return since, None, [first]
    return since, until, [first]


def day_of(when: date | datetime | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when


def end_of(when: When) -> date | None:
    return day_of(when.until or when.due)


def is_week(when: When) -> bool:
    return _WEEK.search(when.text.lower()) is not None


def _window(low: str, when: When, today: date) -> tuple[date | None, date | None]:
    since, until = day_of(when.since), end_of(when)
    assert since is not None
    assert until is not None
    said = when.text.lower()
    if is_week(when) and (until - since).days == 4 and _WHOLE.search(low[max(0, when.start - 14) : when.end]):
        until += 2 * A_DAY  # a whole week is one with its weekend
    if since == today and _NEXT.search(said) and "heute" not in said:
        since += A_DAY
    if is_week(when) and since < today:
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
    start, end = day_of(first.since or first.due), end_of(second)
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
    for match in LENGTH.finditer(low):
        if match.start() < when.end and match.end() > when.start:
            continue
        days = days_of(match)
        # "drei Tage ab Mittwoch" end on Friday, "zwei Wochen ab dem 16." on the same day of the week.
        return days - match["unit"].startswith(("tag", "day")) if days and match["unit"] else days or None
    return None


def days_of(match: re.Match[str]) -> int:
    if match["fortnight"]:
        return 14
    count = _COUNTS.get(match["count"]) or (int(match["count"]) if match["count"].isdigit() else 0)
    return count * (7 if match["unit"].startswith(("woche", "week")) else 30 if match["unit"].startswith("mon") else 1)
