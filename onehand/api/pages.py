"""Cursor pagination: `next` of one answer is the `cursor` of the following request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeVar

from django.db.models import Model, QuerySet
from pydantic import Field

M = TypeVar("M", bound=Model)

Cursor = Annotated[str, Field(max_length=60, description="`next` of the page before")]
Limit = Annotated[int, Field(ge=1, le=200, description="Most items on the page")]


def offset_of(cursor: str) -> int:
    """Of a ranked list, which is at most a thousand hits long; an unreadable cursor begins at the start."""
    return min(int(cursor), 1000) if cursor.isascii() and cursor.isdecimal() else 0


def number_of(cursor: str) -> int | None:
    """Of a list by ids; None at the start or for what is no cursor."""
    return int(cursor) if cursor.isascii() and cursor.isdecimal() and len(cursor) < 19 else None


def newest_first(rows: QuerySet[M], cursor: str, limit: int) -> tuple[Sequence[M], str | None]:
    """One page of rows by descending id, and the cursor of the next one."""
    before = number_of(cursor)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: limit + 1])
    return found[:limit], str(found[limit - 1].pk) if len(found) > limit else None
