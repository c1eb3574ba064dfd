"""The demo's shop beside the node: a process of its own that is made, started and stopped without anybody waiting.

Until it answers, the back-end "shop" is unreachable like any system that is down. Its port and password lie in the
data folder, so that every process on the same data finds it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from onehand.actions.contract import Unreachable
from onehand.actions.tryton.backend import Shop
from onehand.config.beside import HOST, Program
from onehand.config.known import Settings

PROGRAM = Path(__file__).resolve().parents[2] / "demo" / "shop" / "shop.py"


def backend(chosen: Settings) -> Shop:
    """The operator's Tryton, or the demo's own in the data folder."""
    return Shop.at(chosen.shop_url or _Own(folder(chosen)))


def folder(chosen: Settings) -> Path:
    return chosen.data / "shop"


def wanted(chosen: Settings) -> bool:
    """Whether the demo's own shop is meant, and is there to be started."""
    return "shop" in chosen.backends and not chosen.shop_url and PROGRAM.exists()


def beside(chosen: Settings) -> Program:
    return program(folder(chosen))


def program(place: Path) -> Program:
    def command(number: int) -> list[str | Path]:
        return [
            sys.executable, PROGRAM, "serve", "--data", place, "--port", str(number), "--with", str(os.getpid()),
        ]  # fmt: skip

    return Program("shop", place, command)


def prepared() -> bool:
    """Whether it can be started without being installed first, which takes minutes."""
    command = [sys.executable, str(PROGRAM), "ready"]
    return PROGRAM.exists() and subprocess.run(command, check=False, capture_output=True).returncode == 0


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
