from __future__ import annotations

import gc
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connections

from onehand.foundation.sqlite import queue
from onehand.foundation.sqlite.base import DatabaseWrapper, may_write
from onehand.foundation.sqlite.changes import Changes

pytestmark = pytest.mark.django_db  # only because pytest-django guards every connection


@pytest.fixture
def database(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """A connection to a database of its own, with patience of a tenth of a second."""
    wrapper = connect(tmp_path)
    with wrapper.cursor() as cursor:
        cursor.execute("CREATE TABLE letters (id integer PRIMARY KEY, text varchar)")
    yield wrapper
    wrapper.close()


def connect(folder: Path, patience: float = 0.1) -> DatabaseWrapper:
    settings = connections.configure_settings(
        {"default": {"ENGINE": "onehand.foundation.sqlite", "NAME": str(folder / "own.sqlite3")}}
    )["default"]
    settings["OPTIONS"] = {"timeout": patience}
    wrapper = DatabaseWrapper({**settings, "CONN_MAX_AGE": None}, "own")
    wrapper.ensure_connection()
    return wrapper


def is_free(database: DatabaseWrapper) -> bool:
    line = queue.line(str(database.settings_dict["NAME"]))
    if not line.take(0.001):
        return False
    line.give_back()
    return True


def begin(database: DatabaseWrapper) -> None:
    database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def commit(database: DatabaseWrapper) -> None:
    database.commit()
    database.set_autocommit(True)


def rollback(database: DatabaseWrapper) -> None:
    database.rollback()
    database.set_autocommit(True)


def test_a_transaction_has_the_turn_until_it_is_committed_or_rolled_back(database: DatabaseWrapper) -> None:
    for end in (commit, rollback):
        begin(database)
        assert not is_free(database)
        with database.cursor() as cursor:
            cursor.execute("INSERT INTO letters (text) VALUES ('a')")
        assert not is_free(database)
        end(database)
        assert is_free(database)


def test_a_single_write_gives_its_turn_back_even_with_returning(database: DatabaseWrapper) -> None:
    with database.cursor() as cursor:
        cursor.execute("INSERT INTO letters (text) VALUES (%s), ('b'), ('c') RETURNING id, text", ["a"])
        assert is_free(database)
        assert cursor.fetchone() == (1, "a")
        assert cursor.fetchmany(1) == [(2, "b")]
        assert list(cursor) == [(3, "c")]
        assert cursor.fetchone() is None
        cursor.executemany("INSERT INTO letters (text) VALUES (%s)", [("d",), ("e",)])
        assert is_free(database)
        cursor.execute("SELECT count(*) FROM letters")
        assert cursor.fetchall() == [(5,)]


def test_a_failed_write_gives_its_turn_back(database: DatabaseWrapper) -> None:
    with pytest.raises(DatabaseError), database.cursor() as cursor:
        cursor.execute("INSERT INTO nowhere VALUES (1)")
    assert is_free(database)


def test_readers_do_not_wait_and_see_the_last_commit(database: DatabaseWrapper, tmp_path: Path) -> None:
    begin(database)
    with database.cursor() as cursor:
        cursor.execute("INSERT INTO letters (text) VALUES ('a')")
    other = connect(tmp_path)
    with other.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM letters")
        assert cursor.fetchone() == (0,)
        cursor.execute("WITH x AS (SELECT 1) SELECT * FROM x")
        assert cursor.fetchone() == (1,)
    commit(database)
    other.close()


def test_who_waits_too_long_is_told_that_the_database_is_locked(database: DatabaseWrapper, tmp_path: Path) -> None:
    begin(database)
    other = connect(tmp_path)
    with pytest.raises(OperationalError, match="locked"):
        begin(other)
    rollback(database)
    begin(other)
    rollback(other)
    other.close()


def test_closing_in_the_middle_gives_the_turn_back(database: DatabaseWrapper) -> None:
    begin(database)
    database.close()
    assert is_free(database)


def test_a_connection_that_is_thrown_away_gives_the_turn_back(tmp_path: Path) -> None:
    forgotten = connect(tmp_path)
    begin(forgotten)
    assert not is_free(forgotten)
    line = queue.line(str(forgotten.settings_dict["NAME"]))
    forgotten.connection = None
    gc.collect()
    assert line.take(5)
    line.give_back()


def test_a_thread_that_ends_in_the_middle_gives_the_turn_back(tmp_path: Path) -> None:
    def begin_and_end() -> None:
        begin(connect(tmp_path))

    thread = threading.Thread(target=begin_and_end)
    thread.start()
    thread.join()
    gc.collect()
    line = queue.line(str(tmp_path / "own.sqlite3"))
    assert line.take(5)
    line.give_back()


def test_connections_are_durable_and_log_ahead(database: DatabaseWrapper) -> None:
    def pragma(name: str) -> object:
        with database.cursor() as cursor:
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1


@pytest.mark.parametrize(
    ("query", "writes"),
    [
        ("SELECT 1", False),
        ("  select 1", False),
        ("PRAGMA data_version", False),
        ("WITH x AS (SELECT 1) SELECT * FROM x", False),
        ("WITH x AS (SELECT 1) INSERT INTO y SELECT * FROM x", True),
        ("INSERT INTO y VALUES (1)", True),
        ("BEGIN IMMEDIATE", True),
        ("SAVEPOINT a", True),
        ("CREATE TABLE z (a)", True),
        ("VACUUM", True),
    ],
)
def test_only_what_may_write_needs_a_turn(query: str, writes: bool) -> None:
    assert may_write(query) is writes


def test_a_commit_by_anybody_is_noticed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "seen.sqlite3"
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    monkeypatch.setitem(connections["default"].settings_dict, "NAME", str(file))
    changes = Changes()
    assert [changes.any(), changes.any()] == [True, False]
    writer.execute("CREATE TABLE a (b)")
    assert [changes.any(), changes.any()] == [True, False]
    changes.close()
    writer.close()
