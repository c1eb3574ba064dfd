"""Message-IDs (RFC 5322 section 3.6.4), taken as they come."""

from __future__ import annotations

import re

from onehand.foundation.mailparse.limits import MAX_ID, MAX_REFERENCES

_ID = re.compile(r"<([^<>]+)>")
_COMMENT = re.compile(r"\([^()<>]*\)")


def message_id(text: str) -> str:
    """One id with angle brackets, "" if the field holds nothing."""
    match = _ID.search(text)
    inner = match[1] if match else text.strip("<> \t")
    inner = "".join(_COMMENT.sub("", inner).split()) or "".join(inner.split())
    return f"<{inner[: MAX_ID - 2]}>" if inner else ""


def message_ids(text: str) -> tuple[str, ...]:
    """The ids of In-Reply-To or References in order; the first and the latest if there are too many."""
    found = ["".join(inner.split()) for inner in _ID.findall(text)]
    if not found:
        found = [word for word in text.replace(",", " ").split() if "@" in word[1:-1]]
    ids = list(dict.fromkeys(f"<{inner[: MAX_ID - 2]}>" for inner in found if inner))
    if len(ids) > MAX_REFERENCES:
        ids = ids[:20] + ids[20 - MAX_REFERENCES :]
    return tuple(ids)
