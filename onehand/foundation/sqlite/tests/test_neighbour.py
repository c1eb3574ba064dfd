from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from onehand.foundation.sqlite import neighbour, queue


class Neighbour:
    """Another process that stands in this process's queue."""

    def __init__(self, database: str, data: Path) -> None:
        path = os.pathsep.join(filter(None, sys.path))
        environment = {**os.environ, "PYTHONPATH": path, "ONEHAND_DATA": str(data)}
        module = "onehand.foundation.sqlite.tests.neighbour_process"
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, database, str(data)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.heard() == "ready"

    def say(self, words: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()

    def heard(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture(params=["short", "a-very-long-name" * 8])
def node(request: pytest.FixtureRequest, tmp_path: Path, settings: object) -> Iterator[Path]:
    """A running node whose data folder has a short or a very long name."""
    data = tmp_path / request.param
    data.mkdir()
    settings.ONEHAND = SimpleNamespace(data=data, secret_key="x" * 40)  # type: ignore[attr-defined]
    stop = threading.Event()
    thread = threading.Thread(target=queue.serve, args=(data / "node.sock", stop))
    thread.start()
    while neighbour._dial(data / "node.sock") is None:
        thread.join(0.01)
    yield data
    stop.set()
    thread.join()
    assert not (data / "node.sock").exists()


def test_another_process_stands_in_the_same_line(node: Path) -> None:
    database = str(node / "db.sqlite3")
    line = queue.line(database)
    other = Neighbour(database, node)
    assert line.take(1)
    other.say("take")
    while line.waiting() == 0:
        threading.Event().wait(0.001)
    line.give_back()
    assert other.heard() == "taken"
    assert not line.take(0.01)
    waiter = threading.Thread(target=lambda: line.take(10))
    waiter.start()
    while line.waiting() == 0:
        waiter.join(0.001)
    other.say("waiting")
    assert other.heard() == "1"
    other.say("give back")
    assert other.heard() == "given back"
    waiter.join()
    line.give_back()
    other.kill()


def test_a_killed_process_gives_its_turn_back_at_once(node: Path) -> None:
    database = str(node / "db.sqlite3")
    line = queue.line(database)
    other = Neighbour(database, node)
    other.say("take")
    assert other.heard() == "taken"
    assert not line.take(0.01)
    other.kill()
    assert line.take(2)
    line.give_back()


def test_each_database_has_its_own_line(node: Path) -> None:
    other = Neighbour(str(node / "another.sqlite3"), node)
    other.say("take")
    assert other.heard() == "taken"
    line = queue.line(str(node / "db.sqlite3"))
    assert line.take(0.01)
    line.give_back()
    other.kill()


def test_a_process_goes_on_by_itself_where_no_node_runs(tmp_path: Path) -> None:
    other = Neighbour(str(tmp_path / "db.sqlite3"), tmp_path)
    for _ in range(2):
        other.say("take")
        assert other.heard() == "taken"
        other.say("give back")
        assert other.heard() == "given back"
    other.kill()


def test_a_second_node_on_the_same_folder_is_refused(node: Path) -> None:
    with pytest.raises(neighbour.AlreadyServed):
        queue.serve(node / "node.sock", threading.Event())


def test_the_socket_of_a_killed_node_does_not_hinder_the_next(tmp_path: Path) -> None:
    path = tmp_path / "node.sock"
    neighbour._listen(path).close()
    assert path.exists()
    stop = threading.Event()
    stop.set()
    queue.serve(path, stop)
    assert not path.exists()
