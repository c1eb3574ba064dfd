"""Small tools of the benchmark: percentiles, memory of a process, a node of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def pss_bytes(pid: int) -> int:
    """Proportional set size of a process and its children."""
    total = 0
    for one in [pid, *_children(pid)]:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def data_folder(keep: str = "") -> Iterator[Path]:
    """A data folder of the benchmark's own; `keep` names one that stays for the next run."""
    if keep:
        Path(keep).mkdir(parents=True, exist_ok=True)
        yield Path(keep)
        return
    with tempfile.TemporaryDirectory(prefix="onehand-bench-") as folder:
        yield Path(folder)


def environment(data: Path, **settings: str) -> dict[str, str]:
    """The environment of a child process: only what the benchmark sets."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONEHAND_")}
    database = os.environ.get("ONEHAND_DATABASE_URL", "")
    given = {"ONEHAND_DATA": str(data), "DJANGO_SETTINGS_MODULE": "onehand.config.settings", **settings}
    if database.startswith("postgresql") and "ONEHAND_DATABASE_URL" not in settings:
        given.setdefault("ONEHAND_DATABASE_URL", f"sqlite:///{data / 'onehand.sqlite3'}")
    return kept | given


def part(name: str, env: Mapping[str, str], *args: str, timeout: float = 3000) -> str:
    """Run a part of the benchmark in a process of its own; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", f"onehand.config.bench.{name}", *args],
        env=dict(env), stdout=subprocess.PIPE, text=True, timeout=timeout, check=True,
    )  # fmt: skip
    return done.stdout.strip()


@dataclass(slots=True)
class Node:
    port: int
    smtp: int
    pid: int
    started_in: float  # seconds from the start of the process to its first page


@contextlib.contextmanager
def node(data: Path, *, web_only: bool = False, **settings: str) -> Iterator[Node]:
    """`onehand serve` on free ports."""
    port, smtp = free_port(), free_port()
    env = environment(
        data, ONEHAND_LISTEN=f"127.0.0.1:{port}", ONEHAND_MAIL_LISTEN=f"smtp://127.0.0.1:{smtp}", **settings
    )
    words = [sys.executable, "-m", "onehand.config.command", "serve", *(["--web-only"] if web_only else [])]
    begun = time.perf_counter()
    process = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(lambda: first_page(port), process)
        yield Node(port, smtp, process.pid, time.perf_counter() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the node ended with {process.returncode}")
        if ready():
            return
        time.sleep(0.02)
    raise RuntimeError("the node did not answer within 60 s")


def first_page(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


class Browser:
    """Keeps a connection and a signed-in session, as a browser does."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": f"sessionid={session}", "Accept-Language": "de"}

    def get(self, path: str) -> tuple[float, int, bytes]:
        """Milliseconds, status and body."""
        return self._ask("GET", path, self.headers, None)

    def post(self, path: str, form: Mapping[str, str]) -> tuple[float, int, bytes]:
        """As `get`; a form of our own pages."""
        token = "b" * 32
        headers = self.headers | {
            "Cookie": f"{self.headers['Cookie']}; csrftoken={token}", "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        return self._ask("POST", path, headers, urlencode(form))

    def _ask(self, method: str, path: str, headers: Mapping[str, str], body: str | None) -> tuple[float, int, bytes]:
        try:
            return self._once(method, path, headers, body)
        except (http.client.RemoteDisconnected, ConnectionResetError):
            # One that was kept for long without a request was closed by the other side: as a browser does, once more.
            self.connection.close()
            return self._once(method, path, headers, body)

    def _once(self, method: str, path: str, headers: Mapping[str, str], body: str | None) -> tuple[float, int, bytes]:
        begun = time.perf_counter()
        self.connection.request(method, path, body=body, headers=dict(headers))
        answer = self.connection.getresponse()
        content = answer.read()
        return (time.perf_counter() - begun) * 1000, answer.status, content
