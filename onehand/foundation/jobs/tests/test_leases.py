from __future__ import annotations

import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection

from onehand.foundation import clock
from onehand.foundation.jobs import holder, leases
from onehand.foundation.jobs.models import Job, State
from onehand.foundation.jobs.run import run
from onehand.foundation.jobs.tests import tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def monotonic(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The monotonic clock as a list of one number, to be moved."""
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def claim() -> Job:
    return leases.claim(1, worker=holder.me(), queues=("default",))[0]


def test_a_claimed_job_is_nobody_elses() -> None:
    tasks.note.enqueue("x")
    claim()
    assert leases.claim(5, worker=holder.me(), queues=("default",)) == []


def test_a_silent_holder_loses_its_job_after_a_whole_lease_and_cannot_end_it(monotonic: list[float]) -> None:
    tasks.note.enqueue("x")
    asleep = claim()
    reaper = leases.Reaper(lease=30)
    assert reaper.reap() == 0
    monotonic[0] += 29
    assert reaper.reap() == 0
    monotonic[0] += 1
    assert reaper.reap() == 1
    awake = claim()
    assert not leases.finish(asleep, None)
    assert run(awake)
    assert not run(asleep)
    assert tasks.done == ["x"]
    assert Job.objects.get().state == State.DONE


def test_a_holder_that_beats_keeps_its_job_for_as_long_as_it_takes(monotonic: list[float]) -> None:
    tasks.note.enqueue("x")
    job = claim()
    reaper = leases.Reaper(lease=30)
    for _ in range(10):
        assert reaper.reap() == 0
        monotonic[0] += 20
        leases.beat({job.pk: job.token})
    assert leases.finish(job, None)


def test_a_jump_of_the_clock_takes_no_job_away(monotonic: list[float]) -> None:
    tasks.note.enqueue("x")
    job = claim()
    reaper = leases.Reaper(lease=30)
    reaper.reap()
    for jump in (timedelta(days=400), timedelta(days=-800)):
        clock.advance(jump)
        assert reaper.reap() == 0
    assert leases.finish(job, None)


def test_the_job_of_a_dead_process_of_this_machine_is_free_at_once() -> None:
    script = "from onehand.foundation.jobs import holder; print(holder.me())"
    dead = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
    assert holder.is_dead(dead)
    assert not holder.is_dead(holder.me())
    assert not holder.is_dead("another machine:1:1")
    assert not holder.is_dead("")
    tasks.note.enqueue("x")
    leases.claim(1, worker=dead, queues=("default",))
    assert leases.Reaper().reap() == 1
    assert claim().tries == 2


def test_a_job_that_kills_its_workers_fails_when_its_tries_are_used_up() -> None:
    tasks.fail.enqueue("x")
    Job.objects.update(state=State.RUNNING, token="t", tries=3, max_tries=3)
    reaper = leases.Reaper(lease=0)
    assert reaper.reap() == 1
    assert Job.objects.get().state == State.FAILED


def test_looking_for_work_where_there_is_none_writes_nothing(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert leases.claim(5, worker=holder.me(), queues=("default",)) == []
    assert connection.vendor in ("sqlite", "postgresql")
