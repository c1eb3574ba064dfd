"""Content-Transfer-Encoding undone (RFC 2045 section 6), leniently and in linear time."""

from __future__ import annotations

import binascii
import re

from onehand.foundation.mailparse.uuencode import decode_lines

_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_UU = frozenset({"x-uuencode", "uuencode", "uue", "x-uue"})


def undo(data: bytes, encoding: str) -> bytes:
    """The decoded bytes; data as it is if the encoding is unknown or means identity."""
    if encoding == "base64":
        return base64_bytes(data)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding in _UU:
        return decode_lines(data)
    return data


def base64_bytes(data: bytes) -> bytes:
    """Base64 with stray characters skipped and missing padding supplied."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        pass
    clean = _NO_BASE64.sub(b"", data)
    clean = clean.rstrip(b"=")
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    try:
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
    except binascii.Error:
        return data
