"""Wrong, unknown and old charsets."""

from __future__ import annotations

import pytest

from onehand.foundation.mailparse.charset import codec_for, decode

GERMAN = "Grüße aus der Küche – für 5 €"
JAPANESE = "こんにちは、世界。"


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        (GERMAN.encode("cp1252"), "iso-8859-1", GERMAN),
        (GERMAN.encode("cp1252"), "us-ascii", GERMAN),
        (GERMAN.encode("cp1252"), "utf-8", GERMAN),
        (GERMAN.encode("cp1252"), "x-unknown", GERMAN),
        (GERMAN.encode("cp1252"), "", GERMAN),
        (GERMAN.encode(), "us-ascii", GERMAN),
        (GERMAN.encode(), "iso-8859-1", GERMAN),
        (GERMAN.encode("utf-7"), "utf-7", GERMAN),
        (GERMAN.encode("cp1252"), "windows-1252", GERMAN),
        ("Привет".encode("cp1251"), "win-1251", "Привет"),
        ("Привет, как дела? Кухня готова".encode("koi8-r"), "koi8-r", "Привет, как дела? Кухня готова"),
        (JAPANESE.encode("iso2022_jp"), "iso-2022-jp", JAPANESE),
        (JAPANESE.encode("iso2022_jp"), "", JAPANESE),
        ("①㈱".encode("cp932"), "shift_jis", "①㈱"),
        (b"\x1b$B-!-j\x1b(B", "iso-2022-jp", "①㈱"),
        ("똠방각하".encode("cp949"), "ks_c_5601-1987", "똠방각하"),
        ("朱镕基".encode("gb18030"), "gb2312", "朱镕基"),
        ("碁銹".encode("cp950"), "big5", "碁銹"),
        ("abc äöü".encode("utf-16"), "utf-16", "abc äöü"),
    ],
)
def test_the_text_a_person_meant_comes_out(data: bytes, declared: str, expected: str) -> None:
    assert decode(data, declared)[0].lstrip("\ufeff") == expected


def test_one_broken_byte_does_not_ruin_a_utf8_text() -> None:
    text, remark = decode(("Größe, Höhe, Länge, Tür, Stühle. " * 3).encode() + b"\xe4.", "utf-8")
    assert text.startswith("Größe, Höhe")
    assert remark == "charset:not-utf-8"


def test_a_foreign_script_without_label_is_guessed() -> None:
    russian = "Здравствуйте, когда будет доставлена моя кухня? Спасибо за ответ."
    assert decode(russian.encode("cp1251"))[0] == russian


def test_codecs_that_are_no_charsets_are_out_of_reach() -> None:
    for label in (
        "zlib",
        "base64",
        "rot13",
        "punycode",
        "idna",
        "unicode_escape",
        "undefined",
        "bz2",
        "mbcs",
    ):
        assert codec_for(label) == "", label


def test_half_surrogates_become_marks() -> None:
    text, _ = decode(b"a+2AA-b", "utf-7")
    text.encode("utf-8")
