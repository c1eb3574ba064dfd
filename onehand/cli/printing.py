"""How commands print: JSON for programs, short columns for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any


def print_json(data: Any, *, indent: int | None = 2) -> None:
    """One document, or with `indent` None one line, written out at once."""
    print(json.dumps(data, ensure_ascii=False, indent=indent, default=_plain), flush=True)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as their widest cell; nothing but the head's absence when there are no rows."""
    lines = [[_shown(cell) for cell in row] for row in rows]
    widths = [max(len(line[column]) for line in [list(head), *lines]) for column in range(len(head))]
    for line in [list(head), *lines]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _shown(cell: object) -> str:
    """What strangers wrote must not steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in str(cell))


def on_terminal(text: str) -> str:
    """A text of several lines without control characters."""
    return "\n".join(_shown(line) for line in text.splitlines())
