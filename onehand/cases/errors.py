"""What a verb says when it cannot do what was asked: a code for programs, a sentence for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onehand.timeline.models import Entry


class NotFound(Exception):
    """There is no such thing for this reader; whether it exists for others is not told."""


class Refused(Exception):
    """The guard of a verb said no. `code` is stable; faces tell it in words."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Outdated(Refused):
    """The reply was composed without knowing what has happened since; `entries` tells it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__("outdated")
        self.entries = list(entries)
