"""Statements in an outgoing draft that the customer erred (C9): whoever sends one names what shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType

from onehand.cases.recognise import blame_de, blame_en
from onehand.cases.recognise.clauses import clauses, cue, sentences, spoken
from onehand.cases.recognise.sentences import Sentence

_SPEAKS: dict[str, ModuleType] = {"de": blame_de, "en": blame_en}
# Without one of these words nobody is blamed; the rules themselves are asked only near them.
CUES: dict[str, tuple[str, ...]] = {
    "de": cue(
        "sie", "ihr", "ihne", "du ", "dir ", "dein", "selbst", "niemand", "falsch", "kunde", "wurde", "unsachgem"
    ),
    "en": cue("you", "user error", "nobody", "no one", "improper", "misuse", "wrong", "incorrect"),
}


@dataclass(frozen=True, slots=True)
class Blame:
    text: str
    start: int
    end: int


def find(text: str, language: str) -> list[Blame]:
    """The sentences which say that, in their order; `language` is "de" or "en"."""
    return find_in(sentences(text, CUES[_known(language)], _known(language)), language)


def find_in(given: Iterable[Sentence], language: str) -> list[Blame]:
    """The same for a text that is cut into sentences already."""
    speaks = _SPEAKS[_known(language)]
    return [
        Blame(one.text, one.start, one.end)
        for one in given
        if not one.quoted and _blames(one.text, _known(language), speaks)
    ]


def _known(language: str) -> str:
    return language if language in _SPEAKS else "en"


def _blames(sentence: str, language: str, speaks: ModuleType) -> bool:
    if sentence.rstrip(" \"'“”»)").endswith("?"):
        return False
    said = spoken(sentence, language)
    if speaks.only_supposes(said):
        return False
    said = speaks.prepared(said)
    return any(speaks.blames(clause) for clause in clauses(said))
