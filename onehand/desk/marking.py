"""A customer's words with what was found in them underlined: questions and facts, each by its own line."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from onehand.look.templatetags.look import ADDRESS, TRAILING, prose

MOST = 100  # of one message; the rest of a text that is nothing but numbers stays plain
MOST_LINKS = 2_000  # likewise of web addresses


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a message; `name` is the id of the place where it begins."""

    start: int
    end: int
    shape: str  # question or fact; open, known and over look different
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class _Link:
    start: int
    end: int
    url: str


def marked(text: str, spans: Iterable[Span]) -> SafeString:
    """Plain text made safe, web addresses as links. Spans may overlap, be empty or lie outside the text."""
    kept = sorted(
        (one for one in spans if 0 <= one.start < one.end <= len(text)), key=lambda one: (one.start, -one.end)
    )
    kept = kept[:MOST]
    if not kept:
        return prose(text)
    links, waiting = deque(_links(text)), deque(kept)
    ends = [place for one in kept for place in (one.start, one.end)]
    ends += [place for one in links for place in (one.start, one.end)]
    active: list[Span] = []
    out: list[str] = []
    for start, end in pairwise(sorted({0, len(text), *ends})):
        active = [one for one in active if one.end > start]
        while waiting and waiting[0].start == start:
            active.append(waiting.popleft())
        while links and links[0].end <= start:
            links.popleft()
        link = links[0] if links and links[0].start <= start else None
        out.append(_piece(text[start:end], start, active, link))
    return mark_safe("".join(out))  # noqa: S308 every piece is escaped below


def _links(text: str) -> list[_Link]:
    found = [(one.start(), one.group().rstrip(TRAILING)) for one in islice(ADDRESS.finditer(text), MOST_LINKS)]
    return [_Link(start, start + len(url), url) for start, url in found]


def _piece(text: str, start: int, active: Sequence[Span], link: _Link | None) -> SafeString:
    html = escape(text)
    if link is not None:  # not by format_html: of links there may be very many
        address = html if link.url == text else escape(link.url)
        html = mark_safe(f'<a href="{address}" rel="noopener noreferrer nofollow" target="_blank">{html}</a>')  # noqa: S308
    for one in reversed(active):
        name = format_html(' id="{}"', one.name) if one.start == start else ""
        html = format_html('<mark class="{}" title="{}"{}>{}</mark>', one.shape, one.title, name, html)
    return html
