"""Expected courses: what is expected, until when, and since when it is followed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from onehand.actions.contract import Happened, Process, Stage
from onehand.actions.courses import following, looking
from onehand.actions.events import intake
from onehand.actions.models import Run
from onehand.actions.models.courses import Course, Milestone
from onehand.actions.models.events import Event
from onehand.actions.running import start
from onehand.actions.tests.stepping import Stepping, in_days, notices, pass_days, see, states
from onehand.actions.words import Words
from onehand.cases.models import Case
from onehand.foundation import clock, jobs
from onehand.people.forgetting import forget
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_what_a_case_shows_is_expected_by_the_systems_own_day(stepping: Stepping, carla: Customer) -> None:
    stepping.order(done="confirmed", until=in_days(3))
    see(carla)
    course = Course.objects.get()
    assert (course.backend, course.kind, course.reference, course.number) == ("toy", "order", "20041", "K1")
    assert states() == {"confirmed": "reached", "reserved": "open", "shipped": "open", "delivered": "open"}
    last = course.milestones.get(code="delivered")
    assert (last.until, last.by_system) == (in_days(3), True)
    assert last.expected_at is not None
    assert last.expected_at.date() > in_days(3)
    assert course.look_at == last.expected_at
    assert not Event.objects.exists()


def test_without_a_day_the_business_calendar_says_until_when(stepping: Stepping, carla: Customer) -> None:
    clock.set(datetime(2026, 4, 2, 10, tzinfo=UTC))  # the Thursday before Easter
    stepping.order()
    see(carla)
    found = {one.code: one for one in Milestone.objects.all()}
    assert found["confirmed"].until == date(2026, 4, 8)  # Friday and Monday are public holidays
    assert not found["confirmed"].by_system
    assert found["confirmed"].expected_at == datetime(2026, 4, 9, 7, tzinfo=UTC)  # Thursday, nine o'clock there


def test_what_is_over_or_cancelled_is_not_followed(stepping: Stepping, carla: Customer) -> None:
    stepping.order("1", done="delivered")
    stepping.processes["2"] = Process(
        "order", "2", Words("B", "O"), "cancelled", (Stage(Words("storniert", "cancelled"), "dropped"),)
    )
    stepping.processes["3"] = Process("order", "3", Words("B", "O"), "open")  # the system tells no steps
    see(carla)
    assert not Course.objects.exists()


def test_an_event_begins_a_course_and_reaches_its_milestones(stepping: Stepping, carla: Customer) -> None:
    stepping.order(done="reserved", until=in_days(2))
    intake.happened("toy", Happened("a", "shipment_expected", "20041", clock.now(), "K1"))
    assert Course.objects.get().milestones.count() == 0
    looking.due()
    assert states() == {"confirmed": "reached", "reserved": "reached", "shipped": "open", "delivered": "open"}
    stepping.order(done="delivered")
    clock.advance(timedelta(hours=1))
    intake.happened("toy", Happened("b", "delivered", "20041", clock.now(), "K1"))
    assert set(states().values()) == {"reached"}
    looking.due()
    assert Course.objects.get().end == "reached"
    assert not notices()


def test_a_refund_begins_its_course_and_a_payout_is_told_with_a_check(
    stepping: Stepping, carla: Customer, case: Case
) -> None:
    following.begin_unshown(carla, "toy", "refund", "20041", case=case, booked_at=clock.now())
    assert states() == {"booked": "reached", "paid_out": "open"}
    intake.happened("toy", Happened("p", "refunded", "20041", clock.now(), "K1"))
    assert states() == {"booked": "reached", "paid_out": "reached"}
    (mail,) = notices()
    assert "Ist das Geld bei Ihnen angekommen?" in mail.text


def test_no_step_is_due_before_the_one_that_comes_first(stepping: Stepping, carla: Customer) -> None:
    steps = (
        Stage(Words("Leitung geschaltet", "Line switched"), "stuck", until=in_days(4)),
        Stage(Words("Geprüft", "Tested"), "next", until=in_days(-2)),
    )
    stepping.processes["1"] = Process("activation", "1", Words("F", "A"), "ordered", steps, expected=in_days(4))
    see(carla)
    assert set(Milestone.objects.values_list("until", flat=True)) == {in_days(4)}
    assert not Event.objects.exists()


def test_an_action_that_ended_begins_a_course(stepping: Stepping, case: Case, ada: Agent) -> None:
    stepping.activation(until=in_days(5))
    stepping.orders["20041"] = "open"
    start(case, "activate", {"contract": "toy:30412"}, by=ada)
    jobs.run_due()
    assert Run.objects.get().state == Run.State.DONE
    assert not Course.objects.exists()  # it was active at once: nothing is expected any more


def test_a_cancelled_order_ends_its_course(stepping: Stepping, carla: Customer) -> None:
    stepping.order(until=in_days(1))
    see(carla)
    stepping.processes["20041"] = Process(
        "order", "20041", Words("B", "O"), "cancelled", (Stage(Words("storniert", "cancelled"), "dropped"),)
    )
    pass_days(4)
    looking.due()
    assert Course.objects.get().end == "dropped"
    assert not Event.objects.exists()


def test_only_systems_of_which_something_is_due_are_asked(stepping: Stepping, carla: Customer) -> None:
    stepping.order(until=in_days(3))
    see(carla)
    before = stepping.reads
    pass_days(1)
    assert looking.due() == 0
    assert stepping.reads == before


def test_forgetting_erases_what_is_expected(stepping: Stepping, carla: Customer) -> None:
    stepping.order(until=in_days(1))
    see(carla)
    forget(carla, by=carla)
    assert not Course.objects.exists()
    assert not Milestone.objects.exists()
    pass_days(4)
    looking.due()
    assert not notices()


def test_what_was_activated_is_told_with_the_question_whether_it_works_also_where_the_system_tells_nothing(
    stepping: Stepping, carla: Customer
) -> None:
    stepping.activation(until=in_days(2))
    see(carla)
    stepping.activation(state="done")
    pass_days(5)
    looking.due()
    assert Event.objects.get().kind == "activated"
    assert [one["label"] for one in notices()[0].buttons] == ["Es funktioniert", "Es funktioniert nicht"]
    intake.happened("toy", Happened("late", "activated", "30412", clock.now(), "K1"))
    assert len(notices()) == 1
