"""Expected courses: a system that is silent or shows no more is waited for, and nothing counts as missed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions.courses import following, looking
from onehand.actions.models.courses import Course
from onehand.actions.models.events import Event
from onehand.actions.tests.stepping import Stepping, in_days, notices, pass_days, see, states
from onehand.cases.models import Case
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def test_a_silent_system_postpones_and_nothing_counts_as_missed(stepping: Stepping, carla: Customer) -> None:
    stepping.order(until=in_days(1))
    see(carla)
    pass_days(4)
    stepping.down = True
    assert looking.due() == 0
    course = Course.objects.get()
    assert course.silent_since == clock.now()
    assert states()["delivered"] == "open"
    assert not Event.objects.exists()
    clock.advance(timedelta(minutes=6))
    stepping.down = False
    stepping.order(done="delivered")
    assert looking.due() == 1
    course = Course.objects.get()
    assert (course.end, course.silent_since) == ("reached", None)
    assert not notices()


def test_a_case_that_waits_says_once_that_its_system_is_silent(stepping: Stepping, carla: Customer) -> None:
    stepping.order(until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    stepping.down = True
    for _ in range(3):
        clock.advance(timedelta(hours=2))
        looking.due()
    assert Entry.objects.filter(kind="action_waits").count() == 1


def test_what_its_system_shows_no_more_is_noted_and_told_to_nobody(stepping: Stepping, carla: Customer) -> None:
    stepping.order(until=in_days(1))
    see(carla)
    stepping.processes.clear()
    pass_days(4)
    looking.due()
    assert Event.objects.get().kind == "course_unseen"
    assert Course.objects.get().end == "unseen"
    assert not notices()


def test_a_refund_that_no_system_shows_is_looked_at_by_a_person(
    stepping: Stepping, carla: Customer, case: Case
) -> None:
    following.begin_unshown(carla, "toy", "refund", "20041", case=case, booked_at=clock.now())
    pass_days(12)
    looking.due()
    assert Event.objects.get().kind == "course_unseen"
    assert not notices()
