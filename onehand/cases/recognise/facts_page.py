"""What every search for facts reads: the text, its lower-case twin and its tokens with digits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from onehand.cases.recognise.sentences import Sentence
from onehand.foundation import dates
from onehand.foundation.dates import When

LONGEST = 300  # letters of a value: a longer "fact" is none
_MOST_TOKENS = 1_500  # nobody gives more numbers in one message; keeps 1 MB of digits cheap
_CONTEXT = 240

_TIME = (
    " tage", " tag ", "ntag", "stag", "itag", "rtag", "woche", "monat", "montag", "mittwoch", "jahr", "morgen",
    "heut", "abend", "ostern", "pfingst", "weihnacht", "silvester", "januar", "februar", "märz", "april", "mai",
    "juni", "juli", "august", "septemb", "oktob", "novemb", "dezemb", "day", "week", "month", "tomorrow", "tonight",
    "easter", "christmas", "january", "february", "march", "may", "june", "july", "octob", "decemb", "fortnight",
    "noon", "mon ", "tue", "wed", "thu", "fri", "sat ", "sun ", "jänner", "feber", "nikolaus",
)  # fmt: skip
_DIGIT = re.compile(r"[0-9]")
# "4711-0815", "W-2044/17", "RE_2026.0815"; a full stop joins digits only ("Nr.20041" is not one token).
_TOKEN = re.compile(r"[A-Za-z0-9]+(?:(?:[-–/_]|(?<=[0-9])\.(?=[0-9]))[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    text: str
    low: str  # the same length as text, so that offsets hold in both
    now: datetime
    language: str
    sentences: Sequence[Sentence]
    starts: Sequence[int]
    tokens: Sequence[Token]
    split: bool  # into sentences at all
    timely: frozenset[int]  # the places of the sentences that may name a day or a span
    _whens: dict[int, list[When]] = field(default_factory=dict)

    def whens(self, sentence: Sentence) -> list[When]:
        """What one sentence says about time; read once, since both absences and deadlines ask for it."""
        found = self._whens.get(sentence.start)
        if found is None:
            text = sentence.text[: 2 * LONGEST]
            found = [when for when in dates.find(text, now=self.now, language=self.language) if not when.vague]
            self._whens[sentence.start] = found
        return found

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence around an offset, at most so many letters to each side."""
        index = bisect_right(self.starts, at) - 1
        start, end = max(0, at - _CONTEXT), min(len(self.text), at + _CONTEXT)
        if index < 0:
            return start, end
        sentence = self.sentences[index]
        return max(start, sentence.start), max(at, min(end, sentence.end))

    def said(self, at: int) -> bool:
        """Is this place in no quoted text?"""
        if not self.starts:
            return not self.split
        index = bisect_right(self.starts, at) - 1
        return index >= 0 and at <= self.sentences[index].end

    def line(self, at: int) -> tuple[int, int]:
        start = self.text.rfind("\n", max(0, at - _CONTEXT), at) + 1
        end = self.text.find("\n", at, at + _CONTEXT)
        return max(start, at - _CONTEXT), (end if end >= 0 else min(len(self.text), at + _CONTEXT))


def open_page(text: str, sentences: Sequence[Sentence], now: datetime, language: str) -> Page:
    # U+0130 is the one letter whose lower case is longer.
    low = text.replace("\u0130", "I").lower()
    said = [sentence for sentence in sentences if not sentence.quoted]
    starts = [sentence.start for sentence in said]
    tokens = _tokens(text, _stretches(said, len(text), sentences))
    return Page(text, low, now, language, said, starts, tokens, bool(sentences), _timely(low, said, starts, tokens))


def _timely(low: str, said: Sequence[Sentence], starts: Sequence[int], tokens: Sequence[Token]) -> frozenset[int]:
    """Sentences with a figure, or with a word of time; the words not in the text at all are not asked for again."""
    found = {bisect_right(starts, token.start) - 1 for token in tokens} if starts else set()
    for word in [word for word in _TIME if word in low]:
        at = low.find(word)
        tried = 0
        while at >= 0 and tried < _MOST_TOKENS:
            tried += 1
            found.add(bisect_right(starts, at) - 1)
            at = low.find(word, at + 1)
    found.discard(-1)
    return frozenset(found)


def _stretches(said: Sequence[Sentence], length: int, every: Sequence[Sentence]) -> Iterable[tuple[int, int]]:
    """Where to look: all of the text but what is quoted, or all when it was not split."""
    if not every:
        return [(0, length)]
    if len(said) == len(every):
        return [(every[0].start, every[-1].end)]
    joined: list[tuple[int, int]] = []
    follows = False
    for sentence in every:
        if sentence.quoted:
            follows = False
        elif follows:
            joined[-1] = (joined[-1][0], sentence.end)
        else:
            joined.append((sentence.start, sentence.end))
            follows = True
    return joined


def _tokens(text: str, stretches: Iterable[tuple[int, int]]) -> list[Token]:
    found: list[Token] = []
    for start, end in stretches:
        at = start
        while len(found) < _MOST_TOKENS and (digit := _DIGIT.search(text, at, end)):
            token = _around(text, digit.start(), at, end)
            at = token.end
            found.append(token)
    return found


def _around(text: str, digit: int, start: int, end: int) -> Token:
    begin = digit
    lowest = max(start, digit - 40)
    while begin > lowest and (text[begin - 1].isalnum() or text[begin - 1] in "-–/_"):
        begin -= 1
    while begin < digit and not (text[begin].isascii() and text[begin].isalnum()):
        begin += 1
    match = _TOKEN.match(text, begin, end)
    if match is None or match.end() <= digit:
        match = _TOKEN.match(text, digit, end)
    assert match is not None
    return Token(match[0], match.start(), match.end())


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def squeezed(text: str) -> str:
    return " ".join(text.split())
