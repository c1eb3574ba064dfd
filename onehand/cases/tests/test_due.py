"""When what was promised is due, and when its timers fire."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from onehand.cases import due as dues
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Fact
from onehand.foundation import clock
from onehand.team.models import Agent, Calendar, Team

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN)  # type: ignore[misc, arg-type]


def test_without_a_named_time_it_is_due_after_sixteen_business_hours(case: Case) -> None:
    assert dues.as_due(None, case) == (berlin(2026, 3, 3, 17), True)


def test_a_moment_stays_to_the_minute_also_outside_all_hours(case: Case) -> None:
    sunday_night = berlin(2026, 3, 8, 22, 17)
    due, by_default = dues.as_due(sunday_night, case)
    assert (due, by_default) == (sunday_night, False)
    assert due.tzinfo is UTC
    assert dues.outside(due, dues.hours_for(case))


@pytest.mark.parametrize(
    ("hour", "minute", "is_outside"), [(8, 59, True), (9, 0, False), (17, 0, False), (17, 1, True)]
)
def test_opening_and_closing_time_are_inside(case: Case, hour: int, minute: int, is_outside: bool) -> None:
    assert dues.outside(berlin(2026, 3, 4, hour, minute), dues.hours_for(case)) is is_outside


def test_a_day_means_the_time_at_which_the_place_closes(case: Case) -> None:
    assert dues.as_due(date(2026, 3, 5), case) == (berlin(2026, 3, 5, 17), False)


@pytest.mark.parametrize("closed", [date(2026, 3, 7), date(2026, 4, 3)])  # a Saturday, Good Friday
def test_a_day_on_which_it_is_closed_ends_at_six(case: Case, closed: date) -> None:
    assert dues.as_due(closed, case)[0] == berlin(closed.year, closed.month, closed.day, 18)


def test_today_after_closing_means_before_midnight(case: Case) -> None:
    clock.set(berlin(2026, 3, 2, 18, 30))
    assert dues.as_due(date(2026, 3, 2), case)[0] == berlin(2026, 3, 2, 23, 59)


def test_the_teams_calendar_counts(case: Case) -> None:
    late_shift = Calendar.objects.create(name="late", hours={"thu": [["12:00", "20:30"]]}, time_zone="Europe/London")
    case.team = Team.objects.create(name="spät", calendar=late_shift)
    assert dues.as_due(date(2026, 3, 5), case)[0] == datetime(2026, 3, 5, 20, 30, tzinfo=ZoneInfo("Europe/London"))


def test_public_holidays_are_those_of_where_the_customer_is(case: Case) -> None:
    corpus_christi = date(2026, 6, 4)
    assert not dues.hours_for(case).is_holiday(corpus_christi)
    case.customer.state = "BY"
    assert dues.hours_for(case).is_holiday(corpus_christi)
    case.customer.country, case.customer.state = "CH", ""
    assert dues.hours_for(case).is_holiday(date(2026, 8, 1))


@pytest.mark.parametrize(
    ("due_text", "counted", "meant"),
    [
        # From Maundy Thursday: Good Friday and Easter Monday are no working days.
        ("innerhalb von drei Werktagen", date(2026, 4, 7), date(2026, 4, 9)),
        ("within 3 working days", date(2026, 4, 7), date(2026, 4, 9)),
        ("in 2 business days", date(2026, 4, 6), date(2026, 4, 8)),
        ("am nächsten Arbeitstag", date(2026, 4, 3), date(2026, 4, 7)),
        ("bis Dienstag", date(2026, 4, 7), date(2026, 4, 7)),
        ("", date(2026, 4, 7), date(2026, 4, 7)),
    ],
)
def test_counted_working_days_pass_over_public_holidays(case: Case, due_text: str, counted: date, meant: date) -> None:
    clock.set(berlin(2026, 4, 2, 10))
    assert dues.as_due(counted, case, due_text=due_text)[0] == berlin(meant.year, meant.month, meant.day, 17)


def test_the_clock_of_a_counted_day_goes_along(case: Case) -> None:
    clock.set(berlin(2026, 4, 2, 10))
    due, _ = dues.as_due(berlin(2026, 4, 3, 12), case, due_text="am nächsten Werktag bis 12 Uhr")
    assert due == berlin(2026, 4, 7, 12)


def test_a_time_that_the_clock_change_skips_is_an_hour_later(case: Case) -> None:
    assert dues.as_due(datetime(2026, 3, 29, 2, 30), case)[0] == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_of_a_time_that_comes_twice_the_first_is_meant(case: Case) -> None:
    assert dues.as_due(datetime(2026, 10, 25, 2, 30), case)[0] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("value", [date(9999, 12, 31), datetime.max.replace(tzinfo=UTC), datetime.max])
def test_what_is_due_in_another_age_is_refused(case: Case, value: date) -> None:
    with pytest.raises(Refused) as refused:
        dues.as_due(value, case)
    assert refused.value.code == "due_far"


def timers(case: Case, due: datetime) -> dues.Timers:
    return dues.timers_for(due, dues.hours_for(case))


def test_reminder_and_risk_come_in_business_time_before_it(case: Case) -> None:
    found = timers(case, berlin(2026, 3, 4, 10))
    assert found.remind_at == berlin(2026, 3, 3, 16)
    assert found.risk_at == berlin(2026, 3, 4, 9)
    assert found.tell_at == berlin(2026, 3, 4, 11)


def test_what_is_due_soon_is_reminded_of_half_way(case: Case) -> None:
    found = timers(case, clock.now() + timedelta(hours=1))
    assert found.remind_at == clock.now() + timedelta(minutes=30)
    assert found.risk_at == clock.now() + timedelta(minutes=45)


def test_what_is_due_outside_all_hours_is_reminded_of_before_the_place_closes(case: Case) -> None:
    found = timers(case, berlin(2026, 3, 8, 12))  # Sunday
    assert found.remind_at == berlin(2026, 3, 6, 15)
    assert found.risk_at == berlin(2026, 3, 6, 16)
    assert found.tell_at == berlin(2026, 3, 9, 10)


def test_made_and_due_in_one_night_it_is_still_reminded_of(case: Case) -> None:
    clock.set(berlin(2026, 3, 2, 20))
    found = timers(case, berlin(2026, 3, 2, 22))
    assert found.remind_at == berlin(2026, 3, 2, 21)
    assert found.risk_at == berlin(2026, 3, 2, 21, 30)


@pytest.mark.parametrize(
    ("due", "remind_at", "tell_at"),
    [
        ((2026, 3, 30, 10), datetime(2026, 3, 27, 15, tzinfo=UTC), datetime(2026, 3, 30, 9, tzinfo=UTC)),
        ((2026, 10, 26, 10), datetime(2026, 10, 23, 14, tzinfo=UTC), datetime(2026, 10, 26, 10, tzinfo=UTC)),
    ],
)
def test_over_a_clock_change_business_hours_stay_hours(
    case: Case, due: tuple[int, ...], remind_at: datetime, tell_at: datetime
) -> None:
    clock.set(berlin(due[0], due[1], due[2] - 7, 10))
    found = timers(case, berlin(*due))
    assert (found.remind_at, found.tell_at) == (remind_at, tell_at)


def test_the_default_over_the_clock_change_is_still_two_working_days(case: Case) -> None:
    clock.set(berlin(2026, 3, 27, 9))
    assert dues.as_due(None, case)[0] == datetime(2026, 3, 30, 15, tzinfo=UTC)


def test_a_place_that_never_opens_still_has_due_times_and_timers(case: Case, ada: Agent) -> None:
    never = Calendar.objects.create(name="never", hours={})
    case.team = Team.objects.create(name="niemand", calendar=never)
    due, _ = dues.as_due(None, case)
    assert due == clock.now() + timedelta(hours=16)
    found = timers(case, due)
    assert clock.now() < found.remind_at < found.risk_at < due


def test_no_timer_lies_further_ahead_than_the_horizon(case: Case) -> None:
    closed_for_long = Calendar.objects.create(name="rare", hours={"mon": [["09:00", "09:10"]]})
    case.team = Team.objects.create(name="selten", calendar=closed_for_long)
    due = berlin(2026, 12, 1, 12)
    found = timers(case, due)
    assert due - dues.HORIZON <= found.remind_at < found.risk_at < due


def test_where_the_operator_wants_it_only_people_tell(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ONEHAND", dataclasses.replace(settings.ONEHAND, promise_tell_after=None))
    assert timers(case, berlin(2026, 3, 4, 10)).tell_at is None


def deadline(case: Case, due: datetime, **more: object) -> Fact:
    return Fact.objects.create(
        case=case, customer=case.customer, kind="deadline", value="Projektstart", due=due, **more
    )


def test_the_customers_own_deadline_is_missed_by_what_is_due_after_it(case: Case) -> None:
    fact = deadline(case, berlin(2026, 3, 5, 12))
    assert dues.missed_deadline(case, berlin(2026, 3, 5, 12)) is None
    assert dues.missed_deadline(case, berlin(2026, 3, 5, 12, 1)) == fact


def test_deadlines_that_are_over_or_ended_are_not_missed(case: Case) -> None:
    deadline(case, berlin(2026, 3, 5, 12), ended_at=clock.now())
    deadline(case, berlin(2026, 3, 1, 12))
    assert dues.missed_deadline(case, berlin(2026, 4, 1)) is None
