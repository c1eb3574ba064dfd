"""Header fields of mail that leaves, as bytes: folded, encoded, and never with a line break of somebody else's making.

The standard library encodes a long References field as RFC 2047 words, which breaks threading, and its long addresses
likewise; so each kind of field is written here by its own rule.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence

LINE = 76
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+\Z")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# 45 bytes become 60 base64 letters: with =?utf-8?b? and ?= an encoded word stays below 75 (RFC 2047, 2).
_WORD_BYTES = 45


def clean(text: str) -> str:
    """One line without control characters; what cannot be UTF-8 becomes a question mark."""
    return _CONTROL.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip()


def plain(name: str, value: str) -> bytes:
    """A field of ours whose value needs no encoding."""
    return f"{name}: {clean(value)}\r\n".encode("ascii", "replace")


def text(name: str, value: str) -> bytes:
    """An unstructured field, such as Subject (RFC 5322, 2.2.1)."""
    value = clean(value)
    if value.isascii() and "=?" not in value and all(len(word) < LINE - 15 for word in value.split(" ")):
        return _folded(name, value.split(" "))
    return _folded(name, _encoded_words(value))


def addresses(name: str, people: Iterable[tuple[str, str]]) -> bytes:
    """An address field; `people` are (name, address)."""
    return _folded(name, [_mailbox(*person) for person in people], ",")


def ids(name: str, values: Sequence[str]) -> bytes:
    """Message-ID, In-Reply-To, References: one id a line at most (RFC 5322, 3.6.4)."""
    return f"{name}: ".encode() + "\r\n ".join(clean(value) for value in values).encode("utf-8") + b"\r\n"


def _mailbox(shown: str, address: str) -> str:
    shown, address = clean(shown), clean(address).replace(" ", "")
    if not shown:
        return f"<{address}>"
    if shown.isascii() and "=?" not in shown and len(shown) < LINE:
        phrase = shown if _ATOM.match(shown) else '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
    else:
        phrase = "\r\n ".join(_encoded_words(shown))
    gap = "\r\n " if len(phrase) + len(address) > LINE - 20 else " "
    return f"{phrase}{gap}<{address}>"


def _folded(name: str, pieces: Sequence[str], comma: str = "") -> bytes:
    """Pieces joined by blanks, a new line wherever the next one would not fit."""
    lines = [f"{name}:"]
    for position, piece in enumerate(pieces):
        piece += comma if position < len(pieces) - 1 else ""
        if len(lines[-1]) + 1 + len(piece) > LINE and lines[-1].strip() != f"{name}:" and piece:
            lines.append("")
        lines[-1] += " " + piece
    return ("\r\n".join(lines) + "\r\n").encode("utf-8")


def _encoded_words(value: str) -> list[str]:
    """RFC 2047 words of whole characters."""
    words: list[str] = []
    piece = b""
    for letter in value:
        encoded = letter.encode("utf-8")
        if len(piece) + len(encoded) > _WORD_BYTES:
            words.append(_word(piece))
            piece = b""
        piece += encoded
    return [*words, _word(piece)]


def _word(piece: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(piece).decode('ascii')}?="
