"""How a lexicon is written: a line a symbol, `SYMBOL value: word | several words | …`; more of it is indented."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words with an inner apostrophe are one ("o'clock"); hyphens and other marks are tokens of their own.
WORD = r"[^\W\d_]+(?:['’][^\W\d_]*)?"
_PART = re.compile(WORD + r"|\d+|[^\w\s]")

Value = int | float | str
Meaning = tuple[str, Value]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language and what they mean to the grammar.

    `phrases` has, for each first word, the phrases of several words, longest first.
    """

    language: str
    words: dict[str, Meaning]
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]]

    def cues(self) -> frozenset[str]:
        """Words without which (and without figures) nothing is said about time."""
        lone = {word for word, (symbol, _) in self.words.items() if symbol in _CUES}
        joined = {
            max(words, key=len) for found in self.phrases.values() for words, (symbol, _) in found if symbol in _CUES
        }
        return frozenset(lone | joined)


_CUES = frozenset(
    [
        "REL",
        "WD",
        "WDPART",
        "MONTH",
        "UNIT",
        "UNITS",
        "PERIOD",
        "SPAN",
        "PART",
        "NOON",
        "MIDNIGHT",
        "UHR",
        "FEAST",
        "VAGUE",
        "KW",
        "HALFOF",
        "MONTHHALF",
        "WEEKOF",
        "ORDW",
        "HALF",
        "QUARTER",
        "PAST",
    ]
)


def _value(text: str) -> Value:
    if text.lstrip("-").isdigit():
        return int(text)
    try:
        return float(text)
    except ValueError:
        return text


def read(language: str, source: str) -> Lexicon:
    words: dict[str, Meaning] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for line in source.strip().replace("\n  ", " ").splitlines():
        head, _, tail = line.partition(":")
        symbol, _, value = head.strip().partition(" ")
        meaning = (symbol, _value(value.strip()))
        for entry in tail.split("|"):
            parts = tuple(_PART.findall(entry))
            if len(parts) == 1:
                words[parts[0]] = meaning
            elif parts:
                phrases.setdefault(parts[0], []).append((parts, meaning))
    for found in phrases.values():
        found.sort(key=lambda phrase: -len(phrase[0]))
    return Lexicon(language, words, phrases)
