"""The quoted end of an HTML mail put into <details>, so that a reader sees the new words first."""

# ruff: noqa: SIM905 (word lists read better as text)
from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape

from onehand.foundation.quotes.folding import QUOTED, SIGNED, VISIBLE, labelled

_PIECE = re.compile(r"<[^<>]*>|[^<]+")
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
# Inside these, <details> would leave its place or tear the structure.
_WRAPS_NOT = frozenset(
    "table tbody thead tfoot tr colgroup ul ol dl a b i u em strong font span p h1 h2 h3 pre".split()
)
_LINE_TAGS = frozenset(
    """
    address article blockquote br caption center dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li
    main nav ol p pre section table tbody td tfoot th thead tr ul
    """.split()
)
_INLINE_CELLS = frozenset({"td", "th"})
_MOST_NODES = 20_000
_LONGEST_LINE = 800


@dataclass(slots=True)
class _Node:
    """An element with the offsets of its source, or a text (name "")."""

    name: str
    start: int
    end: int
    parent: _Node | None
    children: list[_Node] = field(default_factory=list)
    line: int = -1  # a text's line


@dataclass(slots=True)
class _Line:
    texts: list[str]
    first: _Node
    quoted: bool


class _Tree:
    """The elements of sanitised HTML, and its text as lines; `sound` is False when tags do not match."""

    def __init__(self, html: str) -> None:
        self.root = _Node("", 0, len(html), None)
        self.lines: list[_Line] = []
        self.sound = True
        self._html = html
        self._fresh = True
        self._quotes = 0
        self._build()

    def _build(self) -> None:
        current, count = self.root, 0
        for found in _PIECE.finditer(self._html):
            piece = found.group()
            count += 1
            if count > _MOST_NODES:
                self.sound = False
                return
            name_match = _NAME.match(piece) if piece[0] == "<" else None
            if name_match is None:
                self._text(current, found.start(), piece)
                continue
            name = name_match[1]
            self._fresh = self._fresh or (name in _LINE_TAGS and name not in _INLINE_CELLS)
            if piece[1] == "/":
                if current.name != name or current.parent is None:
                    self.sound = False
                    return
                current.end = found.end()
                self._quotes -= name == "blockquote"
                current = current.parent
            else:
                node = _Node(name, found.start(), found.end(), current)
                current.children.append(node)
                if name not in _VOID:
                    self._quotes += name == "blockquote"
                    current = node
        self.sound = self.sound and current is self.root

    def _text(self, parent: _Node, start: int, piece: str) -> None:
        node = _Node("", start, start + len(piece), parent)
        parent.children.append(node)
        text = unescape(piece[:_LONGEST_LINE]).replace("\xa0", " ")
        if not text.strip():
            return
        if self._fresh:
            self.lines.append(_Line([], node, self._quotes > 0))
            self._fresh = False
        self.lines[-1].texts.append(text)
        node.line = len(self.lines) - 1

    def plain(self) -> list[str]:
        """The lines as plain text, marked like a plain mail."""
        lines = []
        for line in self.lines:
            text = " ".join("".join(line.texts).split())
            lines.append("> " + text if line.quoted else text)
        return lines


def _quoted_from(labels: list[str]) -> int | None:
    """The first line of the quotation at the end (a signature may follow), if there are own words too."""
    at = len(labels)
    while at and labels[at - 1] == SIGNED:
        at -= 1
    end = at
    while at and labels[at - 1] == QUOTED:
        at -= 1
    return at if at < end and VISIBLE in labels[:at] + labels[end:] else None


def _ancestors(node: _Node) -> list[_Node]:
    chain = [node]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    return chain[::-1]


def _span(tree: _Tree, first: int, last: int) -> tuple[int, int] | None:
    """Offsets of the elements that hold exactly the lines first..last, None when other lines share them."""
    chain = _ancestors(tree.lines[first].first)
    for depth in range(1, len(chain)):
        parent, child = chain[depth - 1], chain[depth]
        lines = _lines_of(child)
        if lines and lines[0] >= first:
            span = _siblings_span(parent, child, first, last)
            if span is not None:
                return span
    return None


def _lines_of(node: _Node) -> tuple[int, int] | None:
    """The first and last line with text inside a node."""
    lowest, highest = -1, -1
    stack = [node]
    while stack:
        here = stack.pop()
        if here.line >= 0:
            lowest = here.line if lowest < 0 else min(lowest, here.line)
            highest = max(highest, here.line)
        stack.extend(here.children)
    return None if lowest < 0 else (lowest, highest)


def _siblings_span(parent: _Node, child: _Node, first: int, last: int) -> tuple[int, int] | None:
    """From `child` to the last of its siblings that holds only quoted lines."""
    if parent.name in _WRAPS_NOT:
        return None
    end, reached = child.start, first - 1
    for sibling in parent.children[parent.children.index(child) :]:
        lines = _lines_of(sibling)
        if lines is not None:
            if lines[1] > last:
                break
            reached = lines[1]
        end = sibling.end
    return (child.start, end) if reached == last else None


def fold_html(safe_html: str, summary: str = "…") -> str:
    """Sanitised HTML with the quotation at its end inside <details class="quoted">; unchanged when unclear.

    `summary`: the words to click on, in the reader's language (escaped here).
    """
    tree = _Tree(safe_html)
    if not tree.sound or not tree.lines:
        return safe_html
    labels = labelled(tree.plain())
    first = _quoted_from(labels)
    if first is None:
        return safe_html
    last = max(at for at, label in enumerate(labels) if label == QUOTED)
    span = _span(tree, first, last)
    if span is None:
        return safe_html
    start, end = span
    head = f'<details class="quoted"><summary>{escape(summary)}</summary>'
    return f"{safe_html[:start]}{head}{safe_html[start:end]}</details>{safe_html[end:]}"
