"""Two customers are one, or two again, without anything being moved."""

from __future__ import annotations

import pytest
from django.utils import timezone

from onehand.people import known
from onehand.people.errors import PeopleRefused
from onehand.people.merging import keep_apart, merge, split
from onehand.people.models import Apart, Customer, Merge
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def _third() -> Customer:
    return known.find_or_make("email", "third@example.org", name="Third")[0]


def _roots(*customers: Customer) -> list[int | None]:
    return [Customer.objects.get(pk=each.pk).merged_into_id for each in customers]


def test_a_merge_is_a_redirect_with_who_and_why(carla: Customer, sam: Customer, ada: Agent) -> None:
    reasons = [{"code": "phone", "value": "+4930123"}]
    row = merge(sam, into=carla, by=ada, why="called under both", reasons=reasons)
    assert (row.how, row.why, row.reasons, row.merged_by) == ("agent", "called under both", reasons, f"agent:{ada.pk}")
    assert known.find_or_make("email", "sam@example.net")[0] == carla
    assert Entry.objects.filter(kind="customer_merged").count() == 2  # in the history of both


def test_an_agent_says_why(carla: Customer, sam: Customer, ada: Agent) -> None:
    with pytest.raises(PeopleRefused, match="reason_missing"):
        merge(sam, into=carla, by=ada, why="  ")


def test_a_split_gives_back_what_was(carla: Customer, sam: Customer, ada: Agent) -> None:
    row = merge(sam, into=carla, by=ada, why="x")
    split(row, by=ada, why="two brothers")
    assert _roots(carla, sam) == [None, None]
    row.refresh_from_db()
    assert row.split_at is not None
    assert row.split_why == "two brothers"


def test_chains_lead_to_the_last_at_once_and_split_in_any_order(carla: Customer, sam: Customer, ada: Agent) -> None:
    third = _third()
    first = merge(third, into=sam, by=ada, why="x")
    second = merge(sam, into=carla, by=ada, why="x")
    assert _roots(third, sam, carla) == [carla.pk, carla.pk, None]
    split(second, by=ada)
    assert _roots(third, sam, carla) == [sam.pk, None, None]
    again = merge(sam, into=carla, by=ada, why="x")
    split(first, by=ada)
    assert _roots(third, sam, carla) == [None, carla.pk, None]
    split(again, by=ada)
    assert _roots(third, sam, carla) == [None, None, None]


def test_a_merge_into_one_who_was_merged_goes_to_the_one_who_stands(carla: Customer, sam: Customer, ada: Agent) -> None:
    third = _third()
    merge(sam, into=carla, by=ada, why="x")
    row = merge(third, into=sam, by=ada, why="x")
    assert row.into == carla


@pytest.mark.parametrize("crossing", ["again", "back", "self"])
def test_what_is_one_already_is_not_merged_again(carla: Customer, sam: Customer, ada: Agent, crossing: str) -> None:
    merge(sam, into=carla, by=ada, why="x")
    pair = {"again": (sam, carla), "back": (carla, sam), "self": (carla, carla)}[crossing]
    with pytest.raises(PeopleRefused, match="same"):
        merge(pair[0], into=pair[1], by=ada, why="x")


def test_one_who_is_being_merged_elsewhere_is_not_merged_twice(carla: Customer, sam: Customer, ada: Agent) -> None:
    third = _third()
    stale = Customer.objects.get(pk=sam.pk)
    merge(sam, into=carla, by=ada, why="x")
    with pytest.raises(PeopleRefused, match="merged_elsewhere"):
        merge(stale, into=third, by=ada, why="x")
    assert _roots(sam) == [carla.pk]


@pytest.mark.parametrize("which", [0, 1])
def test_nobody_is_merged_with_one_who_was_forgotten(carla: Customer, sam: Customer, ada: Agent, which: int) -> None:
    Customer.objects.filter(pk=(carla, sam)[which].pk).update(forgotten_at=timezone.now())
    with pytest.raises(PeopleRefused, match="forgotten"):
        merge(sam, into=carla, by=ada, why="x")
    assert not Merge.objects.exists()


def test_a_split_is_done_once(carla: Customer, sam: Customer, ada: Agent) -> None:
    row = merge(sam, into=carla, by=ada, why="x")
    split(row, by=ada)
    with pytest.raises(PeopleRefused, match="not_merged"):
        split(row, by=ada)


def test_two_who_are_two_are_remembered_as_such(carla: Customer, sam: Customer, ada: Agent) -> None:
    keep_apart(sam, carla, by=ada, why="brothers")
    keep_apart(carla, sam, by=ada)
    assert Apart.objects.count() == 1
