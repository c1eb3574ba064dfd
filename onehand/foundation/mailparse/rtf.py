"""Compressed RTF (MS-OXRTFCP), as Outlook stores a formatted body."""

from __future__ import annotations

import struct

_LZFU, _MELA = 0x75465A4C, 0x414C454D
_WINDOW = 4_096
_MAX_OUT = 20_000_000  # bytes; the format expands by at most 17/2, so this only bounds the absurd
_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def decompress(data: bytes) -> bytes:
    """The RTF source, as far as it is readable; b"" if this is no compressed RTF."""
    if len(data) < 16:
        return b""
    size, magic = struct.unpack_from("<I", data, 4)[0], struct.unpack_from("<I", data, 8)[0]
    if magic == _MELA:
        return data[16 : 16 + size]
    if magic != _LZFU:
        return b""
    return _expand(data, min(size, _MAX_OUT))


def _expand(data: bytes, size: int) -> bytes:
    window = bytearray(_START.ljust(_WINDOW, b"\x00"))
    write = len(_START)
    out = bytearray()
    at = 16
    while at < len(data) and len(out) < size:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data) or len(out) >= size:
                break
            if not flags >> bit & 1:
                chunk = data[at : at + 1]
                at += 1
            elif at + 1 < len(data):
                pair = data[at] << 8 | data[at + 1]
                at += 2
                if pair >> 4 == write:
                    return bytes(out)
                chunk = b""
                write = _copy(window, pair >> 4, (pair & 15) + 2, write, out)
            else:
                return bytes(out)
            if chunk:
                out += chunk
                window[write] = chunk[0]
                write = (write + 1) % _WINDOW
    return bytes(out[:size])


def _copy(window: bytearray, read: int, length: int, write: int, out: bytearray) -> int:
    for _ in range(length):
        byte = window[read]
        read = (read + 1) % _WINDOW
        out.append(byte)
        window[write] = byte
        write = (write + 1) % _WINDOW
    return write
