from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from onehand.foundation import clock, jobs
from onehand.foundation.jobs import holder, leases, schedules
from onehand.foundation.jobs.models import Job, Schedule, State
from onehand.foundation.jobs.tests import tasks

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(count: int, work: Callable[[], object]) -> None:
    """Run the same in several threads, each with a connection of its own, and wait for all."""
    gate = threading.Barrier(count)

    def run() -> None:
        try:
            gate.wait(10)
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_what_is_enqueued_while_its_twin_waits_runs_after_the_commit_that_asked_for_it() -> None:
    """Else a worker could run the twin, which has not seen the change, and nobody would run after it."""
    jobs.once(tasks.note, "index 12").enqueue("index")
    claimed: list[Job] = []
    committed = threading.Event()

    def claim() -> None:
        found = leases.claim(1, worker=holder.me(), queues=("default",))
        assert committed.is_set() or not found
        claimed.extend(found)
        connections.close_all()

    worker = threading.Thread(target=claim)
    with transaction.atomic():
        jobs.once(tasks.note, "index 12").enqueue("index")
        worker.start()
        worker.join(0.2)
        committed.set()
    worker.join()
    assert len(claimed) + len(leases.claim(1, worker=holder.me(), queues=("default",))) == 1


def test_many_who_enqueue_one_key_at_once_leave_one_job() -> None:
    in_threads(6, lambda: jobs.once(tasks.note, "index 12").enqueue("index"))
    assert Job.objects.count() == 1


def test_many_who_claim_at_once_share_the_jobs() -> None:
    with transaction.atomic():
        for number in range(40):
            tasks.note.enqueue(number)
    taken: list[int] = []

    def claim_all() -> None:
        while found := leases.claim(3, worker=holder.me(), queues=("default",)):
            taken.extend(job.pk for job in found)

    in_threads(4, claim_all)
    # Who passes over rows that others lock may find none although some are left.
    taken += [job.pk for job in leases.claim(40, worker=holder.me(), queues=("default",))]
    assert len(taken) == len(set(taken)) == 40
    assert Job.objects.filter(state=State.RUNNING, tries=1).count() == 40


@pytest.mark.usefixtures("only_strike")
def test_of_many_who_see_a_schedule_due_one_fires_it() -> None:
    schedules.fire_due()
    Job.objects.all().delete()
    clock.advance(timedelta(hours=1))
    in_threads(6, schedules.fire_due)
    assert Job.objects.count() == 1
    assert Schedule.objects.get().due == clock.now() + timedelta(hours=1)
    assert connection.in_atomic_block is False
