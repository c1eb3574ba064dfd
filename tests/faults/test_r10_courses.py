"""R10: a process killed between missing a milestone and saying so: said exactly once by whoever comes next."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.test_r1_every_point import COURSES, Installation, killed


@pytest.fixture(scope="module")
def expecting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("r10c") / "data"
    there = Installation(data)
    added = there.onehand("user", "add", "ada", "--email", "ada@moebelhaus.example", "--role", "agent")
    assert added.returncode == 0, added.stderr
    done = there.run("tests.faults.course_node", "expect")
    assert done.returncode == 0, done.stderr
    return data


@pytest.mark.parametrize("point", COURSES)
def test_after_a_kill_it_is_said_once(expecting: Path, tmp_path: Path, point: str) -> None:
    shutil.copytree(expecting, tmp_path / "data")
    here = Installation(tmp_path / "data")
    killed(here.run("tests.faults.course_node", "look", ONEHAND_CRASH_AT=point))
    assert here.rows("SELECT count(*) FROM actions_milestone WHERE missed_at IS NOT NULL") == [(0,)]
    for _ in range(2):
        again = here.run("tests.faults.course_node", "look")
        assert again.returncode == 0, again.stderr
    assert here.rows("SELECT outcome FROM actions_event WHERE kind = 'order_missed'") == [("told",)]
    assert here.rows("SELECT count(*) FROM cases_outgoing WHERE kind = 'notice'") == [(1,)]
    assert here.rows("SELECT count(*) FROM cases_case") == [(1,)]
    assert here.rows("SELECT count(*) FROM actions_milestone WHERE missed_at IS NOT NULL") == [(2,)]
