"""R1 and R10: a worker killed in the midst of telling the affected of a repair. Each is told once, none is left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from onehand.foundation.crashpoints import NAMES
from tests.faults.test_r1_every_point import Installation, killed

DEFECTS = sorted(name for name in NAMES if name.startswith("defects."))


@pytest.fixture(scope="module")
def repaired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("r10-defects") / "data"
    there = Installation(data)
    added = there.onehand("user", "add", "ada", "--email", "ada@moebelhaus.example", "--role", "agent")
    assert added.returncode == 0, added.stderr
    done = there.run("tests.faults.defect_node", "fix")
    assert done.returncode == 0, done.stderr
    return data


@pytest.mark.parametrize(
    ("point", "turn"), [*((point, turn) for point in DEFECTS for turn in (1, 2, 3)), ("jobs.after_effect", 4)]
)
def test_after_a_kill_each_is_told_once(repaired: Path, tmp_path: Path, point: str, turn: int) -> None:
    shutil.copytree(repaired, tmp_path / "data")
    here = Installation(tmp_path / "data")
    killed(here.work(ONEHAND_CRASH_AT=f"{point}:{turn}"))
    for _ in range(2):
        again = here.work()
        assert again.returncode == 0, again.stderr
    told = here.rows("SELECT recipient FROM cases_outgoing WHERE kind = 'notice' ORDER BY recipient")
    assert told == [("mira@example.org",), ("paul@example.org",), ("sam@example.org",)]
    assert here.rows("SELECT outcome, count(*) FROM defects_telling GROUP BY outcome") == [("written", 3)]
