"""Whose an event is, and in which case it goes: nobody's and no order's are not lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions.events import polling
from onehand.actions.models.events import Event
from onehand.actions.tests.telling import Telling, sent, take
from onehand.actions.tests.toy import CARLA
from onehand.cases import closing
from onehand.cases.models import Case
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
Outcome = Event.Outcome


def test_an_unknown_customer_stays_unplaced_until_they_are_known(telling: Telling, carla: Customer) -> None:
    lost = take(customer="K9")
    assert (lost.outcome, lost.case) == (Outcome.UNPLACED, None)
    polling.place_again()
    assert Event.objects.get().outcome == Outcome.UNPLACED
    Identity.objects.create(customer=carla, kind="customer_number", value="K9")
    clock.advance(timedelta(minutes=11))
    assert polling.place_again() == 1
    assert Event.objects.get().outcome == Outcome.TOLD
    assert sent()[0].recipient == CARLA


def test_a_silent_system_loses_no_event(telling: Telling, carla: Customer) -> None:
    telling.down = True
    assert take().outcome == Outcome.UNPLACED
    telling.down = False
    clock.advance(timedelta(minutes=11))
    assert polling.place_again() == 1
    assert len(sent()) == 1


def test_whom_only_the_system_knows_is_told_before_they_must_ask(telling: Telling) -> None:
    placed = take(customer="K2")
    assert placed.outcome == Outcome.TOLD
    assert sent()[0].recipient == "paul.meier@example.org"


def test_without_a_number_order_and_postcode_say_whose_it_is(telling: Telling, carla: Customer) -> None:
    assert take("delivery_failed", customer="", postcode="99999").outcome == Outcome.UNPLACED
    placed = take("delivery_failed", customer="", postcode="10115")
    assert placed.outcome == Outcome.TOLD
    assert "postcode" not in placed.values
    assert placed.case is not None
    assert placed.case.customer == carla


def test_an_unknown_order_of_a_known_customer_opens_a_case_all_the_same(telling: Telling, carla: Customer) -> None:
    assert take(reference="99999").outcome == Outcome.TOLD


def test_it_joins_the_open_case_that_names_the_order(telling: Telling, case: Case) -> None:
    mails.take(mails.answer(case, "Wo bleibt Bestellung 20041?\n", sender=f"Carla <{CARLA}>"))
    assert take().case == case
    assert take("out_of_stock", reference="2004").case != case


def test_a_closed_case_is_not_joined(telling: Telling, case: Case, ada: Agent) -> None:
    first = take().case
    assert first is not None
    closing.close_without_asking(first, by=ada, reason="Geklärt")
    assert take("returned", ago=1).case != first
