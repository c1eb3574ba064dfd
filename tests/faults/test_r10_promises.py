"""R10: a process killed in the midst of a promise's timers: each effect once, the mail in the same transaction."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.test_r1_every_point import PROMISES, Installation, killed


@pytest.fixture(scope="module")
def owing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("r10") / "data"
    there = Installation(data)
    added = there.onehand("user", "add", "ada", "--email", "ada@moebelhaus.example", "--role", "agent")
    assert added.returncode == 0, added.stderr
    done = there.run("tests.faults.promise_node", "owe")
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def here(owing: Path, tmp_path: Path) -> Installation:
    shutil.copytree(owing, tmp_path / "data")
    return Installation(tmp_path / "data")


def count(here: Installation, query: str) -> int:
    [(number,)] = here.rows("SELECT count(*) FROM " + query)  # noqa: S608
    return int(number)


@pytest.mark.parametrize("point", PROMISES)
def test_after_a_kill_the_next_run_does_the_rest_and_nothing_twice(here: Installation, point: str) -> None:
    killed(here.run("tests.faults.promise_node", "fire", ONEHAND_CRASH_AT=point))
    for _ in range(2):
        again = here.run("tests.faults.promise_node", "fire")
        assert again.returncode == 0, again.stderr
    for kind in ("promise_late", "lateness_told", "promise_renewed"):
        assert count(here, f"timeline_entry WHERE kind = '{kind}'") == 1, kind
    for kind in ("promise_reminded", "promise_at_risk"):
        assert count(here, f"timeline_entry WHERE kind = '{kind}'") == 0, kind
    assert here.rows("SELECT state FROM cases_outgoing WHERE kind = 'late'") == [("outbox",)]
    assert count(here, "cases_message WHERE automatic = 'late'") == 1
    assert count(here, "cases_promise WHERE late_since IS NOT NULL") == 1
    assert count(here, "cases_amends") == 1
