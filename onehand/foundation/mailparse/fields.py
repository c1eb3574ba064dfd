"""The header block of a mail or part: where it ends, and its fields as raw bytes."""

from __future__ import annotations

import re

from onehand.foundation.mailparse.words import header_text

HEADER_LINE = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_FIELD = re.compile(rb"^([!-9;-~]{1,200})[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
# A line that starts like one of these is a header even after a broken line.
_KNOWN = re.compile(
    rb"^(?:from|to|cc|bcc|subject|date|sender|reply-to|received|message-id|references|in-reply-to|return-path"
    rb"|delivered-to|mime-version|content-[a-z-]+|x-[a-z0-9-]+|dkim-signature|list-[a-z]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_INTERNAL = b"x-onehand-"


class Fields:
    """Header fields by lower-case name, values raw and still folded, in the order of the mail.

    Fields of our own prefix are dropped: whoever sends them must not set internal state (FAULTS S18).
    """

    __slots__ = ("values",)

    def __init__(self) -> None:
        self.values: dict[bytes, list[bytes]] = {}

    def add(self, name: bytes, value: bytes) -> None:
        if not name.startswith(_INTERNAL):
            self.values.setdefault(name, []).append(value)

    def __contains__(self, name: bytes) -> bool:
        return name in self.values

    def first(self, name: bytes) -> bytes:
        """The first field's value, b"" if there is none."""
        found = self.values.get(name)
        return found[0] if found else b""

    def all(self, name: bytes) -> list[bytes]:
        return self.values.get(name, [])

    def count(self, name: bytes) -> int:
        return len(self.values.get(name, ()))

    def text(self, name: bytes, hint: str = "") -> str:
        """The first field decoded, on one line, stripped."""
        found = self.values.get(name)
        return header_text(found[0], hint).strip() if found else ""

    def token(self, name: bytes) -> str:
        """The first field as a lower-case ASCII word, up to a blank or semicolon (RFC 2045 mechanisms)."""
        value = self.first(name).decode("ascii", "replace").strip(" \t\r\n\"'")
        return re.split(r"[;\s(]", value, maxsplit=1)[0].lower() if value else ""


def read_block(block: bytes) -> tuple[Fields, int, list[str]]:
    """Fields of a header block, the offset where lines stop being headers, and remarks."""
    fields = Fields()
    at = 0
    for match in _FIELD.finditer(block):
        if match.start() != at and not all(map(_ignorable, block[at : match.start()].split(b"\n"))):
            return _read_lines(block)
        fields.add(match[1].lower(), match[2])
        at = match.end() + 1
    if at < len(block) and not all(map(_ignorable, block[at:].split(b"\n"))):
        return _read_lines(block)
    return fields, len(block), []


def _read_lines(block: bytes) -> tuple[Fields, int, list[str]]:
    """The same for a block with lines that are no headers."""
    fields = Fields()
    remarks: list[str] = []
    name = b""
    value: list[bytes] = []
    at = 0
    last_known = -1
    for line in block.split(b"\n"):
        if line[:1] in (b" ", b"\t") and name:
            value.append(line)
        elif match := HEADER_LINE.match(line):
            if name:
                fields.add(name, b"\n".join(value))
            name, value = match[1].lower(), [line[match.end() :]]
        elif not _ignorable(line):
            last_known = _last_known(block, at) if last_known < 0 else last_known
            if last_known <= at:
                remarks.append("headers:no-separator")
                break
            remarks.append("headers:malformed")
        at += len(line) + 1
    if name:
        fields.add(name, b"\n".join(value))
    return fields, min(at, len(block)), remarks


def _ignorable(line: bytes) -> bool:
    """Blank lines, and the envelope line of an mbox."""
    return not line.strip() or line.startswith((b"From ", b">From "))


def _last_known(block: bytes, at: int) -> int:
    """Where the last header line after a broken one is; 0 if the rest is rather the body.

    A field that mail programs write proves it; between headers also a rest of nothing but header lines.
    """
    last = 0
    for match in _KNOWN.finditer(block, at):
        last = match.start()
    if last:
        return last
    rest = block[at:].split(b"\n")[1:]
    fields = [bool(HEADER_LINE.match(line)) for line in rest if line[:1] not in (b" ", b"\t", b"")]
    return len(block) if at and fields and all(fields) else 0
