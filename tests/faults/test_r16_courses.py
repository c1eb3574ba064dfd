"""R16, R10, R11 for expected courses: two workers, three days without one, a clock that jumps, summer time: each missed
milestone is said exactly once, and none is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from onehand.actions import viewing
from onehand.actions.contract import Happened
from onehand.actions.courses import following, looking
from onehand.actions.events import intake
from onehand.actions.models.courses import Course, Milestone
from onehand.actions.models.events import Event
from onehand.actions.tests.stepping import Stepping
from onehand.cases.models import Case, Outgoing
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.timeline import chain
from tests.faults.test_r2_twice_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

WORKERS = 4


def expecting(stepping: Stepping, carla: Customer, *numbers: str, until: date | None = None) -> None:
    for number in numbers:
        stepping.order(number, done="reserved", until=until or clock.now().date() + timedelta(days=2))
    looking.seen(carla, viewing.read_all(carla))


def told_once_each(number: int) -> None:
    assert Event.objects.filter(kind="order_missed").count() == number
    assert Outgoing.objects.filter(kind="notice").count() == number
    assert Case.objects.count() == number
    assert Milestone.objects.filter(missed_at__isnull=False).count() == 2 * number  # shipped and delivered
    assert following.sweep() == 0
    assert chain.broken_at() is None


@pytest.mark.parametrize("_turn", range(3))
def test_workers_at_once_after_three_days_without_one_say_each_once(
    stepping: Stepping, carla: Customer, _turn: int
) -> None:
    numbers = [str(20041 + number) for number in range(5)]
    expecting(stepping, carla, *numbers)
    clock.advance(timedelta(days=6))
    at_once([looking.due] * WORKERS)
    told_once_each(5)
    at_once([looking.due] * WORKERS)
    clock.advance(timedelta(hours=2))
    at_once([looking.due] * WORKERS)
    told_once_each(5)


@pytest.mark.parametrize("_turn", range(3))
def test_an_event_and_the_look_at_its_order_at_once_stand_in_no_ones_way(
    stepping: Stepping, carla: Customer, _turn: int
) -> None:
    expecting(stepping, carla, "20041")
    clock.advance(timedelta(days=6))
    at = clock.now()
    delivered = Happened("d", "delivered", "20041", at, "K1")

    def arrives() -> None:
        intake.happened("toy", delivered)

    at_once([looking.due, arrives, looking.due, arrives])
    assert Event.objects.filter(kind="delivered").count() == 1
    assert Event.objects.filter(kind="order_missed").count() <= 1
    assert Outgoing.objects.count() <= 1
    assert {row.state for row in Milestone.objects.all()} == {"reached"}


def test_a_clock_that_jumps_back_and_forth_says_nothing_twice(stepping: Stepping, carla: Customer) -> None:
    expecting(stepping, carla, "20041")
    begun = clock.now()
    for days in (6, 1, 7, 0, 8):
        clock.set(begun + timedelta(days=days))
        looking.due()
    told_once_each(1)


@pytest.mark.parametrize(
    ("until", "looked_at"),
    [
        (date(2026, 3, 27), datetime(2026, 3, 30, 7, tzinfo=UTC)),  # over the weekend of the change to summer time
        (date(2026, 10, 23), datetime(2026, 10, 26, 8, tzinfo=UTC)),  # and back
        (date(2026, 12, 24), datetime(2026, 12, 28, 8, tzinfo=UTC)),
    ],
)
def test_a_day_is_looked_at_when_somebody_is_there_also_over_a_clock_change(
    stepping: Stepping, carla: Customer, until: date, looked_at: datetime
) -> None:
    clock.set(datetime.combine(until - timedelta(days=1), datetime.min.time(), UTC) + timedelta(hours=10))
    expecting(stepping, carla, "20041", until=until)
    assert Course.objects.get().look_at == looked_at
    clock.set(looked_at - timedelta(seconds=1))
    assert looking.due() == 0
    clock.set(looked_at)
    assert looking.due() == 1
    told_once_each(1)


def test_a_crash_between_missing_and_saying_leaves_neither(
    stepping: Stepping, carla: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    expecting(stepping, carla, "20041")
    clock.advance(timedelta(days=6))

    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(following, "_say_missed", die)
        with pytest.raises(KeyboardInterrupt):
            looking.due()
    assert not connection.in_atomic_block
    assert not Event.objects.exists()
    assert not Milestone.objects.filter(missed_at__isnull=False).exists()
    looking.due()
    told_once_each(1)
