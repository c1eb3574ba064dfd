"""R1 for actions: a worker killed at any step of a run, and a system killed under it, leave nothing twice and nothing
half done unseen. The provisioning system is the real program with a database of its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from onehand.foundation.crashpoints import NAMES
from tests.faults.test_r1_every_point import Installation, killed
from tests.support.provisioning import Provisioning

ACTIONS = sorted(name for name in NAMES if name.startswith("actions."))
KINDS = ["correct_address", "line_test"]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("r1-actions") / "data"
    done = Installation(data).onehand("user", "add", "ada", "--email", "ada@moebelhaus.example", "--role", "agent")
    assert done.returncode == 0, done.stderr
    return data


class Node(Installation):
    """An installation whose worker acts in the provisioning system."""

    def __init__(self, data: Path, lines: Provisioning) -> None:
        super().__init__(data)
        self.lines = lines

    def node(self, *words: str, **settings: str) -> Any:
        reach = {"TEST_LINES_URL": self.lines.url, "TEST_LINES_TOKEN": self.lines.token}
        return self.run("tests.faults.action_node", *words, **reach, **settings)

    def begin(self, kind: str) -> dict[str, Any]:
        done = self.node("begin", kind)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout.splitlines()[-1]))

    def work(self, **settings: str) -> Any:
        return self.node("work", **settings)

    def state(self) -> str:
        [(found,)] = self.rows("SELECT state FROM actions_run")
        return str(found)

    def told(self) -> int:
        [(found,)] = self.rows("SELECT count(*) FROM cases_message WHERE text = 'Ist erledigt.'")
        return int(found)


@pytest.fixture
def node(ground: Path, tmp_path: Path) -> Any:
    shutil.copytree(ground, tmp_path / "data")
    lines = Provisioning()
    lines.start()
    yield Node(tmp_path / "data", lines)
    lines.stop()


def effects(node: Node, kind: str) -> int:
    """How often it was done, straight from the system's own database."""
    if kind == "line_test":
        return len(node.lines.rows("SELECT * FROM tests"))
    return len(node.lines.rows("SELECT * FROM customers WHERE street = 'Lindenweg 5'"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("point", ACTIONS)
def test_a_killed_worker_does_no_step_twice_and_leaves_none_out(node: Node, kind: str, point: str) -> None:
    node.begin(kind)
    before = effects(node, kind)
    killed(node.work(ONEHAND_CRASH_AT=point))
    assert node.state() == "running"
    assert node.told() == 0, "the customer was told of something that was not read back"
    done = node.work()
    assert done.returncode == 0, done.stderr
    assert node.state() == "done"
    assert effects(node, kind) == before + 1
    assert node.told() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_system_makes_the_run_wait_in_sight_and_go_on_when_it_is_back(node: Node, kind: str) -> None:
    node.begin(kind)
    before = effects(node, kind)
    node.lines.kill()
    assert node.work().returncode == 0
    assert node.state() == "running"
    assert node.rows("SELECT count(*) FROM timeline_entry WHERE kind = 'action_waits'") == [(1,)]
    assert node.told() == 0
    node.lines.start()
    assert node.work().returncode == 0
    assert node.state() == "done"
    assert effects(node, kind) == before + 1
    assert node.told() == 1


def test_a_system_that_does_it_and_loses_the_answer_is_asked_what_became_of_it(node: Node) -> None:
    node.begin("line_test")
    before = effects(node, "line_test")
    node.lines.fault("lost", on="POST")
    assert node.work().returncode == 0
    assert node.state() == "done"
    assert effects(node, "line_test") == before + 1
