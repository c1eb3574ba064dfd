"""The demo's shop beside the node: a process of its own that is made, started and stopped without anybody waiting.

Until it answers, the back-end "shop" is unreachable like any system that is down. Its port and password lie in the
data folder, so that every process on the same data finds it.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from onehand.actions.contract import Unreachable
from onehand.actions.tryton.backend import Shop
from onehand.config.known import Settings

log = logging.getLogger("onehand.shop")

PROGRAM = Path(__file__).resolve().parents[2] / "demo" / "shop" / "shop.py"
HOST = "127.0.0.1"
# Seconds: Tryton ends at once, unless it is just being installed.
ENDS_WITHIN = 5


def backend(chosen: Settings) -> Shop:
    """The operator's Tryton, or the demo's own in the data folder."""
    return Shop.at(chosen.shop_url or _Own(folder(chosen)))


def folder(chosen: Settings) -> Path:
    return chosen.data / "shop"


def wanted(chosen: Settings) -> bool:
    """Whether the demo's own shop is meant, and is there to be started."""
    return "shop" in chosen.backends and not chosen.shop_url and PROGRAM.exists()


class Beside:
    """The demo's shop as a process beside this one; `with Beside(settings): …` starts and stops it."""

    def __init__(self, chosen: Settings) -> None:
        self._folder = folder(chosen)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Beside:
        """Returns at once. It ends with this process, however that ends."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        port = _port(self._folder / "port")
        with (self._folder / "log").open("wb") as out:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    PROGRAM,
                    "serve",
                    "--data",
                    self._folder,
                    "--port",
                    str(port),
                    "--with",
                    str(os.getpid()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        threading.Thread(target=self._watch, args=(self._process,), name="shop", daemon=True).start()
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
            log.warning("the demo's shop has ended with %s; see %s", code, self._folder / "log")


class _Own:
    """Where the demo's shop is reached, read anew each time: it may be made only later."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def __call__(self) -> str:
        try:
            port = (self._place / "port").read_text("ascii").strip()
            password = (self._place / "password").read_text("ascii").strip()
        except OSError as error:
            raise Unreachable("the demo's shop is not set up yet") from error
        return f"http://onehand:{password}@{HOST}:{port}/shop"


def _port(path: Path) -> int:
    """The port of the last time, if nobody has taken it meanwhile, or else a free one."""
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
    raise OSError("no free port for the demo's shop")
