"""Who may be the same, with reasons; never by a name alone; conflicts shown, not overwritten."""

from __future__ import annotations

import pytest

from onehand.cases.likeness import conflicts, likely
from onehand.cases.models import Case, Fact
from onehand.people import known
from onehand.people.merging import keep_apart, merge
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(ada: Agent) -> Customer:
    return known.find_or_make("email", "ck@work.example", name="Carla Kern")[0]


def test_an_equal_name_alone_suggests_nobody(carla: Customer, twin: Customer) -> None:
    assert likely(carla) == []


def test_a_shared_phone_suggests_and_the_name_makes_it_sure(carla: Customer, twin: Customer, sam: Customer) -> None:
    for person in (carla, twin, sam):
        Identity.objects.create(customer=person, kind="phone", value="+4930123456")
    first, second = likely(carla)
    assert (first.customer, first.sure) == (twin, True)
    assert [reason["code"] for reason in first.reasons] == ["phone", "name"]
    assert (second.customer, second.sure) == (sam, False)  # a household shares its phone


def test_an_address_that_they_told_us_suggests(case: Case, carla: Customer, twin: Customer) -> None:
    Fact.objects.create(case=case, customer=carla, kind="email", value="ck@work.example")
    assert [one.reasons[0]["code"] for one in likely(carla)] == ["named_address"]
    assert [one.customer for one in likely(twin)] == [carla]


def test_two_who_are_two_are_not_suggested_again(carla: Customer, twin: Customer, ada: Agent) -> None:
    for person in (carla, twin):
        Identity.objects.create(customer=person, kind="phone", value="+4930123456")
    keep_apart(carla, twin, by=ada)
    assert likely(carla) == []
    assert likely(twin) == []


def test_what_everybody_bears_says_nothing(case: Case, carla: Customer) -> None:
    for number in range(25):
        other, _ = known.find_or_make("email", f"p{number}@example.org")
        Identity.objects.create(customer=other, kind="phone", value="+4930123456")
    Identity.objects.create(customer=carla, kind="phone", value="+4930123456")
    assert likely(carla) == []


def test_two_names_and_two_addresses_are_shown_side_by_side(carla: Customer, sam: Customer, ada: Agent) -> None:
    Identity.objects.create(customer=carla, kind="postal", value="Hauptstr. 5, 10115 Berlin")
    Identity.objects.create(customer=sam, kind="postal", value="Am Markt 1, 20095 Hamburg")
    merge(sam, into=carla, by=ada, why="x")
    found = {one.kind: [value for value, _ in one.values] for one in conflicts(carla)}
    assert found["name"] == ["Carla Kern", "Sam Fremd"]
    assert len(found["postal_address"]) == 2
    assert Customer.objects.get(pk=carla.pk).name == "Carla Kern"
