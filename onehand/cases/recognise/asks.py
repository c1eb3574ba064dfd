"""What an agent's draft asks the customer for: in the kinds of facts, or date_of_birth, photo, other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import NamedTuple

from onehand.cases.recognise import asks_de, asks_en
from onehand.cases.recognise.found import Ask
from onehand.cases.recognise.questions_plain import any_in, plain
from onehand.cases.recognise.sentences import Sentence

MOST = 2_000  # sentences looked at: a draft of a megabyte may take no second

# The label of a field, "Order No.", says what is meant; a longer quotation is what somebody else said.
_MARKS = ("„", "“", "»", "«", '"', "‚", "‹")
_LABEL = re.compile('["„“”«»‚‹›]([^"„“”«»‚‹›?!]{1,25})["“”«»‘‹›]')
# A number's abbreviation ends no sentence: "Unter welcher Kundennr. werden Sie geführt?"
_SHORT = re.compile(r"\w*(?:nr|tel)\.\Z", re.IGNORECASE)

_SPEAKS: dict[str, ModuleType] = {"de": asks_de, "en": asks_en}


def find(sentences: Sequence[Sentence], language: str) -> list[Ask]:
    """Each kind once for sentences that follow each other: "Which invoice is it? Please tell us its number." is one."""
    speaks = _SPEAKS.get(language, asks_en)
    found: list[Ask] = []
    before = _Before()
    for sentence in _joined(sentences[:MOST]):
        before = _Before() if sentence.quoted else _read(sentence, speaks, found, before)
    return found


def _which(said: str, before: _Before, speaks: ModuleType) -> list[str]:
    """ "You have several orders. Which of them is it?" asks for the number of one."""
    kinds: list[str] = speaks.NOUNS.numbered(before.said) if speaks.WHICH.search(said) else []
    return kinds


def _joined(sentences: Sequence[Sentence]) -> list[Sentence]:
    whole: list[Sentence] = []
    for sentence in sentences:
        last = whole[-1] if whole else None
        if last and last.text.endswith(("r.", "l.", "R.")) and sentence.text[:1].islower() and _cut(last, sentence):
            sentence = Sentence(f"{last.text} {sentence.text}", last.start, sentence.end)
            whole.pop()
        whole.append(sentence)
    return whole


def _cut(sentence: Sentence, following: Sentence) -> bool:
    return not sentence.quoted and not following.quoted and bool(_SHORT.search(sentence.text[-20:]))


class _Before(NamedTuple):
    """The sentence before, in which the thing meant by "it" may stand."""

    said: str = ""
    asked: Mapping[str, int] = {}  # its kinds, by their place in what is found


def _read(sentence: Sentence, speaks: ModuleType, found: list[Ask], before: _Before) -> _Before:
    text = sentence.text
    if any_in(_MARKS, text):
        text = _LABEL.sub(r"\1", text)
    said = plain(text)
    kinds: list[str] = speaks.asked(said)
    if kinds == ["other"] and before.said and speaks.points_back(said):
        kinds = list(before.asked) or speaks.NOUNS.mentioned(before.said) or _which(said, before, speaks) or kinds
    if kinds == ["other"] and ":" in said:
        kinds = _which(said, _Before(said.rpartition(":")[0]), speaks) or kinds
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
