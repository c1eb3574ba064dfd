"""Attribution lines: "On … X wrote:", "Am … schrieb X:", also wrapped over lines, in many languages."""

from __future__ import annotations

import re

from onehand.foundation.quotes.vocabulary import MONTHS_AND_DAYS, OPENERS, SAID, SENTENCE, WROTE

_MOST_LINES = 5
_LONGEST = 600  # characters of a whole attribution
_MOST_WORDS = 45

_SPACED_VERBS = sorted((re.escape(verb) for verb in WROTE if verb[0] < "\u3000"), key=len, reverse=True)
_JOINED_VERBS = [re.escape(verb) for verb in WROTE if verb[0] >= "\u3000"]
_VERB = re.compile(
    r"(?:^|[\s,>)\"'“”])(?:" + "|".join(_SPACED_VERBS) + r")(?=$|[\s:,])|(?:" + "|".join(_JOINED_VERBS) + ")"
)
_VERB_ENDS = (*WROTE, "----")
_COLONS = (":", "：")
# The characters an attribution can end in.
LAST = frozenset((*(verb[-1] for verb in _VERB_ENDS), *_COLONS, "*", "_"))
_TIME = re.compile(r"\d{1,2}\s?[:.h時时点시]\s?\d{2}|\d\s?(?:am|pm|uhr|h)\b", re.IGNORECASE)
_ADDRESS_LAST = re.compile(r"<[^<>\s]{1,100}@[^<>\s]{1,100}>\W{0,3}\Z")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|年|년")
_DIGIT = re.compile(r"\d")
_FIRST_WORD = re.compile(r"[\s\-*_>\"'(\[]*([^\s,]+)")
_QUOTING = ("quoting ", "zitat von ", "zitiere ", "citando ", "in reply to ", "citeren ")
_DAYS = frozenset(MONTHS_AND_DAYS)
_I_WROTE = re.compile(r"\bI (?:had |have )?(?:wrote|written)|wrote (?:you|me|us)\b")


def _first_word(text: str) -> str:
    match = _FIRST_WORD.match(text)
    return match[1].lower() if match else ""


def opens(text: str) -> bool:
    """Does the text begin like an attribution: "On", "Am", a weekday or a number, and soon a date?"""
    if not _DIGIT.search(text[:48]):
        return False
    first = _first_word(text)
    if first in OPENERS or first[:1].isdigit():
        return True
    word = first.rstrip(".,")
    return word[:3] in _DAYS or word[:2] in _DAYS or word.endswith(("day", "tag", "woch", "曜日", "于"))


def may_end(line: str) -> bool:
    """Cheap look: can this (stripped) line be the last of an attribution?"""
    last = line[-1]
    if last in "*_":
        line = line.rstrip(" *_")
        last = line[-1:]
    return last in _COLONS or (last in LAST and line[-24:].lower().endswith(_VERB_ENDS))


def _is_sentence(text: str) -> bool:
    """A lower-case pronoun or "I wrote" shows the writer's own sentence."""
    return not SENTENCE.isdisjoint(text.split()) or _I_WROTE.search(text) is not None


def introduces(line: str) -> bool:
    """Does the line end like an introduction, "X wrote:"?"""
    lower = line[-60:].lower().rstrip(" *_")
    return lower.endswith(_COLONS) and lower.rstrip(" :：").endswith((*WROTE, *SAID))


def _with_verb(text: str, lower: str, *, digits: int, quote_follows: bool) -> bool:
    opened = opens(text)
    at_end = lower.rstrip(" :：-").endswith(WROTE)
    timed = _TIME.search(text) is not None
    if quote_follows and at_end and len(text.split()) <= 10:
        return True
    if _is_sentence(text) and not quote_follows:
        return False
    if quote_follows and _first_word(text) in OPENERS and _ADDRESS_LAST.search(text):
        return True  # "Am Montag schrieb Ada Brandt <ada@…>:", without a date
    if "@" in text and digits:
        return True
    if opened and (quote_follows or timed or digits >= 6 or _YEAR.search(text)):
        return True
    return timed and digits >= 6


def is_attribution(text: str, *, quote_follows: bool) -> bool:
    """Is this text (its lines joined by blanks) the introduction of a quotation?

    `quote_follows`: a line with ">" comes next, so less evidence is asked for.
    """
    text = text.strip(" -*_\t")
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    lower = text.lower()
    digits = len(_DIGIT.findall(text))
    colon = text.endswith(_COLONS)
    if _VERB.search(lower):
        if colon:
            return _with_verb(text, lower, digits=digits, quote_follows=quote_follows)
        return lower.endswith(WROTE) and opens(text) and _TIME.search(text) is not None and "@" in text
    if not colon:
        return False
    dated = digits >= 6 and _TIME.search(text) is not None and len(text.split()) <= 25
    if dated and "@" in text and (opens(text) or quote_follows or _ADDRESS_LAST.search(text)):
        return True
    said = lower.rstrip(" :：").endswith(SAID) and len(text.split()) <= 10
    return quote_follows and (said or lower.startswith(_QUOTING) or (dated and opens(text)))


def _wrapped_above(lines: list[str], start: int) -> int:
    """One line up when that line holds the "On Tuesday," of an attribution that goes on with the date."""
    if start and _first_word(lines[start]) not in OPENERS:
        above = lines[start - 1]
        if above and len(above) <= 80 and not above.endswith((".", "!", "?", ":")) and _first_word(above) in OPENERS:
            return start - 1
    return start


def start_of(lines: list[str], end: int, first: int, *, quote_follows: bool) -> int | None:
    """The line where the attribution ending in line `end` begins, at or after line `first`; else None.

    `lines` are stripped. A start that opens like an attribution wins over a shorter text that merely passes.
    """
    fallback = None
    text = ""
    for start in range(end, max(first, end - _MOST_LINES + 1) - 1, -1):
        line = lines[start]
        if not line or len(line) > _LONGEST or (start < end and line.startswith(">") and len(line) > 1):
            break
        if start < end and may_end(line):
            break
        text = f"{line} {text}".rstrip()
        if not is_attribution(text, quote_follows=quote_follows):
            continue
        if opens(line):
            return max(_wrapped_above(lines, start), first)
        fallback = start if fallback is None else fallback
    return fallback
