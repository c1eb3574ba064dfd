"""Compiles the translations (.po to .mo) without gettext's tools, which a fresh machine may not have."""

from __future__ import annotations

import ast
import struct
from pathlib import Path


def compile_all(package: Path) -> int:
    """Compile every stale .po below `package`; returns how many."""
    stale = [po for po in package.rglob("locale/*/LC_MESSAGES/*.po") if _is_stale(po)]
    for po in stale:
        po.with_suffix(".mo").write_bytes(catalogue(read(po.read_text("utf-8"))))
    return len(stale)


def any_stale(package: Path) -> bool:
    return any(_is_stale(po) for po in package.rglob("locale/*/LC_MESSAGES/*.po"))


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def read(text: str) -> dict[str, str]:
    """Messages of a .po file by their key in the catalogue; fuzzy and untranslated ones are left out."""
    messages: dict[str, str] = {}
    for block in text.replace("\r\n", "\n").split("\n\n"):
        fields = _fields(block)
        if fields is None or "msgid" not in fields:
            continue
        key = fields["msgid"]
        if "msgctxt" in fields:
            key = f"{fields['msgctxt']}\x04{key}"
        if "msgid_plural" in fields:
            key = f"{key}\x00{fields['msgid_plural']}"
            value = "\x00".join(fields[name] for name in sorted(fields) if name.startswith("msgstr["))
        else:
            value = fields.get("msgstr", "")
        if value.strip("\x00"):
            messages[key] = value
    return messages


def _fields(block: str) -> dict[str, str] | None:
    fields: dict[str, str] = {}
    current = ""
    for line in block.split("\n"):
        line = line.strip()
        if line.startswith("#,") and "fuzzy" in line:
            return None
        if not line or line.startswith("#"):
            continue
        if line.startswith('"'):
            fields[current] += ast.literal_eval(line)
        else:
            current, _, quoted = line.partition(" ")
            fields[current] = ast.literal_eval(quoted.strip())
    return fields


def catalogue(messages: dict[str, str]) -> bytes:
    """The binary form (GNU gettext manual, "The Format of GNU MO Files")."""
    keys = sorted(messages, key=lambda key: key.encode())
    ids, strings, offsets = b"", b"", []
    for key in keys:
        raw_key, raw_value = key.encode(), messages[key].encode()
        offsets.append((len(ids), len(raw_key), len(strings), len(raw_value)))
        ids += raw_key + b"\0"
        strings += raw_value + b"\0"
    start_ids = 7 * 4 + 16 * len(keys)
    start_strings = start_ids + len(ids)
    table_ids: list[int] = []
    table_strings: list[int] = []
    for id_at, id_length, string_at, string_length in offsets:
        table_ids += [id_length, start_ids + id_at]
        table_strings += [string_length, start_strings + string_at]
    header = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return header + struct.pack(f"<{4 * len(keys)}I", *table_ids, *table_strings) + ids + strings
