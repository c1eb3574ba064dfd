"""R11: clock jumps, both clock changes and business calendars: each timer of a promise fires once, at its moment."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import promises, timers
from onehand.cases.models import Case, Promise
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
OF_TIMERS = ("promise_reminded", "promise_at_risk", "promise_late", "lateness_told")


def fired(case: Case) -> list[tuple[str, datetime]]:
    entries = Entry.objects.filter(subject_id=case.pk, kind__in=OF_TIMERS, audience__in=("agent", "customer"))
    return [(entry.kind, entry.at) for entry in entries.order_by("seq")]


def run_from(since: datetime, until: datetime, step: timedelta) -> None:
    """The minute's job, coarser."""
    at = since.astimezone(ZoneInfo("UTC"))
    while at <= until:
        clock.set(at)
        timers.fire()
        at += step


@pytest.mark.parametrize("sunday", [datetime(2026, 3, 29), datetime(2026, 10, 25)])
def test_through_the_night_of_a_clock_change_each_fires_once(case: Case, ada: Agent, sunday: datetime) -> None:
    friday = (sunday - timedelta(days=2)).replace(hour=10, tzinfo=BERLIN)
    clock.set(friday)
    # In the hour that is skipped or comes twice.
    promise = promises.make(case, text="Ich schreibe.", due=sunday.replace(hour=2, minute=30), by=ada)
    run_from(friday, (sunday + timedelta(days=1)).replace(hour=12, tzinfo=BERLIN), timedelta(minutes=10))
    assert Counter(kind for kind, _ in fired(case)) == dict.fromkeys(OF_TIMERS, 1)
    at = dict(fired(case))
    monday = sunday + timedelta(days=1)
    assert at["promise_reminded"] == friday.replace(hour=15)
    assert at["promise_at_risk"] == friday.replace(hour=16)
    assert at["promise_late"] == promise.due
    assert at["lateness_told"] == monday.replace(hour=10, tzinfo=BERLIN)


@pytest.mark.parametrize("back", [timedelta(minutes=30), timedelta(hours=3), timedelta(days=2), timedelta(days=400)])
def test_a_clock_that_jumps_back_at_any_time_fires_nothing_twice(case: Case, ada: Agent, back: timedelta) -> None:
    start = clock.now()
    due = start + timedelta(hours=6)
    promises.make(case, text="Ich schreibe.", due=due, by=ada)
    for hour in range(8):
        clock.set(start + timedelta(hours=hour))
        timers.fire()
        clock.set(start + timedelta(hours=hour) - back)
        timers.fire()
    assert Counter(kind for kind, _ in fired(case)) == dict.fromkeys(OF_TIMERS, 1)


def test_a_clock_that_jumps_a_year_ahead_fires_each_once(case: Case, ada: Agent) -> None:
    promises.make(case, text="Ich schreibe.", due=clock.now() + timedelta(hours=6), by=ada)
    clock.advance(timedelta(days=365))
    for _ in range(3):
        timers.fire()
    assert [kind for kind, _ in fired(case)] == ["promise_late", "lateness_told"]


def test_a_public_holiday_before_it_moves_the_reminder_not_the_due_time(case: Case, ada: Agent) -> None:
    clock.set(datetime(2026, 4, 1, 9, tzinfo=BERLIN))
    due = datetime(2026, 4, 7, 10, tzinfo=BERLIN)  # Tuesday after Easter
    promise = promises.make(case, text="Ich schreibe.", due=due, by=ada)
    assert promise.remind_at == datetime(2026, 4, 2, 16, tzinfo=BERLIN)
    assert Promise.objects.get().due == due
