"""Addresses joined by proof: a link spent by who asked for it, a code read aloud."""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType

import pytest

from onehand.people import known, proof
from onehand.people.errors import PeopleRefused
from onehand.people.joining import ask_join, by_call_code, call_code, confirm_join, join_of
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_a_second_address_is_joined_by_its_link(carla: Customer) -> None:
    asked = ask_join(carla, value="Carla@Work.example")
    identity = confirm_join(asked.secret, by=carla)
    assert (identity.value, identity.assurance, identity.customer) == ("carla@work.example", "proved", carla)


def test_looking_at_the_link_spends_nothing(carla: Customer) -> None:
    asked = ask_join(carla, value="carla@work.example")
    assert join_of(asked.secret) is not None
    assert join_of(asked.secret) is not None
    assert known.find("email", "carla@work.example") is None


def test_whoever_has_written_from_it_is_merged(carla: Customer, sam: Customer) -> None:
    asked = ask_join(carla, value="sam@example.net")
    confirm_join(asked.secret, by=carla)
    assert Customer.objects.get(pk=sam.pk).canonical == carla
    assert Identity.objects.get(value="sam@example.net").customer_id == sam.pk  # no row moves


def test_only_who_holds_both_mailboxes_proves_it(carla: Customer, sam: Customer) -> None:
    """An attacker asks for the victim's address; the victim opens the link in the own session: nothing is joined."""
    asked = ask_join(sam, value="carla.kern@example.org")
    with pytest.raises(PeopleRefused, match="proof_foreign"):
        confirm_join(asked.secret, by=carla)
    assert Customer.objects.get(pk=carla.pk).merged_into is None


def test_a_link_is_spent_once_and_not_after_a_day(carla: Customer, clock: ModuleType) -> None:
    asked = ask_join(carla, value="a@work.example")
    confirm_join(asked.secret, by=carla)
    with pytest.raises(PeopleRefused, match="proof_over"):
        confirm_join(asked.secret, by=carla)
    late = ask_join(carla, value="b@work.example")
    clock.advance(timedelta(days=1, seconds=1))
    with pytest.raises(PeopleRefused, match="proof_over"):
        confirm_join(late.secret, by=carla)


def test_strangers_are_not_bombed_with_links(carla: Customer) -> None:
    for number in range(5):
        ask_join(carla, value=f"stranger{number}@example.org")
    with pytest.raises(PeopleRefused, match="asked_too_often"):
        ask_join(carla, value="stranger6@example.org")


def test_a_caller_is_known_by_the_code_from_the_portal(carla: Customer, ada: Agent) -> None:
    code = call_code(carla)
    assert by_call_code(code, number="+4930123456", by=ada) == carla
    assert carla.identities.get(kind="phone").assurance == "proved"
    with pytest.raises(PeopleRefused, match="proof_over"):
        by_call_code(code, number="+4930123456", by=ada)


def test_a_code_holds_a_quarter_of_an_hour_and_only_the_last_counts(
    carla: Customer, ada: Agent, clock: ModuleType
) -> None:
    first, second = call_code(carla), call_code(carla)
    if first != second:
        with pytest.raises(PeopleRefused, match="proof_over"):
            by_call_code(first, number="", by=ada)
    clock.advance(timedelta(minutes=16))
    with pytest.raises(PeopleRefused, match="proof_over"):
        by_call_code(second, number="", by=ada)


class Shop:
    def customer_number(self, order: str, postcode: str) -> str:
        return "K-77" if (order, postcode) == ("20041", "10115") else ""


def test_order_number_and_postcode_prove_who_it_is_by_a_back_end(carla: Customer, sam: Customer) -> None:
    shop = Shop()
    proof.register(shop)
    try:
        with pytest.raises(PeopleRefused, match="proof_over"):
            proof.by_order(carla, order="20041", postcode="99999", by=carla)
        assert proof.by_order(carla, order="20041", postcode="10 115", by=carla).value == "K-77"
        proof.by_order(sam, order="20041", postcode="10115", by=sam)
    finally:
        proof.unregister(shop)
    assert Customer.objects.get(pk=sam.pk).canonical == carla
