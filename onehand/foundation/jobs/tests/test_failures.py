from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.foundation import clock, jobs
from onehand.foundation.jobs import failures
from onehand.foundation.jobs.models import Job, State
from onehand.foundation.jobs.purge import purge_finished_jobs
from onehand.foundation.jobs.tests import tasks

pytestmark = pytest.mark.django_db


def test_a_job_comes_back_later_and_later_and_then_has_failed_visibly() -> None:
    tasks.fail.enqueue("send")
    waits = []
    while not jobs.failed():
        assert jobs.run_due() == 1
        job = Job.objects.get()
        waits.append(job.run_after - clock.now())
        clock.set(max(job.run_after, clock.now()))
    assert len(tasks.done) == 3
    assert timedelta(seconds=10) <= waits[0] < timedelta(seconds=13)
    assert timedelta(seconds=20) <= waits[1] < timedelta(seconds=26)
    failed = jobs.failed().get()
    assert failed.error_class == "builtins.RuntimeError"
    assert "the other side is away" in failed.error
    assert jobs.run_due() == 0


def test_a_failed_job_can_be_tried_again_or_set_aside() -> None:
    tasks.errors.append(jobs.GiveUp("no such mailbox"))
    tasks.fail.enqueue("send")
    jobs.run_due()
    job = jobs.failed().get()
    assert failures.try_again(job)
    assert not failures.try_again(job)
    tasks.errors.append(jobs.GiveUp("no such mailbox"))
    assert jobs.run_due() == 1
    assert failures.discard(jobs.failed().get())
    assert not jobs.failed()


def test_a_job_that_asks_to_come_back_loses_no_try() -> None:
    tasks.errors.extend(jobs.Again(timedelta(minutes=1)) for _ in range(5))
    tasks.fail.enqueue("wait for the bank")
    for _ in range(5):
        assert jobs.run_due() == 1
        assert Job.objects.get().run_after - clock.now() == timedelta(minutes=1)
        assert Job.objects.get().tries == 0
        clock.advance(timedelta(minutes=1))


def test_a_task_that_is_no_longer_in_the_code_fails_visibly() -> None:
    tasks.note.enqueue("x")
    Job.objects.update(task="onehand.foundation.jobs.tests.tasks.gone", max_tries=1)
    jobs.run_due()
    assert jobs.failed().get().error_class == "builtins.ImportError"


def test_what_an_atomic_task_did_is_undone_when_it_fails() -> None:
    tasks.note_and_fail_later.enqueue("x")
    jobs.run_due()
    assert Job.objects.count() == 1
    assert Job.objects.get().state == State.WAITING


def test_a_job_whose_twin_was_enqueued_while_it_ran_is_replaced_by_it() -> None:
    tasks.errors.append(RuntimeError("away"))
    jobs.once(tasks.fail, "send 12").enqueue("send")
    Job.objects.update(state=State.RUNNING, token="mine", tries=1)
    running = Job.objects.get()
    jobs.once(tasks.fail, "send 12").enqueue("send")
    from onehand.foundation.jobs import leases

    assert leases.give_up_or_back(running, None, RuntimeError("away"), "")
    assert set(Job.objects.values_list("state", flat=True)) == {State.REPLACED, State.WAITING}


def test_finished_jobs_are_kept_a_week_and_failed_ones_until_somebody_has_seen_them() -> None:
    tasks.note.enqueue("x")
    tasks.errors.append(jobs.GiveUp("no"))
    tasks.fail.enqueue("y")
    jobs.run_due()
    clock.advance(timedelta(days=7, seconds=1))
    tasks.note.enqueue("new")
    jobs.run_due()
    purge_finished_jobs.call()
    assert sorted(Job.objects.values_list("state", flat=True)) == [State.DONE, State.FAILED]
