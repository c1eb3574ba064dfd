"""Which refusals close a choice of a customer's: those of the order, and not those of a day or address of ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from onehand.actions.choices import looking
from onehand.actions.contract import Happened, Of, Plan, Rejected
from onehand.actions.events import intake
from onehand.actions.models.choices import Choice
from onehand.actions.tests.delivering import Delivering
from onehand.actions.tests.fixtures import Connect
from onehand.actions.words import Words
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


class Particular(Delivering):
    """Refuses by a code of its own, and says what it hangs on as it is told to."""

    refusal, of = "tour_full", None

    def plan(self, kind: str, customer: str, given: Mapping[str, Any]) -> Plan:
        if kind in ("change_delivery_date", "correct_address", "cancel"):
            raise Rejected(self.refusal, Words("Das geht so nicht.", "Not like this."), of=self.of)
        return super().plan(kind, customer, given)


@pytest.fixture
def shop(connect: Connect, ada: Agent) -> Particular:
    return connect(Particular())


@pytest.fixture
def choice(shop: Particular, carla: Customer) -> Choice:
    clock.advance(timedelta(hours=1))  # she was known before
    intake.happened("toy", Happened("e1", "shipment_delayed", "20041", clock.now(), "K1", {"planned": "2026-03-20"}))
    return Choice.objects.get()


@pytest.mark.parametrize(
    ("code", "of", "closed"),
    [
        ("tour_full", None, False),  # nobody knows what it hangs on
        ("tour_full", Of.VALUE, False),
        ("in_the_oven", Of.ORDER, True),
        ("address_not_served", None, False),
        ("already_shipped", None, True),
        ("already_shipped", Of.VALUE, False),  # what is said counts more than the code
    ],
)
def test_only_a_refusal_of_the_order_closes_a_choice(
    choice: Choice, shop: Particular, code: str, of: Of | None, closed: bool
) -> None:
    shop.refusal, shop.of = code, of  # type: ignore[assignment]
    why = {one.kind.code: one.why for one in looking.options(choice)}
    assert (why["change_delivery_date"] is not None, why["correct_address"] is not None) == (closed, closed)
    assert why["cancel"] == Words("Das geht so nicht.", "Not like this.")  # nothing could be chosen otherwise
    assert why["hold_delivery"] is None


def test_an_open_choice_that_does_not_go_says_why_at_the_dry_run(choice: Choice) -> None:
    seen = looking.shown(looking.look(choice, "change_delivery_date", {"on": "2026-03-24"}))
    assert not seen.possible
    assert seen.no[0][0].de == "Das geht so nicht."
