"""Waits for a NOTIFY on PostgreSQL. Apart from `wake`: its driver takes long to bring in, and SQLite needs none."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import Any

import psycopg
from django.db import connections

CHANNEL = "onehand_live"
logger = logging.getLogger("onehand.live")

_SAFETY = 1.0  # seconds after which the loop looks anyway: a NOTIFY during a reconnect is lost


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


async def _connect() -> psycopg.AsyncConnection[Any]:
    known = {"dbname", "user", "password", "host", "port", "service", "passfile", "sslmode", "sslrootcert"}
    params = connections["default"].get_connection_params()
    chosen = {name: value for name, value in params.items() if name in known}
    connection = await psycopg.AsyncConnection.connect(**chosen, autocommit=True, connect_timeout=5)
    await connection.execute(f"LISTEN {CHANNEL}")
    return connection
