"""mbox files (RFC 4155 and its dialects) read one mail at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

_ENVELOPE = re.compile(
    rb"From (?:\S|\"[^\"]*\"@\S)[^\r\n]*\b\d{1,2}:\d\d(?::\d\d)?\b[^\r\n]*\b(?:19|20)\d\d\b[^\r\n]*\r?\n?\Z"
)
_HEADER = re.compile(rb"(?:[!-9;-~]+[ \t]*:|>?From )")
_QUOTED = re.compile(rb">+From ")


def split_mbox(stream: BinaryIO) -> Iterator[bytes]:
    """The mails of an mbox, without envelope lines, `>From ` unquoted (mboxrd).

    Memory: the largest mail, not the file. A mail starts at a line that looks like an envelope line, follows
    an empty line (or the file's start) and precedes a header line; so "From here at 12:30 in 2024 …" in a
    badly quoted body does not cut it.
    """
    lines: list[bytes] = []
    held = b""  # an envelope line whose next line must still prove it
    blank = True
    started = False
    for line in stream:
        if held:
            if _HEADER.match(line):
                if started and any(part.strip() for part in lines):
                    yield _mail(lines)
                lines, started = [], True
            else:
                lines.append(held)
            held = b""
        first = not started and not lines
        if blank and line.startswith(b"From ") and (first or _ENVELOPE.match(line)):
            held = line
        else:
            lines.append(line[1:] if line.startswith(b">") and _QUOTED.match(line) else line)
            blank = not line.strip(b"\r\n")
    if held and started:
        lines.append(held)
    if any(part.strip() for part in lines):
        yield _mail(lines)


def _mail(lines: list[bytes]) -> bytes:
    """The lines without the empty one that separates mails."""
    if len(lines) > 1 and not lines[-1].strip(b"\r\n"):
        lines = lines[:-1]
    return b"".join(lines)
