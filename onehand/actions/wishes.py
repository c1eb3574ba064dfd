"""What a customer wishes of an order in free words: another day, to pick it up, to cancel. Only for proposing (rule 9).

By sentence, in linear time. Absences, addresses and deadlines are facts and recognised by `cases.recognise`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onehand.cases.recognise.sentences import split
from onehand.foundation import dates
from onehand.foundation.dates import When

KINDS = ("cancel", "change_delivery_date", "pick_up")
LOOKED_AT = 20_000  # letters of a message
LONGEST = 300  # letters of a sentence
SAID = 80  # letters of it that are shown
_NOT = re.compile(r"\b(?:nicht|kein\w*|not|never|don['’]t|doesn['’]t|won['’]t|without)\b", re.I)
_PAST = re.compile(r"\b(?:wurde|worden|hatte|hatten|hab|habe|haben|was|were|has been|have been|had)\b", re.I)
_CANCEL = re.compile(
    r"\b(?:stornier(?:e|en|t)?|stornierung|storno|widerruf(?:e|en)?|zurücktreten|trete\b.{0,60}\bzurück|"
    r"bestell(?:e|en)\b.{0,60}\bab|abbestellen)\b"
    r"|\bcancel(?:ling|lation)?\b(?!\s+(?:polic|fee))",
    re.I,
)
_DELIVER = re.compile(
    r"\b(?:liefer\w*|zustell\w*|zugestellt|lieferung|termin|bringen|schicken|anliefer\w*|"
    r"deliver\w*|delivery|ship(?:ped|ment)?|bring|send|come)\b",
    re.I,
)
_ASKED_WHEN = re.compile(r"^\W*(?:wann|bis wann|when|what day|by when)\b", re.I)
_PICK_UP = re.compile(
    r"\b(?:(?:selbst|selber|persönlich)\b.{0,40}\babhol\w*|abholen|hole\b.{0,40}\bab|"
    r"pick (?:it|them|(?:the|my) \w+) up|pick up (?:it|myself|(?:the|my) \w+)|"
    r"collect (?:it|(?:the|my) \w+)\b.{0,30}myself)",
    re.I,
)
# A parcel that the carrier fetches is none that the customer does.
_FETCHED = re.compile(r"\b(?:lassen|lass|abgeholt|zurück\w*|return\w*)\b", re.I)
_AFTER = frozenset({"after"})


@dataclass(frozen=True, slots=True)
class Wish:
    action: str
    said: str
    on: date | None = None


def find(text: str, *, now: datetime, language: str) -> list[Wish]:
    """One of each kind at most, in the order of the text. `now` bears the zone."""
    found: dict[str, Wish] = {}
    for sentence in split(text[:LOOKED_AT], language):
        said = " ".join(sentence.text.split())
        if sentence.quoted or len(said) > LONGEST:
            continue
        for wish in _of_sentence(said, now, language):
            found.setdefault(wish.action, wish)
    return list(found.values())


def _of_sentence(sentence: str, now: datetime, language: str) -> list[Wish]:
    said = sentence if len(sentence) <= SAID else f"{sentence[: SAID - 1].rstrip()}…"
    if _CANCEL.search(sentence) and not _NOT.search(sentence) and not _PAST.search(sentence):
        return [Wish("cancel", said)]
    if _PICK_UP.search(sentence) and not _NOT.search(sentence) and not _FETCHED.search(sentence):
        return [Wish("pick_up", said)]
    if _DELIVER.search(sentence) and not _ASKED_WHEN.match(sentence) and not _PAST.search(sentence):
        day = _day(sentence, now, language)
        return [Wish("change_delivery_date", said, day)] if day is not None else []
    return []


def _day(sentence: str, now: datetime, language: str) -> date | None:
    """The first day that would do; none for one that is said not to."""
    for when in dates.find(sentence, now=now, language=language):
        day = _first(when)
        if day is None or day <= now.date() or when.role == "of" or _NOT.search(sentence[: when.start]):
            continue
        return day + timedelta(days=1) if day.weekday() == 6 else day
    return None


def _first(when: When) -> date | None:
    if when.role in _AFTER:
        named = when.until or when.due or when.since
        return _plain(named) + timedelta(days=1) if named is not None else None
    named = when.since or when.due
    return _plain(named) if named is not None else None


def _plain(day: date | datetime) -> date:
    return day.date() if isinstance(day, datetime) else day
