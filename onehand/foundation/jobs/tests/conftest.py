"""The clock of these tests stands still, and nothing is left of the test before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from onehand.foundation import clock
from onehand.foundation.jobs import schedules
from onehand.foundation.jobs.tests import tasks


@pytest.fixture(autouse=True)
def _quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    tasks.done.clear()
    tasks.errors.clear()
    clock.set(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    yield
    clock.reset()


@pytest.fixture
def only_strike(monkeypatch: pytest.MonkeyPatch) -> None:
    """No schedule but the one of these tests."""
    name = "test: strike"
    monkeypatch.setattr(schedules, "registered", {name: schedules.registered[name]})
