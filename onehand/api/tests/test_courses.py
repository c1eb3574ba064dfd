"""Expected courses, unplaced events and leaving, by the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from onehand.actions import viewing
from onehand.actions.courses import looking
from onehand.actions.models.events import Event
from onehand.actions.tests.stepping import Stepping, in_days
from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.foundation import clock
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
As = Callable[[Agent], ApiClient]


def test_a_process_bears_its_milestones(stepping: Stepping, case: Case, ada: Agent, as_agent: As) -> None:
    stepping.order(done="reserved", until=in_days(1))
    looking.seen(case.customer, viewing.read_all(case.customer))
    clock.advance(timedelta(days=5))
    looking.due()
    (item,) = as_agent(ada).get(f"/cases/{case.pk}/processes").json["items"]
    assert [(one["code"], one["state"]) for one in item["milestones"]] == [
        ("confirmed", "reached"), ("reserved", "reached"), ("shipped", "missed"), ("delivered", "missed"),
    ]  # fmt: skip
    last = item["milestones"][-1]
    assert (last["text"], last["by_system"], last["theirs"]) == ("delivered", True, False)
    assert last["missed_at"]


def test_an_event_of_nobody_is_placed_and_set_aside(stepping: Stepping, case: Case, ada: Agent, as_agent: As) -> None:
    one, two = (
        Event.objects.create(backend="toy", external_id=f"x{n}", kind="returned", reference=f"2{n}", at=clock.now())
        for n in (1, 2)
    )  # fmt: skip
    api = as_agent(ada)
    placed = api.post(f"/events/{one.pk}/placement", {"case": case.pk})
    assert (placed.status, placed.json["case"], placed.json["outcome"]) == (200, case.pk, "told")
    assert api.post(f"/events/{one.pk}/placement", {"case": case.pk}).code == "not_found"
    assert api.post(f"/events/{two.pk}/placement", {}).code == "customer_or_case"
    assert api.post(f"/events/{two.pk}/placement", {"case": 99999}).code == "not_found"
    assert api.post(f"/events/{two.pk}/setting-aside", {"reason": " "}).code == "reason_missing"
    assert api.post(f"/events/{two.pk}/setting-aside", {"reason": "Test"}).json["outcome"] == "aside"


def test_leaving_beside_joining(stepping: Stepping, ada: Agent, as_agent: As) -> None:
    found = {one["act"]: one for one in as_agent(ada).get("/leaving").json["items"]}
    assert found["conclude"]["steps"] == 2
    assert found["cancel"]["steps"] is None  # the toy ends no contracts
    assert found["cancel"]["more_steps"] is None
    assert {one["median_minutes"] for one in found.values()} == {None}
