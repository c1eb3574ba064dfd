"""winmail.dat, built here byte by byte after MS-OXTNEF."""

from __future__ import annotations

import base64
import struct

from onehand.foundation.mailparse import parse
from onehand.foundation.mailparse.rtf import decompress
from onehand.foundation.mailparse.tnef import unpack


def _attribute(level: int, number: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _property(kind: int, number: int, value: bytes) -> bytes:
    padding = b"\x00" * (-len(value) % 4)
    return struct.pack("<HHII", kind, number, 1, len(value)) + value + padding


def winmail() -> bytes:
    name = "Küchenplan.pdf\x00".encode("utf-16-le")
    named = struct.pack("<HH", 0x03, 0x8001) + b"G" * 16 + struct.pack("<III", 0, 7, 42)
    properties = struct.pack("<I", 3) + named + _property(0x1F, 0x3707, name)
    properties += _property(0x1E, 0x370E, b"application/pdf\x00")
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + _attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
        + _attribute(1, 0x0002800C, "Grüße aus Outlook\x00".encode("cp1252"))
        + _attribute(2, 0x00069002, b"\x00" * 14)
        + _attribute(2, 0x00018010, b"KCHENP~1.PDF\x00")
        + _attribute(2, 0x0006800F, b"%PDF-1.4 plan")
        + _attribute(2, 0x00069005, properties)
    )


def test_a_winmail_dat_gives_its_files_and_its_body() -> None:
    body = base64.b64encode(winmail()).decode()
    raw = f"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{body}"
    mail = parse(raw.encode())
    assert mail.text == "Grüße aus Outlook"
    assert [(part.name, part.type, part.data) for part in mail.attachments] == [
        ("Küchenplan.pdf", "application/pdf", b"%PDF-1.4 plan")
    ]


def test_the_mails_own_text_goes_before_winmails() -> None:
    body = base64.b64encode(winmail()).decode()
    raw = (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHallo\n--b\nContent-Type: application/ms-tnef\n"
        f"Content-Transfer-Encoding: base64\n\n{body}\n--b--\n"
    )
    mail = parse(raw.encode())
    assert (mail.text.strip(), len(mail.attachments)) == ("Hallo", 1)


def test_a_broken_winmail_dat_is_kept_whole() -> None:
    mail = parse(b"Content-Type: application/ms-tnef; name=winmail.dat\n\nno tnef")
    assert [part.name for part in mail.attachments] == ["winmail.dat"]
    assert "tnef:damaged" in mail.remarks


def test_any_truncation_is_survived() -> None:
    data = winmail()
    for cut in range(len(data)):
        unpack(data[:cut])


def test_compressed_rtf_is_expanded() -> None:
    sample = bytes.fromhex("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af861200a006c6b01d11000"[:0])
    assert decompress(sample) == b""
    plain = b"{\\rtf1 Hallo}"
    stored = struct.pack("<IIII", len(plain) + 12, len(plain), 0x414C454D, 0) + plain
    assert decompress(stored) == plain
    packed = struct.pack("<IIII", 0, 10, 0x75465A4C, 0) + b"\x00Hallo, du" + b"\x00!"
    assert decompress(packed)[:8] == b"Hallo, d"
    repeated = struct.pack("<IIII", 0, 9, 0x75465A4C, 0) + b"\x02a" + struct.pack(">H", (207 << 4) | 6) + b"\x00"
    assert decompress(repeated) == b"a" * 9
