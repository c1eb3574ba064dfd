"""The tree of MIME parts, found in one pass over the bytes.

Every line that starts with two dashes is looked up in the table of open boundaries, so the cost is
linear in the mail's size whatever the nesting; leaves are slices of the source, which makes an
attached mail's bytes exactly those that arrived. Attached mails are leaves: they are not descended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onehand.foundation.mailparse.fields import HEADER_LINE, Fields, read_block
from onehand.foundation.mailparse.limits import MAX_DEPTH, MAX_GUESSES, MAX_HEADER, MAX_PARTS
from onehand.foundation.mailparse.mail import Unreadable
from onehand.foundation.mailparse.params import content_type

_BLANK = re.compile(rb"\n\r*\n")
_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r*\n)*")
_GUESS = re.compile(
    rb"^--([^\r\n]{1,200}?)[ \t]*\r?\n(?:[ \t]*\r?\n)?Content-[A-Za-z-]+[ \t]*:", re.MULTILINE | re.IGNORECASE
)
_MISSES = 20_000  # lines with dashes looked at one by one; a mail with more is searched by expression
_LONGEST = 100_000  # bytes of a line that may be a boundary


@dataclass(slots=True)
class Node:
    """A part: its fields, its type, and where its body lies in the source."""

    fields: Fields
    type: str
    params: dict[str, str]
    start: int
    end: int
    children: list[Node] = field(default_factory=list)

    @property
    def multipart(self) -> bool:
        return self.type.startswith("multipart/")


class Reader:
    """Reads one mail's structure; `root` is the tree, `remarks` what was wrong."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.remarks: list[str] = []
        self._stack: list[tuple[Node, bytes]] = []
        self._open: dict[bytes, list[int]] = {}
        self._blank = self._after_blank = -1
        self._parts = 0
        self._guesses = 0
        self._misses = 0
        self.root = self._entity(_start(raw), "text/plain")
        if b"content-type" not in self.root.fields or "boundary" in self.root.params:
            self._untyped(self.root)
        if self.root.multipart:
            if self._push(self.root):
                self._scan()
            self._childless(self.root)

    def _untyped(self, root: Node) -> None:
        """The Content-Type was lost or is a part's: parts that are plainly there are still read.

        A body that begins with a part, or any with MIME-Version; a text that quotes a mail is neither.
        """
        if root.multipart:
            return
        found = _GUESS.search(self.raw, root.start, root.start + _LONGEST)
        if found and (b"mime-version" in root.fields or not self.raw[root.start : found.start()].strip()):
            root.type = "multipart/mixed"

    def body(self, node: Node) -> bytes:
        """The part's body as it was sent, still transfer-encoded."""
        return self.raw[node.start : node.end]

    def _entity(self, at: int, default: str) -> Node:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise Unreadable("too-many-parts", f"The mail consists of more than {MAX_PARTS} parts.")
        block_end, body = self._header_end(at)
        fields, used, remarks = read_block(self.raw[at : min(block_end, at + MAX_HEADER)])
        if block_end - at > MAX_HEADER:
            self.remarks.append("headers:cut")
        if remarks:
            self.remarks += remarks
            if "headers:no-separator" in remarks:
                body = at + used
        kind, params = content_type(fields.first(b"content-type"))
        if fields.count(b"content-type") and not kind:
            self.remarks.append("type:invalid")
        return Node(fields, kind or default, params, min(body, len(self.raw)), len(self.raw))

    def _header_end(self, at: int) -> tuple[int, int]:
        """(end of the header block, start of the body); a boundary line ends headers too."""
        raw = self.raw
        first = raw.find(b"\n", at)
        if first >= 0 and not raw[at:first].strip(b"\r"):
            return at, first + 1
        if self._blank < at:
            match = _BLANK.search(raw, at)
            self._blank = match.start() if match else len(raw)
            self._after_blank = match.end() if match else len(raw)
        end, body = self._blank, self._after_blank
        dash = raw.find(b"\n--", at, end) if self._stack else -1
        while dash >= 0:
            if self._matching(dash + 1)[0] >= 0:
                return dash, dash + 1
            dash = raw.find(b"\n--", dash + 1, end)
        return end, body

    def _push(self, node: Node) -> bool:
        """Opens a multipart; False if it has no boundary and none can be guessed."""
        if len(self._stack) >= MAX_DEPTH:
            raise Unreadable("too-deep", f"The mail nests more than {MAX_DEPTH} parts within each other.")
        boundary = node.params.get("boundary", "").encode("utf-8", "replace").rstrip()
        if self._guesses < MAX_GUESSES and (not boundary or self.raw.find(b"--" + boundary, node.start) < 0):
            self._guesses += 1
            self.remarks.append("boundary:missing")
            guess = _GUESS.search(self.raw, node.start)
            boundary = guess[1] if guess and guess[1] not in self._open else boundary
        if not boundary:
            return False
        self._open.setdefault(boundary, []).append(len(self._stack))
        self._stack.append((node, boundary))
        return True

    def _matching(self, at: int) -> tuple[int, bool, int]:
        """(index of the open multipart whose boundary this line is or -1, closes it?, next line)."""
        raw = self.raw
        stop = raw.find(b"\n", at, at + _LONGEST)
        if stop < 0:
            stop = min(len(raw), at + _LONGEST)
        line = raw[at + 2 : stop].rstrip(b" \t\r")
        found = self._open.get(line)
        if found:
            return found[-1], False, stop + 1
        word = line.split(b" ", 1)[0]  # RFC 2046 section 5.1.1: the rest of a boundary line is ignored
        for candidate, suffix in ((line, True), (word, False), (word, True)):
            bare = candidate.removesuffix(b"--").rstrip() if suffix else candidate
            found = self._open.get(bare) if not suffix or candidate.endswith(b"--") else None
            if found:
                return found[-1], suffix, stop + 1
        return -1, False, stop + 1

    def _scan(self) -> None:
        leaf: Node | None = None
        at = self.root.start
        while self._stack:
            dash = self._next_dash(at)
            if dash < 0:
                self.remarks.append("boundary:unclosed")
                return
            index, closes, at = self._matching(dash)
            if index < 0:
                self._misses += 1
                at -= 1
                continue
            if leaf is not None:
                leaf.end = max(leaf.start, _before_line_end(self.raw, dash))
            self._pop_to(index + (not closes), dash)
            leaf = None if closes else self._child(at)
            if leaf is not None:
                at = leaf.start
                if leaf.multipart and self._push(leaf):
                    leaf = None

    def _next_dash(self, at: int) -> int:
        """The next line from here that starts with two dashes, -1 at the end."""
        if self.raw.startswith(b"--", at) and (at == 0 or self.raw[at - 1] == 10):
            return at
        if self._misses < _MISSES:
            return self.raw.find(b"\n--", at) + 1 or -1
        boundaries = b"|".join(re.escape(boundary) for boundary in sorted(self._open))
        match = re.compile(b"\n--(?:" + boundaries + b")").search(self.raw, at)
        return match.start() + 1 if match else -1

    def _child(self, at: int) -> Node:
        parent = self._stack[-1][0]
        node = self._entity(at, "message/rfc822" if parent.type == "multipart/digest" else "text/plain")
        parent.children.append(node)
        return node

    def _pop_to(self, size: int, end: int) -> None:
        while len(self._stack) > size:
            node, boundary = self._stack.pop()
            node.end = max(node.start, _before_line_end(self.raw, end))
            indexes = self._open[boundary]
            indexes.pop()
            if not indexes:
                del self._open[boundary]

    def _childless(self, root: Node) -> None:
        """A multipart in which no part was found is shown as the text it is."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node.children:
                waiting += node.children
            elif node.multipart:
                node.type, node.params = "text/plain", {}
                if "boundary:missing" not in self.remarks:
                    self.remarks.append("boundary:missing")


def _start(raw: bytes) -> int:
    """Where the headers begin: after a byte order mark and blank lines, if headers follow there."""
    match = _LEADING.match(raw)
    return match.end() if match and HEADER_LINE.match(raw, match.end()) else 0


def _before_line_end(raw: bytes, at: int) -> int:
    """The line end before a boundary belongs to the boundary (RFC 2046 section 5.1.1)."""
    if raw[at - 1 : at] == b"\n":
        at -= 1
        if raw[at - 1 : at] == b"\r":
            at -= 1
    return at
