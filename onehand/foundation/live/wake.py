"""What wakes the live loop of a process: a commit seen on SQLite, a NOTIFY on PostgreSQL."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
from typing import Any, Protocol

import psycopg
from django.db import connections

from onehand.foundation.sqlite.changes import Changes

CHANNEL = "onehand_live"
logger = logging.getLogger("onehand.live")

_LOOK = 0.05  # seconds between two looks at SQLite's data version
_SAFETY = 1.0  # seconds after which the loop looks anyway on PostgreSQL: a NOTIFY during a reconnect is lost


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


class PostgresWake:
    """Listens on a connection of its own, and opens it again when it is lost."""

    def __init__(self) -> None:
        self._connection: psycopg.AsyncConnection[Any] | None = None

    async def wait(self) -> None:
        """Return at a NOTIFY, after a reconnect, or after a second."""
        try:
            if self._connection is None:
                self._connection = await _connect()
                return
            async for _ in self._connection.notifies(timeout=_SAFETY, stop_after=1):
                return
        except (psycopg.Error, OSError) as error:
            logger.warning("listening was interrupted: %s", type(error).__name__)
            await self.close()
            await asyncio.sleep(0.5)

    async def close(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(psycopg.Error, OSError):
                await connection.close()


def of_this_database() -> Wake:
    """The one that fits the default database."""
    return SqliteWake() if connections["default"].vendor == "sqlite" else PostgresWake()


async def _connect() -> psycopg.AsyncConnection[Any]:
    known = {"dbname", "user", "password", "host", "port", "service", "passfile", "sslmode", "sslrootcert"}
    params = connections["default"].get_connection_params()
    chosen = {name: value for name, value in params.items() if name in known}
    connection = await psycopg.AsyncConnection.connect(**chosen, autocommit=True, connect_timeout=5)
    await connection.execute(f"LISTEN {CHANNEL}")
    return connection
