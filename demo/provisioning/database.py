"""The database: one SQLite file, one connection, one change after the other."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS customers (
    number TEXT PRIMARY KEY, email TEXT NOT NULL DEFAULT '', name TEXT NOT NULL, street TEXT NOT NULL,
    postcode TEXT NOT NULL, city TEXT NOT NULL, country TEXT NOT NULL DEFAULT 'DE', changed_at TEXT NOT NULL,
    barred INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS customers_email ON customers (email);
CREATE TABLE IF NOT EXISTS contracts (
    number TEXT PRIMARY KEY, customer TEXT NOT NULL REFERENCES customers, product TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('dsl', 'mobile')),
    state TEXT NOT NULL CHECK (state IN ('ordered', 'active', 'ended')),
    phone TEXT NOT NULL DEFAULT '', line_state TEXT NOT NULL DEFAULT 'up', line_cause TEXT NOT NULL DEFAULT '',
    site_street TEXT NOT NULL DEFAULT '', site_postcode TEXT NOT NULL DEFAULT '', site_city TEXT NOT NULL DEFAULT '',
    placed TEXT NOT NULL, earliest_end TEXT NOT NULL, ends TEXT, paused_from TEXT, paused_until TEXT,
    move_on TEXT, move_street TEXT, move_postcode TEXT, move_city TEXT,
    payer_holder TEXT NOT NULL DEFAULT '', payer_iban TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS contracts_customer ON contracts (customer);
CREATE TABLE IF NOT EXISTS modems (
    serial TEXT PRIMARY KEY, contract TEXT NOT NULL REFERENCES contracts, kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('packed', 'shipped', 'delivered')), name TEXT NOT NULL, street TEXT NOT NULL,
    postcode TEXT NOT NULL, city TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS activation_steps (
    contract TEXT NOT NULL REFERENCES contracts, position INTEGER NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,
    at TEXT, until TEXT NOT NULL, mover TEXT NOT NULL, cause TEXT NOT NULL DEFAULT '',
    cause_de TEXT NOT NULL DEFAULT '', cause_en TEXT NOT NULL DEFAULT '',
    pushable INTEGER NOT NULL DEFAULT 0, told_late INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (contract, position));
CREATE TABLE IF NOT EXISTS tests (
    id INTEGER PRIMARY KEY AUTOINCREMENT, contract TEXT NOT NULL REFERENCES contracts, at TEXT NOT NULL,
    result TEXT NOT NULL, cause TEXT NOT NULL, down_kbit INTEGER NOT NULL, up_kbit INTEGER NOT NULL, key TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, contract TEXT NOT NULL, customer TEXT NOT NULL,
    at TEXT NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS identity (name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL);
"""

Row = dict[str, Any]


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> date:
    return datetime.now(UTC).date()


class Database:
    """Safe for threads: who reads or changes holds the lock; a change is committed whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("PRAGMA foreign_keys=ON")
        self._connection.executescript(SCHEMA)
        self._grow()
        if self.row("SELECT name FROM identity") is None:
            self.insert("identity", name=secrets.token_hex(4))

    def _grow(self) -> None:
        """A database of an earlier version gets what it lacks."""
        if "barred" not in {row["name"] for row in self.rows("PRAGMA table_info(customers)")}:
            self.run("ALTER TABLE customers ADD COLUMN barred INTEGER NOT NULL DEFAULT 0")

    def name(self) -> str:
        """Of this database and no other: events of one that was begun anew are not taken for those of the old one."""
        return str((self.row("SELECT name FROM identity") or {})["name"])

    @contextmanager
    def change(self, *, keep: bool = True) -> Iterator[None]:
        """One change; without `keep` it is only tried."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT" if keep else "ROLLBACK")

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """What is read within belongs together: nothing changes meanwhile."""
        with self._lock:
            yield

    def rows(self, sql: str, *values: Any) -> list[Row]:
        with self._lock:
            return [dict(row) for row in self._connection.execute(sql, values)]

    def row(self, sql: str, *values: Any) -> Row | None:
        found = self.rows(sql, *values)
        return found[0] if found else None

    def run(self, sql: str, *values: Any) -> int:
        """The id of the row that was inserted, if one was."""
        with self._lock:
            return self._connection.execute(sql, values).lastrowid or 0

    def insert(self, table: str, **values: Any) -> int:
        names = ", ".join(values)
        marks = ", ".join("?" for _ in values)
        return self.run(f"INSERT INTO {table} ({names}) VALUES ({marks})", *values.values())  # noqa: S608
