"""The lines of a text, and which of them are quoted: somebody said them earlier."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onehand.foundation.quotes.attribution import is_attribution, may_end
from onehand.foundation.quotes.headings import block_end, candidates, is_separator, phrase_kind


@dataclass(frozen=True, slots=True)
class Line:
    text: str  # without blanks around it
    start: int
    end: int
    quoted: bool


_LINE = re.compile(r"[^\n]*")
# Shorter than what mail programs write, as people type it: "Am 3. März schrieb Carla Kern:".
_SAID = re.compile(
    r"(?:Am|Vom|On)\s.{3,120}?\b(?:schrieb(?:en)?|wrote)\b(?!\s+(?:ich|wir|I|we)\b)[^:]{0,80}:\Z"
    r"|(?:Zitat|Quote)(?:\s[^:]{0,60})?:\Z"
)
_MOST_CANDIDATES = 500  # lines in which a heading or attribution is looked for: each costs its neighbours too


def lines_of(text: str) -> list[Line]:
    spans = list(_spans(text))
    marks = _quoted([text[start:end] for start, end in spans])
    return [Line(text[start:end], start, end, quoted) for (start, end), quoted in zip(spans, marks, strict=True)]


def _spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each line without its blanks."""
    found = []
    start = 0
    for line in text.split("\n"):
        left = len(line) - len(line.lstrip())
        found.append((start + left, start + max(left, len(line.rstrip()))))
        start += len(line) + 1
    return found


def _quoted(lines: list[str]) -> list[bool]:
    marks = [line.startswith((">", "|>", "&gt;")) for line in lines]
    below = _below(lines, marks)
    for at in range(below, len(lines)):
        marks[at] = True
    return marks


def _below(lines: list[str], marks: list[bool]) -> int:
    """The first line from which on all is quoted; marks attribution lines above `>` lines on the way."""
    heads = set(sorted(candidates(lines))[:_MOST_CANDIDATES])
    separated = False
    looks = _MOST_CANDIDATES
    for at, line in enumerate(lines):
        if not line or marks[at]:
            continue
        if at in heads and _begins_original(lines, at, separated):
            return at
        separated = is_separator(line)
        if not looks or not may_end(line):
            continue
        looks -= 1
        follows = _quote_follows(marks, lines, at)
        first = _attribution(lines, at, follows)
        if first is None:
            continue
        if not follows:
            return first
        marks[first : at + 1] = [True] * (at + 1 - first)
    return len(lines)


def _begins_original(lines: list[str], at: int, separated: bool) -> bool:
    kind = phrase_kind(lines[at])
    if kind in ("original", "forward"):
        return True
    return block_end(lines, at, separated=separated) is not None


def _quote_follows(marks: list[bool], lines: list[str], at: int) -> bool:
    for below in range(at + 1, min(at + 3, len(lines))):
        if lines[below]:
            return marks[below]
    return False


def _attribution(lines: list[str], at: int, follows: bool) -> int | None:
    """The first line of an attribution that ends here; a mail program may have wrapped it once."""
    for first in (at, at - 1):
        if first < 0 or not lines[first]:
            return None
        whole = " ".join(lines[first : at + 1])
        if len(whole) > 300:
            return None
        if is_attribution(whole, quote_follows=follows) or _SAID.match(whole):
            return first
    return None
