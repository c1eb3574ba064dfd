"""Reading Authentication-Results (RFC 8601): what a mail server says of a mail's SPF, DKIM and DMARC."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

METHODS = ("spf", "dkim", "dmarc")
# RFC 8601, 2.7: the results a method can have; anything else is not believed to mean something.
RESULTS = frozenset({"none", "pass", "fail", "softfail", "neutral", "policy", "temperror", "permerror"})

# A field of more than this many bytes is no honest one.
_LONGEST = 16_384
_RESULT = re.compile(r"\s*([a-z][a-z0-9-]*)(?:\s*/\s*\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
_FIELD = re.compile(rb"authentication-results[ \t]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Results:
    """One field: the server that vouches (lower case), and its result for each method, such as {"spf": "pass"}."""

    server: str
    results: Mapping[str, str]


def fields(raw: bytes) -> list[str]:
    """The values of all Authentication-Results fields of a raw mail, topmost first, unfolded."""
    found: list[str] = []
    for field in header_fields(raw):
        match = _FIELD.match(field)
        if match:
            value = field[match.end() :].replace(b"\r", b"").replace(b"\n", b"")
            found.append(value.decode("utf-8", "replace").strip())
    return found


def header_fields(raw: bytes) -> Iterator[bytes]:
    """The header's fields with their continuation lines, up to the first empty line."""
    current: list[bytes] = []
    at = 0
    while at < len(raw):
        end = raw.find(b"\n", at)
        end = len(raw) if end < 0 else end + 1
        line = raw[at:end]
        at = end
        if not line.strip(b"\r\n"):
            break
        if line[:1] in b" \t":
            current.append(line)
            continue
        if current:
            yield b"".join(current)
        current = [line]
    if current:
        yield b"".join(current)


def parse(value: str) -> Results | None:
    """One field's value; None when it cannot be read. Of several results of one method a pass counts first."""
    if len(value) > _LONGEST:
        return None
    head, *rest = _without_comments(value).split(";")
    words = head.split()
    if not words:
        return None
    results: dict[str, str] = {}
    for part in rest:
        match = _RESULT.match(part)
        if match is None or match[1].lower() not in METHODS or match[2].lower() not in RESULTS:
            continue
        method, result = match[1].lower(), match[2].lower()
        if results.get(method) != "pass":
            results[method] = result
    return Results(words[0].strip('"').lower(), results)


def _without_comments(value: str) -> str:
    """Without comments and with quoted strings emptied, so that no text of the sender reads as a result."""
    kept: list[str] = []
    depth, quoted, at = 0, False, 0
    while at < len(value):
        letter = value[at]
        if letter == "\\" and (quoted or depth):
            at += 2
            continue
        if letter == '"' and not depth:
            quoted = not quoted
            kept.append(letter)
        elif quoted:
            # The server's own name may be quoted; nothing else in quotes is of interest.
            kept.append(letter if ";" not in kept else "")
        elif letter == "(":
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(letter)
        at += 1
    return "".join(kept)
