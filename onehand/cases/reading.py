"""From raw bytes to what a person would read: parsed, quotes and signature folded away. Touches no database."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from onehand.cases.models import Ledger
from onehand.foundation import blobs, mailparse, quotes
from onehand.foundation.mailparse import Mail
from onehand.foundation.quotes import Folded

# Of a mail over the size limit only the head is read: sender, subject and threading.
HEAD_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Read:
    """`mail` is None when the bytes cannot be read; then `reason` says why."""

    mail: Mail | None
    folded: Folded
    reason: str = ""
    too_large: bool = False
    size: int = 0


def read(row: Ledger) -> Read:
    """Read a row of the ledger from its stored bytes."""
    try:
        return read_raw(blobs.get(row.raw))
    except blobs.Missing:
        return Read(None, Folded("", "", ""), reason="the raw bytes are missing")


def read_raw(raw: bytes) -> Read:
    too_large = len(raw) > settings.ONEHAND.mail_max_bytes
    try:
        mail = mailparse.parse(_head(raw) if too_large else raw)
    except mailparse.Unreadable as unreadable:
        return Read(None, Folded("", "", ""), reason=str(unreadable), size=len(raw))
    text = "" if too_large else mail.text
    return Read(mail, quotes.fold(text), too_large=too_large, size=len(raw))


def _head(raw: bytes) -> bytes:
    head = raw[:HEAD_BYTES]
    for gap in (b"\r\n\r\n", b"\n\n"):
        end = head.find(gap)
        if end >= 0:
            return head[: end + len(gap)]
    return head
