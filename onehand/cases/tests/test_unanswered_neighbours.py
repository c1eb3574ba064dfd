"""Before and after a case in the queue of those who wait longest."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases.models import Case
from onehand.cases.unanswered import neighbours, unanswered_page
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(carla: Customer) -> list[Case]:
    now = clock.now()
    hours = (5, 4, 4, 1)
    return [
        Case.objects.create(customer=carla, channel="email", waiting_since=now - timedelta(hours=one)) for one in hours
    ]


def test_it_goes_on_in_the_order_of_the_queue(ada: Agent, queue: list[Case]) -> None:
    numbers = [case.pk for case in unanswered_page(ada).items]
    assert numbers == [case.pk for case in queue]
    for before, case, after in zip([None, *numbers], queue, [*numbers[1:], None], strict=False):
        assert neighbours(ada, case) == (before, after)


def test_after_one_that_was_just_answered_comes_the_first(ada: Agent, queue: list[Case]) -> None:
    Case.objects.filter(pk=queue[1].pk).update(waiting_since=None)
    assert neighbours(ada, Case.objects.get(pk=queue[1].pk)) == (None, queue[0].pk)
