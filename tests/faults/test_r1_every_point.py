"""R1: every named point at which a process may be killed has its test; here are those of command line and jobs.

The listener, mailboxes and sending are in test_r1_mail.py, the timers of promises in test_r10_promises.py,
the steps of actions in test_r1_actions.py.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onehand.cases.tests import mails
from onehand.foundation.crashpoints import NAMES
from tests.faults import test_r1_mail as mail_points

ROOT = Path(__file__).resolve().parents[2]
INTAKE = sorted(name for name in NAMES if name.startswith("intake."))
JOBS = sorted(name for name in NAMES if name.startswith("jobs."))
PROMISES = sorted(name for name in NAMES if name.startswith("promises."))
ACTIONS = sorted(name for name in NAMES if name.startswith("actions."))
COURSES = sorted(name for name in NAMES if name.startswith("courses."))
DEFECTS = sorted(name for name in NAMES if name.startswith("defects."))


class Installation:
    """The command line over a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def run(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("ONEHAND_")}
        ours = {"ONEHAND_DATA": str(self.data), "ONEHAND_MAIL_ADDRESS": mails.SUPPORT}
        return subprocess.run(
            [sys.executable, "-m", *words], cwd=ROOT, env=plain | ours | settings,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def onehand(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return self.run("onehand.config.command", *words, **settings)

    def work(self, **settings: str) -> subprocess.CompletedProcess[str]:
        return self.run("tests.faults.r1_worker", **settings)

    def ledger(self) -> dict[str, int]:
        """By outcome, and what claims a message that is not there; the command itself takes a second to start."""
        found = dict(self.rows("SELECT outcome, count(*) FROM cases_ledger GROUP BY outcome"))
        [(lost,)] = self.rows("SELECT count(*) FROM cases_ledger WHERE outcome = 'message' AND message_id IS NULL")
        return {"message": 0, "quarantined": 0} | found | {"difference": lost}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        import sqlite3
        from contextlib import closing

        with closing(sqlite3.connect(self.data / "onehand.sqlite3", timeout=20)) as database:
            return database.execute(query).fetchall()

    def incoming(self) -> list[str]:
        return [
            subject
            for (subject,) in self.rows("SELECT subject FROM cases_message WHERE direction = 'in' ORDER BY subject")
        ]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("r1") / "data"
    done = Installation(data).onehand("user", "add", "ada", "--email", "ada@moebelhaus.example", "--role", "agent")
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def here(prepared: Path, tmp_path: Path) -> Installation:
    shutil.copytree(prepared, tmp_path / "data")
    return Installation(tmp_path / "data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three mails in a folder."""
    found = tmp_path / "mails"
    found.mkdir()
    for number in range(3):
        raw = mails.mail(f"Frage {number}\n", subject=f"Frage {number}", sender=f"p{number}@example.org")
        (found / f"{number}.eml").write_bytes(raw)
    return found


def killed(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == -signal.SIGKILL, (done.returncode, done.stderr)


def test_every_point_has_its_test() -> None:
    tested = {
        *INTAKE, *JOBS, *PROMISES, *ACTIONS, *COURSES, *DEFECTS,
        *mail_points.INTAKE, *mail_points.FETCHING, *mail_points.SENDING,
    }  # fmt: skip
    assert tested == NAMES


def test_every_point_is_reached_somewhere() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "onehand").rglob("*.py") if "tests" not in path.parts]
    missing = {name for name in NAMES if not any(f'reached("{name}")' in source for source in sources)}
    assert not missing


@pytest.mark.parametrize("point", INTAKE)
def test_taking_in_by_the_command_line_loses_and_doubles_nothing(here: Installation, folder: Path, point: str) -> None:
    done = here.onehand("intake", str(folder), "--json", ONEHAND_CRASH_AT=point)
    killed(done)
    assert done.stdout == "", "something was acknowledged before the kill"
    assert here.ledger()["difference"] == 0
    again = here.onehand("intake", str(folder), "--json")
    assert again.returncode == 0, again.stderr
    told = [json.loads(line) for line in again.stdout.splitlines()]
    assert len(told) == 3
    assert all(one["message"] for one in told), told
    assert here.incoming() == ["Frage 0", "Frage 1", "Frage 2"]
    # What the dead process left is read later, and is then known to be there already.
    assert here.work().returncode == 0
    assert here.incoming() == ["Frage 0", "Frage 1", "Frage 2"]
    counts = here.ledger()
    assert (counts["message"], counts["quarantined"], counts["difference"]) == (3, 0, 0)


@pytest.mark.parametrize("point", ["intake.ledger_durable", "intake.before_commit"])
def test_what_was_durable_is_read_even_if_nobody_sends_it_again(here: Installation, folder: Path, point: str) -> None:
    killed(here.onehand("intake", str(folder), ONEHAND_CRASH_AT=point))
    assert here.ledger()["quarantined"] == 3
    assert here.work().returncode == 0
    assert here.incoming() == ["Frage 0", "Frage 1", "Frage 2"]
    assert here.ledger()["difference"] == 0


@pytest.mark.parametrize(("point", "turn"), [*((point, 1) for point in JOBS), ("jobs.after_effect", 2)])
def test_a_killed_worker_leaves_each_receipt_once(here: Installation, folder: Path, point: str, turn: int) -> None:
    """The first job writes three receipts, the following ones deliver them."""
    assert here.onehand("intake", str(folder)).returncode == 0
    killed(here.work(ONEHAND_CRASH_AT=f"{point}:{turn}"))
    assert here.work().returncode == 0
    sent = here.rows("SELECT recipient, state FROM cases_outgoing WHERE kind = 'receipt' ORDER BY recipient")
    assert sent == [(f"p{number}@example.org", "outbox") for number in range(3)]
    assert here.rows("SELECT count(*) FROM jobs_job WHERE state != 'done'") == [(0,)]


def test_a_database_that_was_killed_in_the_middle_is_whole(here: Installation, folder: Path) -> None:
    killed(here.onehand("intake", str(folder), ONEHAND_CRASH_AT="intake.before_commit"))
    assert here.rows("PRAGMA integrity_check") == [("ok",)]
