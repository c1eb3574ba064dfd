"""The readable content inside an opaque S/MIME signature (RFC 8551 section 3.5.2), without checking it.

Outlook sends whole mails this way. Only the outer shell of CMS (RFC 5652 sections 3 and 5) is walked, in
DER or BER with indefinite lengths.
"""

from __future__ import annotations

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_SEQUENCE, _SET, _INTEGER, _OID, _OCTETS, _CONTEXT0 = 0x30, 0x31, 0x02, 0x06, 0x04, 0xA0


class _Damaged(ValueError):
    pass


def signed_content(data: bytes) -> bytes | None:
    """The signed MIME entity, None if these bytes hold none."""
    try:
        at, _ = _enter(data, 0, _SEQUENCE)
        start, stop = _enter(data, at, _OID)
        if data[start:stop] != _SIGNED_DATA:
            return None
        at, _ = _enter(data, stop, _CONTEXT0)
        at, _ = _enter(data, at, _SEQUENCE)
        _, at = _enter(data, at, _INTEGER)
        _, at = _enter(data, at, _SET)
        at, _ = _enter(data, at, _SEQUENCE)
        _, at = _enter(data, at, _OID)
        at, _ = _enter(data, at, _CONTEXT0)
        return _octets(data, at)
    except (_Damaged, IndexError):
        return None


def _enter(data: bytes, at: int, tag: int) -> tuple[int, int]:
    """(start, end) of an element's content; the end of an indefinite one is the end of the data."""
    if data[at] != tag:
        raise _Damaged
    length = data[at + 1]
    if length < 0x80:
        return at + 2, at + 2 + length
    if length == 0x80:
        return at + 2, len(data)
    size = length & 0x7F
    if size > 4:
        raise _Damaged
    start = at + 2 + size
    return start, start + int.from_bytes(data[at + 2 : start], "big")


def _octets(data: bytes, at: int) -> bytes:
    """An OCTET STRING, primitive or in pieces."""
    if data[at] == _OCTETS:
        start, stop = _enter(data, at, _OCTETS)
        return data[start:stop]
    at, end = _enter(data, at, _OCTETS | 0x20)
    pieces: list[bytes] = []
    while at < min(end, len(data)) and data[at] == _OCTETS:
        start, at = _enter(data, at, _OCTETS)
        pieces.append(data[start:at])
    return b"".join(pieces)
