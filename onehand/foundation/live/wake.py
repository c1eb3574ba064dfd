"""What wakes the live loop of a process: a commit seen on SQLite, a NOTIFY on PostgreSQL."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import Protocol

from django.db import connections

from onehand.foundation.sqlite.changes import Changes

logger = logging.getLogger("onehand.live")

_LOOK = 0.05  # seconds between two looks at SQLite's data version


class Wake(Protocol):
    """Something to wait at."""

    async def wait(self) -> None:
        """Return when there may be something new."""
        ...

    async def close(self) -> None:
        """Let go of what is held."""
        ...


class SqliteWake:
    """Looks at the data version twenty times a second, about 2 µs each."""

    def __init__(self) -> None:
        self._changes = Changes()

    async def wait(self) -> None:
        """Return at the first commit by anybody."""
        while True:
            await asyncio.sleep(_LOOK)
            try:
                if self._changes.any():
                    return
            except sqlite3.Error:
                logger.exception("the database cannot be read")
                self._changes.close()
                await asyncio.sleep(1)

    async def close(self) -> None:
        """Close the connection."""
        self._changes.close()


def of_this_database() -> Wake:
    """The one that fits the default database."""
    if connections["default"].vendor == "sqlite":
        return SqliteWake()
    from onehand.foundation.live.listening import PostgresWake

    return PostgresWake()
