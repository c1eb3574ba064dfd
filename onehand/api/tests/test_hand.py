"""Handovers, taking, closing and waiting by the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest

from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.people.models import Customer
from onehand.team.models import Agent

As = Callable[[Agent], ApiClient]
AsCustomer = Callable[[Customer], ApiClient]


@pytest.mark.django_db
def test_a_handover_is_offered_and_accepted(case: Case, ada: Agent, nora: Agent, as_agent: As) -> None:
    offer = as_agent(ada).post(
        f"/cases/{case.pk}/handovers", {"to": "nora", "reason": "kennt das Modell", "summary": "Tür gerissen"}
    )
    assert (offer.status, offer.json["state"], offer.json["receiver"]["handle"]) == (201, "offered", "nora")
    assert as_agent(ada).get(f"/cases/{case.pk}").json["owner"]["handle"] == "ada"
    assert as_agent(ada).get(f"/cases/{case.pk}").json["handover"]["id"] == offer.json["id"]
    path = f"/handovers/{offer.json['id']}"
    assert as_agent(ada).post(f"{path}/acceptance").status == 403
    assert as_agent(nora).post(f"{path}/acceptance").json["state"] == "accepted"
    assert as_agent(nora).post(f"{path}/acceptance").code == "handover_over"
    assert as_agent(ada).get(f"/cases/{case.pk}").json["owner"]["handle"] == "nora"


@pytest.mark.django_db
def test_a_handover_is_declined_or_withdrawn(case: Case, ada: Agent, nora: Agent, as_agent: As) -> None:
    api, colleague = as_agent(ada), as_agent(nora)
    first = api.post(f"/cases/{case.pk}/handovers", {"to": nora.pk, "reason": "Urlaub"}).json["id"]
    assert api.post(f"/cases/{case.pk}/handovers", {"to": "nora", "reason": "noch einmal"}).code == "handover_open"
    assert colleague.post(f"/handovers/{first}/refusal", {"reason": "voll"}).json["refusal"] == "voll"
    second = api.post(f"/cases/{case.pk}/handovers", {"to": "nora", "reason": "Urlaub"}).json["id"]
    assert api.post(f"/handovers/{second}/withdrawal").json["state"] == "withdrawn"
    assert api.post(f"/cases/{case.pk}/handovers", {"to": "nobody", "reason": "x"}).status == 404
    assert api.post(f"/cases/{case.pk}/handovers", {"to": "nora", "reason": " "}).code == "reason_missing"


@pytest.mark.django_db
def test_an_assignment_is_refused_and_a_case_taken(case: Case, ada: Agent, nora: Agent, as_agent: As) -> None:
    refused = as_agent(ada).post(f"/cases/{case.pk}/assignment-refusal", {"reason": "befangen"})
    assert (refused.status, refused.json["owner"]["handle"]) == (201, "nora")
    assert as_agent(ada).post(f"/cases/{case.pk}/taking", {}).code == "reason_missing"
    assert as_agent(ada).post(f"/cases/{case.pk}/taking", {"reason": "am Telefon"}).json["owner"]["handle"] == "ada"


@pytest.mark.django_db
def test_closing_asks_and_the_customer_decides(
    case: Case, carla: Customer, ada: Agent, as_agent: As, as_customer: AsCustomer
) -> None:
    asked = as_agent(ada).post(f"/cases/{case.pk}/closure", {})
    assert (asked.status, asked.json["state"]) == (201, "asked")
    assert asked.json["silence_until"] is not None
    mine = as_customer(carla)
    assert mine.delete(f"/my/cases/{case.pk}/closure").json["state"] == "held"
    as_agent(ada).post(f"/cases/{case.pk}/closure")
    confirmed = mine.post(f"/my/cases/{case.pk}/closure")
    assert (confirmed.json["state"], confirmed.json["how"]) == ("closed", "customer")
    assert as_agent(ada).delete(f"/cases/{case.pk}/closure").json["state"] == "held"
    assert as_agent(ada).delete(f"/cases/{case.pk}/closure").code == "not_closed"


@pytest.mark.django_db
def test_closing_without_asking_wants_a_reason(case: Case, ada: Agent, as_agent: As) -> None:
    path, api = f"/cases/{case.pk}/closure", as_agent(ada)
    assert api.post(path, {"without_asking": True}).code == "reason_missing"
    closed = api.post(path, {"without_asking": True, "reason": "Spam"})
    assert (closed.json["state"], closed.json["how"], closed.json["reason"]) == ("closed", "agent", "Spam")
    assert api.post(path, {}).code == "closed"


@pytest.mark.django_db
def test_a_case_waits_and_goes_on(case: Case, ada: Agent, as_agent: As) -> None:
    path, api = f"/cases/{case.pk}/waiting", as_agent(ada)
    waiting = api.post(path, {"until": "2026-03-09T09:00:00+01:00", "what": "Hersteller"})
    assert (waiting.json["state"], waiting.json["wait_until"]) == ("waiting", "2026-03-09T08:00:00Z")
    assert api.delete(path).json["state"] == "held"
    assert api.delete(path).code == "not_waiting"
    assert api.post(path, {"until": "2020-03-09T09:00:00+01:00", "what": "x"}).code == "until_past"
    for until in ("2026-03-09T09:00:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", 1772000000, "soon"):
        assert api.post(path, {"until": until, "what": "x"}).code == "invalid"


@pytest.mark.django_db
def test_a_draft_is_kept_and_not_overwritten_from_another_window(case: Case, ada: Agent, as_agent: As) -> None:
    path, api = f"/cases/{case.pk}/draft", as_agent(ada)
    assert api.get(path).json == {"kind": "reply", "text": "", "seen": None, "at": None}
    kept = api.put(path, {"text": "Liebe Frau", "seen": 1}).json
    assert api.get(path).json == kept
    old = "2026-03-01T09:00:00+01:00"
    assert api.put(path, {"text": "Sehr geehrte", "known": old}).code == "draft_elsewhere"
    assert api.put(path, {"text": ""}).json["at"] is None


@pytest.mark.django_db
def test_a_window_that_knows_the_draft_goes_on_with_it(case: Case, ada: Agent, as_agent: As, clock: ModuleType) -> None:
    path, api = f"/cases/{case.pk}/draft", as_agent(ada)
    clock.advance(timedelta(microseconds=1234567))
    first = api.put(path, {"text": "Liebe"}).json
    assert api.put(path, {"text": "Liebe Frau", "known": first["at"]}).status == 200


@pytest.mark.django_db
def test_two_on_one_case_see_each_other(case: Case, ada: Agent, nora: Agent, as_agent: As) -> None:
    path = f"/cases/{case.pk}/presence"
    assert as_agent(ada).post(path, {"doing": "typing"}).json == {"here": []}
    seen = as_agent(nora).post(path, {"doing": "viewing"}).json["here"]
    assert seen == [{"id": ada.pk, "name": "Ada Brandt", "doing": "typing"}]
    as_agent(ada).post(path, {"doing": "gone"})
    assert as_agent(nora).post(path, {"doing": "viewing"}).json["here"] == []
