"""HTML cut into texts and tags in linear time, forgiving what mail programs and spammers write.

The standard library's parser takes several times as long; nh3 loses what marks a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

# No part can pass an angle bracket, so a row of "<" costs no second look. "<jane@example.org>" is no tag.
_PIECES = re.compile(r"([^<]+)|<(/?)([a-zA-Z][a-zA-Z0-9]*(?:[:-][a-zA-Z0-9]+)*)(?=[\s/>])([^<>]*)>|(<[!?/][^<>]*>?|<)")
_OPEN_TAG = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)\s[^<>]{0,200}=\s?(?:\"[^<>\"]*|'[^<>']*)\Z")
_COMMENT = re.compile(r"<!--.*?(?:--!?>|\Z)", re.DOTALL)
_DROPPED = re.compile(
    r"<(script|style|title|textarea|noframes)\b.*?(?:</\1\b[^<>]{0,200}>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# A name begins where no name goes on, or a cut value would be searched from each of its letters.
_ATTRIBUTE = re.compile(r"""(?<![a-zA-Z-])([a-zA-Z][a-zA-Z-]*)\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_MOST_PARTS_OF_TAG = 6
_LONGEST_ATTRIBUTES = 8_000
_MOST_MENDED = 2_000  # tags with a bracket in a quoted value; a mail with more of them is made to cost time

Piece = tuple[str, str, str, str, str]
"""(text, "/" or "", tag name, attributes, other): a text, a tag or another, like "<!doctype>"."""


def without_comments(html: str) -> str:
    """HTML without comments (Outlook's conditional ones too), scripts and styles."""
    if "<!--" in html:
        html = _COMMENT.sub("", html)
    return _DROPPED.sub("", html)


def attributes(source: str) -> dict[str, str]:
    """The attributes of a tag, names lower-case, entities decoded; of a repeated one the first."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source[:_LONGEST_ATTRIBUTES]):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
    return found


def _source(piece: Piece) -> str:
    text, slash, name, inside, other = piece
    return text or other or f"<{slash}{name}{inside}>"


def _completed(found: list[Piece], at: int, inside: str) -> tuple[str, str, int]:
    """A tag with an angle bracket in a quoted attribute: its inside, the text after it, its last position.

    Unchanged (with the position `at`) when no end is found near by.
    """
    whole = inside
    for end in range(at + 1, min(at + _MOST_PARTS_OF_TAG, len(found))):
        before, bracket, after = _source(found[end]).rpartition(">")
        whole += ">" + before if bracket and not found[end][2] else ""
        whole += _source(found[end])[:-1] if found[end][2] else "" if bracket else after
        if bracket and whole.count('"') % 2 == 0:
            return whole, "" if found[end][2] else after, end
    return inside, "", at


def pieces(html: str) -> Iterator[Piece]:
    """Texts (entities not decoded) and tags in order."""
    found: list[Piece] = _PIECES.findall(html)
    at, mended = 0, 0
    while at < len(found):
        piece = found[at]
        if mended < _MOST_MENDED and piece[3] and piece[3].count('"') % 2:
            mended += 1
            inside, rest, at = _completed(found, at, piece[3])
            yield ("", piece[1], piece[2], inside, "")
            if rest:
                yield (rest, "", "", "", "")
        elif (
            mended < _MOST_MENDED
            and piece[4] == "<"
            and at + 1 < len(found)
            and _OPEN_TAG.match(found[at + 1][0][:4_000])
        ):
            # '<img alt="' whose value goes on with "<": the tag ends after the closing quote
            name = _OPEN_TAG.match(found[at + 1][0])
            at += 1
            mended += 1
            if name is not None:
                inside, rest, at = _completed(found, at, found[at][0][name.end(1) :])
                yield ("", "", name[1], inside, "")
                if rest:
                    yield (rest, "", "", "", "")
        else:
            yield piece
        at += 1
