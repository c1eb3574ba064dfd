"""The check for Debian packages, run as a file before anything is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import preflight

PROGRAM = Path(preflight.__file__)


def run(*arguments: str, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", PROGRAM, *arguments],
        capture_output=True, text=True, check=False, env={"PATH": path},
    )  # fmt: skip


def test_here_nothing_is_missing() -> None:
    assert preflight.missing() == []
    assert run("--check").returncode == 0


def test_an_absent_program_names_its_package_and_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = preflight.Need("kaffeemaschine", ("kaffee",), frozenset({"e2e"}))
    monkeypatch.setattr(preflight, "NEEDS", (absent,))
    assert preflight.missing() == ["kaffeemaschine"]
    assert preflight.missing(["unit"]) == []
    assert preflight.command(["a", "b"]) == ("apt-get update && apt-get install -y --no-install-recommends a b")


def test_check_only_says_what_to_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    absent = preflight.Need("kaffeemaschine", ("/usr/bin/kaffee*",), frozenset({"e2e"}))
    monkeypatch.setattr(preflight, "NEEDS", (absent,))
    assert preflight.main(["--check"]) == 1
    assert "apt-get install -y --no-install-recommends kaffeemaschine" in capsys.readouterr().err


def test_an_unknown_part_is_refused() -> None:
    done = run("e2")
    assert done.returncode == 2
    assert "unknown: e2" in done.stderr
