from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist

from onehand.foundation import clock, jobs
from onehand.foundation.jobs.models import Job, State
from onehand.foundation.jobs.tests import tasks

pytestmark = pytest.mark.django_db


def test_an_enqueued_task_runs_once_with_its_arguments_and_tells_its_result() -> None:
    result = tasks.note.enqueue("receipt", times=3)
    assert result.status == TaskResultStatus.READY
    assert jobs.run_due() == 1
    assert jobs.run_due() == 0
    assert tasks.done == ["receipt"]
    ended = tasks.note.get_result(result.id)
    assert ended.status == TaskResultStatus.SUCCESSFUL
    assert (ended.return_value, ended.attempts) == (3, 1)


def test_a_job_vanishes_with_the_transaction_that_asked_for_it() -> None:
    with transaction.atomic():
        tasks.note.enqueue("never")
        transaction.set_rollback(True)
    assert jobs.run_due() == 0


def test_a_job_waits_for_its_moment() -> None:
    tasks.note.using(run_after=clock.now() + timedelta(minutes=5)).enqueue("later")
    assert jobs.run_due() == 0
    clock.advance(timedelta(minutes=5))
    assert jobs.run_due() == 1


def test_what_is_urgent_runs_first_and_then_what_is_older() -> None:
    tasks.note.enqueue("second")
    clock.advance(timedelta(seconds=1))
    tasks.note.enqueue("third")
    tasks.note.using(priority=10).enqueue("first")
    jobs.run_due()
    assert tasks.done == ["first", "second", "third"]


def test_while_one_job_of_a_key_waits_no_second_one_is_added() -> None:
    first = jobs.once(tasks.note, "index 12").enqueue("index")
    second = jobs.once(tasks.note, "index 12").enqueue("index")
    jobs.once(tasks.note, "index 13").enqueue("other")
    assert first.id == second.id
    assert jobs.run_due() == 2
    assert jobs.once(tasks.note, "index 12").enqueue("again").id != first.id


def test_a_job_that_runs_already_does_not_swallow_a_new_one_of_its_key() -> None:
    first = jobs.once(tasks.note, "index 12").enqueue("index")
    Job.objects.filter(pk=int(first.id)).update(state=State.RUNNING)
    assert jobs.once(tasks.note, "index 12").enqueue("index").id != first.id


def test_of_two_moments_for_one_key_the_earlier_one_holds() -> None:
    soon, late = clock.now() + timedelta(minutes=1), clock.now() + timedelta(hours=1)
    for moment in (late, soon, late):
        jobs.once(tasks.note, "remind 12", run_after=moment).enqueue("remind")
    assert Job.objects.get().run_after == soon


def test_the_task_is_told_its_job_and_try() -> None:
    result = tasks.tell_try.enqueue()
    jobs.run_due()
    assert tasks.done == [(result.id, 1)]


def test_arguments_that_json_cannot_hold_are_refused_at_once() -> None:
    with pytest.raises(TypeError):
        tasks.note.enqueue(object())


def test_an_unknown_queue_and_an_unknown_result_are_refused() -> None:
    with pytest.raises(InvalidTaskError):
        tasks.note.using(queue_name="nowhere")
    with pytest.raises(TaskResultDoesNotExist):
        tasks.note.get_result("99999")
