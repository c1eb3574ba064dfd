"""HTML as the text a reader sees, line by line, quotations marked by "> " as in plain mail."""

# ruff: noqa: SIM905 (word lists read better as text)
from __future__ import annotations

from dataclasses import dataclass

from onehand.foundation.quotes import tags
from onehand.foundation.quotes.hidden import PLAIN, Traits, hidden_classes, traits
from onehand.foundation.quotes.page import BLANKS, Page

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SPACED = frozenset(
    """
    p h1 h2 h3 h4 h5 h6 ul ol dl table pre blockquote figure fieldset form section article
    """.split()
)
_BLOCKS = _SPACED | frozenset(
    """
    div tr li dt dd address center header footer main nav aside caption details summary body html thead
    tbody tfoot figcaption td th
    """.split()
)
_SKIPPED = frozenset("svg math template object select noscript head audio video canvas map iframe datalist xml".split())
# Pushed on the stack even without a trait: they end lines, hide, link or quote.
_STRUCTURE = _BLOCKS | _SKIPPED | {"a"}
# An opening tag closes by itself its kind when it stands directly inside it (HTML's optional end tags).
_IMPLIED_END = frozenset({"li", "tr", "td", "th", "dt", "dd", "p"})
_MOST_TAGS = 30_000  # a longer mail is cut here, its HTML and source remain
_LONGEST_LINK = 2_000


@dataclass(slots=True)
class _Open:
    tag: str
    traits: Traits
    hides: bool
    quotes: bool
    counts: bool  # does it change what is hidden, painted, white or quoted?
    href: str = ""
    link_at: int = 0


class _Reader(Page):
    """Walks the pieces once; the stack is a list, so nesting costs no recursion."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hidden_classes = hidden_classes(html)
        self.stack: list[_Open] = []
        self.counts: dict[str, int] = {}
        self.hiding = self.painting = self.whitening = 0
        self.cells: list[int] = []  # the number of lines when each open table cell began
        self.items: list[int | None] = []  # per open list: the next number, None for bullets

    def opened(self, tag: str, inside: str) -> None:
        if tag in _VOID:
            if not self.hiding:
                self._void(tag, inside)
            return
        found = traits(inside) if inside else PLAIN
        structural = tag in _STRUCTURE
        if not (structural or found.special or self.hidden_classes or self.counts.get(tag)):
            return  # <b>, <font face=…>: nothing to remember, its end tag is ignored
        if structural and self.stack and (tag in _BLOCKS or tag in _IMPLIED_END):
            above = self.stack[-1].tag
            if above == "p" or (above == tag and tag in _IMPLIED_END):
                self.closed(above)
        if inside.endswith("/") and not structural:
            return
        hides = found.hides or tag in _SKIPPED
        if self.hidden_classes and not self.hidden_classes.isdisjoint(found.classes):
            hides = True
        quotes = tag == "blockquote" or found.cited
        element = _Open(tag, found, hides=hides, quotes=quotes, counts=hides or quotes or found.special)
        if structural and not self.hiding:
            self._structure(element, inside)
        self.stack.append(element)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if element.counts:
            self._count(element, 1)

    def _structure(self, element: _Open, inside: str) -> None:
        tag = element.tag
        if tag == "a":
            if inside:
                element.href = tags.attributes(inside).get("href", "").strip()
                element.link_at = len(self.line)
        elif tag in ("td", "th"):
            self._open_cell()
        elif tag in _BLOCKS:
            self._open_block(tag, element.traits)
        if element.quotes:
            self.break_line(1)
            self.wanted = 0

    def _open_block(self, tag: str, found: Traits) -> None:
        if tag in ("p", "div") and self._at_item():
            return
        whole = tag in ("table", "ul", "ol", "blockquote")
        if whole or not self.cells or self.cells[-1] != len(self.lines) or not self._cell_is_empty():
            self.break_line(2 if tag in _SPACED and not (tag == "p" and found.tight) else 1)
        if tag == "div":
            if found.outlook:
                self.rule()
        elif tag in ("ul", "ol"):
            self.items.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._open_item()
        elif tag == "pre":
            self.pre += 1

    def _cell_is_empty(self) -> bool:
        return not self.line or not self.line[-1].strip()

    def _at_item(self) -> bool:
        """Is there nothing yet but the mark of a list item?"""
        return bool(self.items) and len(self.line) == 1 and self.line[0].endswith(("- ", ". "))

    def _open_cell(self) -> None:
        if self.line and not self._cell_is_empty():
            self.line.append(" " if self.line[-1].endswith(" ") else "  ")
        else:
            self.settle()
        self.cells.append(len(self.lines))

    def _open_item(self) -> None:
        number = self.items[-1] if self.items else None
        self.settle()
        indent = "  " * min(max(len(self.items) - 1, 0), 10)
        self.line.append(f"{indent}- " if number is None else f"{indent}{number}. ")
        self.anything = True
        if number is not None:
            self.items[-1] = number + 1

    def _void(self, tag: str, inside: str) -> None:
        if tag == "br":
            self.settle()
            self.end_line()
            self.anything = True
        elif tag == "hr":
            self.rule()
        elif tag == "img" and "alt" in inside:
            alt = tags.attributes(inside).get("alt", "").strip()
            linked = bool(self.stack) and self.stack[-1].tag == "a"
            # an emoji is a word; a picture that links says where it leads
            if alt and ((len(alt) <= 8 and not alt.isascii()) or (linked and len(alt) <= 100)):
                self.shown(alt)

    def shown(self, source: str) -> None:
        """Add a text unless the reader does not see it here."""
        if not self.hiding and (self.painting or not self.whitening):
            self.add(source)

    def closed(self, tag: str) -> None:
        """Close the innermost such element and all still open inside it; a stray end tag is ignored."""
        if not self.counts.get(tag):
            if tag in ("p", "br") and not self.hiding:  # browsers make an empty element of it
                self._void("br", "")
            return
        while self.stack:
            element = self.stack.pop()
            self.counts[element.tag] -= 1
            if not self.hiding:
                self._close_one(element)
            if element.counts:
                if element.quotes and self.line:
                    self.end_line()
                self._count(element, -1)
                if element.quotes:
                    self.wanted = 1
            if element.tag == tag:
                return

    def _close_one(self, element: _Open) -> None:
        tag = element.tag
        if tag == "a":
            if element.href:
                self._link(element)
        elif tag in ("td", "th"):
            began = self.cells.pop() if self.cells else 0
            if len(self.lines) > began:
                self.break_line(1)
        elif tag in _BLOCKS:
            if tag in ("ul", "ol") and self.items:
                self.items.pop()
            if not self.cells or self.cells[-1] != len(self.lines) or tag in ("tr", "table"):
                self.break_line(2 if tag in _SPACED and tag != "p" else 1)
            if tag == "pre" and self.pre:
                self.pre -= 1

    def _link(self, element: _Open) -> None:
        """The address after the text, unless the text shows it already."""
        scheme, _, address = element.href.partition(":")
        text = "".join(self.line[element.link_at :])
        if scheme.lower() not in ("http", "https", "mailto") or not text.strip():
            return
        if scheme.lower() == "mailto":
            address = shown = address.split("?")[0]
        else:
            address, shown = address.strip("/").removeprefix("www."), element.href
        if address and address.lower() not in text.lower() and len(element.href) <= _LONGEST_LINK:
            self.line.append(f" <{shown}>")

    def _count(self, element: _Open, step: int) -> None:
        self.hiding += step * element.hides
        self.quoting += step * element.quotes
        self.painting += step * element.traits.paints
        self.whitening += step * element.traits.white

    def read(self, html: str) -> str:
        for text, slash, name, inside, other in tags.pieces(html):
            if text:
                if not self.hiding and (self.painting or not self.whitening):
                    self.add(text)
            elif slash:
                self.closed(name.lower())
            elif name:
                self.opened(name.lower(), inside)
            elif other == "<":
                self.shown("<")
        return self.written()


def html_to_text(html: str) -> str:
    """The text a reader of this HTML sees: lists, tables row by row, "text <address>", "> " quotations.

    Hidden elements, comments, scripts and styles are left out.
    A mail of more than 30,000 tags is cut, with "[…]".
    """
    reader = _Reader(html)
    html = tags.without_comments(html)
    cut = html.count("<") > _MOST_TAGS
    if cut:
        html = html[: len(html) - len(html.split("<", _MOST_TAGS)[-1]) - 1]
    if "<pre" not in html and "<PRE" not in html:
        html = BLANKS.sub(" ", html)
    text = reader.read(html)
    return text + "\n[…]" if cut else text
