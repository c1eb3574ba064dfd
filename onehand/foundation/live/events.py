"""The bytes of server-sent events (WHATWG HTML, section 9.2)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from onehand.foundation.live.presence import Here
from onehand.foundation.live.source import Row

PING = b":\n\n"
RELOAD = b"event: reload\ndata: {}\n\n"  # too much was missed, or the feed is another one: load the page anew


def hello(retry: int) -> bytes:
    """The first bytes: after how many milliseconds to come back when the connection is lost."""
    return b"retry: %d\n\n" % retry


def entry(row: Row) -> bytes:
    """A row as the event `entry`, whose id is the row's seq."""
    return b"id: %d\nevent: entry\ndata: %s\n\n" % (row.seq, _json(row.payload))


def presence(topic: str, people: Sequence[Here]) -> bytes:
    """Everybody who is on a topic now, as the event `presence` without an id."""
    return b"event: presence\ndata: %s\n\n" % _json({"topic": topic, "here": [asdict(each) for each in people]})


class Written:
    """Writes each row once, however many readers get it."""

    def __init__(self) -> None:
        self._done: dict[int, tuple[dict[str, Any], bytes]] = {}

    def entry(self, row: Row) -> bytes:
        """As `events.entry`; remembered for the very same payload."""
        known = self._done.get(id(row.payload))
        if known is None:
            # The payload is kept too, so that its id stays its own.
            known = self._done[id(row.payload)] = (row.payload, entry(row))
        return known[1]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode()
