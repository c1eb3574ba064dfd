"""Encoded words (RFC 2047) as they really occur, and header values as one clean line."""

from __future__ import annotations

import binascii
import re

from onehand.foundation.mailparse.charset import decode, decode_header
from onehand.foundation.mailparse.transfer import base64_bytes

# Sloppy on purpose: blanks inside, any length, letters glued to either side, a language tag (RFC 2231).
WORD = r"=\?[^?\s]{1,80}\?[bBqQ]\?[^?]*\?="
_WORD = re.compile(r"=\?([^?*\s]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*(?:(?<!=)\?(?!=)[^?]*){0,3})\?=")
_OPEN_WORD = re.compile(r"=\?([^?*\s]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?\s]+)\??$")
_CONTROL = re.compile("[\x00-\x1f\x7f\x80-\x9f\u2028\u2029]+")
_FOLD = re.compile(rb"[\r\n]+")


def header_text(raw: bytes, hint: str = "") -> str:
    """One header value, decoded, on one line, without control characters. hint: the body's charset."""
    if b"\n" in raw or b"\r" in raw:
        raw = _FOLD.sub(b"", raw)
    text = raw.decode("ascii") if raw.isascii() and b"\x1b" not in raw else decode_header(raw, hint)
    if "=?" in text:
        text = decode_words(text)
    return one_line(text)


def one_line(text: str) -> str:
    """Control characters, encoded line breaks among them, become blanks."""
    return text if text.isprintable() else _CONTROL.sub(" ", text)


def decode_words(text: str) -> str:
    """All encoded words of a text decoded; adjacent ones are joined, letters split between them healed."""
    pieces: list[str] = []
    run: list[bytes] = []
    charset = ""
    at = 0
    for match in _WORD.finditer(text):
        gap = text[at : match.start()]
        adjacent = bool(run) and (not gap or gap.isspace())
        if run and not (adjacent and match[1].lower() == charset):
            pieces.append(decode(b"".join(run), charset)[0])
            run = []
        if not adjacent:
            pieces.append(gap)
        charset = match[1].lower()
        run.append(_word_bytes(match[2], match[3]))
        at = match.end()
    if run:
        pieces.append(decode(b"".join(run), charset)[0])
    rest = text[at:]
    pieces.append(_unfinished(rest) if "=?" in rest else rest)
    return "".join(pieces)


def _unfinished(text: str) -> str:
    """A last word whose end was cut off."""
    match = _OPEN_WORD.search(text[-200:])
    if match is None:
        return text
    start = len(text) - min(len(text), 200) + match.start()
    return text[:start] + decode(_word_bytes(match[2], match[3]), match[1])[0]


def _word_bytes(how: str, body: str) -> bytes:
    data = body.encode("utf-8", "replace")
    if how in "bB":
        return base64_bytes(data)
    return binascii.a2b_qp(data.replace(b"\n", b""), header=True)
