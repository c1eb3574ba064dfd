"""Notice cheaply that somebody committed: `PRAGMA data_version`, about 2 µs, over a connection of its own."""

from __future__ import annotations

import sqlite3

from django.db import connections


class Changes:
    """Remembers the version it saw last. Use it in one thread."""

    def __init__(self, alias: str = "default") -> None:
        self._alias = alias
        self._connection: sqlite3.Connection | None = None
        self._version: int | None = None

    def any(self) -> bool:
        """Whether anybody, of this or another process, has committed since the last call; True at first.

        Raises sqlite3.Error if the database cannot be read.
        """
        if self._connection is None:
            # Through Django's wrapper only for its file name, which a test run changes.
            name = connections[self._alias].settings_dict["NAME"]
            self._connection = sqlite3.connect(name, timeout=1, uri=True, check_same_thread=False)
        row = self._connection.execute("PRAGMA data_version").fetchone()
        before, self._version = self._version, int(row[0])
        return before != self._version

    def close(self) -> None:
        """Let go of the connection; the next question opens a new one."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._version = None
