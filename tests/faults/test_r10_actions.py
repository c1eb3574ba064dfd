"""R10 for actions: a job longer than its lease, and a kill between the commit and what follows it: one effect each."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.test_r1_actions import KINDS, Node, effects, ground
from tests.faults.test_r1_every_point import JOBS, ROOT, killed
from tests.support.ports import until
from tests.support.provisioning import Provisioning

__all__ = ["ground"]  # the fixture

# Before a job's effect there is nothing to be done twice; jobs.claimed lies in a worker's loop.
AFTERWARDS = [point for point in JOBS if point in ("jobs.after_effect", "jobs.before_done", "jobs.after_done")]
SLOW = 3.0  # seconds


@pytest.fixture
def node(ground: Path, tmp_path: Path, provisioning: Provisioning) -> Node:
    shutil.copytree(ground, tmp_path / "data")
    return Node(tmp_path / "data", provisioning)


def count(node: Node, query: str) -> int:
    [(number,)] = node.rows("SELECT count(*) FROM " + query)  # noqa: S608
    return int(number)


def once(node: Node, kind: str, before: int) -> None:
    assert node.state() == "done"
    assert effects(node, kind) == before + 1
    assert node.told() == 1
    assert count(node, "timeline_entry WHERE kind = 'action_done'") == 1
    assert count(node, "cases_openend WHERE closed_at IS NULL") == 0


@pytest.mark.parametrize("point", AFTERWARDS)
def test_a_kill_after_the_commit_and_before_the_job_is_ended_does_nothing_again(node: Node, point: str) -> None:
    begun = node.begin("line_test")
    before = effects(node, "line_test")
    # The customer was told in the transaction that ended the run: the kill finds both there, or neither.
    killed(node.work(ONEHAND_CRASH_AT=f"{point}:{turn_of(node, begun['run'])}"))
    once(node, "line_test", before)
    assert node.work().returncode == 0
    once(node, "line_test", before)


def turn_of(node: Node, run: int) -> int:
    """How many jobs have run when the one of this run has."""
    due = node.rows("SELECT task, args FROM jobs_job WHERE state = 'waiting' ORDER BY priority DESC, run_after, id")
    return 1 + [(task.rpartition(".")[2], args) for task, args in due].index(("carry_out", f"[{run}]"))


def test_what_was_begun_is_carried_out_though_nobody_was_there_when_it_was_committed(node: Node) -> None:
    """The job stands in the same transaction as the run: no word between the two can be lost."""
    begun = node.begin("line_test")
    assert count(node, f"jobs_job WHERE state = 'waiting' AND args = '[{begun['run']}]'") == 1
    assert node.work().returncode == 0
    assert node.state() == "done"


@pytest.mark.parametrize("kind", KINDS)
def test_a_worker_that_sleeps_for_longer_than_its_lease_does_nothing_twice(node: Node, kind: str) -> None:
    node.begin(kind)
    before = effects(node, kind)
    node.lines.fault("slow", on="write", seconds=SLOW)
    sleeper = started(node)
    try:
        until(lambda: count(node, "actions_runstep WHERE state = 'sent'") > 0, "the step to be sent", timeout=30)
        sleeper.send_signal(signal.SIGSTOP)  # as a machine that swaps, or a paused container
        assert node.work().returncode == 0  # its lease is over, another one has the job
        once(node, kind, before)
    finally:
        sleeper.send_signal(signal.SIGCONT)
        assert sleeper.wait(60) == 0
    once(node, kind, before)


def started(node: Node) -> subprocess.Popen[bytes]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("ONEHAND_")}
    reach = {
        "ONEHAND_DATA": str(node.data), "TEST_LINES_URL": node.lines.url, "TEST_LINES_TOKEN": node.lines.token,
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-m", "tests.faults.action_node", "work"], cwd=ROOT, env=plain | reach)


def test_a_job_that_takes_longer_than_its_lease_keeps_it_by_saying_that_it_lives(node: Node) -> None:
    begun = node.begin("line_test")
    before = effects(node, "line_test")
    node.lines.fault("slow", on="write", seconds=SLOW)
    done = node.node("loop", str(SLOW / 6))  # two workers, each with a lease of a sixth of the time that it takes
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"run": begun["run"], "tries": 1}
    once(node, "line_test", before)
