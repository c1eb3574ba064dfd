"""The words around a search hit, as safe HTML with the matching words marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from django.utils.html import escape

from onehand.foundation import text

_WORD = re.compile(r"[^\W_]+")
WIDTH = 180
_BEFORE = 60


def excerpt(content: str, query: str, width: int = WIDTH) -> str:
    """About `width` characters around the first hit; the beginning when the words are elsewhere (names, subject)."""
    line = " ".join(content.split())
    matches = _matcher(query)
    first = next((word.start() for word in _WORD.finditer(line) if matches(word.group())), 0)
    start = line.rfind(" ", 0, max(first - _BEFORE, 0)) + 1
    cut = line[start : start + width]
    if start + width < len(line) and " " in cut:
        cut = cut.rpartition(" ")[0]
    return ("… " if start else "") + _marked(cut, matches) + (" …" if start + len(cut) < len(line) else "")


def _marked(cut: str, matches: Callable[[str], bool]) -> str:
    pieces, at = [], 0
    for word in _WORD.finditer(cut):
        if matches(word.group()):
            pieces += [escape(cut[at : word.start()]), f"<mark>{escape(word.group())}</mark>"]
            at = word.end()
    return "".join([*pieces, escape(cut[at:])])


@lru_cache(maxsize=64)
def _matcher(query: str) -> Callable[[str], bool]:
    """Whether a word is one of the query's. The hits of one page share most of their words: each is judged once."""
    wanted = [one for word in text.search_query(query) for one in word]
    whole = frozenset(one for one in wanted if not one.endswith("*"))
    begins = tuple(one[:-1] for one in wanted if one.endswith("*"))

    @lru_cache(maxsize=1024)
    def matches(word: str) -> bool:
        return any(form in whole or form.startswith(begins) for form in text.search_words(word).split())

    return matches
