"""R8 for actions: PostgreSQL is killed, restarted or cuts its sessions in the midst of a run. No row that was
acknowledged is lost, and the run goes on from there by itself. Database and provisioning system are the real ones."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.test_r1_actions import Node, effects
from tests.faults.test_r1_every_point import ROOT, Installation
from tests.support.ports import until
from tests.support.postgres import Postgres
from tests.support.provisioning import Provisioning

SLOW = 2.0  # seconds that the system takes for the step in which the database goes away
LEASE = 3.0


@pytest.fixture(scope="module")
def cluster() -> Iterator[Postgres]:
    """One of its own that forces commits to disk: what it has said is to be there after a crash."""
    with Postgres(durable=True) as server:
        yield server


@pytest.fixture(scope="module")
def ground(cluster: Postgres, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder and a database with one agent, to be copied."""
    data, url = tmp_path_factory.mktemp("r8") / "data", cluster.url("ground")
    words = ("user", "add", "ada", "--email", "ada@moebelhaus.example", "--role", "agent")
    added = Installation(data).onehand(*words, ONEHAND_DATABASE_URL=url)
    assert added.returncode == 0, added.stderr
    return data, url


@pytest.fixture
def node(
    cluster: Postgres, ground: tuple[Path, str], tmp_path: Path, provisioning: Provisioning
) -> Iterator[OnPostgres]:
    data, url = ground
    shutil.copytree(data, tmp_path / "data")
    with cluster.connect("postgres") as connection:
        connection.execute("CREATE DATABASE copied TEMPLATE ground")
    try:
        yield OnPostgres(tmp_path / "data", provisioning, cluster, f"{url.rpartition('/')[0]}/copied")
    finally:
        cluster.drop("copied")


class OnPostgres(Node):
    def __init__(self, data: Path, lines: Provisioning, cluster: Postgres, url: str) -> None:
        super().__init__(data, lines)
        self.cluster, self.url = cluster, url

    def run(self, *words: str, **settings: str) -> Any:
        return super().run(*words, ONEHAND_DATABASE_URL=self.url, **settings)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.cluster.connect(self.url.rpartition("/")[2]) as connection:
            return list(connection.execute(query.encode()).fetchall())

    def workers(self) -> subprocess.Popen[str]:
        """A node's workers, until no run is open."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith("ONEHAND_")}
        ours = {
            "ONEHAND_DATA": str(self.data), "ONEHAND_DATABASE_URL": self.url, "TEST_LINES_URL": self.lines.url,
            "TEST_LINES_TOKEN": self.lines.token,
        }  # fmt: skip
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.action_node", "loop", str(LEASE)], cwd=ROOT, env=plain | ours,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip


def killed(node: OnPostgres) -> None:
    node.cluster.kill()
    node.cluster.start()


def restarted(node: OnPostgres) -> None:
    node.cluster.stop()
    node.cluster.start()


def cut(node: OnPostgres) -> None:
    assert node.cluster.cut_sessions(node.url.rpartition("/")[2])


@pytest.mark.parametrize("gone", [killed, restarted, cut])
@pytest.mark.parametrize("kind", ["correct_address", "line_test"])
def test_a_run_goes_on_after_the_database_was_away_in_the_midst_of_a_step(
    node: OnPostgres, kind: str, gone: Callable[[OnPostgres], None]
) -> None:
    begun = node.begin(kind)
    before = effects(node, kind)
    node.lines.fault("slow", on="write", seconds=SLOW)
    workers = node.workers()
    try:
        sent = "SELECT count(*) FROM actions_runstep WHERE state = 'sent'"
        until(lambda: node.rows(sent) == [(1,)], "the step to be sent", timeout=30)
        acknowledged = rows_of(node)
        gone(node)
        assert acknowledged <= rows_of(node), "an acknowledged row is lost"
        out, _ = workers.communicate(timeout=90)
    finally:
        workers.kill()
    assert json.loads(out.splitlines()[-1])["run"] == begun["run"]
    assert node.state() == "done"
    assert effects(node, kind) == before + 1
    assert node.told() == 1
    assert node.rows("SELECT count(*) FROM timeline_entry WHERE kind = 'action_done'") == [(1,)]
    assert node.rows("SELECT count(*) FROM cases_openend WHERE closed_at IS NULL") == [(0,)]


def test_a_run_that_was_begun_stands_there_after_a_crash_with_its_job_and_its_steps(node: OnPostgres) -> None:
    node.begin("line_test")
    acknowledged = rows_of(node)
    killed(node)
    assert rows_of(node) == acknowledged
    assert node.work().returncode == 0
    assert node.state() == "done"


def rows_of(node: OnPostgres) -> set[tuple[str, Any]]:
    """What the database has said yes to: the run, its steps, the timeline, messages."""
    tables = {
        "actions_run": "id", "actions_runstep": "id", "cases_message": "id", "cases_openend": "id",
        "timeline_entry": "seq",
    }  # fmt: skip
    return {
        (table, number)
        for table, name in tables.items()
        for (number,) in node.rows(f"SELECT {name} FROM {table}")  # noqa: S608
    }
