"""Blocking by the API: the same verbs, the same guards, and nothing begun as an ordinary run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.actions.due_process.tests.barring import Barring, worked
from onehand.actions.models.due_process import Blocking
from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.cases.tests import mails
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
As = Callable[[Agent], ApiClient]
AsCustomer = Callable[[Customer], ApiClient]
GOOD = {"reason": "Vierzehn Verträge.", "evidence": "Anträge vom Montag."}


def test_from_the_proposal_to_the_appeal(
    case: Case, carla: Customer, ada: Agent, nora: Agent, lena: Agent, barring: Barring, as_agent: As,
    as_customer: AsCustomer,
) -> None:  # fmt: skip
    made = as_agent(ada).post(f"/cases/{case.pk}/blockings", GOOD)
    worked()
    assert (made.status, made.json["state"], made.json["blocked"]) == (201, "hearing", False)
    number, path = made.json["case"], f"/blockings/{made.json['id']}"
    assert as_agent(nora).get(f"/cases/{number}/blocking").json["told"] is True
    no = {"block": True, "reason": "x"}
    assert as_agent(ada).post(f"{path}/decision", no).code == "own_proposal"
    assert as_agent(nora).post(f"{path}/decision", no).code == "hearing_open"
    mails.take(mails.answer(Blocking.objects.get().case, "Das war ich nicht."))
    assert as_agent(nora).post(f"{path}/decision", no).status == 201
    worked()
    mine = as_customer(carla)
    assert mine.get(f"/my/cases/{number}/blocking").json["can_appeal"] is True
    assert mine.post(f"/my/cases/{number}/appeal", {"text": "Falsch."}).json["can_appeal"] is False
    assert as_agent(nora).post(f"{path}/appeal-decision", {"upheld": False, "reason": "x"}).code == "took_part"
    missing = as_agent(lena).post(f"{path}/appeal-decision", {"upheld": True, "reason": "x"})
    assert (missing.status, missing.code) == (422, "corrected_missing")
    as_agent(lena).post(f"{path}/appeal-decision", {"upheld": True, "reason": "x", "corrected": "y"})
    worked()
    after = as_agent(lena).get(f"/cases/{number}/blocking").json
    assert (after["state"], after["outcome"], after["blocked"]) == ("ended", "upheld", False)


def test_two_people_block_provisionally(case: Case, ada: Agent, nora: Agent, barring: Barring, as_agent: As) -> None:
    path = f"/blockings/{as_agent(ada).post(f'/cases/{case.pk}/blockings', GOOD).json['id']}"
    assert as_agent(ada).post(f"{path}/provisional", {"reason": "Akut."}).json["provisional"]["agreed"] is None
    assert as_agent(ada).post(f"{path}/provisional/answer", {"agreed": True}).code == "needs_second"
    assert as_agent(nora).post(f"{path}/provisional/answer", {"agreed": True}).status == 201
    worked()
    assert barring.barred
    assert as_agent(nora).post(f"{path}/lifting", {"reason": "x"}).code == "not_blocked"
    assert as_agent(ada).post(f"{path}/withdrawal", {"reason": "Geklärt."}).status == 201
    worked()
    assert not barring.barred


@pytest.mark.parametrize(
    ("change", "code"),
    [({"reason": " "}, "reason_missing"), ({"evidence": ""}, "evidence_missing"), ({"hearing_days": 1}, "hearing_days"),
     ({"hearing_days": "5"}, "invalid"), ({"reason": "x" * 6000}, "invalid"), ({"block": True}, "invalid")],
)  # fmt: skip
def test_what_does_not_fit_is_said(
    change: dict[str, object], code: str, case: Case, ada: Agent, nora: Agent, as_agent: As
) -> None:
    answer = as_agent(ada).post(f"/cases/{case.pk}/blockings", GOOD | change)
    assert (answer.status, answer.code) == (422, code)


def test_no_run_blocks_and_a_case_without_one_has_none(
    case: Case, ada: Agent, nora: Agent, barring: Barring, as_agent: As
) -> None:
    for kind in ("block_account", "release_account"):
        assert as_agent(ada).post(f"/cases/{case.pk}/runs", {"action": kind}).code == "not_by_itself"
    assert as_agent(ada).get(f"/cases/{case.pk}/blocking").status == 404
    assert as_agent(ada).post("/blockings/999999/decision", {"block": False, "reason": "x"}).status == 404
