"""Django's SQLite backend with the pragmas we need and with writers that wait their turn (see `queue`).

The turn is taken where SQLite would take its write lock and given back where it lets go of it: around an
outermost transaction (BEGIN IMMEDIATE), and around a single write in autocommit mode.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db.backends.sqlite3 import base

from onehand.foundation.sqlite import queue
from onehand.foundation.sqlite.creation import DatabaseCreation

_PATIENCE = 20.0  # seconds that a writer waits for its turn, and that SQLite waits for other processes' locks

_PRAGMAS = (
    "PRAGMA synchronous = FULL",  # a commit survives a power loss (FAULTS R9)
    "PRAGMA mmap_size = 268435456",  # bytes; pages are then shared by all connections of the process
    "PRAGMA cache_size = -4000",  # kibibytes for each connection; small, since the mapping serves reads
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",  # bytes which the write-ahead log shrinks to after a burst
)

# What cannot write, by its first word. WITH may lead either way, so the whole statement is looked at.
_READS = re.compile(r"\s*(?:SELECT|VALUES|EXPLAIN|PRAGMA|ATTACH|DETACH|COMMIT|END|ROLLBACK|RELEASE)\b", re.IGNORECASE)
_WITH = re.compile(r"\s*WITH\b", re.IGNORECASE)
_WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
_RETURNING = re.compile(r"\bRETURNING\b", re.IGNORECASE)


def may_write(query: str) -> bool:
    """Whether a statement needs the turn. In doubt, yes."""
    if _READS.match(query):
        return False
    return not _WITH.match(query) or bool(_WRITES.search(query))


class Connection(sqlite3.Connection):
    """A connection that gives its turn back as soon as it has left its transaction."""

    turn: queue.Turn

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self.settle()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self.settle()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self.turn.give_back()

    def settle(self) -> None:
        """Give the turn back unless a transaction is open."""
        if not self.in_transaction:
            self.turn.give_back()


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that takes the turn before a statement that begins to write."""

    connection: Connection
    _rows: list[Any] | None = None

    def execute(self, query: str, params: Any = None) -> Cursor:
        self._rows = None
        self._in_turn(query, lambda: super(Cursor, self).execute(query, params))
        return self

    def executemany(self, query: str, param_list: Iterable[Any]) -> Cursor:
        self._rows = None
        self._in_turn(query, lambda: super(Cursor, self).executemany(query, param_list))
        return self

    def _in_turn(self, query: str, run: Callable[[], object]) -> None:
        begins = not self.connection.in_transaction and may_write(query)
        if begins:
            self.connection.turn.take()
        try:
            run()
            # In autocommit mode SQLite commits when the last row is fetched, which must still happen in our
            # turn.
            if begins and not self.connection.in_transaction and _RETURNING.search(query):
                self._rows = super().fetchall()
        finally:
            self.connection.settle()

    def fetchone(self) -> Any:
        if self._rows is None:
            return super().fetchone()
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        size = self.arraysize if size is None else size
        if self._rows is None:
            return super().fetchmany(size)
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    def fetchall(self) -> list[Any]:
        if self._rows is None:
            return super().fetchall()
        taken, self._rows = self._rows, []
        return taken

    def __next__(self) -> Any:
        row = self.fetchone()
        if row is None:
            raise StopIteration
        return row


class DatabaseWrapper(base.DatabaseWrapper):
    """Transactions are IMMEDIATE and patience is 20 s, unless OPTIONS say otherwise."""

    creation: DatabaseCreation
    creation_class = DatabaseCreation

    def get_connection_params(self) -> dict[str, Any]:
        options = self.settings_dict["OPTIONS"]
        options.setdefault("transaction_mode", "IMMEDIATE")
        options.setdefault("timeout", _PATIENCE)
        return {**super().get_connection_params(), "factory": Connection}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        connection: Connection = super().get_new_connection(conn_params)
        place = queue.line(self.creation.place(conn_params["database"]))
        connection.turn = queue.Turn(place, float(conn_params["timeout"]))
        _use_write_ahead_log(connection)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:  # noqa: ARG002 - Django's signature
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor


def _use_write_ahead_log(connection: Connection) -> None:
    """Switch to WAL. The first switch of a new file needs it alone and does not wait by itself."""
    for attempt in range(100):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if attempt == 99:
                raise
            time.sleep(0.05)
