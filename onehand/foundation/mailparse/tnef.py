"""winmail.dat opened: the Transport Neutral Encapsulation Format of Outlook (MS-OXTNEF), its files and body.

Only what a reader needs: attribute stream, MAPI properties of the message and of each attachment.
"""

from __future__ import annotations

import mimetypes
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from onehand.foundation.mailparse.charset import decode
from onehand.foundation.mailparse.limits import MAX_NAME, MAX_UNPACKED
from onehand.foundation.mailparse.mail import Part
from onehand.foundation.mailparse.rtf import decompress

_SIGNATURE = 0x223E9F78
_BODY, _CODEPAGE, _MESSAGE_PROPERTIES = 0x0002800C, 0x00069007, 0x00069003
_NEW_ATTACHMENT, _TITLE, _DATA, _PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
# MAPI property ids (MS-OXPROPS)
_PR_BODY, _PR_RTF, _PR_HTML = 0x1000, 0x1009, 0x1013
_PR_DATA, _PR_LONG_NAME, _PR_SHORT_NAME, _PR_MIME, _PR_CID, _PR_DISPLAY = (
    0x3701,
    0x3707,
    0x3704,
    0x370E,
    0x3712,
    0x3001,
)
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_STRING8, _UNICODE, _OBJECT, _MANY = 0x1E, 0x1F, 0x0D, 0x1000
_TYPES = mimetypes.MimeTypes(filenames=())


@dataclass(slots=True)
class Unpacked:
    """The body and files of a winmail.dat."""

    text: str = ""
    html: str = ""
    files: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    name: str = ""
    kind: str = ""
    content_id: str = ""
    data: bytes = b""

    def part(self) -> Part:
        name = self.name.replace("\x00", "").strip()[:MAX_NAME]
        return Part(name, self.kind or type_for(name), self.data, False, self.content_id.strip("<> \x00"))


def unpack(data: bytes) -> Unpacked | None:
    """What is inside; what was readable of a truncated file; None if these bytes are no TNEF."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != _SIGNATURE:
        return None
    found = Unpacked()
    files: list[_File] = []
    codepage = "cp1252"
    for attribute, content in _attributes(data):
        if attribute == _CODEPAGE and len(content) >= 4:
            codepage = f"cp{struct.unpack_from('<I', content)[0]}"
        elif attribute == _BODY:
            found.text = _text(content, codepage)
        elif attribute == _MESSAGE_PROPERTIES:
            _take_message(found, content, codepage)
        elif attribute == _NEW_ATTACHMENT and len(files) < MAX_UNPACKED:
            files.append(_File())
        elif files:
            _take_file(files[-1], attribute, content, codepage)
    found.files += [file.part() for file in files if file.data or file.name]
    return found


def type_for(name: str) -> str:
    """A media type from a file name's ending, by the built-in table and not the machine's."""
    return _TYPES.guess_type(name.lower())[0] or "application/octet-stream"


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(data):
        attribute, size = struct.unpack_from("<II", data, at + 1)
        at += 9
        yield attribute, data[at : at + size]
        at += size + 2


def _take_message(found: Unpacked, content: bytes, codepage: str) -> None:
    for number, kind, value in _properties(content):
        if number == _PR_BODY and not found.text:
            found.text = _value_text(kind, value, codepage)
        elif number == _PR_HTML:
            found.html = _value_text(kind, value, codepage if kind != 0x102 else "utf-8")
        elif number == _PR_RTF:
            rtf = decompress(value)
            if rtf:
                found.files.append(Part("message.rtf", "application/rtf", rtf, False, ""))


def _take_file(file: _File, attribute: int, content: bytes, codepage: str) -> None:
    if attribute == _TITLE:
        file.name = file.name or _text(content, codepage)
    elif attribute == _DATA:
        file.data = content
    elif attribute == _PROPERTIES:
        for number, kind, value in _properties(content):
            if number == _PR_LONG_NAME:
                file.name = _value_text(kind, value, codepage)
            elif number in (_PR_SHORT_NAME, _PR_DISPLAY):
                file.name = file.name or _value_text(kind, value, codepage)
            elif number == _PR_MIME:
                file.kind = _value_text(kind, value, codepage).strip().lower()
            elif number == _PR_CID:
                file.content_id = _value_text(kind, value, codepage)
            elif number == _PR_DATA and value:
                file.data = value[16:] if kind == _OBJECT else value


def _properties(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(property id, type, first value) of a MAPI property list; ends quietly where it is damaged."""
    if len(content) < 4:
        return
    at = 4
    try:
        for _ in range(min(struct.unpack_from("<I", content)[0], 10_000)):
            kind, number = struct.unpack_from("<HH", content, at)
            at += 4
            if number >= 0x8000:
                at = _after_name(content, at)
            value, at = _value(content, kind, at)
            yield number, kind & ~_MANY, value
    except (struct.error, KeyError):
        return


def _after_name(content: bytes, at: int) -> int:
    """Skips a named property's name: GUID, kind, and number or padded string."""
    by_string = struct.unpack_from("<I", content, at + 16)[0]
    if not by_string:
        return at + 24
    size = struct.unpack_from("<I", content, at + 20)[0]
    return int(at + 24 + _padded(size))


def _value(content: bytes, kind: int, at: int) -> tuple[bytes, int]:
    base = kind & ~_MANY
    count = 1
    if kind & _MANY or base in _VARIABLE:
        count = struct.unpack_from("<I", content, at)[0]
        at += 4
    first = b""
    for index in range(min(count, 10_000)):
        if base in _VARIABLE:
            size = struct.unpack_from("<I", content, at)[0]
            value, at = content[at + 4 : at + 4 + size], at + 4 + _padded(size)
        else:
            size = _FIXED[base]
            value, at = content[at : at + size], at + size
        first = value if index == 0 else first
    return first, at


def _padded(size: int) -> int:
    return (size + 3) & ~3


def _value_text(kind: int, value: bytes, codepage: str) -> str:
    return _text(value, "utf-16-le" if kind == _UNICODE else codepage)


def _text(value: bytes, codepage: str) -> str:
    text = decode(value, codepage)[0]
    return text.rstrip("\x00").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
