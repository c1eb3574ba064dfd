"""Who is it? One customer per address, found under every spelling."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from onehand.people import known
from onehand.people.models import Customer, Identity

pytestmark = pytest.mark.django_db


def test_an_unknown_address_makes_a_customer_whose_claim_is_not_proved() -> None:
    customer, identity = known.find_or_make("email", "Carla.Kern@Example.org", name="Carla Kern", language="de")
    assert (customer.name, identity.value, identity.display) == (
        "Carla Kern", "carla.kern@example.org", "Carla.Kern@Example.org",
    )  # fmt: skip
    assert identity.assurance == "claimed"
    assert identity.verified_at is None


@pytest.mark.parametrize("spelling", ["CARLA.KERN@EXAMPLE.ORG", " carla.kern@example.org ", "Carla.Kern@example.ORG"])
def test_every_spelling_of_an_address_is_the_same_customer(carla: Customer, spelling: str) -> None:
    found, _ = known.find_or_make("email", spelling)
    assert found == carla
    assert Customer.objects.count() == 1


def test_a_plus_mark_is_somebody_else_until_proved(carla: Customer) -> None:
    other, _ = known.find_or_make("email", "carla.kern+x@example.org")
    assert other != carla


def test_a_name_is_learned_once_and_not_overwritten_by_a_later_claim() -> None:
    first, _ = known.find_or_make("email", "c@example.org")
    known.find_or_make("email", "c@example.org", name="Carla Kern")
    known.find_or_make("email", "c@example.org", name="Somebody Else")
    first.refresh_from_db()
    assert first.name == "Carla Kern"


def test_after_a_merge_the_one_who_stays_is_found(carla: Customer, sam: Customer) -> None:
    sam.merged_into = carla
    sam.save()
    found, identity = known.find_or_make("email", "sam@example.net")
    assert found == carla
    assert identity.customer == sam


def test_a_merge_of_merges_leads_to_the_last(carla: Customer, sam: Customer) -> None:
    third = Customer.objects.create(name="Dritte", merged_into=sam)
    sam.merged_into = carla
    sam.save()
    assert Customer.objects.get(pk=third.pk).canonical == carla


def test_an_address_belongs_to_one_customer_a_phone_to_a_household(carla: Customer, sam: Customer) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Identity.objects.create(customer=sam, kind="email", value="carla.kern@example.org")
    for customer in (carla, sam):
        Identity.objects.create(customer=customer, kind="phone", value="+49301234567")
    with pytest.raises(IntegrityError), transaction.atomic():
        Identity.objects.create(customer=sam, kind="phone", value="+49301234567")


def test_an_opened_secret_proves_the_address_once(carla: Customer) -> None:
    identity = carla.identities.get()
    known.prove(identity)
    first = identity.verified_at
    known.prove(identity)
    assert identity.assurance == "proved"
    assert identity.verified_at == first


def test_a_batch_is_asked_once_and_learns_whom_it_made(carla: Customer, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = known.find_all("email", ["CARLA.KERN@example.org", "neu@example.org"])
    assert set(found) == {"carla.kern@example.org"}
    made, _ = known.find_or_make("email", "neu@example.org", known=found)
    again, _ = known.find_or_make("email", "NEU@example.org", known=found)
    assert made == again


def test_an_address_longer_than_the_column_is_cut_not_refused() -> None:
    customer, identity = known.find_or_make("email", "a" * 400 + "@example.org")
    assert len(identity.value) == 320
    assert known.find_or_make("email", "a" * 400 + "@example.org")[0] == customer


def test_without_a_name_a_customer_is_shown_by_the_address() -> None:
    customer, _ = known.find_or_make("email", "c@example.org")
    assert Customer.objects.get(pk=customer.pk).shown_name == "c@example.org"
    assert Customer.objects.create().shown_name.startswith("#")
