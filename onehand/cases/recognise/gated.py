"""Patterns that are tried only where one of the words stands with which they can begin.

A clause is looked at with some thirty patterns of many alternatives; most of them have no word in it. So each pattern
knows, from its own text, the beginnings of the words that its alternatives need, and one look into a set spares the
search.
"""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[^\W\d_]+")
_LITERAL = re.compile(r"[^\W\d_ ](?:[^\W\d_]| (?=[^\W\d_]))*")
_KEY = 4
_Begun = tuple[str, set[str]]


class Gated:
    """Searches as the compiled pattern does. Every alternative must begin at a word's edge."""

    __slots__ = ("_keys", "_search", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._search = re.compile(pattern).search
        self._keys = keys(pattern)

    def search(self, text: str) -> re.Match[str] | None:
        global _last, _before
        begun = _last
        if begun[0] is not text:
            begun = _before
            if begun[0] is not text:
                begun = (text, _beginnings(text))
            _before, _last = _last, begun
        if self._keys is not None and self._keys.isdisjoint(begun[1]):
            return None
        return self._search(text)


# A clause and the sentence before it are asked about in turn. Threads may set them at once: each reads its own copy.
_last: _Begun = ("", set())
_before: _Begun = ("", set())


def _beginnings(text: str) -> set[str]:
    """Of each word one, two and four letters."""
    words = _LETTERS.findall(text)
    found = {word[:_KEY] for word in words}
    found.update({word[:2] for word in found})
    found.update([word[0] for word in found])
    return found


def keys(pattern: str) -> frozenset[str] | None:
    """One key for each alternative; None when some alternative begins with anything but letters."""
    found: set[str] = set()
    for one in alternatives(pattern):
        begun = _keys_of(one)
        if begun is None:
            return None
        found |= begun
    return frozenset(found)


def _keys_of(one: str) -> frozenset[str] | None:
    """Of one alternative, without what looks around at its beginning."""
    rest = one
    while (inner := _around(rest)) is not None:
        rest = inner
    if rest.startswith("(?:"):
        end = _closing(rest)
        return None if rest[end + 1 : end + 2] in ("?", "*", "{") else keys(rest[3:end])
    literal = _LITERAL.match(rest)
    if literal is None:
        return None
    said, behind = literal[0], rest[literal.end() : literal.end() + 1]
    if behind in ("?", "*", "{"):
        said = said[:-1]  # the last letter may be missing
    if not said.strip():
        return None
    whole = said.split()[:-1] if " " in said else []
    ended = behind == "" or rest.startswith((r"\b", " ", ","), literal.end())
    last = said.split()[-1] if not said.endswith(" ") else ""
    if last and (ended and behind not in ("?", "*", "{")):
        whole.append(last)
    elif len(last) >= _KEY:
        whole.append(last)  # its beginning is sure
    best = max(whole, key=len, default="")
    if best:
        return frozenset((best[:_KEY],))
    return frozenset((last[:2],)) if last else None


def _around(text: str) -> str | None:
    """The rest behind an edge of a word or a look behind."""
    if text.startswith(r"\b"):
        return text[2:]
    if text.startswith(("(?<!", "(?<=", "(?!", "(?=")):
        return text[_closing(text) + 1 :]
    return None


def _closing(text: str) -> int:
    """Where the bracket that opens `text` is closed."""
    depth, at, inside = 0, 0, False
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif inside:
            inside = sign != "]"
        elif sign == "[":
            inside = True
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            if not depth:
                return at
        at += 1
    raise ValueError(f"unbalanced: {text}")


def alternatives(pattern: str) -> list[str]:
    """What stands between the bars that are inside no bracket."""
    found, start, at = [], 0, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "(":
            at += _closing(pattern[at:])
        elif sign == "[":
            at = pattern.index("]", at + 2)
        elif sign == "|":
            found.append(pattern[start:at])
            start = at + 1
        at += 1
    return [*found, pattern[start:]]
