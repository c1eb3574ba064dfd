"""A gated pattern finds what the plain pattern finds; its gate only spares the search."""

from __future__ import annotations

import re

import pytest

from onehand.cases.recognise import promises_de_words, promises_en_words
from onehand.cases.recognise.gated import Gated, alternatives, keys


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:melden?|bescheid)\b", {"meld", "besc"}),
        (r"\b(?:in der regel|oft)\b", {"rege", "oft"}),  # the longest word of an alternative
        (r"\bab(?:er)?\b", {"ab"}),  # two letters where a word may go on
        (r"\be-?mails?\b", {"e"}),
        (r"\bdon't\b", {"do"}),
        (r"(?<!sie )(?:kann|darf) ich\b", {"kann", "darf"}),
        (r"nicht (?:nur|später)|kein\w*", {"nich", "kein"}),
    ],
)
def test_the_keys_of_a_pattern(pattern: str, expected: set[str]) -> None:
    assert keys(pattern) == frozenset(expected)


@pytest.mark.parametrize("pattern", [r"\w+ung", r"\b(?:ich|\w+'ll)\b", r"(?:sehr )?bald", r"^\W*bitte", r"[dD]as"])
def test_a_pattern_that_may_begin_with_anything_has_no_gate(pattern: str) -> None:
    assert keys(pattern) is None
    assert Gated(pattern).search("bitte, das ist bald eine lieferung, that'll do") is not None


def test_bars_inside_brackets_part_nothing() -> None:
    assert alternatives(r"a(?:b|c)|d[|)]e|\|f") == [r"a(?:b|c)", r"d[|)]e", r"\|f"]


def test_the_text_looked_at_last_is_not_mistaken_for_the_next() -> None:
    pattern = Gated(r"\b(?:morgen|heute)\b")
    for text, found in [("morgen früh", True), ("am freitag", False), ("morgen früh", True), ("heute", True)]:
        assert bool(pattern.search(text)) is found


@pytest.mark.parametrize("words", [promises_de_words, promises_en_words], ids=["de", "en"])
def test_every_alternative_passes_its_gate(words: object) -> None:
    """Each pattern is tried on all words that stand in any pattern: what matches plainly must pass the gate."""
    patterns = {name: each for name, each in vars(words).items() if isinstance(each, Gated)}
    assert len(patterns) > 30
    phrases = [phrase for each in patterns.values() for phrase in re.findall(r"[a-zäöüß][a-zäöüß' ]+", each.pattern)]
    for name, each in patterns.items():
        plain = re.compile(each.pattern)
        for phrase in phrases:
            assert bool(each.search(phrase)) is bool(plain.search(phrase)), (name, phrase)
