"""Sender and subject of what nobody could read, as far as they can be guessed from its first bytes."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from onehand.cases.models import Ledger
from onehand.foundation import blobs, text

HEAD = 8 * 1024  # bytes
_FIELD = re.compile(r"^(From|Subject):[ \t]*(.{0,2000}(?:\r?\n[ \t].{0,2000}){0,5})", re.IGNORECASE | re.MULTILINE)

_BLANK = re.compile(rb"\r?\n\r?\n")

# The parser's codes in German; its English sentence follows the code in the reason.
_REASONS = {
    "too-many-parts": "Die Mail besteht aus zu vielen Teilen.",
    "too-deep": "Die Mail ist zu tief verschachtelt.",
    "the raw bytes are missing": "Die ursprünglichen Bytes fehlen.",
    "unread": "Die Mail ist noch nicht gelesen.",
}


@dataclass(frozen=True, slots=True)
class Glimpse:
    sender: str
    subject: str


def glimpse(row: Ledger) -> Glimpse:
    """Never raises: what cannot be guessed is empty, the sender then the envelope's."""
    found = {name.lower(): _readable(value) for name, value in _FIELD.findall(_fields(row))}
    return Glimpse(found.get("from", "") or row.envelope_from or "", found.get("subject", ""))


def _fields(row: Ledger) -> str:
    """The header, up to the first blank line; everything when the mail begins with one."""
    first = head(row, HEAD)
    return (_BLANK.split(first, maxsplit=1)[0] or first).decode("latin-1")


def head(row: Ledger, size: int) -> bytes:
    """The first bytes of the raw item, as they came; none when they are missing."""
    try:
        return blobs.head(row.raw, size)
    except (OSError, blobs.Missing):
        return b""


def _readable(value: str) -> str:
    line = " ".join(value.split())
    with contextlib.suppress(HeaderParseError, LookupError, ValueError):
        line = str(make_header(decode_header(line)))
    return text.one_line("".join(char if char.isprintable() else " " for char in line), 200)


def reason_sentence(row: Ledger, language: str) -> str:
    """Why it waits here, as a sentence."""
    code, colon, english = row.reason.partition(": ")
    if language == "de" and code in _REASONS:
        return _REASONS[code]
    return english if colon and " " not in code else row.reason
