"""`type/subtype; name=value` fields: Content-Type and Content-Disposition, RFC 2231 and what people send."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from onehand.foundation.mailparse.charset import decode, decode_header
from onehand.foundation.mailparse.words import decode_words, one_line

_TYPE = re.compile(r"\s*([!#$&^_.+\w-]+)\s*/\s*([!#$&^_.+\w-]+)", re.ASCII)
_PARAM = re.compile(
    r"""[;\s]\s*([^\s=;"()<>]{1,80})\s*=\s*(?:"((?:[^"\\]++|\\.)*+)"|'([^';]*)'(?=\s*(?:;|$))|([^;]*))""",
    re.S,
)
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?$")
_FOLD = re.compile(r"\r*\n[ \t]*|\r")


def unfold(raw: bytes, hint: str = "") -> str:
    text = decode_header(raw, hint)
    return _FOLD.sub(" ", text) if "\n" in text or "\r" in text else text


def content_type(raw: bytes, hint: str = "") -> tuple[str, dict[str, str]]:
    """("type/subtype" in lower case or "" if none is there, parameters)."""
    text = unfold(raw, hint)
    match = _TYPE.match(text)
    if match is None:
        return "", parameters(text) if "=" in text else {}
    rest = text[match.end() :]
    return f"{match[1]}/{match[2]}".lower(), parameters(rest) if "=" in rest else {}


def disposition(raw: bytes, hint: str = "") -> tuple[str, dict[str, str]]:
    text = unfold(raw, hint)
    word = re.split(r"[;\s]", text.strip(), maxsplit=1)[0].strip("\"'").lower()
    return word, parameters(text) if "=" in text else {}


def parameters(text: str) -> dict[str, str]:
    """Parameters by lower-case name; continuations and charsets of RFC 2231 resolved, encoded words too."""
    plain: dict[str, str] = {}
    sections: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAM.finditer(text if text.startswith(";") else ";" + text):
        name = match[1].lower()
        value = _value(match)
        found = _SECTION.match(name) if "*" in name else None
        if found is None:
            plain.setdefault(name, _worded(value))
        else:
            sections.setdefault(found[1], []).append((int(found[2] or 0), bool(found[3]), value))
    for name, parts in sections.items():
        plain[name] = _joined(parts)
    return plain


def _value(match: re.Match[str]) -> str:
    if match[2] is not None:
        return match[2].replace('\\"', '"').replace("\\\\", "\\") if "\\" in match[2] else match[2]
    if match[3] is not None:
        return match[3]
    return match[4].strip().strip('"')


def _worded(value: str) -> str:
    return one_line(decode_words(value)) if "=?" in value else one_line(value)


def _joined(parts: list[tuple[int, bool, str]]) -> str:
    parts.sort(key=lambda part: part[0])
    charset = ""
    data = b""
    for index, (_, encoded, value) in enumerate(parts):
        if encoded and index == 0 and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        data += unquote_to_bytes(value) if encoded else value.encode("utf-8", "replace")
    return _worded(decode(data, charset)[0])
