"""Reads days, times, windows and spans in German and English business language. Knows no domain word.

What is chosen where language leaves it open, with `now` as the starting point and in its zone:

- A window gives its end: "zwischen 8 und 12 Uhr" is 12:00, "in 3-5 Werktagen" the fifth, "diese Woche" its Friday,
  "am Wochenende" its Sunday ("bis zum Wochenende" its Friday), "im März" the 31st. "vor" and "before" give what they
  name.
- "Freitag" is the next one after today, "diesen Freitag" may be today, "kommenden Freitag" is the next one, "nächsten
  Freitag" and "next Friday" the one of the next calendar week.
- Early in the week is its Tuesday, its middle Wednesday, its end Friday; early in a month or year is vague.
- Working days are Monday to Friday, counted from the day after today. "heute in acht Tagen" is a week from today.
- A time of day gives a moment, a part of the day ("Nachmittag", "end of business") only its day. Noon is 12:00,
  midnight the end of its day. Hours from one to six without "morgens", "am" or a leading zero are in the afternoon.
- A time alone is today's, or tomorrow's when it is past. A date without a year is the next one (with `past` the last).
- 3/4 is the third of April unless only the other order is possible.
- An impossible date ("31. Februar") is found but has no due; so are vague words ("zeitnah", "in the next few days").

Linear in the length of the text.
"""

from __future__ import annotations

from datetime import datetime

from onehand.foundation.dates.english import ENGLISH
from onehand.foundation.dates.german import GERMAN
from onehand.foundation.dates.grammar import items
from onehand.foundation.dates.item import Scan
from onehand.foundation.dates.joining import join
from onehand.foundation.dates.reckoning import when
from onehand.foundation.dates.tokens import tokens
from onehand.foundation.dates.when import When

__all__ = ["When", "find", "may_find"]


_CUES = {"de": GERMAN.cues(), "en": ENGLISH.cues()}


def may_find(words: set[str], language: str) -> bool:
    """A cheap look at the lower-case words of a sentence without figures: can `find` find anything?"""
    return not _CUES["en" if language == "en" else "de"].isdisjoint(words)


def find(text: str, *, now: datetime, language: str, past: bool = False) -> list[When]:
    """All that `text` says about time, in order. `now` bears the zone; `language` is "de" or "en".

    `past`: what is spoken of lies behind ("seit 3. März", "vor drei Tagen", "last week"); without it such words are
    left out, and dates without a year lie ahead.
    """
    german = language != "en"
    scan = Scan(tokens(text, GERMAN if german else ENGLISH), now, now.date(), past, german)
    found = (when(scan, item, text) for item in join(scan, list(items(scan))) if item.kind != "past")
    return [one for one in found if one is not None]
