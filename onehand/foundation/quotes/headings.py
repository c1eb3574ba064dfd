"""The headings of an unmarked quotation: header lines and "----- Original Message -----"."""

from __future__ import annotations

import re

from onehand.foundation.quotes.vocabulary import (
    CC,
    DATE,
    FORWARDED,
    FROM,
    HEADERS,
    ORIGINAL,
    OTHER,
    REPLY_ABOVE,
    SUBJECT,
    TO,
)

_MOST_LINES = 18
_LONGEST_KEY = 24
_MARKS = " \t*_|>\xa0"
_DASHES = "-_=*—–#<>|~ \t:\xa0"
_PHRASES = (*ORIGINAL, *FORWARDED)
_FORWARDS = tuple(FORWARDED)
_BEGINNINGS = frozenset(phrase[:3] for phrase in _PHRASES)
_KEY = re.compile(r"([^\s:,<>]{1,24}(?: [^\s:,<>]{1,12})?)\s?[:：]")
_ANY_KEY = re.compile(r"[*_]{0,2}[^\s:<>/][^:<>/]{0,24}[:：][*_]{0,2}\s+\S")
_NOTES_TO, _NOTES_SUBJECT = (
    frozenset({"an", "to", "à", "para"}),
    frozenset({"thema", "subject", "betreff", "objet"}),
)


def header_kind(line: str) -> str | None:
    """ "from", "date", "to", "cc", "subject" or "other" for a header line of a quoted mail."""
    line = line[:80].lstrip(_MARKS)
    at = line.find(":")
    if at < 0:
        at = line.find("：")
    if not 0 < at <= _LONGEST_KEY:
        return None
    return HEADERS.get(line[:at].strip(_MARKS).lower())


def candidates(lines: list[str]) -> set[int]:
    """Cheap look at all (stripped) lines: in which can a heading begin? ("Reply above" lines aside.)"""
    return {
        at
        for at, line in enumerate(lines)
        if line
        and (":" in line[:26] or line[0] in _DASHES or len(line) < 5 or line[:3].lower() in _BEGINNINGS or "：" in line)
    }


def below_separators(lines: list[str], at_lines: set[int]) -> set[int]:
    """The first lines with text below a rule or an "Original Message", among `at_lines` that may hold one."""
    found = set()
    for at in at_lines:
        if is_separator(lines[at]):
            below = next((here for here in range(at + 1, min(at + 4, len(lines))) if lines[here]), None)
            if below is not None:
                found.add(below)
    return found


def asks_to_reply_above(text: str) -> bool:
    """Is a line like "please reply above this line" anywhere in the text?"""
    lower = text.lower()
    return any(place in lower for place, _ in REPLY_ABOVE)


def is_rule(line: str) -> bool:
    """A line of nothing but dashes, underscores or the like, as a stripped line."""
    return len(line) >= 4 and not line.strip("-_=*—–~ ")


def phrase_kind(line: str) -> str | None:
    """ "forward" or "original" for "--- Original Message ---", "Begin forwarded message:" and their kin."""
    if not 6 <= len(line) <= 120:
        return None
    core = line.strip(_DASHES)
    lower = core.lower()
    if not lower.startswith(_PHRASES):
        return None
    kind = "forward" if lower.startswith(_FORWARDS) else "original"
    decorated = line.startswith(("--", "__", "==", "**", "—", "––", "- -", "##", "<<", "~~"))
    if decorated or (kind == "forward" and line.endswith((":", "：")) and len(core.split()) <= 6):
        return kind
    return "bare" if len(core.split()) <= 4 else None


def is_separator(line: str) -> bool:
    """A rule or an "Original Message": what stands above the header lines of a quotation."""
    if not line or (line[0] not in _DASHES and line[:3].lower() not in _BEGINNINGS):
        return False
    return is_rule(line) or phrase_kind(line) is not None


def is_forward(line: str) -> bool:
    return phrase_kind(line) == "forward"


def is_reply_above(line: str) -> bool:
    """The line that our own (and other) systems put above the mail they send: answer above it."""
    if not 16 <= len(line) <= 200:
        return False
    lower = line.lower()
    return any(place in lower and verb in lower for place, verb in REPLY_ABOVE)


def _one_line_block(line: str) -> bool:
    """ "Von: X Gesendet: … An: … Betreff: …" in a single line."""
    kinds = {
        HEADERS.get(key[1].lower()) or HEADERS.get(key[1].split()[-1].lower()) for key in _KEY.finditer(line[:600])
    }
    return FROM in kinds and SUBJECT in kinds and bool(kinds & {DATE, TO})


def _enough(kinds: set[str], text: str, *, separated: bool) -> bool:
    if FROM not in kinds:
        return separated and len(kinds & {DATE, TO, SUBJECT}) >= 3
    known = kinds - {OTHER}
    if separated:
        return len(known) >= 2
    return len(known) >= 3 and (SUBJECT in kinds or "@" in text)


def block_end(lines: list[str], start: int, *, separated: bool) -> int | None:
    """The line after a block of header lines that begins in line `start`, else None. `lines` are stripped.

    `separated`: a rule or an "Original Message" stands above, so fewer header lines are enough.
    """
    first = header_kind(lines[start])
    if first is None or first in (CC, OTHER):
        return None
    if first == FROM and _one_line_block(lines[start]):
        return start + 1
    kinds: set[str] = set()
    at = end = start
    strange = 0
    limit = min(start + _MOST_LINES, len(lines))
    while at < limit:
        kind = header_kind(lines[at])
        if kind is not None:
            kinds.add(kind)
            kinds |= {SUBJECT} if kind in (TO, DATE) and _holds_subject(lines[at]) else set()
            at += 1
            end, strange = at, 0
        elif not lines[at]:
            if at + 1 < limit and header_kind(lines[at + 1]) is None:
                break
            at += 1
        else:
            strange += 1
            if strange > 2 or lines[at].startswith(">"):
                break
            at += 1
    return end if _enough(kinds, " ".join(lines[start:end]), separated=separated) else None


def _holds_subject(line: str) -> bool:
    return any(HEADERS.get(key[1].split()[-1].lower()) == SUBJECT for key in _KEY.finditer(line[3:300]))


def unknown_block_end(lines: list[str], start: int) -> int | None:
    """The end of header lines below a rule in an unlisted language: three "word: value" and an address."""
    end, found = start, 0
    for at in range(start, min(start + 6, len(lines))):
        if not lines[at]:
            break
        found += _ANY_KEY.match(lines[at]) is not None
        end = at + 1
    text = " ".join(lines[start:end])
    return end if found >= 3 and found >= end - start - 1 and "@" in text and len(text) < 1_500 else None


def notes_block_start(lines: list[str], at: int) -> int | None:
    """Lotus Notes sets "An", "Kopie", "Thema" alone on a line, sender and date above: the sender's line."""
    if lines[at].lower() not in _NOTES_TO:
        return None
    below = [line.lower() for line in lines[at + 1 : at + 12]]
    if _NOTES_SUBJECT.isdisjoint(below):
        return None
    start = at
    for above in range(at - 1, max(at - 6, -1), -1):
        line = lines[above]
        if not line:
            continue
        if len(line) > 100 or not ("@" in line or "/" in line or re.search(r"\d{1,2}[:.]\d\d", line)):
            break
        start = above
    return start
