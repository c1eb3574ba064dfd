from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction

from onehand.foundation import clock
from onehand.foundation.jobs.models import Job, State
from onehand.foundation.jobs.tests import tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _effects() -> Iterator[None]:
    """A table in which each effect of a job is a row."""
    clock.reset()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effects (number integer)")
        # Outside the database an effect needs a key to be idempotent; here those have negative numbers.
        cursor.execute("CREATE UNIQUE INDEX effects_once ON effects (number) WHERE number < 0")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE effects")


class Workers:
    """Processes that can be killed; at the end of the test all are."""

    def __init__(self) -> None:
        self.running: list[subprocess.Popen[str]] = []

    def start(self, crash_at: str = "") -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        environment |= {"ONEHAND_CRASH_AT": crash_at, "ONEHAND_DATA": str(settings.ONEHAND.data)}
        module = "onehand.foundation.jobs.tests.worker_process"
        command = [sys.executable, "-m", module, str(connection.settings_dict["NAME"])]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        self.running.append(process)
        return process

    def kill(self, process: subprocess.Popen[str]) -> None:
        self.running.remove(process)
        process.kill()
        process.communicate()


@pytest.fixture
def workers() -> Iterator[Workers]:
    crew = Workers()
    yield crew
    for process in list(crew.running):
        crew.kill(process)


def effects() -> Counter[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM effects")
        return Counter(number for (number,) in cursor.fetchall())


def wait_until_done(seconds: float) -> None:
    end = time.monotonic() + seconds
    while Job.objects.exclude(state=State.DONE).exists():
        assert time.monotonic() < end, list(Job.objects.exclude(state=State.DONE).values("pk", "state", "tries"))
        # What waits out its backoff may come now.
        Job.objects.filter(state=State.WAITING).update(run_after=clock.now() - timedelta(seconds=1))
        time.sleep(0.1)


def test_three_workers_killed_at_random_leave_each_effect_exactly_once(workers: Workers) -> None:
    chance = random.Random(20260302)
    with transaction.atomic():
        for number in range(1, 151):
            tasks.count.enqueue(number)
            tasks.count_once.enqueue(number)
    for _ in range(3):
        workers.start()
    for progress in range(25, 275, 25):
        # In the midst of the work, whatever the machine's speed.
        while effects().total() < progress:
            time.sleep(0.001)
        workers.kill(chance.choice(workers.running))
        workers.start()
    wait_until_done(60)
    assert Job.objects.filter(tries__gt=1).exists()
    assert effects() == Counter([*range(1, 151), *range(-150, 0)])


@pytest.mark.parametrize(
    "place",
    ["jobs.claimed", "jobs.before_effect", "jobs.after_effect", "jobs.before_done", "jobs.after_done"],
)
def test_a_worker_killed_at_a_named_place_loses_and_doubles_nothing(workers: Workers, place: str) -> None:
    tasks.count.enqueue(1)
    tasks.count_once.enqueue(1)
    crashed = workers.start(crash_at=place)
    assert crashed.wait(20) == -signal.SIGKILL
    workers.running.remove(crashed)
    crashed.communicate()
    workers.start()
    wait_until_done(20)
    assert effects() == Counter([1, -1])
