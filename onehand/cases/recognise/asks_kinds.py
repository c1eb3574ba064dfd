"""Which kinds of things a sentence names, by nouns that each language brings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onehand.cases.recognise.questions_plain import any_in, fold_pattern

# A way of contact that is preferred is no number asked for; "from when until when are you away?" sets no deadline.
_STRONGER = {
    "iban": {"preference"},
    "preference": {"phone", "email", "postal_address", "absence"},
    "absence": {"deadline"},
}


class Cues:
    """Phrases from one word's edge to another, written with umlauts, read folded.

    The pattern begins with what is no letter and is tried in a text with a blank before it: so it is tried once a word,
    not once a letter, in half the time of a look behind. A match begins, in the text given, where its first word does.
    """

    __slots__ = ("_pattern",)

    def __init__(self, *phrases: str) -> None:
        self._pattern = re.compile(rf"\W(?:{'|'.join(fold_pattern(each) for each in phrases)})(?!\w)")

    def search(self, text: str) -> re.Match[str] | None:
        return self._pattern.search(f" {text}")

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(f" {text}")


def beginnings(text: str) -> set[str]:
    """Four letters of each word: a cheap look whether a costly pattern can match."""
    return {word[:4] for word in text.replace("(", " ").split()}


@dataclass(frozen=True, slots=True)
class Nouns:
    kinds: tuple[tuple[str, tuple[str, ...], Cues], ...]  # the first that takes a place keeps it
    number: re.Pattern[str]  # a bare "number"
    number_of: tuple[tuple[str, re.Pattern[str]], ...]  # what kind of one, told by its neighbours
    loose: tuple[tuple[str, Cues], ...]  # what is asked about if nothing is named

    def asked(self, plain_text: str) -> list[str]:
        """For what surely asks: the kinds named, else the one that it is about."""
        kinds = self.mentioned(plain_text)
        if "preference" in kinds and "phone" in kinds and self.number.search(plain_text):
            kinds.remove("preference")
        if kinds:
            return sorted_out(kinds)
        return next(([kind] for kind, about in self.loose if about.search(plain_text)), [])

    def mentioned(self, plain_text: str) -> list[str]:
        """In order, each once."""
        places: list[tuple[int, int, str]] = []
        ended = f"{plain_text} "
        for kind, stems, pattern in self.kinds:
            if not any_in(stems, ended):
                continue
            for found in pattern.finditer(plain_text):
                if not any(start < found.end() and found.start() < end for start, end, _ in places):
                    places.append((found.start(), found.end(), kind))
        kinds = [kind for _, _, kind in sorted(places)]
        return list(dict.fromkeys(kinds)) or self._number_of(plain_text)

    def _number_of(self, text: str) -> list[str]:
        return self.numbered(text) if self.number.search(text) else []

    def numbered(self, text: str) -> list[str]:
        """What kind of number a thing spoken of has."""
        return next(([kind] for kind, about in self.number_of if about.search(text)), [])


def sorted_out(kinds: list[str]) -> list[str]:
    for strong, weak in _STRONGER.items():
        if strong in kinds:
            kinds = [kind for kind in kinds if kind not in weak]
    return kinds
