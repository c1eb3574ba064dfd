"""Actions by the API: catalogue, dry run, run, approval, reversal."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onehand.actions.models import Run
from onehand.api.tests.acting import CANCEL, GIVE, PAYER, As, runs_path
from onehand.api.tests.bank import Bank
from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.cases.promises import make
from onehand.foundation import jobs
from onehand.team.models import Agent, Mandate

pytestmark = pytest.mark.django_db


def test_the_catalogue_says_what_each_action_needs_and_who_can_do_it(api: ApiClient, shop: Bank) -> None:
    items = {one["action"]: one for one in api.get("/actions").json["items"]}
    assert items["cancel"]["systems"] == ["toy"]
    assert items["express"]["systems"] == []
    assert (items["goodwill"]["mandate"], items["change_payer"]["assurance"]) == (True, "proof")
    fields = {field["name"]: field for field in items["change_payer"]["fields"]}
    assert fields["iban"]["schema"]["writeOnly"] is True
    assert fields["holder"]["label"] == "Account holder"


def test_a_dry_run_shows_each_step_and_begins_nothing(known: Case, api: ApiClient, shop: Bank) -> None:
    answer = api.post(f"/cases/{known.pk}/dry-runs", CANCEL)
    assert answer.status == 200
    assert answer.json["possible"] is True
    (step,) = answer.json["steps"]
    assert step == {
        "system": "toy", "target": "1", "text": "Cancel order 1", "before": {"state": "open"},
        "wish": {"state": "cancelled"},
    }  # fmt: skip
    assert answer.json["told"] == ["Cancelled."]
    assert len(answer.json["digest"]) == 64
    assert not Run.objects.exists()
    assert shop.orders == {"1": "open"}


def test_a_dry_run_names_what_is_missing_refused_silent_and_how_sure_it_must_be(
    case: Case, api: ApiClient, shop: Bank
) -> None:
    path = f"/cases/{case.pk}/dry-runs"
    assert api.post(path, {"action": "cancel"}).json["missing"] == ["order", "reason"]
    assert api.post(path, PAYER).json["needs"] == "proof"
    shop.shipped.add("1")
    (no,) = api.post(path, CANCEL).json["refused"]
    assert no == {
        "system": "toy", "code": "already_shipped", "detail": "It is on its way already.",
        "instead": "Set up a return.",
    }  # fmt: skip
    shop.down = True
    assert api.post(path, CANCEL).json["silent"] == ["toy"]


def test_a_dry_run_tells_cost_limit_and_that_somebody_else_decides(
    known: Case, ada: Agent, api: ApiClient, shop: Bank
) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=500)
    seen = api.post(f"/cases/{known.pk}/dry-runs", GIVE).json
    assert (seen["cost"], seen["limit"]["cents"], seen["needs_approval"]) == (
        {"cents": 2000, "currency": "EUR"}, 500, True,
    )  # fmt: skip
    assert seen["lasting"] == "Credits stay."


def test_a_run_is_done_when_it_was_read_back_and_then_it_is_told(
    known: Case, ada: Agent, api: ApiClient, shop: Bank
) -> None:
    promise = make(known, text="Ich storniere das", kind="action", by=ada)
    digest = api.post(f"/cases/{known.pk}/dry-runs", CANCEL).json["digest"]
    begun = api.post(
        runs_path(known), CANCEL | {"digest": digest, "tell": "Ihre Bestellung ist storniert.", "promise": promise.pk}
    )
    assert (begun.status, begun.json["state"], begun.json["told_at"]) == (201, "running", None)
    jobs.run_due()
    run = api.get(f"/runs/{begun.json['id']}").json
    assert (run["state"], run["undoable"], run["promise"]) == ("done", True, promise.pk)
    assert run["told_at"]
    assert [(step["state"], step["seen"]) for step in run["steps"]] == [("done", {"state": "cancelled"})]
    assert run["by"]["name"] == "Ada Brandt"
    assert [one["id"] for one in api.get(runs_path(known)).json["items"]] == [run["id"]]
    assert api.get(f"/promises/{promise.pk}").json["state"] == "kept"


def test_what_was_done_is_taken_back_once(known: Case, api: ApiClient, shop: Bank) -> None:
    run = api.post(runs_path(known), CANCEL).json["id"]
    assert api.post(f"/runs/{run}/reversal").code == "cannot_undo"
    jobs.run_due()
    back = api.post(f"/runs/{run}/reversal")
    assert (back.status, back.json["undoes"]) == (201, run)
    jobs.run_due()
    assert api.get(f"/runs/{back.json['id']}").json["state"] == "done"
    assert shop.orders == {"1": "open"}
    assert api.get(f"/runs/{run}").json["undone_by"] == back.json["id"]
    assert api.post(f"/runs/{run}/reversal").code == "cannot_undo"


def test_above_the_mandate_somebody_else_decides(
    known: Case, ada: Agent, lena: Agent, api: ApiClient, as_agent: As, shop: Bank
) -> None:
    path = runs_path(known)
    assert api.post(path, GIVE).code == "needs_reason"
    assert api.post(path, GIVE | {"reason": "Bitte"}).code == "nobody_may"
    Mandate.objects.create(agent=lena, action_kind="goodwill", limit=3000)
    run = api.post(path, GIVE | {"reason": "Bitte"})
    assert (run.json["state"], run.json["approval"]["reason"]) == ("asked", "Bitte")
    approval = f"/runs/{run.json['id']}/approval"
    own = api.post(approval, {"approved": True})
    assert (own.status, own.code) == (403, "own_run")
    assert as_agent(lena).post(approval, {"approved": False}).code == "reason_missing"
    decided = as_agent(lena).post(approval, {"approved": True, "answer": "Ja"})
    assert (decided.status, decided.json["approval"]["decided_by"]["handle"]) == (201, "lena")
    assert as_agent(lena).post(approval, {"approved": True}).code == "decided"
    jobs.run_due()
    assert sum(shop.credits.values()) == 2000


def test_one_that_is_stuck_goes_on_or_is_given_up(known: Case, api: ApiClient, shop: Bank) -> None:
    shop.ignores = True
    run = api.post(runs_path(known), CANCEL).json["id"]
    assert api.post(f"/runs/{run}/continuation").code == "running"
    jobs.run_due()
    stuck = api.get(f"/runs/{run}").json
    assert (stuck["state"], stuck["why"]["code"]) == ("stuck", "differs")
    assert stuck["why"]["detail"].startswith("The system accepted it")
    shop.ignores = False
    assert api.post(f"/runs/{run}/continuation").status == 201
    jobs.run_due()
    assert api.get(f"/runs/{run}").json["state"] == "done"
    shop.orders["1"], shop.ignores = "open", True
    other = api.post(runs_path(known), CANCEL).json["id"]
    jobs.run_due()
    assert api.post(f"/runs/{other}/withdrawal", {"reason": " "}).code == "reason_missing"
    assert api.post(f"/runs/{other}/withdrawal", {"reason": "Von Hand"}).json["state"] == "dropped"


def test_who_was_identified_counts_for_half_a_day(case: Case, api: ApiClient, shop: Bank) -> None:
    assert api.post(runs_path(case), PAYER).code == "needs_proof"
    assert api.post(f"/cases/{case.pk}/proofs", {"how": " "}).code == "reason_missing"
    proof = api.post(f"/cases/{case.pk}/proofs", {"how": "Kundennummer am Telefon"})
    assert (proof.status, proof.json["level"], proof.json["how"]) == (201, "proof", "Kundennummer am Telefon")
    assert api.post(runs_path(case), PAYER).status == 201


def test_a_page_of_runs_asks_as_often_for_many_as_for_one(known: Case, api: ApiClient, shop: Bank) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            api.get(runs_path(known))
        return len(caught)

    for _ in range(2):
        api.post(runs_path(known), CANCEL)
    jobs.run_due()
    few = queries()
    for _ in range(4):
        api.post(runs_path(known), CANCEL)
    assert queries() == few
    pages = [api.get(runs_path(known), limit=4), api.get(runs_path(known), limit=4, cursor="")]
    rest = api.get(runs_path(known), limit=4, cursor=pages[0].json["next"]).json
    assert len(pages[0].json["items"]) + len(rest["items"]) == 6
    assert rest["next"] is None
