"""How quoted lines are marked: ">", "|" below an introduction, initials ("NL> "), and "[...]" between."""

from __future__ import annotations

import re

from onehand.foundation.quotes.attribution import introduces

_ENDS_OF_ATTRIBUTION = (":", "wrote:", "schrieb:")
_INITIALS = re.compile(r"[A-Z][A-Za-z]{0,3}>+(?:\s|\Z)")
_SNIP = re.compile(
    r"[\[<({]*\s?(?:\.{2,6}|…|snip(?:ped)?|-*8<-*|-*>8-*|cut|gekürzt|schnipp)\s?[\]>)}]*\Z", re.IGNORECASE
)


def is_quote(line: str) -> bool:
    """Is this (stripped) line marked by ">"? The ">:" of a wrapped attribution is not."""
    return line.startswith(">") and line[1:].strip() not in _ENDS_OF_ATTRIBUTION


def is_snip(line: str) -> bool:
    """ "[...]", "<snip>": the place where a quotation was shortened."""
    return len(line) <= 20 and _SNIP.match(line) is not None


def _barred(lines: list[str]) -> bool:
    """Does an introduction ("X wrote:") stand directly above lines that begin with a bar?"""
    for at, line in enumerate(lines):
        if line[:1] == "|" and at:
            above = lines[at - 1] or (lines[at - 2] if at > 1 else "")
            if above[:1] != "|" and introduces(above):
                return True
    return False


def with_usual_marks(lines: list[str]) -> list[str]:
    """The (stripped) lines with other marks of quotation turned into ">" (mbox's ">From" into "From")."""
    usual = list(lines)
    if any(line[:1] == "|" for line in lines) and _barred(lines):
        usual = ["> " + line[1:] if line[:1] == "|" and line[-1] != "|" else line for line in usual]
    if sum(1 for line in lines if line[1:5].find(">") >= 0 and _INITIALS.match(line)) > 1:
        usual = ["> " + line if _INITIALS.match(line) else line for line in usual]
    for at, line in enumerate(usual):
        if line.startswith(">From ") and not any(
            near.startswith(">") for near in (*usual[at - 1 : at], *usual[at + 1 : at + 2])
        ):
            usual[at] = line[1:]
    return usual
