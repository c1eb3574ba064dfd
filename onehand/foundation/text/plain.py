"""Plain text for a preview line, and plain text as the HTML part of an outgoing mail."""

from __future__ import annotations

import re
from html import escape

# A link starts a word; its end is found by the first blank or quote, so the pattern cannot backtrack.
_LINK = re.compile(r"\bhttps?://[^\s<>\"']{1,2000}", re.IGNORECASE)
_AFTER_LINK = ".,;:!?*_"
_LETTER = re.compile(r"[^\W_]")
_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")


def one_line(text: str, limit: int) -> str:
    """The first words of a text on one line, at most `limit` characters, cut at a word with "…"."""
    words = text[: limit * 4 + 200].split()
    line = " ".join(word for word in words if len(word) < 4 or _LETTER.search(word))
    if len(line) <= limit:
        return line
    cut = line[: max(limit - 1, 0)]
    at_word, blank, _ = cut.rpartition(" ")
    return ((at_word if blank and len(at_word) * 2 > limit else cut).rstrip(" ,;:.-") + "…")[:limit]


def _link_end(link: str) -> int:
    end = len(link)
    while end and (link[end - 1] in _AFTER_LINK or (link[end - 1] == ")" and "(" not in link[:end])):
        end -= 1
    return end


def _linked(text: str) -> str:
    pieces: list[str] = []
    at = 0
    for found in _LINK.finditer(text):
        end = found.start() + _link_end(found.group())
        url = escape(text[found.start() : end])
        pieces.append(escape(text[at : found.start()]))
        pieces.append(f'<a href="{url}">{url}</a>')
        at = end
    pieces.append(escape(text[at:]))
    return "".join(pieces)


def plain_to_html(text: str) -> str:
    """Escaped HTML: blank lines make <p>, line ends <br>, http(s) addresses links."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    paragraphs = (part.strip("\n") for part in _PARAGRAPHS.split(text))
    return "\n".join("<p>" + _linked(part).replace("\n", "<br>\n") + "</p>" for part in paragraphs if part.strip())
