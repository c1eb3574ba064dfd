"""What every search for facts reads: the text, its lower-case twin and its tokens with digits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from onehand.cases.recognise.sentences import Sentence
from onehand.foundation import dates
from onehand.foundation.dates import When

LONGEST = 300  # letters of a value: a longer "fact" is none
_MOST_TOKENS = 1_500  # nobody gives more numbers in one message; keeps 1 MB of digits cheap
_CONTEXT = 240
_KEY = 4
_MOST_SENTENCES = 5_000  # nobody writes more; keeps 1 MB cheap

_LETTERS = re.compile(r"[a-zäöüßéè]+")
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
    timely: set[int]  # the places of the sentences that may name a day or a span
    _whens: dict[int, list[When]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    marks: dict[int, set[str]] = field(default_factory=dict)  # by sentence: the keys of its words

    def spots(self, keys: frozenset[str]) -> dict[int, set[str]]:
        """The sentences with words of these keys (see `keys_of`), and which keys: most sentences hold none of them."""
        return {at: here for at, marks in self.marks.items() if (here := marks & keys)}

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


def open_page(text: str, sentences: Sequence[Sentence], now: datetime, language: str, keys: frozenset[str]) -> Page:
    """`keys`: all that `spots` will be asked for, and `TIME`."""
    # U+0130 is the one letter whose lower case is longer.
    low = text.replace("\u0130", "I").lower()
    said = [sentence for sentence in sentences if not sentence.quoted]
    starts = [sentence.start for sentence in said]
    tokens = _tokens(text, _stretches(said, len(text), sentences))
    words, marks = _marked(low, said, keys)
    timely = {at for at, marks_there in marks.items() if not TIME.isdisjoint(marks_there)}
    timely.update(bisect_right(starts, token.start) - 1 for token in tokens)
    timely.discard(-1)
    return Page(text, low, now, language, said, starts, tokens, bool(sentences), timely, {}, words, marks)


def _marked(low: str, said: Sequence[Sentence], keys: frozenset[str]) -> tuple[set[str], dict[int, set[str]]]:
    """All words, and by sentence the keys of those that have one."""
    words: set[str] = set()
    marks: dict[int, set[str]] = {}
    tails = _tails(keys)
    for at, sentence in enumerate(said[:_MOST_SENTENCES]):
        here = _LETTERS.findall(low, sentence.start, min(sentence.end, sentence.start + 2 * LONGEST))
        words.update(here)
        found = set(keys.intersection([word[:_KEY] for word in here]))
        ended = tails.intersection([word[-_KEY:] for word in here if len(word) > _KEY + 1])
        if ended:
            found.update(f"-{tail}" for tail in ended)
        if found:
            marks[at] = found
    return words, marks


@cache
def _tails(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key[1:] for key in keys if key.startswith("-"))


def keys_of(words: str) -> frozenset[str]:
    """The keys of words given by their beginnings; "-messe" stands also for what ends so ("Möbelmesse"),
    "--signal" for that only ("sign" begins too many)."""
    return frozenset(key for word in words.split() for key in key_of(word))


def key_of(word: str) -> tuple[str, ...]:
    name = word.lstrip("-")
    head, tail = name[:_KEY], f"-{name[-_KEY:]}"
    return (head,) if name == word else (tail,) if word.startswith("--") else (head, tail)


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


TIME = keys_of(
    "tag tage tagen tags -ntag -stag -itag -rtag -gtag -ttag -tage -tagen -ntags -stags -itags -gtags woche "
    "-woche -wochen -wochs mittwoch "
    "-mittwoch monat -monat -monats montag dienstag donnerstag freitag samstag sonntag sonnabend jahr neujahr "
    "morgen heut abend -abend "
    "-abends -mittag übermorgen ostern pfingst weihnacht silvester januar jänner februar feber märz april mai "
    "juni juli august septemb "
    "oktob novemb dezemb nikolaus advent karwoche kw mo di mi fr sa mon tue tues wed thu thur fri sat sun "
    "monday tuesday wednesday "
    "thursday friday saturday sunday -nday -sday -iday -rday day days today weekday week weekend month -month "
    "tomorrow tonight easter "
    "christmas january february march may june july octob decemb fortnight noon"
)
