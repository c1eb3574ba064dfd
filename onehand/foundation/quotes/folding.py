"""A mail's text divided into what the person newly wrote, what was quoted, and the signature."""

from __future__ import annotations

from dataclasses import dataclass

from onehand.foundation.quotes import attribution, headings, signature
from onehand.foundation.quotes.marks import is_quote, is_snip, with_usual_marks
from onehand.foundation.quotes.passing_on import is_passing_on

_MOST_LINES = 4_000  # lines looked at closely; in what follows only ">" marks a quotation
_LONGEST_LOOK = 700  # characters of a line that are looked at
_BLANKS = " \t\xa0\r\f\v\ufeff"
VISIBLE, QUOTED, SIGNED = "visible", "quoted", "signed"


@dataclass(frozen=True, slots=True)
class Folded:
    """`visible`: the person's words in order; `quoted`: others' words with their introductions."""

    visible: str
    quoted: str
    signature: str


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    end: int
    kind: str  # "attribution", "header", "original", "forward", "above"


class _Division:
    """Labels the lines that are looked at closely; `bare` are the lines stripped, with usual marks."""

    def __init__(self, lines: list[str]) -> None:
        self.bare = with_usual_marks([line[:_LONGEST_LOOK].strip(_BLANKS) for line in lines])
        self.labels = [QUOTED if is_quote(line) else VISIBLE for line in self.bare]
        self.cut = False  # is everything to the end quoted?
        self.forward_marked = False
        self.asks = headings.asks_to_reply_above("\n".join(self.bare))
        self.candidates = headings.candidates(self.bare)
        self.below_rules = headings.below_separators(self.bare, self.candidates)

    def _marked(self, at: int) -> bool:
        return 0 <= at < len(self.bare) and self.bare[at].startswith(">")

    def next_text(self, at: int) -> int:
        """The first line from `at` on that is not blank nor "[...]" (looking 12 lines far), or len(lines)."""
        for here in range(at, min(at + 12, len(self.bare))):
            if self.bare[here] and not is_snip(self.bare[here]):
                return here
        return len(self.bare)

    def quote_follows(self, at: int) -> bool:
        here = self.next_text(at)
        return here < len(self.bare) and is_quote(self.bare[here])

    def attributions(self) -> dict[int, int]:
        """First line of each attribution with the line after its last."""
        found: dict[int, int] = {}
        first = 0
        for end, line in enumerate(self.bare):
            if not line or line[-1] not in attribution.LAST or self.labels[end] == QUOTED:
                continue
            if not attribution.may_end(line):
                continue
            follows = self.quote_follows(end + 1)
            start = attribution.start_of(self.bare, end, first, quote_follows=follows)
            if start is not None:
                found[start] = first = end + 1
        return found

    def heading(self, at: int) -> _Heading | None:
        """The heading (not an attribution) that begins in this line, if any."""
        line = self.bare[at]
        if self.asks and headings.is_reply_above(line):
            return _Heading(at, at + 1, "above")
        below_rule = at in self.below_rules
        kind = headings.phrase_kind(line)
        if kind is not None:
            below = self.next_text(at + 1)
            heads = below < len(self.bare) and headings.block_end(self.bare, below, separated=True)
            if kind != "bare" or heads:
                return _Heading(at, at + 1, "forward" if kind == "forward" else "original")
        if headings.header_kind(line) is not None:
            end = headings.block_end(self.bare, at, separated=below_rule)
            if end is not None:
                return _Heading(at, end, "header")
        if below_rule:
            end = headings.unknown_block_end(self.bare, at)
            if end is not None:
                return _Heading(at, end, "header")
        start = headings.notes_block_start(self.bare, at)
        return None if start is None else _Heading(start, at + 1, "header")

    def divide(self) -> None:
        attributions = self.attributions()
        everywhere = range(len(self.bare))
        likely = everywhere if self.asks else sorted(self.candidates | self.below_rules | attributions.keys())
        done = 0
        for at in likely:
            line = self.bare[at]
            if at < done or not line:
                continue
            if self.labels[at] == QUOTED:
                self.forward_marked = self.forward_marked or headings.is_forward(line.lstrip("> "))
                continue
            found = _Heading(at, attributions[at], "attribution") if at in attributions else self.heading(at)
            if found is None:
                continue
            if not self._fold_from(found):
                return
            done = found.end
        self._join_wrapped()

    def _fold_from(self, found: _Heading) -> bool:
        """Fold a heading; False when everything after it is settled too."""
        if found.kind == "forward":
            self.forward_marked = True
        start = self._with_rules_above(found.start)
        if found.kind == "above" and not self._own_between(max(0, start - 40), start):
            self.labels[found.start] = QUOTED
            return True
        if found.kind != "above" and self._more_comes(found):
            self._label(start, found.end, QUOTED)
            return True
        own = self.own(start)
        if not own and found.kind == "attribution" and QUOTED in self.labels[found.end :]:
            self._label(start, found.end, QUOTED)
            return True
        if is_passing_on(own):
            if found.kind != "above":
                self._label(0, len(self.labels), VISIBLE)
            return False
        self._label(start, len(self.labels), QUOTED)
        self.cut = True
        return False

    def _more_comes(self, found: _Heading) -> bool:
        """Is what follows marked by itself (">", or header lines below "Original Message")?"""
        below = self.next_text(found.end)
        if below >= len(self.bare) or is_quote(self.bare[below]):
            return True
        if found.kind not in ("original", "forward") or below >= len(self.bare):
            return False
        return headings.block_end(self.bare, below, separated=True) is not None

    def own(self, end: int) -> list[str]:
        return [
            line for line, label in zip(self.bare[:end], self.labels[:end], strict=True) if line and label == VISIBLE
        ]

    def _label(self, start: int, end: int, label: str) -> None:
        self.labels[start:end] = [label] * (end - start)

    def _with_rules_above(self, start: int) -> int:
        """Rules and bare "Originalnachricht" lines directly above belong to the heading."""
        above = start - 1
        while above >= 0 and above > start - 6:
            line = self.bare[above]
            if line and not headings.is_separator(line):
                break
            if line and self.labels[above] == VISIBLE:
                start = above
            above -= 1
        return start

    def _join_wrapped(self) -> None:
        """The rest of a quoted line, wrapped by a program without repeating the ">", is quoted too."""
        wraps = False
        for at in range(1, len(self.bare) - 1):
            line = self.bare[at]
            if line and len(line) <= 20 and is_snip(line) and any(map(self._marked, range(at - 2, at + 3))):
                self.labels[at] = QUOTED
            if not line or self.labels[at] != VISIBLE or not line[0].islower() or not self._marked(at - 1):
                continue
            end = at + 1 if self._marked(at + 1) else at + 2
            if not self._marked(end) or not self.bare[at + 1]:
                continue
            above = self.bare[at - 1]
            if len(above) >= 60 and (wraps or not above.endswith((".", "?", "!", ":", ";"))):
                wraps = True
                self._label(at, end, QUOTED)

    def sign(self) -> None:
        texts = self._texts()
        written = False
        for start, end in texts:
            end = self._sign_mobile(start, end, written)
            self._sign_from(start, end, signature.delimited(self.bare[start:end], last=False))
            written = written or bool(self._own_between(start, end))
        for start, end in reversed(texts):
            if self._own_between(start, end):
                end = self._visible_end(start, end)
                self._sign_from(start, end, signature.delimited(self.bare[start:end], last=True))
                end = self._visible_end(start, end)
                self._sign_from(start, end, signature.closed(self.bare[start:end]))
                if self._own_between(start, end):
                    break

    def _texts(self) -> list[tuple[int, int]]:
        """The runs of visible lines."""
        runs: list[tuple[int, int]] = []
        start = 0
        count = len(self.labels)
        for at in range(count + 1):
            if at == count or self.labels[at] != VISIBLE:
                if at > start:
                    runs.append((start, at))
                start = at + 1
        return runs

    def _own_between(self, start: int, end: int) -> bool:
        return any(self.bare[at] and self.labels[at] == VISIBLE for at in range(start, end))

    def _visible_end(self, start: int, end: int) -> int:
        while end > start and (self.labels[end - 1] != VISIBLE or not self.bare[end - 1]):
            end -= 1
        return end

    def _sign_mobile(self, start: int, end: int, written: bool) -> int:
        """A "Sent from my iPhone" ends the person's words; text after it is a quotation without a heading."""
        at = signature.mobile(self.bare[start:end])
        if at is None:
            return end
        at += start
        self.labels[at] = SIGNED
        if (written or self._own_between(start, at)) and at + 1 < end and not self.bare[at + 1]:
            self._label(at + 1, end, QUOTED)
        return at

    def _sign_from(self, start: int, end: int, at: int | None) -> None:
        if at is not None and (QUOTED in self.labels or self._own_between(0, start + at)):
            self._label(start + at, end, SIGNED)


def labelled(lines: list[str]) -> list[str]:
    """A label ("visible", "quoted", "signed") for each line of a mail."""
    division = _Division(lines[:_MOST_LINES])
    division.divide()
    division.sign()
    if len(lines) > _MOST_LINES:
        rest = lines[_MOST_LINES:]
        division.labels += [QUOTED if division.cut or line.lstrip()[:1] == ">" else VISIBLE for line in rest]
    elif division.forward_marked and is_passing_on(division.own(len(division.bare))):
        return [VISIBLE if label == QUOTED else label for label in division.labels]
    return division.labels


def _gathered(lines: list[str], labels: list[str]) -> Folded:
    """The lines by label, each part with a blank line where others stood between."""
    parts: dict[str, list[str]] = {VISIBLE: [], QUOTED: [], SIGNED: []}
    current, kept = "", parts[VISIBLE]
    for line, label in zip(lines, labels, strict=True):
        if label != current:
            current, kept = label, parts[label]
            if kept and kept[-1]:
                kept.append("")
        line = line.rstrip()
        if line or (kept and kept[-1]):
            kept.append(line)
    return Folded(*("\n".join(parts[label]).strip("\n") for label in (VISIBLE, QUOTED, SIGNED)))


def fold(text: str) -> Folded:
    """Divide a mail's plain text. Takes linear time whatever the text holds."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _gathered(lines, labelled(lines))
