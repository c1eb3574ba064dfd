"""Runs the real command in a process of its own, on a data folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Shell:
    """`shell("ledger", "--json").json`"""

    data: Path
    folder: Path

    def environment(self, **settings: str) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ONEHAND_")}
        return inherited | {"ONEHAND_DATA": str(self.data), "PYTHONPATH": str(Path(__file__).parents[3])} | settings

    def start(self, *words: str, **settings: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "onehand.config.command", *words], cwd=self.folder, env=self.environment(**settings),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def __call__(self, *words: str, stdin: bytes = b"", **settings: str) -> Done:
        process = self.start(*words, **settings)
        out, err = process.communicate(stdin, timeout=120)
        return Done(process.returncode, out.decode(), err.decode())
