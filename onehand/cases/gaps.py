"""What a template could not fill in stands in the text as "[order number?]"; such a text is not sent."""

from __future__ import annotations

import re

_GAP = re.compile(r"\[[^\[\]\n]{1,80}\?\]")
MOST = 20


def gaps_in(text: str) -> list[str]:
    """Each once, in order."""
    found: dict[str, None] = {}
    for match in _GAP.finditer(text):
        found[match[0]] = None
        if len(found) == MOST:
            break
    return list(found)
