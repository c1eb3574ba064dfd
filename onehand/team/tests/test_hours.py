"""Business time: weekly hours, public holidays, daylight saving (R11)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.team.hours import BusinessHours
from onehand.team.models import DEFAULT_HOURS

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = BusinessHours.of(DEFAULT_HOURS, "Europe/Berlin", "DE", "BY")


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def added(start: str, hours: float, business: BusinessHours = OFFICE) -> str:
    return business.add(berlin(start), timedelta(hours=hours)).astimezone(BERLIN).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-02 09:00", True),
        ("2026-03-02 08:59", False),
        ("2026-03-02 16:59", True),
        ("2026-03-02 17:00", False),
        ("2026-03-07 12:00", False),
        ("2026-04-03 12:00", False),  # Good Friday
        ("2026-01-06 12:00", False),  # Epiphany, in Bavaria
    ],
)
def test_when_it_is_open(moment: str, is_open: bool) -> None:
    assert OFFICE.is_open(berlin(moment)) is is_open


def test_a_holiday_of_one_state_is_a_working_day_in_another() -> None:
    berlin_office = BusinessHours.of(DEFAULT_HOURS, "Europe/Berlin", "DE", "BE")
    assert berlin_office.is_open(berlin("2026-01-06 12:00"))


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-02 09:00", 8, "2026-03-02 17:00"),
        ("2026-03-02 09:00", 8.5, "2026-03-03 09:30"),
        ("2026-03-02 16:00", 2, "2026-03-03 10:00"),
        ("2026-03-02 03:00", 1, "2026-03-02 10:00"),
        ("2026-03-06 16:00", 2, "2026-03-09 10:00"),  # over the weekend
        ("2026-04-02 16:00", 2, "2026-04-07 10:00"),  # over Easter, Friday to Monday
        ("2026-03-27 16:00", 2, "2026-03-30 10:00"),  # summer time begins on Sunday
        ("2026-10-23 16:00", 2, "2026-10-26 10:00"),  # and ends on Sunday
        ("2026-12-31 12:00", 10, "2027-01-04 14:00"),  # the years of holidays are looked up one by one
        ("2026-03-02 09:00", 0, "2026-03-02 09:00"),
    ],
)
def test_business_time_passes_only_while_it_is_open(start: str, hours: float, end: str) -> None:
    assert added(start, hours) == end


def test_a_night_shift_lasts_an_hour_less_when_summer_time_begins() -> None:
    night = BusinessHours.of({"sun": [["01:00", "05:00"]]}, "Europe/Berlin", "DE", "")
    assert night.between(berlin("2026-03-29 00:00"), berlin("2026-03-29 12:00")) == timedelta(hours=3)
    assert night.between(berlin("2026-10-25 00:00"), berlin("2026-10-25 12:00")) == timedelta(hours=5)


def test_with_a_break_at_noon_the_break_does_not_count() -> None:
    shop = BusinessHours.of({"mon": [["09:00", "12:00"], ["13:00", "17:00"]]}, "Europe/Berlin", "DE", "")
    assert added("2026-03-02 11:00", 2, shop) == "2026-03-02 14:00"
    assert not shop.is_open(berlin("2026-03-02 12:30"))


def test_the_next_opening_is_now_when_open_and_later_when_not() -> None:
    assert OFFICE.next_opening(berlin("2026-03-02 10:00")) == berlin("2026-03-02 10:00")
    assert OFFICE.next_opening(berlin("2026-03-06 18:00")) == berlin("2026-03-09 09:00")


def test_what_is_never_open_answers_all_the_same() -> None:
    never = BusinessHours.of({}, "Europe/Berlin", "DE", "")
    at = berlin("2026-03-02 10:00")
    assert never.next_opening(at) == at
    assert never.add(at, timedelta(hours=8)) == at + timedelta(hours=8)
    assert not never.is_open(at) or never.next_opening(at) == at


def test_a_country_the_library_does_not_know_has_no_holidays() -> None:
    office = BusinessHours.of(DEFAULT_HOURS, "Europe/Berlin", "XX", "")
    assert office.is_open(berlin("2026-04-03 12:00"))


def test_time_between_is_the_inverse_of_adding() -> None:
    start = berlin("2026-03-27 15:00")
    for hours in (0.5, 2, 8, 17, 100):
        end = OFFICE.add(start, timedelta(hours=hours))
        assert OFFICE.between(start, end) == timedelta(hours=hours)


def test_answers_are_in_utc() -> None:
    assert OFFICE.add(berlin("2026-03-02 09:00"), timedelta(hours=1)).tzinfo == UTC
