"""The lines of a text written from HTML: line ends when due, blanks collapsed, "> " before quotations."""

from __future__ import annotations

import re
from html import unescape

BLANKS = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE: dict[int, None] = dict.fromkeys(
    (
        *map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u034f\u180e\u061c"),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xE0000, 0xE0080),
    )
)
RULE = "_" * 32
_DEEPEST_QUOTE = 20


class Page:
    """Text is appended to a line; a line end is only asked for, and written when the next text comes."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quoting = self.pre = 0
        self.wanted = 0  # 1: a blank line is due before the next text
        self.anything = False

    def end_line(self) -> None:
        text = "".join(self.line)  # no line begins with a blank, but for an indented list item and inside <pre>
        self.line.clear()
        if self.quoting:
            text = "> " * min(self.quoting, _DEEPEST_QUOTE) + text
        self.lines.append(text.rstrip(" "))

    def break_line(self, wanted: int) -> None:
        """Ask for a line end (1) or a blank line (2) before whatever comes next."""
        if self.line:
            self.end_line()
            self.wanted = wanted - 1
        elif self.anything and wanted > 1:
            self.wanted = 1

    def settle(self) -> None:
        """Write the blank line that is due."""
        if self.wanted and self.lines:
            if self.lines[-1].strip("> "):
                self.end_line()
            self.wanted = 0

    def add(self, source: str) -> None:
        """Add the source of a text, its blanks already collapsed unless inside <pre>."""
        text = unescape(source) if "&" in source else source
        held = False
        if not text.isascii():
            held = "\xa0" in text
            text = text.translate(_INVISIBLE)
            if held and not self.pre:
                text = BLANKS.sub(" ", text.replace("\xa0", " "))
        if self.pre:
            self._add_preformatted(text)
        elif text == " " or not text:
            self._add_blank(held)
        else:
            if self.wanted:
                self.settle()
            if text[0] == " " and (not self.line or self.line[-1].endswith(" ")):
                text = text[1:]
            self.line.append(text)
            self.anything = True

    def _add_blank(self, held: bool) -> None:
        """A blank between words; a no-break space also holds a line open (Outlook's empty paragraphs)."""
        if self.line:
            if not self.line[-1].endswith(" "):
                self.line.append(" ")
        elif held:
            self.settle()
            self.line.append("")
            self.anything = True

    def _add_preformatted(self, text: str) -> None:
        first, *rest = text.replace("\r\n", "\n").replace("\xa0", " ").split("\n")
        self.settle()
        self.anything = True
        self.line.append(first)
        for line in rest:
            self.end_line()
            self.line.append(line)

    def rule(self) -> None:
        """A line across the page, as Outlook writes it in plain text; none at the top, no two in a row."""
        if self.anything:
            self.break_line(1)
            if not self.lines or self.lines[-1].strip("> ") != RULE:
                self.settle()
                self.line.append(RULE)
            self.break_line(1)

    def written(self) -> str:
        """The whole text: at most two blank lines in a row, none at the ends."""
        if self.line:
            self.end_line()
        kept: list[str] = []
        blanks = 0
        for line in self.lines:
            blanks = 0 if line else blanks + 1
            if blanks <= 2:
                kept.append(line)
        return "\n".join(kept).strip("\n")
