"""What an agent's draft asks the customer for: in the kinds of facts, or date_of_birth, photo, other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import ModuleType

from onehand.cases.recognise import asks_de, asks_en
from onehand.cases.recognise.found import Ask
from onehand.cases.recognise.questions_plain import plain
from onehand.cases.recognise.sentences import Sentence

MOST = 2_000  # sentences looked at: a draft of a megabyte may take no second

_SPEAKS: dict[str, ModuleType] = {"de": asks_de, "en": asks_en}


def find(sentences: Sequence[Sentence], language: str) -> list[Ask]:
    """Each kind once for sentences that follow each other: "Which invoice is it? Please tell us its number." is one."""
    speaks = _SPEAKS.get(language, asks_en)
    found: list[Ask] = []
    before = _Before()
    for sentence in sentences[:MOST]:
        before = _Before() if sentence.quoted else _read(sentence, speaks, found, before)
    return found


@dataclass(frozen=True, slots=True)
class _Before:
    """The sentence before, in which the thing meant by "it" may stand."""

    said: str = ""
    asked: dict[str, int] = field(default_factory=dict)  # its kinds, by their place in what is found


def _read(sentence: Sentence, speaks: ModuleType, found: list[Ask], before: _Before) -> _Before:
    said = plain(sentence.text)
    kinds: list[str] = speaks.asked(said)
    if kinds == ["other"] and before.said and speaks.points_back(said):
        kinds = list(before.asked) or speaks.NOUNS.mentioned(before.said) or kinds
    asked: dict[str, int] = {}
    for kind in kinds:
        at = before.asked.get(kind)
        if at is None:
            at = len(found)
            found.append(Ask(kind, sentence.start, sentence.end))
        else:
            found[at] = Ask(kind, found[at].start, sentence.end)
        if kind != "other":
            asked[kind] = at
    return _Before(said, asked)
