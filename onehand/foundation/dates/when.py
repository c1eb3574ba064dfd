"""What is said about time at one place of a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class When:
    """`text` includes its preposition ("bis spätestens Freitag"); `start` and `end` are offsets.

    `due` is when it is over at the latest: a moment if a time of day is said, else a day; None for vague words and
    for impossible dates. `since` and `until` are both ends of a window; "bis Freitag" has no `since`, "ab Freitag" no
    `until`. `role` is "from" for a beginning ("ab Montag"), "not_before" for "frühestens", "of" for a date that only
    names something ("Ihr Schreiben vom 3. März"), "after" for "nach dem 3. März", "clock" for a time without a day;
    else empty.
    """

    text: str
    start: int
    end: int
    due: date | datetime | None
    since: date | datetime | None = None
    until: date | datetime | None = None
    vague: bool = False
    role: str = ""
