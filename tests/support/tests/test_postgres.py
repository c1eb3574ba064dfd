"""The cluster does what the tests on PostgreSQL rely on."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest

from tests.support.ports import within
from tests.support.postgres import Postgres


def test_it_starts_within_four_seconds() -> None:
    with within(4, "starting PostgreSQL"), Postgres():
        pass


def test_each_test_has_a_database_of_its_own(postgres: Postgres) -> None:
    with postgres.database() as first, postgres.database() as second:
        assert first != second
        with psycopg.connect(first) as connection:
            connection.execute("CREATE TABLE t (n int)")
        with psycopg.connect(second) as connection, pytest.raises(psycopg.errors.UndefinedTable):
            connection.execute("SELECT * FROM t")


def test_a_database_is_gone_after_its_test_with_whoever_is_connected(postgres: Postgres) -> None:
    with postgres.database() as url:
        left = psycopg.connect(url)
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_nobody_signs_in_without_the_password(postgres_url: str) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgres_url, password="falsch")


def test_the_socket_opens_the_same_database(postgres: Postgres) -> None:
    with postgres.database() as url:
        name = url.rpartition("/")[2]
        with psycopg.connect(postgres.socket_url(name)) as connection:
            assert connection.info.host.startswith("/")
            assert connection.info.dbname == name


def test_committed_rows_survive_a_kill() -> None:
    with Postgres(durable=True) as server:
        url = server.url("kept")
        connection = psycopg.connect(url, autocommit=True)
        connection.execute("CREATE TABLE t (n int)")
        connection.execute("INSERT INTO t VALUES (1)")
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        server.kill()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
        server.start()
        with psycopg.connect(url) as again:
            assert again.execute("SELECT n FROM t").fetchall() == [(1,)]


def test_sessions_can_be_cut(postgres: Postgres) -> None:
    with postgres.database() as url, psycopg.connect(url, autocommit=True) as connection:
        assert postgres.cut_sessions(url.rpartition("/")[2]) == 1
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_the_command_runs_another_with_the_url_and_its_exit_code() -> None:
    script = "import os, psycopg; psycopg.connect(os.environ['ONEHAND_DATABASE_URL']); raise SystemExit(7)"
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.postgres", "--", sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}, check=False,
    )  # fmt: skip
    assert done.returncode == 7
