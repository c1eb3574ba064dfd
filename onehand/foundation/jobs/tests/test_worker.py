from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from onehand.foundation import clock
from onehand.foundation.jobs.models import Job, State
from onehand.foundation.jobs.tests import tasks
from onehand.foundation.jobs.worker import Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("only_strike")]


def until(is_so: Callable[[], bool], seconds: float = 10) -> float:
    """Wait for something another thread does; how long it took."""
    before = time.monotonic()
    while not is_so():
        assert time.monotonic() - before < seconds, "it did not happen"
        time.sleep(0.001)
    return time.monotonic() - before


@pytest.fixture
def worker() -> Iterator[threading.Event]:
    """A worker in a thread, which ends with the test."""
    clock.reset()
    stop = threading.Event()
    thread = threading.Thread(target=Worker(stop, threads=3).run)
    thread.start()
    until(lambda: "strike" in tasks.done)
    yield stop
    stop.set()
    thread.join()


def test_a_worker_runs_what_was_enqueued_at_once(worker: threading.Event) -> None:
    until(lambda: not Job.objects.exclude(state=State.DONE).exists())
    with transaction.atomic():
        tasks.note.enqueue("mail")
        assert "mail" not in tasks.done
    assert until(lambda: "mail" in tasks.done) < 1


def test_a_worker_runs_many_jobs_each_once(worker: threading.Event) -> None:
    with transaction.atomic():
        for number in range(60):
            tasks.note.enqueue(number)
    until(lambda: Job.objects.filter(state=State.DONE).count() == 61)
    assert sorted(each for each in tasks.done if each != "strike") == list(range(60))


def test_a_job_that_fails_does_not_stop_the_worker(worker: threading.Event) -> None:
    tasks.errors.extend([ValueError("x"), SystemExit()])  # type: ignore[list-item]
    tasks.fail.enqueue("a")
    tasks.fail.enqueue("b")
    tasks.note.enqueue("c")
    until(lambda: {"a", "b", "c"} <= set(tasks.done))
    until(lambda: Job.objects.filter(state=State.WAITING, tries=1).count() == 2)


def test_a_worker_that_is_told_to_stop_ends_soon_and_leaves_the_rest() -> None:
    stop = threading.Event()
    stop.set()
    tasks.note.enqueue("left")
    before = time.monotonic()
    Worker(stop).run()
    assert time.monotonic() - before < 5
    assert Job.objects.get().state == State.WAITING
