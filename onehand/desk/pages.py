"""Keyset pages over what is sorted by its id, newest first."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
SIZE = 50


def keyset(rows: QuerySet[M], cursor: str, size: int = SIZE) -> tuple[list[M], str]:
    """One page and the cursor of the next, "" at the end. An unreadable cursor begins at the start."""
    if cursor.isdecimal() and len(cursor) < 19:
        rows = rows.filter(pk__lt=int(cursor))
    found = list(rows.order_by("-pk")[: size + 1])
    return found[:size], str(found[size - 1].pk) if len(found) > size else ""
