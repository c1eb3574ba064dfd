"""Address lists (RFC 5322 section 3.4, and what people send) in one linear pass.

Encoded words are decoded in names only: decoding them inside an address has let senders pass for others.
"""

from __future__ import annotations

import re

from onehand.foundation.mailparse.limits import MAX_ADDRESSES
from onehand.foundation.mailparse.mail import Address
from onehand.foundation.mailparse.words import WORD, decode_words, one_line

_SIMPLE = re.compile(
    r"\s*(?:\"([^\"\\=]*)\"\s*|([\w .'&/!+-]*))<([^<>()\",:;\\\s@]+)@([^<>()\",:;\\\s@]+)>\s*$", re.ASCII
)
_SHORT = 320  # characters; the expressions for a single usual mailbox backtrack
_BARE = re.compile(r"\s*<?([^<>()\",:;\\\s@=]+)@([^<>()\",:;\\\s@=]+)>?\s*$", re.ASCII)
_TOKEN = re.compile(
    rf"(?P<word>{WORD})|(?P<quoted>\"(?:[^\"\\]++|\\.)*+\")|<(?P<angle>[^<>]*)>|(?P<mark>[,;:()])"
    r"|(?P<atom>[^\s\"<>,;:()=]+|=)|(?P<blank>\s+)|(?P<stray>.)",
    re.DOTALL,
)
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)
_COMMENT = re.compile(r"\([^()]*\)")
_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([@.])\s*")


def addresses(text: str) -> list[Address]:
    """The mailboxes of a decoded, unfolded (but not yet word-decoded) field, groups dissolved."""
    short = len(text) < _SHORT
    match = _BARE.match(text) if short else None
    if match:
        return [Address("", f"{match[1]}@{match[2]}")]
    match = _SIMPLE.match(text) if short and "=?" not in text else None
    if match:
        name = match[1] if match[1] is not None else match[2]
        return [Address(_BLANKS.sub(" ", name).strip(), f"{match[3]}@{match[4]}")]
    found = _List(text).found
    if not any(entry.address for entry in found) and "=?" in text and "@" not in text:
        return _List(one_line(decode_words(text))).found or found
    return found


class _List:
    """The state of one pass: what of the current mailbox has been read so far."""

    def __init__(self, text: str) -> None:
        self.found: list[Address] = []
        self._text = text
        self._comments_pair = True
        self._begin()
        self._read()

    def _begin(self) -> None:
        self._phrase: list[str] = []
        self._comments: list[str] = []
        self._angle: str | None = None
        self._quoted = False

    def _read(self) -> None:
        text = self._text
        match = _TOKEN.match(text)
        while match is not None and len(self.found) < MAX_ADDRESSES:
            kind, value = match.lastgroup or "", match[match.lastgroup or 0]
            at = match.end()
            if kind == "mark":
                at = self._mark(value, at)
            elif kind == "angle":
                self._take_angle(value)
            elif kind == "quoted":
                self._phrase.append(value)
                self._quoted = True
            elif value == '"':
                text = text[:at] + text[at:].replace('"', " ")  # an odd quote: none of the rest can pair
            elif kind != "stray":
                self._phrase.append(value)
            match = _TOKEN.match(text, at)
        self._flush()

    def _mark(self, mark: str, at: int) -> int:
        if mark == "(":
            return self._comment(at)
        if mark == ":":
            if self._angle is None and "@" not in "".join(self._phrase):
                self._begin()
            else:
                self._phrase.append(mark)
        elif mark in ",;":
            self._flush()
        return at

    def _comment(self, at: int) -> int:
        """Reads a comment, which may nest; one that never ends is text."""
        depth = 1 if self._comments_pair else -1
        for match in re.finditer(r"\\.|[()]", self._text[at : at + 2_000], re.DOTALL):
            depth += (match[0] == "(") - (match[0] == ")")
            if depth < 0:
                break
            if depth == 0:
                self._comments.append(_QUOTED_PAIR.sub(r"\1", self._text[at : at + match.start()]))
                return at + match.end()
        self._comments_pair = False
        self._phrase.append("(")
        return at

    def _take_angle(self, value: str) -> None:
        if not self._angle:
            self._angle = value

    def _flush(self) -> None:
        phrase = " ".join("".join(self._phrase).split())
        angle, comments = self._angle, self._comments
        quoted = self._quoted
        self._begin()
        if angle is not None:
            self._add_angle(phrase, angle, comments)
        elif phrase or comments:
            self._add_plain(phrase, comments, quoted)

    def _add_angle(self, phrase: str, angle: str, comments: list[str]) -> None:
        if ":" in angle and ";" in angle:
            return  # <Undisclosed-Recipient:;>: a group within brackets, empty
        address = _address(angle)
        name = _name(phrase)
        if comments:
            name = f"{name} ({' '.join(map(_name, comments))})" if name else _name(" ".join(comments))
        if not address and not name:
            name = _name(angle)
        if address or name:
            self.found.append(Address(name, address))

    def _add_plain(self, phrase: str, comments: list[str], quoted: bool) -> None:
        """`joe@x.com (Joe)`, `Joe joe@x.com`, `"joe b"@x.com`, or a name alone."""
        if "@" in phrase and not quoted:
            words = (_AROUND.sub(r"\1", phrase) if re.search(r"\s@|@\s", phrase) else phrase).split()
            if len(words) > 1 and all("=?" not in word for word in words) and re.search(r"\s\.|\.\s", phrase):
                words = _AROUND.sub(r"\1", " ".join(words)).split()
            with_at = [word for word in words if "@" in word and "=?" not in word]
            if with_at:
                rest = [word for word in words if word is not with_at[-1]]
                name = " ".join(rest) or " ".join(comments)
                self.found.append(Address(_name(name), _address(with_at[-1])))
                return
        if quoted and '"@' in phrase and not phrase.split('"@')[1].strip().count(" "):
            start = phrase.rfind('"', 0, phrase.index('"@'))
            self.found.append(Address(_name(phrase[:start]) or _name(" ".join(comments)), _address(phrase[start:])))
            return
        name = _name(phrase)
        if quoted and name.count("@") == 1 and " " not in name:
            self.found.append(Address("", _address(name)))
        elif name:
            self.found.append(Address(name, ""))


def _address(text: str) -> str:
    """local@domain without comments, route, mailto: and blanks; "" if it has no @."""
    if "(" in text:
        text = _COMMENT.sub("", text)
    if text.lstrip().startswith("@") and ":" in text:
        text = text.rpartition(":")[2]
    if '"' in text:
        text = one_line(text).strip()
    else:
        text = "".join(one_line(text).split())
    if text[:7].lower() == "mailto:":
        text = text[7:]
    local, at, domain = text.strip("<>,;").rpartition("@")
    return f"{local}@{domain}" if at and local and domain else ""


def _name(text: str) -> str:
    """A display name: quotes and escapes removed, words decoded, on one line."""
    if '"' in text:
        text = re.sub(r'"((?:[^"\\]++|\\.)*+)"', lambda match: _QUOTED_PAIR.sub(r"\1", match[1]), text, flags=re.DOTALL)
    if "=?" in text:
        text = decode_words(text)
    text = _BLANKS.sub(" ", one_line(text)).strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1].strip()
    return text
