from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from onehand.foundation import clock


@pytest.fixture(autouse=True)
def _real_clock() -> Iterator[None]:
    yield
    clock.reset()


def test_the_clock_tells_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_a_set_clock_stands_still_and_speaks_utc() -> None:
    clock.set(datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2))))
    assert clock.now() == clock.now() == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_the_clock_moves_by_a_span_in_both_directions() -> None:
    clock.set(datetime(2026, 1, 1, tzinfo=UTC))
    clock.advance(timedelta(days=3))
    clock.advance(timedelta(hours=-1))
    assert clock.now() == datetime(2026, 1, 3, 23, tzinfo=UTC)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        clock.set(datetime(2026, 1, 1))
