"""Which sentences of a customer's message want an answer, with or without a question mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from types import ModuleType

from onehand.cases.recognise import questions_de, questions_en
from onehand.cases.recognise.found import Question
from onehand.cases.recognise.questions_plain import plain
from onehand.cases.recognise.sentences import Sentence

MOST = 4_000  # sentences looked at: a message of a megabyte may take no second

# Who answers the own question in the next breath does not ask.
_SELF_ANSWERED = re.compile(
    r"(?:nein|von wegen|natürlich nicht|wohl kaum|ich glaube? (?:kaum|nicht)|niemand|keiner|fehlanzeige|genau"
    r"|pustekuchen"
    r"|jetzt (?:sitz|steh|hab|bin)\w*|no|nope|of course not|evidently not|apparently not|nobody|no one|hardly|exactly"
    r"|not me|i think not|obviously not)\b(?![, ]*(?:thanks|danke|problem|news|reply|one has|one can))",
    re.IGNORECASE,
)
_SPEAKS: dict[str, ModuleType] = {"de": questions_de, "en": questions_en}


def find(sentences: Sequence[Sentence], language: str) -> list[Question]:
    """Of those sentences that are not quoted, the ones to be answered; `language` is "de" or "en"."""
    speaks = _SPEAKS.get(language, questions_en)
    found: list[Question] = []
    for at, sentence in enumerate(sentences[:MOST]):
        if sentence.quoted:
            continue
        after = sentences[at + 1].text[:40] if at + 1 < len(sentences) else ""
        if _wants_answer(sentence.text, after, speaks.asks, speaks.means_nothing):
            found.append(Question(sentence.text, sentence.start, sentence.end))
    return found


def _wants_answer(text: str, after: str, asks: Callable[[str], bool], means_nothing: Callable[[str], bool]) -> bool:
    said = plain(text)
    if "?" in said:
        return not means_nothing(said) and not _SELF_ANSWERED.match(after)
    return asks(said)
