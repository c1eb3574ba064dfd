"""What the API says no to: a stable code, a plain sentence, the field where it is one."""

from __future__ import annotations

from typing import Any

import pytest

from onehand.actions.models import Run
from onehand.api.tests.acting import CANCEL, GIVE, PAYER, As, at, runs_path
from onehand.api.tests.bank import Bank
from onehand.api.tests.client import ApiClient
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.cases.promises import make
from onehand.cases.sentences import SENTENCES, sentence
from onehand.team.models import Agent, Mandate

pytestmark = pytest.mark.django_db


def test_who_may_give_less_is_told_their_limit(
    known: Case, ada: Agent, nora: Agent, lena: Agent, api: ApiClient, as_agent: As, shop: Bank
) -> None:
    Mandate.objects.create(agent=lena, action_kind="goodwill", limit=3000)
    Mandate.objects.create(agent=nora, action_kind="goodwill", limit=1000)
    run = api.post(runs_path(known), GIVE | {"reason": "Bitte"}).json["id"]
    answer = as_agent(nora).post(f"/runs/{run}/approval", {"approved": True})
    assert answer.code == "beyond_mandate"
    assert "10.00 EUR" in answer.json["detail"]


@pytest.mark.parametrize(
    ("body", "code", "status"),
    [({"action": "fly"}, "unknown_action", 422), ({"action": "cancel"}, "missing", 422),
     (PAYER, "needs_proof", 409), (CANCEL | {"digest": "0" * 64}, "plan_changed", 409),
     ({"action": "cancel", "arguments": {"order": "9", "reason": "x"}}, "impossible", 409),
     ({"action": "cancel", "arguments": {"order": ["9"], "speed": 1}}, "arguments", 422)],
)  # fmt: skip
def test_each_refusal_has_a_code_and_a_plain_sentence(
    body: dict[str, Any], code: str, status: int, case: Case, ada: Agent, api: ApiClient, as_agent: As, shop: Bank
) -> None:
    answer = api.post(runs_path(case), body)
    assert (answer.status, answer.code) == (status, code)
    german = as_agent(ada)
    german.language = "de"
    said = {answer.json["detail"], german.post(runs_path(case), body).json["detail"]}
    assert len(said) == 2
    assert all(one.endswith(".") and "{" not in one for one in said)
    assert not Run.objects.exists()


def test_what_is_wrong_is_named_by_field(known: Case, api: ApiClient, shop: Bank) -> None:
    wrong = api.post(runs_path(known), {"action": "change_payer", "arguments": {"iban": "DE00", "fee": 1}})
    assert at(wrong) == {"body.arguments.fee": "unknown", "body.arguments.iban": "iban"}
    assert "This IBAN is not right. Please check it." in [one["message"] for one in wrong.json["errors"]]
    missing = api.post(runs_path(known), {"action": "cancel"})
    assert at(missing) == {"body.arguments.order": "missing", "body.arguments.reason": "missing"}
    no = api.post(runs_path(known), {"action": "cancel", "arguments": {"order": "9", "reason": "x"}})
    assert [(one["code"], one["detail"]) for one in no.json["refused"]] == [
        ("unknown_order", "There is no such order.")
    ]
    assert no.json["detail"] == "This cannot be done: There is no such order."


def test_every_code_of_the_engine_has_its_sentences() -> None:
    codes = (
        "unknown_action", "arguments", "missing", "impossible", "needs_proof", "plan_changed", "being_done",
        "needs_reason",
        "nobody_may", "beyond_mandate", "own_run", "decided", "running", "cannot_undo", "reason_missing",
        "closed", "plan_renewed", "empty", "due_past", "colleague_unavailable", "not_of_this_case",
    )  # fmt: skip
    for code in codes:
        assert SENTENCES[code][0] != SENTENCES[code][1]
    assert sentence(Refused("needs_proof", level=2), "de").startswith("Dafür")


def test_a_run_of_a_case_that_the_agent_does_not_see_is_not_there(
    known: Case, api: ApiClient, nora: Agent, as_agent: As, shop: Bank
) -> None:
    from onehand.team.models import Team

    run = api.post(runs_path(known), CANCEL).json["id"]
    assert as_agent(nora).get(f"/runs/{run}").status == 200
    known.team = Team.objects.create(name="Küchen")
    known.save()
    for path in (f"/runs/{run}", runs_path(known), f"/cases/{known.pk}/processes", "/runs/999999"):
        assert as_agent(nora).get(path).code == "not_found"


def test_somebody_elses_promise_is_not_kept_by_it(known: Case, ada: Agent, api: ApiClient, shop: Bank) -> None:
    from onehand.cases.open import open_case

    other = open_case(known.customer, None, subject="x", text="y", channel="portal", language="de", by=known.customer)
    promise = make(other, text="x", kind="action", by=ada)
    answer = api.post(runs_path(known), CANCEL | {"promise": promise.pk})
    assert (answer.status, answer.code) == (422, "not_of_this_case")
