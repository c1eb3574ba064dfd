"""The code of a page of the docs: fenced blocks that name a file; those of one file follow each other."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(r"^```\w+ ([\w.-]+\.\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def files(page: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in _BLOCK.findall((DOCS / page).read_text("utf-8")):
        found[name] = found.get(name, "") + text
    return found


def written(page: str, folder: Path) -> Path:
    for name, text in files(page).items():
        (folder / name).write_text(text, "utf-8")
    return folder
