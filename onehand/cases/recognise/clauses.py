"""Sentences and their clauses, as the rules for statements (who erred, what is done) look at them.

Only what bears a cue is cut into sentences, so that a long text without one costs a single look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onehand.cases.recognise.questions_plain import plain
from onehand.cases.recognise.sentences import Sentence, split

MOST = 12_000  # letters of a text that are read closely: a draft of eight pages is none
LONGEST = 700  # letters of one sentence
_BESIDE = 600  # letters read along on either side of a cue in a longer text

# Lower-case "sie" and "ihr" inside a German sentence are somebody else; capital ones are the customer.
_OTHERS = re.compile(r"(?<=[\w,;)] )(sie|ihre?[nmrs]?|ihnen)\b")
# Small clauses that say nothing by themselves: "Sie haben, wie ich sehe, die falsche …".
_ASIDE = re.compile(
    r", (?:wie|soweit|so (?:viel|weit)|laut|nach|leider|anscheinend|offenbar|unfortunately|sadly|apparently|it seems"
    r"|it appears|as (?:far as|we|i|you)|according to|however|therefore)\b[^,.;:?!]{0,60},"
)
_CUT = re.compile(r" ?[,;:()…] ?| [-–—] |[!?] ")


@dataclass(frozen=True, slots=True)
class Clause:
    """`before` is what stands in front of it in the sentence; `first` when nothing does."""

    text: str
    before: str

    @property
    def first(self) -> bool:
        return not self.before


def cue(*words: str) -> tuple[str, ...]:
    """Words as they stand in a text, small and with a capital; plain search costs next to nothing."""
    return tuple(dict.fromkeys(form for word in words for form in (word, word[0].upper() + word[1:])))


def sentences(text: str, cues: Sequence[str], language: str) -> list[Sentence]:
    """Those that may say something, with offsets into `text`; quoted ones left out."""
    return [
        Sentence(one.text, one.start + begins, one.end + begins)
        for begins, ends in _near(text, cues)
        for one in split(text[begins:ends], language)
        if not one.quoted
    ]


def _near(text: str, cues: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches around cues; the whole of a text of usual length."""
    places = {one: at for one in cues if (at := text.find(one)) >= 0}
    if len(text) <= MOST:
        if places:
            yield 0, len(text)
        return
    left, at = MOST, 0
    while left > 0 and places:
        found = min(places.values())
        begins = text.rfind("\n", max(at, found - _BESIDE), found) + 1 or max(at, found - _BESIDE)
        ends = min(len(text), found + _BESIDE, begins + left)
        yield begins, ends
        left -= ends - begins
        at = max(ends, found + 1)
        for one, place in list(places.items()):
            if place < at:
                places[one] = text.find(one, at)
                if places[one] < 0:
                    del places[one]


def spoken(sentence: str, language: str) -> str:
    """The plain form, in which "jene" stands for German pronouns that do not mean the customer."""
    text = sentence[:LONGEST]
    if language == "de":
        text = _OTHERS.sub(lambda found: "jene" if found[1].startswith("s") else "jenes", text)
    said = plain(text)
    return _ASIDE.sub(" ", said) if "," in said else said


def clauses(said: str) -> list[Clause]:
    found, at = [], 0
    for cut in _CUT.finditer(said):
        if said[at : cut.start()].strip():
            found.append(Clause(said[at : cut.start()].strip(), said[:at].strip()))
        at = cut.end()
    if said[at:].strip():
        found.append(Clause(said[at:].strip(" .!?…"), said[:at].strip()))
    return found
