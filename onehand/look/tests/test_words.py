from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from onehand.foundation import clock
from onehand.look import words

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday_noon() -> Iterator[None]:
    clock.set(NOON)
    with translation.override("en"), timezone.override("Europe/Berlin"):
        yield
    clock.reset()


def test_a_moment_within_a_day_is_told_relatively() -> None:
    assert words.relative(NOON - timedelta(seconds=20)) == "just now"
    assert words.relative(NOON - timedelta(minutes=12)) == "12 min ago"
    assert words.relative(NOON - timedelta(hours=3, minutes=59)) == "3 h ago"
    assert words.relative(NOON + timedelta(hours=2)) == "in 2 h"


def test_an_older_moment_is_told_by_weekday_then_by_date() -> None:
    assert words.relative(NOON - timedelta(days=2)) == "Sun 13:00"
    assert words.relative(NOON - timedelta(days=9)) == "15 Nov"
    assert words.relative(NOON - timedelta(days=400)) == "20 Oct 2025"


def test_the_exact_time_is_in_the_readers_zone() -> None:
    assert words.exact(NOON) == "Tuesday, 24 November 2026, 13:00"


def test_a_span_has_at_most_two_units() -> None:
    assert words.span(timedelta(hours=2, minutes=5)) == "2 h 05"
    assert words.span(timedelta(minutes=48)) == "48 min"
    assert words.span(timedelta(days=1, hours=5)) == "1 day"
    assert words.span(timedelta(seconds=-5)) == "0 min"
