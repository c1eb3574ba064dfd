"""Me, the team, absences and customers by the API."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.people.models import Customer
from onehand.team.models import Absence, Agent, Team

As = Callable[[Agent], ApiClient]

MARCH = {"since": "2026-03-09T00:00:00+01:00", "until": "2026-03-16T00:00:00+01:00"}


@pytest.mark.django_db
def test_the_token_says_whose_it_is(ada: Agent, as_agent: As) -> None:
    me = as_agent(ada).get("/me").json
    assert me == {
        "id": ada.pk, "name": "Ada Brandt", "handle": "ada", "role": "agent",
        "email": "ada@moebelhaus.example", "language": "",
    }  # fmt: skip


@pytest.mark.django_db
def test_the_team_is_names_and_handles_and_no_figure(
    case: Case, ada: Agent, nora: Agent, former: Agent, as_agent: As
) -> None:
    items = as_agent(ada).get("/agents").json["items"]
    assert [set(item) for item in items] == [{"id", "name", "handle"}] * 2
    assert "frida" not in json.dumps(items)


@pytest.mark.django_db
def test_an_absence_is_planned_seen_and_ended(ada: Agent, nora: Agent, lena: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    planned = api.post("/absences", MARCH | {"stand_in": "nora"})
    assert (planned.status, planned.json["stand_in"]["handle"]) == (201, "nora")
    path = f"/absences/{planned.json['id']}"
    assert api.get("/absences").json["items"] == [planned.json]
    assert as_agent(nora).get("/absences").json["items"] == []
    assert as_agent(nora).delete(path).code == "not_found"
    assert as_agent(lena).get("/absences").json["items"] == [planned.json]
    assert api.delete(path).status == 204
    assert api.delete(path).code == "not_found"


@pytest.mark.django_db
def test_only_leads_plan_for_others(ada: Agent, nora: Agent, lena: Agent, as_agent: As) -> None:
    refused = as_agent(nora).post("/absences", MARCH | {"agent": "ada"})
    assert (refused.status, refused.code) == (403, "not_yours")
    assert as_agent(lena).post("/absences", MARCH | {"agent": "ada"}).json["agent"]["handle"] == "ada"
    backwards = {"since": MARCH["until"], "until": MARCH["since"]}
    assert as_agent(ada).post("/absences", backwards).code == "ends_before_it_begins"
    assert as_agent(ada).post("/absences", MARCH | {"stand_in": "ada"}).code == "stand_in_unavailable"
    assert Absence.objects.count() == 1


@pytest.mark.django_db
def test_a_customer_is_found_by_address_and_id(case: Case, carla: Customer, ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    found = api.get("/customers", email="Carla.Kern@example.org").json["items"]
    assert found == [api.get(f"/customers/{carla.pk}").json]
    assert found[0]["identities"] == [{"kind": "email", "value": "carla.kern@example.org", "assurance": "claimed"}]
    assert api.get("/customers", email="nobody@example.org").json["items"] == []
    assert api.get("/customers").code == "invalid"


@pytest.mark.django_db
def test_after_a_merge_the_customer_who_stands_for_both_is_told(
    case: Case, carla: Customer, sam: Customer, ada: Agent, as_agent: As
) -> None:
    carla.merged_into = sam
    carla.save()
    assert as_agent(ada).get(f"/customers/{carla.pk}").json["id"] == sam.pk


@pytest.mark.django_db
def test_a_customer_without_a_visible_case_does_not_exist(
    case: Case, carla: Customer, sam: Customer, nora: Agent, as_agent: As
) -> None:
    case.team = Team.objects.create(name="Küchen")
    case.save()
    api = as_agent(nora)
    for customer in (carla, sam):
        assert api.get(f"/customers/{customer.pk}").code == "not_found"
    assert api.get("/customers", email="carla.kern@example.org").json["items"] == []
    assert api.get("/cases", customer=carla.pk).code == "not_found"
