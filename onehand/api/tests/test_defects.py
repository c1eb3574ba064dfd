"""The register by the API: noted, linked, told, repaired; who may say so; what one may not see stays unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case, Outgoing
from onehand.defects.models import Defect
from onehand.defects.tests.conftest import asks, person
from onehand.foundation import jobs
from onehand.team.models import Agent, Team

pytestmark = pytest.mark.django_db
As = Callable[[Agent], ApiClient]
NEW: dict[str, Any] = {
    "title": "Vermittlung 7", "what_de": "Neue Surfsticks werden nicht freigeschaltet.", "owner": "ada",
    "expected_at": "2026-03-04T12:00:00+01:00", "public": True,
    "fails_at": {"backend": "lines", "kind": "activation", "step": "line_switched"},
}  # fmt: skip


def test_from_the_first_note_to_the_repair(ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    made = api.post("/defects", NEW)
    assert (made.status, made.json["state"], made.json["owner"]["handle"]) == (201, "open", "ada")
    assert made.json["fails_at"]["step"] == "line_switched"
    path = f"/defects/{made.json['id']}"
    cases = [asks(person(name)) for name in ("Mira", "Paul")]
    jobs.run_due()
    assert {one["case"] for one in api.get(f"{path}/suggestions").json["items"]} == {case.pk for case in cases}
    assert api.get(f"/cases/{cases[0].pk}/defects").json["items"][0]["defect"] == made.json["id"]
    assert api.post(f"{path}/cases", {"case": cases[0].pk}).json["how"] == "agent"
    assert api.post(f"{path}/not-these", {"case": cases[1].pk}).status == 201
    assert api.get(f"{path}/suggestions").json["items"] == []
    assert [one["case"] for one in api.get(f"{path}/cases").json["items"]] == [cases[0].pk]
    assert api.get(f"{path}/warning").json["number"] == 0
    assert api.post(f"{path}/warning", {"number": 0}).code == "nobody_to_warn"
    assert api.post(f"{path}/expectation", {"expected_at": "2026-03-06T12:00:00Z"}).status == 201
    fixed = api.post(f"{path}/fix", {"done_de": "Umgestellt."})
    assert (fixed.status, fixed.json["state"], fixed.json["affected"]) == (201, "fixed", 1)
    jobs.run_due()
    assert "Umgestellt" in Outgoing.objects.filter(kind="notice").latest("pk").text
    assert api.delete(f"{path}/fix").json["state"] == "reopened"
    assert [one["id"] for one in api.get("/defects?state=reopened").json["items"]] == [made.json["id"]]
    assert api.get("/defects?state=open").json["items"] == []


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [({"what_de": ""}, 422, "what_missing"), ({"owner": None}, 422, "owner_missing"),
     ({"owner": "nobody"}, 404, "not_found"),
     ({"expected_at": "2020-01-01T00:00:00Z"}, 422, "expected_past"), ({"what_de": "x" * 501}, 422, "invalid"),
     ({"state": "fixed"}, 422, "invalid"), ({"fails_at": {"backend": "x"}}, 422, "invalid"),
     ({"what_de": "\x00"}, 422, "invalid")],
)  # fmt: skip
def test_what_does_not_fit_is_said(ada: Agent, as_agent: As, change: dict[str, Any], status: int, code: str) -> None:
    answer = as_agent(ada).post("/defects", NEW | change)
    assert (answer.status, answer.code) == (status, code)
    assert not Defect.objects.exists()


def test_only_its_owner_or_a_lead_tells_the_affected(ada: Agent, nora: Agent, lena: Agent, as_agent: As) -> None:
    path = f"/defects/{as_agent(ada).post('/defects', NEW).json['id']}"
    for verb, body in (("fix", {"done_de": "x"}), ("expectation", {"expected_at": "2026-03-06T12:00:00Z"}),
                       ("warning", {"number": 0})):  # fmt: skip
        answer = as_agent(nora).post(f"{path}/{verb}", body)
        assert (answer.status, answer.code) == (403, "not_the_defects_owner")
    assert as_agent(nora).get(path).json["may_speak"] is False
    assert as_agent(lena).post(f"{path}/fix", {"done_de": "x"}).status == 201


def test_cases_one_may_not_see_are_neither_linked_nor_listed(ada: Agent, nora: Agent, case: Case, as_agent: As) -> None:
    path = f"/defects/{as_agent(ada).post('/defects', NEW).json['id']}"
    as_agent(ada).post(f"{path}/cases", {"case": case.pk})
    case.team = Team.objects.create(name="Küchen")
    case.save()
    assert as_agent(nora).get(f"{path}/cases").json["items"] == []
    assert as_agent(nora).post(f"{path}/cases", {"case": case.pk}).status == 404
    assert as_agent(nora).post(f"{path}/not-these", {"case": case.pk}).status == 404


def test_nothing_of_an_agent_but_the_name(ada: Agent, as_agent: As) -> None:
    made = as_agent(ada).post("/defects", NEW).json
    assert set(made["owner"]) == {"id", "name", "handle"}


def test_campaigns_hear_that_a_defect_concerns_them(ada: Agent, as_agent: As) -> None:
    from onehand.cases import closing

    path = f"/defects/{as_agent(ada).post('/defects', NEW).json['id']}"
    case = asks(person("Mira"))
    as_agent(ada).post(f"{path}/cases", {"case": case.pk})
    closing.confirm(case, by=case.customer)
    told = as_agent(ada).get("/contact-permission?customer=mira@example.org").json
    assert (told["allowed"], told["reason"]) == (False, "defect")
    assert told["until"].startswith("2026-03-04T11:00")
