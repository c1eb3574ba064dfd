"""A program of the demo beside the node: a process of its own that is started and stopped without anybody waiting."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

log = logging.getLogger("onehand.beside")

HOST = "127.0.0.1"
# Seconds: it ends at once, unless it is just being installed.
ENDS_WITHIN = 5

Command = Callable[[int], Sequence[str | Path]]


class Program:
    """`with Program("shop", folder, command): …` starts and stops it; `command` is told the port."""

    def __init__(self, name: str, folder: Path, command: Command, *, place: Path | None = None) -> None:
        self._name = name
        self._folder = folder
        self._command = command
        self._place = place
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Program:
        """Returns at once. It ends with this process, however that ends."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = port(self._folder / "port")
        with (self._folder / "log").open("wb") as out:
            self._process = subprocess.Popen(
                self._command(number), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                start_new_session=True, cwd=self._place,
            )  # fmt: skip
        threading.Thread(target=self._watch, args=(self._process,), name=self._name, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        # While it is being installed there are more processes than one.
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        code = process.wait()
        if self._process is process:
            log.warning("the demo's %s has ended with %s; see %s", self._name, code, self._folder / "log")


def port(path: Path) -> int:
    """The port of the last time, if nobody has taken it meanwhile, or else a free one; written to `path`."""
    known = path.read_text("ascii").strip() if path.exists() else ""
    for wish in (int(known) if known.isdecimal() else 0, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, wish))
            except OSError:
                continue
            path.write_text(f"{probe.getsockname()[1]}\n", "ascii")
            return int(probe.getsockname()[1])
    raise OSError(f"no free port for {path.parent.name}")
