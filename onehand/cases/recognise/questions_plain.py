"""The plain form of a sentence that the rules for questions and asks are written against.

Small letters, umlauts spelt out (so that "koennen" and "können", "grüsse" and "grüße" are one), one kind of
apostrophe, single blanks, no addresses of web pages and nothing that stands in quotation marks: a question mark in
those asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 1500  # letters of one sentence that are looked at: two thirds from its head, one third from its tail

_HIDDEN = "xxx"  # stands for an address or a quotation
_SPELT = (("ß", "ss"), ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("’", "'"), ("‘", "'"), ("`", "'"), ("´", "'"))
_ADDRESS = re.compile(r"(?:https?:|www\.)\S{1,2000}")
_QUOTED = re.compile(r"[\"„“”«»‚‹›][^\"„“”«»‚‹›]{1,400}[\"“”«»‘‹›]")
_BREAK = re.compile(r"[,;:.!?…()–—-]+(?![^ ])")
_SHORT = ("bzw", "evtl", "ggf", "inkl")


def fold(text: str) -> str:
    """Also for the patterns themselves, which may then be written with umlauts."""
    folded = text.lower()
    if folded.isascii():
        return folded
    for written, spelt in _SPELT:
        folded = folded.replace(written, spelt)
    return folded


def plain(text: str) -> str:
    if len(text) > LONGEST:
        text = text[: LONGEST * 2 // 3] + " " + text[-LONGEST // 3 :]
    if "http" in text or "www." in text:
        text = _ADDRESS.sub(_HIDDEN, text)
    if not text.isascii() or '"' in text:
        text = _QUOTED.sub(_HIDDEN, text)
    return " ".join(fold(text).split()).lstrip("-–—*•·>_# ")


def pieces(plain_text: str) -> list[tuple[str, bool]]:
    """The stretches between punctuation, most of them clauses; true for those that begin anew, not behind a comma."""
    found: list[tuple[str, bool]] = []
    start, anew = 0, True
    for stop in _BREAK.finditer(plain_text):
        marks, at = stop[0], stop.start()
        if (marks == "." and _abbreviates(plain_text, at)) or (marks[0] == "-" and plain_text[at - 1 : at] != " "):
            continue
        piece = plain_text[start:at].strip(" (")
        if piece:
            found.append((piece, anew))
        anew = marks[0] in ".:;!?" and not marks.startswith("..")
        start = stop.end() + 1
    rest = plain_text[start:].strip(" (")
    if rest:
        found.append((rest, anew))
    return found


def _abbreviates(text: str, stop: int) -> bool:
    """ "z.b.", "am 3. märz", "bzw.": fewer than three letters before the full stop, or a known one."""
    before = text[max(0, stop - 3) : stop]
    return stop < len(text) - 1 and (len(before) < 3 or not before.isalnum() or text[:stop].endswith(_SHORT))


def one_of(*phrases: str) -> re.Pattern[str]:
    """Matches where one of these patterns begins and ends at a word's edge; written with umlauts, read folded."""
    return re.compile(r"(?<!\w)(?:" + "|".join(fold_pattern(each) for each in phrases) + r")(?!\w)")


def fold_pattern(pattern: str) -> str:
    """Umlauts only: lowering would turn `\\W` into `\\w`."""
    for written, spelt in _SPELT:
        pattern = pattern.replace(written, spelt)
    return pattern


def any_in(stems: Sequence[str], text: str) -> bool:
    """A cheap look before a costly pattern."""
    for stem in stems:  # noqa: SIM110 (half the time of `any` with a generator)
        if stem in text:
            return True
    return False


def without(piece: str, lead: re.Pattern[str]) -> str:
    """The piece behind up to five leads; a piece of nothing else is kept."""
    for _ in range(5):
        found = lead.match(piece)
        rest = piece[found.end() :].lstrip() if found else ""
        if not rest:
            return piece
        piece = rest
    return piece
