"""The words around a search hit, as safe HTML with the matching words marked."""

from __future__ import annotations

import re

from django.utils.html import escape

from onehand.foundation import text

_WORD = re.compile(r"[^\W_]+")
WIDTH = 180
_BEFORE = 60


def excerpt(content: str, query: str, width: int = WIDTH) -> str:
    """About `width` characters around the first hit; the beginning when the words are elsewhere (names, subject)."""
    line = " ".join(content.split())
    wanted = [one for word in text.search_query(query) for one in word]
    first = next((word.start() for word in _WORD.finditer(line) if _matches(word.group(), wanted)), 0)
    start = line.rfind(" ", 0, max(first - _BEFORE, 0)) + 1
    cut = line[start : start + width]
    if start + width < len(line) and " " in cut:
        cut = cut.rpartition(" ")[0]
    return ("… " if start else "") + _marked(cut, wanted) + (" …" if start + len(cut) < len(line) else "")


def _marked(cut: str, wanted: list[str]) -> str:
    pieces, at = [], 0
    for word in _WORD.finditer(cut):
        if _matches(word.group(), wanted):
            pieces += [escape(cut[at : word.start()]), f"<mark>{escape(word.group())}</mark>"]
            at = word.end()
    return "".join([*pieces, escape(cut[at:])])


def _matches(word: str, wanted: list[str]) -> bool:
    forms = text.search_words(word).split()
    return any(
        any(form.startswith(one[:-1]) for form in forms) if one.endswith("*") else one in forms for one in wanted
    )
