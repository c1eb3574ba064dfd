"""Bytes to text: declared charset, then UTF-8, then Windows-1252, then a guess; never an exception."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from onehand.foundation.mailparse.limits import MAX_DETECTION

# Superset or sender's meaning of a label, after the WHATWG encoding standard.
_MEANING = {
    label: codec
    for codec, labels in {
        "utf-8": "us-ascii ascii ansi_x3.4-1968 iso646-us utf8 unicode-1-1-utf-8 utf-8-sig cp65001 utf8mb4",
        "cp1252": "iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 ansi x-ansi x-cp1252",
        "cp1254": "iso-8859-9",
        "cp874": "iso-8859-11 tis-620 windows-874",
        "iso8859_8": "iso-8859-8-i iso-8859-8-e",
        "iso8859_6": "iso-8859-6-i",
        "cp850": "cp-850",
        "cp949": "ks_c_5601-1987 ks_c_5601 ksc5601 ksc_5601 euc-kr euckr korean ks_c_5601-1989 windows-949",
        "gb18030": "gb2312 gb_2312-80 gbk x-gbk cp936 euc-cn chinese",
        "hz": "hz-gb-2312",
        "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j x-ms-cp932",
        "cp950": "big5 big-5 x-x-big5",
        "big5hkscs": "big5-hkscs",
        "iso-2022-jp": "iso-2022-jp-ms cp50220 cp50221 csiso2022jp",
        "utf-7": "unicode-1-1-utf-7 x-unicode-2-0-utf-7",
        "mac_roman": "macintosh x-mac-roman",
        "mac_cyrillic": "x-mac-cyrillic",
        "koi8_u": "koi8-ru",
    }.items()
    for label in labels.split()
}
# Python's registry also knows zlib, punycode and the like, which no mail may reach.
_TEXT_CODEC = re.compile(
    r"(?:utf|ascii|iso8859|iso2022|cp\d|koi8|mac|gb|big5|euc|shift|hz$|johab|tis|ptcp|kz1048|hp-r)"
)
_MULTIBYTE = frozenset({"cp949", "gb18030", "cp932", "cp950", "big5hkscs", "euc_jp", "johab", "hz"})
_SURROGATES = re.compile("[\ud800-\udfff]")
_SAMPLE = 500_000  # bytes by which a damaged text is judged
_FOREIGN = re.compile("[^\x00-\x7f]")
_LETTER = re.compile("[A-Za-z]")
_ESCAPED_JAPANESE = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I")


@lru_cache(maxsize=512)
def codec_for(label: str) -> str:
    """The Python codec that reads a declared charset, "" if the label names none."""
    name = label.strip(" \t\r\n\"'<>;,.").lower()[:40]
    name = _MEANING.get(name, name)
    for candidate in (name, name.removeprefix("x-"), re.sub(r"^(?:windows|win|x-cp|cp)[-_]?", "cp", name)):
        try:
            found = codecs.lookup(_MEANING.get(candidate, candidate)).name
        except (LookupError, ValueError, UnicodeError):
            continue
        if _TEXT_CODEC.match(found):
            return "iso-2022-jp" if found == "iso2022_jp" else found
    return ""


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Text and a remark code ("" if the declared charset simply held). Never raises."""
    if data.isascii() and b"\x1b" not in data and not _sevenbit_shift(declared):
        return data.decode("ascii"), ""
    codec = codec_for(declared) if declared else ""
    text, remark = _declared(data, codec) if codec else (None, _unknown(declared))
    if text is None:
        text, how = _undeclared(data, codec)
        remark = remark or how
    return whole(text), remark


def decode_header(data: bytes, hint: str = "") -> str:
    """Raw 8-bit header bytes: UTF-8 (RFC 6532), the body's charset, Windows-1252, a guess."""
    if data.isascii() and b"\x1b" not in data:
        return data.decode("ascii")
    try:
        return data.decode("utf-8") if b"\x1b" not in data else decode(data, hint)[0]
    except UnicodeDecodeError:
        return decode(data, hint)[0]


def _sevenbit_shift(declared: str) -> bool:
    """Charsets that write other letters with ASCII bytes alone."""
    if not declared:
        return False
    return codec_for(declared) in ("utf-7", "hz", "iso2022_kr") or declared.lower().startswith(("utf-16", "utf-32"))


def _unknown(declared: str) -> str:
    label = re.sub(r"[^a-z0-9_-]", "", declared.lower())[:30]
    return f"charset:{label}" if declared else ""


def _declared(data: bytes, codec: str) -> tuple[str | None, str]:
    if codec == "cp1252":
        return _western(data)
    if codec == "iso-2022-jp":
        return _japanese(data)
    if codec == "utf-16":
        codec = _utf16_order(data)
    try:
        return data.decode(codec), ""
    except (UnicodeError, ValueError):
        pass
    if codec == "utf-8":
        return _damaged(data, "utf-8"), "charset:not-utf-8"
    if codec in _MULTIBYTE:
        return _damaged(data, "big5hkscs" if codec == "cp950" else codec), f"charset:damaged-{codec}"
    return None, f"charset:not-{codec}"


def _western(data: bytes) -> tuple[str | None, str]:
    """Latin-1 means Windows-1252; several letters that are valid UTF-8 are no accident."""
    try:
        return data.decode("utf-8"), "charset:utf-8-as-latin1"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), ""
    except UnicodeDecodeError:
        return data.decode("latin-1"), ""


def _japanese(data: bytes) -> tuple[str | None, str]:
    for codec in ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_3"):
        try:
            return data.decode(codec), ""
        except (UnicodeError, ValueError):
            continue
    if any(mark in data for mark in _ESCAPED_JAPANESE):
        return _jis_by_cp932(data), ""
    return None, "charset:not-iso-2022-jp"


def _jis_by_cp932(data: bytes) -> str:
    """ISO-2022-JP with the vendor rows that Python's codec lacks, by way of Shift_JIS."""
    pieces: list[str] = []
    wide = kana = False
    for piece in re.split(rb"(\x1b\$[@B]|\x1b\([BJI])", data):
        if piece[:1] == b"\x1b":
            wide, kana = piece[1:2] == b"$", piece == b"\x1b(I"
        elif wide:
            pieces.append(_shifted(piece).decode("cp932", "replace"))
        elif kana:
            pieces.append(bytes(byte | 0x80 for byte in piece).decode("cp932", "replace"))
        else:
            pieces.append(piece.decode("cp932", "replace"))
    return "".join(pieces)


def _shifted(pairs: bytes) -> bytes:
    out = bytearray()
    for first, second in zip(pairs[::2], pairs[1::2], strict=False):
        if not (0x21 <= first <= 0x7E and 0x21 <= second <= 0x7E):
            out += bytes((first, second))
            continue
        out.append(((first + 1) >> 1) + (0x70 if first < 0x5F else 0xB0))
        out.append(second + (0x1F + (second > 0x5F) if first & 1 else 0x7E))
    return bytes(out)


def _utf16_order(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    return "utf-16-be" if data[::2].count(0) >= data[1::2].count(0) else "utf-16-le"


def _damaged(data: bytes, codec: str) -> str | None:
    """The text with marks for the broken bytes, if most of it is sound; None if the charset is another."""
    sample = data[:_SAMPLE].decode(codec, "replace")
    bad = sample.count("\ufffd")
    foreign = len(_FOREIGN.findall(sample)) - bad
    return data.decode(codec, "replace") if foreign > 4 * bad else None


def _undeclared(data: bytes, tried: str) -> tuple[str, str]:
    if any(mark in data for mark in _ESCAPED_JAPANESE):
        return _jis_by_cp932(data), ""
    if tried != "utf-8":
        try:
            return data.decode("utf-8"), ""
        except UnicodeDecodeError:
            sound = _damaged(data, "utf-8")
            if sound is not None:
                return sound, "charset:not-utf-8"
    try:
        text = data.decode("cp1252")
        if _looks_western(text):
            return text, ""
    except UnicodeDecodeError:
        pass
    codec = _guess(data)
    return data.decode(codec or "latin-1", "replace"), f"charset:guessed-{codec}" if codec else ""


def _looks_western(text: str) -> bool:
    """German or French prose has few accented letters; another script misread has mostly those."""
    sample = text[:MAX_DETECTION]
    foreign = len(_FOREIGN.findall(sample))
    letters = foreign + len(_LETTER.findall(sample))
    return foreign < 8 or foreign * 3 < letters


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    try:
        best = from_bytes(data[:MAX_DETECTION], preemptive_behaviour=False).best()
    except Exception:  # the guesser is third-party code on hostile input; without it the text is still shown
        return ""
    return codec_for(best.encoding) if best else ""


def whole(text: str) -> str:
    """Without halves of surrogate pairs, which UTF-7, UTF-16 and entities can bring and no database takes."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text
