"""Half hours of business time on the wall clock's grid."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onehand.team.capacity import half_hours
from onehand.team.hours import BusinessHours
from onehand.team.models import DEFAULT_HOURS


def at(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"])
def test_the_grid_is_that_of_the_local_clock(zone: str) -> None:
    hours = BusinessHours.of(DEFAULT_HOURS, zone, "DE", "")
    found = half_hours(hours, at("2026-03-03T09:01", zone), 1)
    assert [f"{one.astimezone(hours.zone):%H:%M}" for one in found[:2]] == ["09:30", "10:00"]
    assert len(found) == 15


def test_what_does_not_hold_half_an_hour_is_left_out() -> None:
    hours = BusinessHours.of({"tue": [["09:15", "10:15"], ["13:00", "13:20"]]}, "Europe/Berlin", "DE", "")
    found = half_hours(hours, at("2026-03-02T08:00", "Europe/Berlin"), 1)
    assert [f"{one.astimezone(hours.zone):%H:%M}" for one in found] == ["09:30"]


def test_only_days_on_which_the_place_opens_are_counted() -> None:
    hours = BusinessHours.of({"fri": [["09:00", "10:00"]]}, "Europe/Berlin", "DE", "")
    found = half_hours(hours, at("2026-03-02T08:00", "Europe/Berlin"), 2)
    assert [f"{one.astimezone(hours.zone):%m-%d %H:%M}" for one in found] == [
        "03-06 09:00", "03-06 09:30", "03-13 09:00", "03-13 09:30",
    ]  # fmt: skip


def test_a_place_that_never_opens_has_none() -> None:
    assert half_hours(BusinessHours.of({}, "Europe/Berlin", "DE", ""), at("2026-03-02T08:00", "Europe/Berlin"), 5) == []
