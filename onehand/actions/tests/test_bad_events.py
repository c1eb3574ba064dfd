"""Each event that is not as it should be has a plain answer where it can be seen, in German and in English, and has no
effect by half. (What is not signed is refused at the door: tests/attacks/test_s20_webhooks.py.)"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from onehand.actions.events import unplaced
from onehand.actions.models.events import Event
from onehand.actions.tests.fixtures import Connect
from onehand.actions.tests.telling import Telling, sent, take
from onehand.cases import telling as telling_of
from onehand.cases.models import Case
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db
Outcome = Event.Outcome
OVERTAKEN = ("schon überholt", "overtaken by now")


@pytest.fixture(autouse=True)
def telling(connect: Connect, ada: Agent, carla: Customer) -> Telling:
    return connect(Telling())


def said(case: Case) -> list[tuple[str, str]]:
    """What stands in the case of what happened, in both languages."""
    rows = Entry.objects.filter(subject_kind="case", subject_id=case.pk, kind="happened").order_by("seq")
    return [(telling_of.sentence(one, "de"), telling_of.sentence(one, "en")) for one in rows]


def case_of(event: Event) -> Case:
    assert event.case is not None
    return event.case


def test_an_event_that_comes_twice_stands_once(telling: Telling) -> None:
    case = case_of(take(id="one"))
    take(id="one")
    assert said(case) == [("Ereignis: Lieferung 20041 verspätet sich", "Event: Delivery 20041 is late")]
    assert (Case.objects.count(), len(sent())) == (1, 1)


@pytest.mark.parametrize("ago", [60, 60 * 24 * 31])
def test_an_event_out_of_order_says_that_it_is_overtaken(telling: Telling, ago: int) -> None:
    case = case_of(take("returned", ago=1))
    late = take("delivery_failed", ago=ago)
    assert (late.outcome, late.case, len(sent())) == (Outcome.STALE, case, 1)
    (_, first), (german, english) = said(case)
    assert OVERTAKEN[1] not in first
    assert german.startswith("Ereignis: Lieferung 20041 konnte nicht zugestellt werden, schon überholt")
    assert english.startswith("Event: Delivery 20041 could not be handed over, overtaken by now")


def test_one_in_order_is_never_called_overtaken(telling: Telling) -> None:
    case = case_of(take("delivery_failed", ago=60))
    take("returned", ago=1)
    assert [one for both in said(case) for one in both if any(words in one for words in OVERTAKEN)] == []


def test_an_event_for_an_order_of_nobody_waits_in_sight_and_once_placed_stands_in_the_case(
    telling: Telling, case: Case, ada: Agent
) -> None:
    lost = take("delivery_failed", reference="99999", customer="")
    assert (lost.outcome, lost.case) == (Outcome.UNPLACED, None)
    assert list(unplaced.listed()) == [lost]
    assert not sent()
    unplaced.place(lost, case=case, by=ada)
    german, english = said(case)[-1]
    assert german == "Ereignis: Lieferung 99999 konnte nicht zugestellt werden"
    assert english == "Event: Delivery 99999 could not be handed over"
    assert not unplaced.listed().exists()


@pytest.mark.parametrize("values", [{"expected": "bald"}, {"expected": 7}, {"reason": ["x"]}, {"tracking": {"a": 1}}])
def test_values_that_nobody_understands_are_left_out_and_the_rest_is_said(
    telling: Telling, values: dict[str, Any]
) -> None:
    taken = take(**values)
    assert (taken.outcome, taken.values) == (Outcome.TOLD, {})
    assert said(case_of(taken)) == [("Ereignis: Lieferung 20041 verspätet sich", "Event: Delivery 20041 is late")]


def test_a_kind_of_another_version_is_noted_under_its_own_name(telling: Telling) -> None:
    case = case_of(take())
    clock.advance(timedelta(minutes=10))
    assert take("parcel_{lost}", ago=1).outcome == Outcome.NOTED
    assert said(case)[-1] == ("Ereignis: parcel (lost): 20041", "Event: parcel (lost): 20041")
