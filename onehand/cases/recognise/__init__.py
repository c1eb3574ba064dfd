"""What is said in a message: questions and facts of the customer, promises and asks of our own drafts.

Deterministic, without network or database; linear in the length of the text.

The rules are a thousand patterns, whose compiling takes a second: they are brought in when they are first asked for,
so that whatever starts need not wait for them.
"""

from __future__ import annotations

from datetime import datetime

from onehand.cases.recognise.found import Ask, Fact, Promise, Question, Recognised
from onehand.cases.recognise.sentences import split
from onehand.foundation.text import guess_language

__all__ = ["Ask", "Fact", "Promise", "Question", "Recognised", "get_ready", "recognise"]

# Nobody types more by hand. What is behind it is kept with the message, but not looked at, so that a mail of any size
# is done within a second.
MOST = 40_000


def recognise(text: str, *, direction: str, now: datetime, language: str | None = None) -> Recognised:
    """`direction` is "in" (the customer writes: questions, facts) or "out" (our draft: promises, asks).

    `now` bears the zone in which days are reckoned. `language` "de" or "en"; guessed from the text when None. Nothing
    is found in what is quoted. Raises ValueError for another direction or language.
    """
    from onehand.cases.recognise import asks, facts, promises, questions

    if direction not in ("in", "out"):
        raise ValueError(f"direction is {direction!r}, not in or out")
    if language not in (None, "de", "en"):
        raise ValueError(f"language is {language!r}, not de or en")
    seen = _beginning(text)
    spoken = language or guess_language(seen, default="de")
    sentences = split(seen, spoken)
    if direction == "in":
        asked = questions.find(sentences, spoken)
        return Recognised(spoken, tuple(asked), facts=tuple(facts.find(seen, sentences, now, spoken)))
    promised = promises.find(seen, sentences, now, spoken)
    return Recognised(spoken, promises=tuple(promised), asks=tuple(asks.find(sentences, spoken)))


def get_ready() -> None:
    """Bring in all rules now: beside the start of a node, and before a transaction that others wait for."""
    from onehand.cases.recognise import asks, blame, facts, promises, questions  # noqa: F401


def _beginning(text: str) -> str:
    """At most `MOST` letters, cut between words where there is a blank."""
    if len(text) <= MOST:
        return text
    cut = max(text.rfind(" ", MOST - 200, MOST), text.rfind("\n", MOST - 200, MOST))
    return text[: cut if cut > 0 else MOST]
