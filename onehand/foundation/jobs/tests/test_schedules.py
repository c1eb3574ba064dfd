from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.foundation import clock, jobs
from onehand.foundation.jobs import schedules
from onehand.foundation.jobs.models import Job, Schedule
from onehand.foundation.jobs.tests import tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_strike")]


def pass_time(span: timedelta, step: timedelta) -> int:
    """Let the clock go on in steps, look at the schedules at each, and tell how often the task ran."""
    before = len(tasks.done)
    end = clock.now() + span
    while clock.now() < end:
        clock.advance(step)
        for _ in range(3):
            schedules.fire_due()
        jobs.run_due()
    return len(tasks.done) - before


def test_a_schedule_fires_at_once_and_then_once_each_span_however_many_workers_look() -> None:
    schedules.fire_due()
    schedules.fire_due()
    assert jobs.run_due() == 1
    assert pass_time(timedelta(hours=5), timedelta(minutes=7)) == 5


def test_after_three_days_without_a_worker_a_schedule_fires_once() -> None:
    schedules.fire_due()
    jobs.run_due()
    clock.advance(timedelta(days=3))
    assert pass_time(timedelta(minutes=5), timedelta(minutes=1)) == 1
    assert Schedule.objects.get().due > clock.now()


def test_while_one_run_waits_no_second_is_added() -> None:
    for _ in range(4):
        schedules.fire_due()
        clock.advance(timedelta(hours=1))
    assert Job.objects.count() == 1


def test_a_worker_that_looked_earlier_and_comes_later_fires_nothing() -> None:
    schedules.fire_due()
    clock.advance(timedelta(hours=1))
    due = Schedule.objects.get().due
    Job.objects.all().delete()
    schedules._fire("test: strike", due, clock.now())
    schedules._fire("test: strike", due, clock.now())
    assert Job.objects.count() == 1
    jobs.run_due()
    schedules._fire("test: strike", due, clock.now())
    assert Job.objects.count() == 1


def test_a_clock_that_is_turned_back_does_not_stop_a_schedule() -> None:
    clock.advance(timedelta(days=30))
    schedules.fire_due()
    jobs.run_due()
    clock.advance(timedelta(days=-30))
    assert pass_time(timedelta(hours=3), timedelta(minutes=10)) in (2, 3)


def test_the_next_moment_is_told() -> None:
    assert schedules.fire_due() == clock.now() + timedelta(hours=1)


def test_a_name_belongs_to_one_task_and_a_span_is_positive() -> None:
    with pytest.raises(ValueError, match="two schedules"):
        jobs.every(timedelta(hours=1), name="test: strike")(tasks.note)
    with pytest.raises(ValueError, match="no schedule"):
        jobs.every(timedelta(0), name="x")
