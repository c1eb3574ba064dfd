"""Servers end with their tests, whatever happens to these."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.dovecot import Dovecot
from tests.support.exim import Exim
from tests.support.ports import HOST, TooLate, free_port, is_listening, until
from tests.support.postgres import Postgres
from tests.support.process import (
    CannotStart,
    Process,
    alive,
    family,
    plain_environment,
    server_account,
    server_folder,
)

Kind = type[Dovecot] | type[Exim] | type[Postgres]
SERVERS: list[Kind] = [Dovecot, Exim, Postgres]


@pytest.mark.parametrize("kind", SERVERS)
def test_a_server_leaves_neither_processes_nor_files(kind: Kind) -> None:
    with kind() as server:
        ours = family(server.process.pid)
        assert ours
    assert not [pid for pid in ours if alive(pid)]
    assert not server.folder.exists()
    assert not is_listening(server.port)


@pytest.mark.parametrize("kind", SERVERS)
def test_no_server_runs_as_root(kind: Kind) -> None:
    with kind() as server:
        owners = set()
        for pid in family(server.process.pid):
            with contextlib.suppress(FileNotFoundError):  # a helper of the server that has just ended
                owners.add(Path("/proc", str(pid)).stat().st_uid)
    assert owners == {server.account.uid}
    assert 0 not in owners


@pytest.mark.parametrize("kind", SERVERS)
def test_a_server_ends_when_its_test_run_is_killed(kind: Kind) -> None:
    script = (
        f"import sys, time; from {kind.__module__} import {kind.__name__} as Server; server = Server();"
        "server.start(); print(server.port, server.process.pid, server.folder, flush=True); sys.stdin.read()"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert run.stdout is not None
    port, pid, folder = run.stdout.readline().split()
    assert is_listening(int(port))
    run.send_signal(signal.SIGKILL)
    run.communicate()
    # Dovecot asked to end right after its start takes five seconds.
    until(lambda: not alive(int(pid)), f"the end of {kind.__name__}", timeout=15)
    # Its helpers close their ends a moment after it.
    until(lambda: not is_listening(int(port)), f"the port of {kind.__name__} to be free", timeout=15)
    subprocess.run(["rm", "-r", folder], check=True)


def test_a_server_that_cannot_start_says_why() -> None:
    account = server_account()
    folder = server_folder(account, "none")
    process = Process(["sh", "-c", "echo kein Strom; exit 3"], account, folder / "log")
    with pytest.raises(CannotStart, match=r"(?s)ended with 3.*kein Strom"):
        process.start(lambda: False)
    process.stop()
    (folder / "log").unlink()
    folder.rmdir()


def test_nothing_of_the_developers_environment_reaches_a_server() -> None:
    assert set(plain_environment()) == {"PATH", "LC_ALL", "TZ"}


def test_a_free_port_is_free_and_outside_the_range_of_outgoing_connections() -> None:
    port = free_port()
    assert 20_000 <= port <= 32_000
    assert HOST == "127.0.0.1"
    assert not is_listening(port)


def test_waiting_in_vain_tells_what_for() -> None:
    with pytest.raises(TooLate, match=r"waited 0 s for the mail"):
        until(lambda: None, "the mail", timeout=0)
