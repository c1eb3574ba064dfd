"""No advertising to somebody who waits for help, and none without consent (E14)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.api.tests.client import ApiClient
from onehand.cases.closing import ask_solved, close_without_asking
from onehand.cases.models import Case
from onehand.cases.reply import reply
from onehand.people import consent
from onehand.people.merging import merge
from onehand.people.models import Customer
from onehand.team.models import Agent, Team

pytestmark = pytest.mark.django_db
As = Callable[[Agent], ApiClient]


def test_not_while_a_case_is_open_and_not_without_consent(
    case: Case, carla: Customer, ada: Agent, as_agent: As
) -> None:
    api = as_agent(ada)
    consent.give(carla, "sales", by=carla, how="portal")
    answer = api.get("/contact-permission", customer=carla.pk, purpose="sales").json
    assert (answer["allowed"], answer["reason"]) == (False, "case_open")
    assert answer["until"].startswith("2026-03-02T16:00")
    assert answer["detail"] == "No: a case is still open. First help, then advertise."
    close_without_asking(case, by=ada, reason="erledigt")
    assert api.get("/contact-permission", customer="carla.kern@example.org", purpose="sales").json == {
        "allowed": True, "reason": "", "detail": "Yes.", "until": None,
    }  # fmt: skip
    assert api.get("/contact-permission", customer=carla.pk, purpose="survey").json["reason"] == "consent_missing"
    consent.withdraw(carla, "sales", by=carla)
    assert api.get("/contact-permission", customer=carla.pk, purpose="sales").json["reason"] == "consent_missing"


def test_an_asked_case_is_open_until_its_silence_ends(case: Case, carla: Customer, ada: Agent, as_agent: As) -> None:
    reply(case, by=ada, text="Am Freitag.")
    closure = ask_solved(case, by=ada)
    answer = as_agent(ada).get("/contact-permission", customer=carla.pk).json
    assert closure.silence_until is not None
    assert answer["until"] == closure.silence_until.isoformat().replace("+00:00", "Z")


def test_an_open_case_of_who_was_joined_counts_too(
    case: Case, carla: Customer, sam: Customer, ada: Agent, as_agent: As
) -> None:
    consent.give(sam, "sales", by=sam, how="portal")
    assert as_agent(ada).get("/contact-permission", customer="sam@example.net").json["allowed"] is True
    merge(carla, into=sam, by=ada, why="x")
    for named in ("sam@example.net", "carla.kern@example.org", carla.pk, sam.pk):
        assert as_agent(ada).get("/contact-permission", customer=named).json["reason"] == "case_open"


def test_nobody_learns_who_is_known_or_where_a_case_lies(case: Case, nora: Agent, ada: Agent, as_agent: As) -> None:
    case.team = Team.objects.create(name="Küchen")
    case.save()
    answer = as_agent(nora).get("/contact-permission", customer="carla.kern@example.org")
    assert set(answer.json) == {"allowed", "reason", "detail", "until"}
    for named in ("fremd@example.net", "99999999", "9" * 40, "'; --", "²"):
        answer = as_agent(nora).get("/contact-permission", customer=named)
        assert (answer.json["allowed"], answer.json["reason"]) == (False, "consent_missing")


def test_only_agents_ask(
    carla: Customer, as_customer: Callable[[Customer], ApiClient], ada: Agent, as_agent: As
) -> None:
    assert as_customer(carla).get("/contact-permission", customer="x@example.net").code == "not_an_agent"
    assert as_agent(ada).get("/contact-permission", customer="x@example.net", purpose="memory").status == 422
    assert as_agent(ada).get("/contact-permission").status == 422
