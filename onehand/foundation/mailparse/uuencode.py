"""uuencoded files inside plain text: `begin 644 name` to `end` (POSIX uuencode)."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from onehand.foundation.mailparse.limits import MAX_UNPACKED

_BEGIN = re.compile(rb"^begin(-base64)? ([0-7]{3,4}) ([^\r\n]+?)[ \t\r]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Found:
    """A file taken out of a text; name still in the text's bytes."""

    name: bytes
    data: bytes


def extract(data: bytes) -> tuple[bytes, list[Found]]:
    """The text without its uuencoded files, and these files."""
    found: list[Found] = []
    kept: list[bytes] = []
    at = 0
    match = _BEGIN.search(data)
    while match is not None and len(found) < MAX_UNPACKED:
        block = _block(data, match.end() + 1, match[1] is not None)
        if block is None:
            match = _BEGIN.search(data, match.end())
            continue
        content, end = block
        found.append(Found(match[3], content))
        kept.append(data[at : match.start()])
        at = end
        match = _BEGIN.search(data, end)
    kept.append(data[at:])
    return b"".join(kept), found


def decode_lines(data: bytes) -> bytes:
    """A part that is uuencoded as a whole, with or without its begin line."""
    match = _BEGIN.search(data)
    block = _block(data, match.end() + 1 if match else 0, False)
    return block[0] if block else b""


def _block(data: bytes, at: int, base64: bool) -> tuple[bytes, int] | None:
    """Decoded bytes and the end of the block that starts at a position; None if it is no such block."""
    out: list[bytes] = []
    size = len(data)
    while at < size:
        stop = data.find(b"\n", at)
        stop = size if stop < 0 else stop
        line = data[at:stop].rstrip(b"\r")
        at = stop + 1
        bare = line.strip()
        if bare in (b"end", b"===="):
            return b"".join(out), min(at, size)
        if bare in (b"", b"`"):
            continue
        decoded = _line(line, base64)
        if decoded is None:
            return None
        out.append(decoded)
    return (b"".join(out), size) if out else None


def _line(line: bytes, base64: bool) -> bytes | None:
    if len(line) > 200:
        return None
    try:
        if base64:
            return binascii.a2b_base64(line)
        return binascii.a2b_uu(line)
    except binascii.Error:
        return _trimmed(line)


def _trimmed(line: bytes) -> bytes | None:
    """Many encoders leave garbage after the counted characters; the count rules."""
    count = (line[0] - 32) & 63
    needed = (count * 4 + 5) // 3
    if len(line) < 2 or len(line) - 1 < needed - 3 or not 32 <= line[0] <= 96:
        return None
    try:
        return binascii.a2b_uu(line[: 1 + (needed + 3) // 4 * 4])
    except binascii.Error:
        return None
