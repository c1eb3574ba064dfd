"""Prepared questions give what their queryset would give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F

from onehand.cases.models import Case, Holding
from onehand.foundation import clock
from onehand.foundation.prepared import Prepared
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

BY_NUMBER: Prepared[Case] = Prepared(
    lambda blank: Case.objects.filter(pk__in=blank("numbers")).select_related("customer", "team").order_by("pk")
)


def many(carla: Customer, count: int) -> list[Case]:
    return [Case.objects.create(customer=carla, channel="email", subject=f"Fall {n}") for n in range(count)]


def test_instances_come_with_what_they_are_joined_to(
    carla: Customer, django_assert_num_queries: Callable[[int], object]
) -> None:
    cases = many(carla, 1)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        [found] = BY_NUMBER.rows(numbers=[cases[0].pk])
        assert (found, found.customer.name, found.team) == (cases[0], "Carla Kern", None)
    assert found.touched_at == cases[0].touched_at
    assert found.public is False
    found.subject = "anders"
    found.save()
    assert Case.objects.get(pk=found.pk).subject == "anders"


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 8, 9])
def test_lists_of_every_length_are_filled_in(carla: Customer, count: int) -> None:
    cases = many(carla, 9)
    assert BY_NUMBER.rows(numbers=[case.pk for case in cases[:count]]) == cases[:count]


def test_the_same_question_is_asked_with_other_values(carla: Customer) -> None:
    first, second = many(carla, 2)
    Case.objects.filter(pk=first.pk).update(touched_at=clock.now() - timedelta(days=3))
    newer: Prepared[int] = Prepared(
        lambda blank: Case.objects.filter(touched_at__gt=blank("at")).order_by("pk").values_list("number", flat=True)
    )
    assert newer.rows(at=clock.now() - timedelta(days=1)) == [second.pk]
    assert newer.rows(at=clock.now() - timedelta(days=9)) == [first.pk, second.pk]
    assert newer.first(at=clock.now() + timedelta(days=9)) is None


def test_each_kind_has_a_plan_of_its_own(carla: Customer) -> None:
    cases = many(carla, 3)
    sorted_by: Prepared[Case] = Prepared(
        lambda blank, order, size: Case.objects.filter(customer=blank("customer")).order_by(order)[:size]
    )
    assert sorted_by.rows("pk", 2, customer=carla.pk) == cases[:2]
    assert sorted_by.rows("-pk", 1, customer=carla.pk) == cases[2:]


def test_annotations_and_values_are_converted(case: Case, ada: Agent) -> None:
    held: Prepared[Holding] = Prepared(
        lambda blank: Holding.objects.filter(case=blank("case")).annotate(touched=F("case__touched_at"))
    )
    holding = held.first(case=case.pk)
    assert holding is not None
    assert vars(holding)["touched"] == Case.objects.get(pk=case.pk).touched_at
    assert isinstance(holding.reason, list)
    pairs: Prepared[tuple[int, object]] = Prepared(
        lambda blank: Holding.objects.filter(case=blank("case")).values_list("agent_id", "reason")
    )
    assert pairs.rows(case=case.pk) == [(ada.pk, holding.reason)]


def test_what_can_never_be_found_is_not_asked(
    carla: Customer, django_assert_num_queries: Callable[[int], object]
) -> None:
    many(carla, 1)
    nothing: Prepared[Case] = Prepared(lambda _blank: Case.objects.none())
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert nothing.rows() == []
