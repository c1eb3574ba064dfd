"""Cases found, opened and read by the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest

from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case, Outgoing
from onehand.cases.open import open_case
from onehand.foundation import jobs
from onehand.people.models import Customer
from onehand.team.models import Agent, Team

As = Callable[[Agent], ApiClient]

NEW = {
    "customer": {"email": "Carla.Kern@example.org", "name": "Carla Kern"},
    "subject": "Lieferung",
    "text": "Wann kommt mein Schrank?",
}


@pytest.mark.django_db
def test_a_case_opened_for_a_customer_has_its_hand_at_once_and_a_receipt_on_its_way(ada: Agent, as_agent: As) -> None:
    answer = as_agent(ada).post("/cases", NEW)
    assert answer.status == 201
    assert answer.json["owner"] == {"id": ada.pk, "name": "Ada Brandt", "handle": "ada"}
    assert answer.json["state"] == "held"
    assert answer.json["customer"]["name"] == "Carla Kern"
    assert answer.json["language"] == "de"
    jobs.run_due()
    assert Outgoing.objects.get(kind="receipt").recipient == "carla.kern@example.org"


@pytest.mark.django_db
def test_the_same_address_is_the_same_customer(ada: Agent, carla: Customer, as_agent: As) -> None:
    assert as_agent(ada).post("/cases", NEW).json["customer"]["id"] == carla.pk


@pytest.mark.django_db
def test_a_case_is_read_with_the_last_entry_seen(case: Case, ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    answer = api.get(f"/cases/{case.pk}")
    assert answer.status == 200
    assert answer.json["number"] == case.pk
    assert answer.json["seen"] == api.get(f"/cases/{case.pk}/timeline").json["items"][-1]["id"]


@pytest.mark.django_db
def test_pages_follow_each_other_without_gap_or_repeat(
    carla: Customer, ada: Agent, as_agent: As, clock: ModuleType
) -> None:
    for number in range(7):
        clock.advance(timedelta(minutes=1))
        open_case(carla, None, subject=f"Nr. {number}", text="Hallo", channel="portal", language="de", by=carla)
    api, cursor, seen = as_agent(ada), "", []
    while cursor is not None:
        answer = api.get("/cases", cursor=cursor, limit=3).json
        seen += [item["subject"] for item in answer["items"]]
        cursor = answer["next"]
    assert seen == [f"Nr. {number}" for number in range(6, -1, -1)]


@pytest.mark.django_db
def test_filters_narrow_the_list(
    case: Case, ada: Agent, nora: Agent, as_agent: As, carla: Customer, sam: Customer
) -> None:
    other = open_case(sam, None, subject="Rechnung", text="falsch", channel="portal", language="de", by=sam)
    assert other.hand == nora
    api = as_agent(ada)

    def numbers(**filters: object) -> list[int]:
        answer = api.get("/cases", **filters)
        assert answer.status == 200, answer.content
        return [item["number"] for item in answer.json["items"]]

    assert numbers() == [other.pk, case.pk]
    assert numbers(owner="me") == [case.pk]
    assert numbers(owner="nora") == [other.pk]
    assert numbers(owner="none") == []
    assert numbers(owner="nobody-of-us") == []
    assert numbers(customer=carla.pk) == [case.pk]
    assert numbers(state="closed") == []
    assert numbers(state="open", owner="me") == [case.pk]
    assert numbers(q="riss") == [case.pk]
    assert numbers(q="riss", owner="nora") == []


@pytest.mark.django_db
def test_search_pages_follow_each_other(carla: Customer, ada: Agent, as_agent: As) -> None:
    made = [
        open_case(carla, None, subject="Schrank", text="Riss", channel="portal", language="de", by=carla).pk
        for _ in range(5)
    ]
    api = as_agent(ada)
    first = api.get("/cases", q="Schrank", limit=3).json
    second = api.get("/cases", q="Schrank", limit=3, cursor=first["next"]).json
    assert [item["number"] for item in first["items"] + second["items"]] == made[::-1]
    assert second["next"] is None


@pytest.mark.django_db
def test_a_filter_or_field_that_is_not_described_is_refused(ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    for path in ("/cases", "/agents"):
        answer = api.get(path, customer__account__email="x")
        assert (answer.status, answer.code) == (422, "invalid")
    assert api.get("/cases", state="deleted").status == 422
    for extra in ({**NEW, "state": "closed"}, {**NEW, "customer": {**NEW["customer"], "id": 1}}):  # type: ignore[dict-item]
        answer = api.post("/cases", extra)
        assert (answer.status, answer.code) == (422, "invalid")
        assert "extra" in answer.json["errors"][0]["kind"]
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_case_of_another_team_does_not_exist_for_an_agent(case: Case, ada: Agent, nora: Agent, as_agent: As) -> None:
    case.team = Team.objects.create(name="Küchen")
    case.save()
    assert as_agent(ada).get(f"/cases/{case.pk}").status == 200  # has the hand
    api = as_agent(nora)
    assert api.get("/cases").json["items"] == []
    for path in (f"/cases/{case.pk}", f"/cases/{case.pk}/timeline", f"/messages/{case.messages.get().pk}"):
        answer = api.get(path)
        assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 99, 2**63 - 1, 2**63, 10**30])
def test_a_number_that_is_no_case_is_not_found(number: int, ada: Agent, as_agent: As) -> None:
    for path in (f"/cases/{number}", f"/messages/{number}", f"/attachments/{number}", f"/customers/{number}"):
        assert as_agent(ada).get(path).code == "not_found"
    assert as_agent(ada).delete(f"/absences/{number}").code == "not_found"
    assert as_agent(ada).post(f"/handovers/{number}/acceptance").code == "not_found"
    assert as_agent(ada).post(f"/quarantine/{number}/retries").code == "not_found"


@pytest.mark.django_db
def test_the_list_asks_the_database_as_often_for_many_cases_as_for_few(
    carla: Customer, ada: Agent, as_agent: As, django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(12):
        open_case(carla, None, subject="x", text="y", channel="portal", language="de", by=carla)
    api = as_agent(ada)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for limit in (2, 12):
        with CaptureQueriesContext(connection) as queries:
            api.get("/cases", limit=limit)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
