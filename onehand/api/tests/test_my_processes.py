"""What the connected systems hold, for agents and for the customers themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.api.tests.bank import Bank
from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.people.models import Customer

pytestmark = pytest.mark.django_db


def test_processes_are_told_with_their_stages_and_papers(known: Case, api: ApiClient, shop: Bank) -> None:
    answer = api.get(f"/cases/{known.pk}/processes").json
    order = next(one for one in answer["items"] if one["reference"] == "20041")
    assert order["argument"] == "toy:20041"
    assert [(stage["text"], stage["state"], stage["mover"]) for stage in order["stages"]] == [
        ("Ordered", "done", ""), ("Being packed", "now", "Warehouse"),
    ]  # fmt: skip
    assert order["lines"][0]["each"] == {"cents": 49900, "currency": "EUR"}
    assert answer["documents"][0]["text"] == "Will be taken from GB29 … 6819."
    assert answer["systems"][0]["silent_since"] is None
    shop.down = True
    silent = api.get(f"/cases/{known.pk}/processes").json
    assert silent["systems"][0]["silent_since"]
    assert silent["items"] == answer["items"]


def test_a_customer_reads_their_own_under_what_they_proved(
    case: Case, carla: Customer, sam: Customer, as_customer: Callable[[Customer], ApiClient], shop: Bank
) -> None:
    identity = carla.identities.get()
    identity.assurance = "seen"
    identity.save()
    mine = as_customer(carla)
    assert mine.get("/my/processes").json["items"] == []
    identity.assurance = "proved"
    identity.save()
    assert [one["reference"] for one in mine.get("/my/processes").json["items"]] == ["1", "20041"]
    assert mine.get(f"/my/cases/{case.pk}/processes").json["items"] == mine.get("/my/processes").json["items"]
    assert as_customer(sam).get("/my/processes").json["items"] == []
    assert as_customer(sam).get(f"/my/cases/{case.pk}/processes").code == "not_found"


def test_who_takes_part_in_a_case_sees_no_orders_of_the_customer(
    case: Case, sam: Customer, as_customer: Callable[[Customer], ApiClient], shop: Bank
) -> None:
    from onehand.cases.models import Party

    Party.objects.create(case=case, customer=sam, sees_all=True, decides=True)
    assert as_customer(sam).get(f"/my/cases/{case.pk}").status == 200
    assert as_customer(sam).get(f"/my/cases/{case.pk}/processes").code == "not_found"


def test_a_process_says_how_an_action_names_it(known: Case, api: ApiClient, shop: Bank) -> None:
    one = api.get(f"/cases/{known.pk}/processes").json["items"][0]["argument"]
    given = {"action": "cancel", "arguments": {"order": one, "reason": "x"}}
    assert api.post(f"/cases/{known.pk}/dry-runs", given).json["steps"][0]["target"] == "1"
