"""How a worker learns of new work: at once from its own process, by a cheap look from others."""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref

from django.db import connection

from onehand.foundation.sqlite.changes import Changes

_LOOK = 0.05  # seconds between two looks at SQLite's data version
_POLL = 0.5  # seconds between two looks at PostgreSQL's table

_bells: weakref.WeakSet[Bell] = weakref.WeakSet()


class Bell:
    """What a worker waits at."""

    def __init__(self) -> None:
        self._rung = threading.Event()
        self._changes = Changes() if connection.vendor == "sqlite" else None
        _bells.add(self)

    def ring(self) -> None:
        """Wake who waits, or who will wait next."""
        self._rung.set()

    def wait(self, seconds: float) -> None:
        """Return when there may be something to do, after so many seconds at the latest."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._rung.wait(min(left, _POLL if self._changes is None else _LOOK)):
                break
            if self._changes is None or self._looks_different(self._changes):
                break
        self._rung.clear()

    def close(self) -> None:
        """Wait no more."""
        _bells.discard(self)
        if self._changes is not None:
            self._changes.close()

    def _looks_different(self, changes: Changes) -> bool:
        try:
            return changes.any()
        except sqlite3.Error:
            changes.close()
            return False


def ring() -> None:
    """Wake the workers of this process."""
    for bell in list(_bells):
        bell.ring()
