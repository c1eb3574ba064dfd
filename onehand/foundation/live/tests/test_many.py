from __future__ import annotations

import os
import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onehand.foundation.live.tests.conftest import Live, until

CONNECTIONS = 2000


@pytest.fixture(autouse=True)
def _many_files() -> None:
    """Both ends of all connections are open files of this process and of its child."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= hard < CONNECTIONS + 200:
        pytest.skip(f"this machine allows a process {hard} open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def open_stream(port: int) -> socket.socket:
    link = socket.create_connection(("127.0.0.1", port), timeout=20)
    link.sendall(b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session=ada\r\n\r\n")
    return link


def read_until(link: socket.socket, wanted: bytes) -> bytes:
    heard = b""
    while wanted not in heard:
        chunk = link.recv(65536)
        assert chunk, heard
        heard += chunk
    return heard


def test_a_browser_that_reads_nothing_is_cut_off_and_the_others_hear_everything(live: Live) -> None:
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(("127.0.0.1", live.port))
    slow.sendall(b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session=ada\r\n\r\n")
    ada = live.listen("ada")
    until(lambda: live.app.connected() == 2)
    sent = 0
    while live.app.connected() == 2:
        assert sent < 2000, "the slow one is still there"
        live.letters.write("Ada", f"{sent} " + "x" * 30_000)
        assert ada.texts(1)[0].startswith(f"{sent} ")
        sent += 1
    slow.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, int]]:
    """A server of its own process without a database behind it: its port and pid."""
    module = "onehand.foundation.live.tests.idle_server"
    path = os.pathsep.join(filter(None, sys.path))
    environment = {**os.environ, "PYTHONPATH": path, "ONEHAND_DATA": str(tmp_path)}
    environment["ONEHAND_DATABASE_URL"] = f"sqlite:///{tmp_path}/idle.sqlite3"
    command = [sys.executable, "-m", module]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    yield int(process.stdout.readline()), process.pid
    process.terminate()
    process.communicate(timeout=20)


def memory(pid: int) -> int:
    """Bytes that the process alone uses."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(size) for size in re.findall(r"^Private_\w+: +(\d+) kB", text, re.MULTILINE)) * 1024


def test_two_thousand_idle_connections_cost_little_and_each_is_pinged(
    server: tuple[int, int],
) -> None:
    port, pid = server
    first = [open_stream(port) for _ in range(10)]
    for link in first:
        read_until(link, b"retry:")
    before = memory(pid)
    links = []
    for _ in range(CONNECTIONS // 100):
        batch = [open_stream(port) for _ in range(100)]
        for link in batch:
            read_until(link, b"retry:")
        links += batch
    each = (memory(pid) - before) / CONNECTIONS
    print(f"{each / 1024:.1f} kB for each of {CONNECTIONS} idle connections")
    assert each <= 60 * 1024
    threads = len(list(Path(f"/proc/{pid}/task").iterdir()))
    assert threads < 20
    started = time.monotonic()
    for link in links:
        read_until(link, b":\n\n")  # the ping that each gets within fifteen seconds
    assert time.monotonic() - started < 20
    for link in first + links:
        link.close()
