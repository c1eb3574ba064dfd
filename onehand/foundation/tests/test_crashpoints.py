from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from onehand.foundation import crashpoints

SCRIPT = """
from onehand.foundation import crashpoints
for turn in range(3):
    print(turn, flush=True)
    crashpoints.reached("jobs.claimed")
"""


def run(crash_at: str | None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment.pop("ONEHAND_CRASH_AT", None)
    if crash_at:
        environment["ONEHAND_CRASH_AT"] = crash_at
    command = [sys.executable, "-c", SCRIPT]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_without_the_setting_nothing_happens() -> None:
    assert run(None).stdout.split() == ["0", "1", "2"]
    assert run("jobs.before_done").returncode == 0


def test_the_process_is_killed_where_the_setting_says() -> None:
    ended = run("jobs.claimed")
    assert ended.returncode == -signal.SIGKILL
    assert ended.stdout.split() == ["0"]


def test_the_process_is_killed_the_third_time_it_gets_there() -> None:
    ended = run("jobs.claimed:3")
    assert ended.returncode == -signal.SIGKILL
    assert ended.stdout.split() == ["0", "1", "2"]


def test_an_unknown_place_is_refused_in_the_code_and_in_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(crashpoints.UnknownPoint):
        crashpoints.reached("jobs.nowhere")
    monkeypatch.setenv("ONEHAND_CRASH_AT", "jobs.nowhere")
    with pytest.raises(crashpoints.UnknownPoint):
        crashpoints.reached("jobs.claimed")
