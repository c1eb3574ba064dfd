"""Statements that something is done, or was sent: a template may only say so where it is true."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onehand.cases.recognise import done_de, done_en
from onehand.cases.recognise.clauses import cue, sentences, spoken
from onehand.cases.recognise.sentences import Sentence

ACTION, MESSAGE = "action", "message"
_CLAIMS = {"de": done_de.claims, "en": done_en.claims}
CUES: dict[str, tuple[str, ...]] = {
    "de": cue(
        "wurde", "worden", "ist ", "ist\n", "sind", "hab", "erledigt", "hat ", "unterwegs", "bereits", "anbei", "hatte"
    ),
    "en": cue(
        "have", "has ", "been", "was ", "were ", "is ", "'ve", "’ve", "are ", "i ", "we ", "done", "'s ", "’s ", "it "
    ),
}
_IN_BRACES = re.compile(r"[{}\[\]]")


@dataclass(frozen=True, slots=True)
class Done:
    """`kind` is what would make it true: "action" (verified in a back-end) or "message" (sent and delivered)."""

    text: str
    start: int
    end: int
    kind: str


def find(text: str, language: str) -> list[Done]:
    """The sentences which say that something is done, in their order; `language` is "de" or "en"."""
    known = _known(language)
    return find_in(sentences(text, CUES[known], known), language)


def find_in(given: Iterable[Sentence], language: str) -> list[Done]:
    """The same for a text that is cut into sentences already."""
    found = ((one, _kind(one.text, _known(language))) for one in given if not one.quoted)
    return [Done(one.text, one.start, one.end, kind) for one, kind in found if kind]


def _known(language: str) -> str:
    return language if language in _CLAIMS else "en"


def _kind(sentence: str, language: str) -> str:
    """Of a sentence with both, the action: it needs the surer evidence."""
    if sentence.rstrip(" \"'“”»)").endswith("?"):
        return ""
    said = _IN_BRACES.sub(" ", spoken(sentence, language))
    kinds = _CLAIMS[language](said)
    return next((kind for kind in (ACTION, MESSAGE) if kind in kinds), "")
