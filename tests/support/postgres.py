"""A real PostgreSQL cluster in a private folder, on a loopback port and a Unix socket beside it.

As a command it starts a cluster for another command and ends it afterwards:

    python -m tests.support.postgres -- .venv/bin/pytest onehand

runs pytest with ONEHAND_DATABASE_URL set to a database of the new cluster.
"""

from __future__ import annotations

import itertools
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.support.ports import HOST, free_port
from tests.support.process import (
    CannotStart,
    Part,
    Process,
    as_account,
    find_binary,
    plain_environment,
    server_account,
    server_folder,
)

BINARIES = "/usr/lib/postgresql/*/bin/{}"
USER = "onehand"

SETTINGS = """
listen_addresses = '{host}'
port = {port}
unix_socket_directories = '{folder}'
max_connections = 60
shared_buffers = 64MB
logging_collector = off
log_min_messages = warning
timezone = UTC
"""

# What a test cluster may do and one with data must never: a power cut would destroy it. Server processes may
# be killed, though; only what the kernel has not yet written is at stake.
NOT_DURABLE = """
fsync = off
synchronous_commit = off
full_page_writes = off
"""


class Postgres(Part):
    """One cluster; `url()` makes databases in it. Sign-in is by password, over TCP and socket alike.

    Without `durable` commits are not forced to disk: for unit tests only, never for fault tests and figures.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self.account = server_account()
        self.folder = server_folder(self.account, "pg")
        self.port = free_port()
        self.password = secrets.token_hex(12)
        self._durable = durable
        self._names = itertools.count(1)
        self.process = Process(
            [find_binary("postgres", BINARIES.format("postgres")), "-D", self.folder / "data"],
            self.account,
            self.folder / "log",
            # Fast shutdown: sessions are ended. SIGTERM would wait for them.
            last_signal=signal.SIGINT,
        )

    def start(self) -> None:
        """Start; the first time, make the cluster. After `kill()` it recovers."""
        if not (self.folder / "data").exists():
            self._initialise()
        self.process.start(self._answers)

    def stop(self) -> None:
        """End it properly: sessions are closed, a checkpoint is written."""
        self.process.stop(timeout=20)

    def kill(self) -> None:
        """Cut every session in the middle, as a crash does; `start()` recovers from the log."""
        self.process.kill()

    def _initialise(self) -> None:
        password = self.folder / "password"
        password.touch(mode=0o600)
        password.write_text(self.password)
        self.account.give(password)
        command: list[str | Path] = [
            find_binary("initdb", BINARIES.format("initdb")),
            "--pgdata", self.folder / "data", "--username", USER, "--auth", "scram-sha-256",
            "--pwfile", password, "--encoding", "UTF8", "--locale", "C.UTF-8",
        ]  # fmt: skip
        if not self._durable:
            command.append("--no-sync")
        done = subprocess.run(
            as_account(self.account, command), capture_output=True, text=True, check=False,
            env=plain_environment(), cwd="/", timeout=120,
        )  # fmt: skip
        if done.returncode:
            raise CannotStart(f"initdb: {done.stdout}{done.stderr}")
        settings = SETTINGS.format(host=HOST, port=self.port, folder=self.folder)
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.write(settings + ("" if self._durable else NOT_DURABLE))

    def _answers(self) -> bool:
        try:
            with self.connect("postgres"):
                return True
        except psycopg.OperationalError:
            return False

    def connect(self, name: str) -> psycopg.Connection[tuple[object, ...]]:
        """An autocommit connection to the database of that name."""
        return psycopg.connect(self._url(name), autocommit=True, connect_timeout=10)

    def url(self, name: str | None = None) -> str:
        """`postgresql://onehand:…@127.0.0.1:port/name`, made if it is new; without name a fresh database."""
        name = name or f"test_{os.getpid()}_{next(self._names)}"
        with self.connect("postgres") as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self._url(name)

    def socket_url(self, name: str) -> str:
        """The same database through the Unix socket."""
        folder = quote(str(self.folder), safe="")
        return f"postgresql://{USER}:{self.password}@/{name}?host={folder}&port={self.port}"

    def drop(self, name: str) -> None:
        """Remove a database, with whoever is connected to it."""
        with self.connect("postgres") as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))

    def cut_sessions(self, name: str) -> int:
        """End all sessions of a database, as a network failure or a failover does. Returns how many."""
        with self.connect("postgres") as connection:
            return len(
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                ).fetchall()
            )

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a fresh database that is gone after the block."""
        url = self.url()
        try:
            yield url
        finally:
            if self.process.running:
                self.drop(url.rpartition("/")[2])

    @property
    def log(self) -> str:
        return self.process.log.read_text("utf-8", "replace")

    def _url(self, name: str) -> str:
        return f"postgresql://{USER}:{self.password}@{HOST}:{self.port}/{name}"


def main(arguments: list[str]) -> int:
    """Run a command with a cluster's URL in the environment; returns the command's exit code."""
    durable = "--durable" in arguments[: arguments.index("--")] if "--" in arguments else False
    if "--" not in arguments or not (command := arguments[arguments.index("--") + 1 :]):
        print("usage: python -m tests.support.postgres [--durable] -- COMMAND …", file=sys.stderr)
        return 2
    with Postgres(durable=durable) as server:
        environment = os.environ | {"ONEHAND_DATABASE_URL": server.url("onehand")}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
