"""The card: each line with its source, changed, erased; consent per purpose."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from onehand.people import card, consent
from onehand.people.errors import PeopleRefused
from onehand.people.merging import merge
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_a_line_remembers_who_said_it(carla: Customer, ada: Agent) -> None:
    card.change(carla, by=ada, source_message=7, form="du", no_phone=True)
    person = Customer.objects.get(pk=carla.pk)
    assert (person.form, person.no_phone) == ("du", True)
    line = next(one for one in card.lines_of(person) if one.name == "form")
    assert (line.source["by"], line.source["message"]) == ("agent", 7)


def test_the_customer_erases_a_line(carla: Customer, ada: Agent) -> None:
    card.change(carla, by=ada, quiet_from="20:00", quiet_until=time(8))
    card.erase_line(carla, "quiet_from", by=carla)
    person = Customer.objects.get(pk=carla.pk)
    assert (person.quiet_from, person.quiet_until, "quiet_from" in person.sources) == (None, None, False)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ({"faith": "x"}, "line_unknown"),
        ({"form": "ihr"}, "value_unusable"),
        ({"preferred_channel": "fax"}, "value_unusable"),
        ({"quiet_from": "25:00", "quiet_until": "8:00"}, "value_unusable"),
        ({"quiet_from": "20:00"}, "quiet_incomplete"),
        ({"quiet_from": "20:00", "quiet_until": "20:00"}, "quiet_incomplete"),
        ({"country": "Germany"}, "value_unusable"),
        ({"state": "Bayern; --"}, "value_unusable"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(
    carla: Customer, ada: Agent, lines: dict[str, Any], code: str
) -> None:
    with pytest.raises(PeopleRefused, match=code):
        card.change(carla, by=ada, salutation="Frau", **lines)
    assert Customer.objects.get(pk=carla.pk).salutation == ""


def test_consent_is_given_and_withdrawn_per_purpose(carla: Customer) -> None:
    consent.give(carla, "memory", by=carla, how="portal")
    consent.give(carla, "memory", by=carla, how="portal")
    assert set(consent.standing(carla)) == {"memory"}
    assert not consent.allows(carla, "sales")
    assert consent.withdraw(carla, "memory", by=carla)
    assert not consent.withdraw(carla, "memory", by=carla)
    assert not consent.allows(carla, "memory")


def test_one_who_is_merged_speaks_for_both(carla: Customer, sam: Customer, ada: Agent) -> None:
    merge(sam, into=carla, by=ada, why="x")
    consent.give(Customer.objects.get(pk=sam.pk), "sales", by=carla, how="portal")
    assert consent.allows(carla, "sales")


def test_a_purpose_nobody_knows_is_refused(carla: Customer) -> None:
    with pytest.raises(PeopleRefused, match="purpose_unknown"):
        consent.give(carla, "resale", by=carla, how="portal")
