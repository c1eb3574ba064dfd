"""What the floor above hands in: where rows come from and who may read them.

All functions are plain ones that may ask the database; they are called in threads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

Reader = Hashable
"""Who listens, as `authorise` returned it: small and comparable, for equal readers are asked about once."""

Authorise = Callable[[Mapping[str, str]], "Reader | None"]
"""From the request's headers (names in lower case) to the reader, or None for nobody."""

Recheck = Callable[[Sequence[Reader]], "Collection[Reader]"]
"""From readers to those who are still what they were: signed in, active, with the same rights."""

MayWatch = Callable[[Reader, str], bool]
"""Whether the reader may know who is on a topic such as `case:12`."""


class Row(NamedTuple):
    """One thing that happened: its place in the order, what a browser gets as JSON, and what it is about."""

    seq: int
    payload: dict[str, Any]
    topics: Collection[str] = ()


class Source(Protocol):
    """The feed. `seq` only grows, and a row is visible only after all rows with a smaller `seq`.

    A source may also have `may_read_many(readers, rows) -> Mapping[Reader, Sequence[Row]]`; it is then asked
    instead of `may_read` when rows go to all connections, so that many readers need not cost many queries.
    """

    def latest(self) -> int:
        """The largest seq there is, 0 if there is none."""
        ...

    def after(self, seq: int, limit: int) -> Sequence[tuple[int, dict[str, Any], Collection[str]]]:
        """The first rows after `seq` in order, at most so many."""
        ...

    def may_read(self, reader: Reader, rows: Sequence[Row]) -> Sequence[Row]:
        """Those of the rows which the reader may see at this moment, in order."""
        ...
