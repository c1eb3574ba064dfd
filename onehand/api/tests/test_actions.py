"""Actions by the API: catalogue, dry run, run, approval, reversal, and bank details that nobody finds again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onehand.actions import asking, assurance, backends, carrying, viewing
from onehand.actions.models import Run
from onehand.actions.models_asking import Asking
from onehand.api.models import StoredAnswer
from onehand.api.tests.bank import IBAN, OLD, REFUSED, Bank
from onehand.api.tests.client import Answer, ApiClient
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Message
from onehand.cases.promises import make
from onehand.cases.sentences import SENTENCES, sentence
from onehand.foundation import jobs
from onehand.people.models import Customer
from onehand.team.models import Agent, Mandate
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db
As = Callable[[Agent], ApiClient]

CANCEL = {"action": "cancel", "arguments": {"order": "1", "reason": "Doppelt bestellt"}}
GIVE = {"action": "goodwill", "arguments": {"amount": "20,00", "reason": "Drei Wochen ohne Tür"}}
PAYER = {"action": "change_payer", "arguments": {"contract": "1", "holder": "Carla Kern", "iban": IBAN}}


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bank]:
    one = Bank()
    viewing.forget()
    backends.connect([one])
    monkeypatch.setattr(carrying, "sleep", lambda _seconds: None)
    yield one
    backends.disconnect("toy")


@pytest.fixture
def known(case: Case, ada: Agent) -> Case:
    assurance.vouch(case, how="Ausweis gesehen", by=ada)
    return case


@pytest.fixture
def api(ada: Agent, as_agent: As) -> ApiClient:
    return as_agent(ada)


def runs_path(case: Case) -> str:
    return f"/cases/{case.pk}/runs"


def at(answer: Answer) -> dict[str, str]:
    return {one["at"]: one["kind"] for one in answer.json["errors"]}


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


def test_who_may_give_less_is_told_their_limit(
    known: Case, ada: Agent, nora: Agent, lena: Agent, api: ApiClient, as_agent: As, shop: Bank
) -> None:
    Mandate.objects.create(agent=lena, action_kind="goodwill", limit=3000)
    Mandate.objects.create(agent=nora, action_kind="goodwill", limit=1000)
    run = api.post(runs_path(known), GIVE | {"reason": "Bitte"}).json["id"]
    answer = as_agent(nora).post(f"/runs/{run}/approval", {"approved": True})
    assert answer.code == "beyond_mandate"
    assert "10.00 EUR" in answer.json["detail"]


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
        "needs_reason", "nobody_may", "beyond_mandate", "own_run", "decided", "running", "cannot_undo", "reason_missing", "closed",
        "empty", "due_past", "colleague_unavailable", "not_of_this_case",
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


def test_the_same_key_begins_one_run_and_gets_the_first_answer(known: Case, api: ApiClient, shop: Bank) -> None:
    first = api.post(runs_path(known), CANCEL, key="k")
    jobs.run_due()
    again = api.post(runs_path(known), CANCEL, key="k")
    assert (again.status, again.content) == (201, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Run.objects.count() == 1
    assert sum(shop.done.values()) == 1
    assert api.post(runs_path(known), GIVE, key="k").code == "key_reused"
    assert api.post(runs_path(known), CANCEL, key="ü").code == "key_unusable"


def test_two_agents_with_the_same_key_do_not_meet(
    known: Case, nora: Agent, api: ApiClient, as_agent: As, shop: Bank
) -> None:
    ids = {client.post(runs_path(known), CANCEL, key="k").json["id"] for client in (api, as_agent(nora))}
    assert len(ids) == 2


def test_after_a_crash_between_effect_and_answer_the_key_still_holds(known: Case, api: ApiClient, shop: Bank) -> None:
    first = api.post(runs_path(known), CANCEL, key="k").json["id"]
    StoredAnswer.objects.update(status=0, body="", content_type="")  # the claim, as a crash leaves it
    assert api.post(runs_path(known), GIVE, key="k").code == "key_reused"
    assert api.post(runs_path(known), CANCEL, key="k").json["id"] == first
    assert StoredAnswer.objects.get().status == 201


def test_a_refused_run_leaves_no_claim(known: Case, api: ApiClient, shop: Bank) -> None:
    shop.shipped.add("1")
    assert api.post(runs_path(known), CANCEL, key="k").code == "impossible"
    assert not StoredAnswer.objects.exists()
    shop.shipped.clear()
    assert api.post(runs_path(known), CANCEL, key="k").status == 201


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["runs", "dry-runs"])
def test_no_transaction_is_held_open_while_a_system_is_asked(
    path: str, known: Case, api: ApiClient, shop: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked in threads of their own: what the requesting thread holds is looked at where it waits for them."""
    from onehand.actions import planning

    held: list[bool] = []
    ask = planning._ask_all

    def watched(*given: Any) -> Any:
        held.append(connection.in_atomic_block)
        return ask(*given)

    monkeypatch.setattr(planning, "_ask_all", watched)
    assert api.post(f"/cases/{known.pk}/{path}", CANCEL, key="k").status in (200, 201)
    assert held == [False]


def everything() -> str:
    """All that is stored, as a copy of the database shows it."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 our own tables
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def no_iban_in(text: str) -> None:
    bare = text.replace(" ", "")
    for iban in (IBAN, OLD, REFUSED):
        assert iban not in bare
        assert iban[4:] not in bare


def test_bank_details_are_seen_by_the_system_and_by_nobody_else(
    known: Case, api: ApiClient, shop: Bank, caplog: pytest.LogCaptureFixture
) -> None:
    """In no answer, no line of the timeline, no log, no row: not while it runs, not afterwards, not when it fails."""
    caplog.set_level(logging.DEBUG)
    spaced = PAYER | {"arguments": PAYER["arguments"] | {"iban": "de89 3704 0044 0532 0130 00"}}  # type: ignore[operator]
    body = spaced | {"tell": f"Ab jetzt buchen wir von {IBAN} ab.", "reason": f"neu: {IBAN}"}
    answers = [api.post(f"/cases/{known.pk}/dry-runs", spaced, key="d"), api.post(runs_path(known), body, key="k")]
    no_iban_in(everything())
    run = answers[-1].json["id"]
    jobs.run_due()
    answers += [api.get(f"/runs/{run}"), api.get(runs_path(known)), api.post(runs_path(known), body, key="k")]
    assert (shop.iban, answers[2].json["state"]) == (IBAN, "done")
    assert answers[2].json["arguments"]["iban"] == "DE89 … 3000"
    for holder, iban in (("Falsch", OLD), ("Carla", REFUSED), ("Carla", "DE89370400440532013001")):
        given = {"contract": "1", "holder": holder, "iban": iban}
        answers.append(api.post(runs_path(known), {"action": "change_payer", "arguments": given}))
        jobs.run_due()
    assert [one.status for one in answers[-3:]] == [201, 409, 422]
    assert Run.objects.get(pk=answers[-3].json["id"]).why["code"] == "holder"
    free = CANCEL | {"arguments": {"order": "1", "reason": f"zurück auf {IBAN}"}}
    answers += [
        api.post(runs_path(known), free), api.get(runs_path(known)), api.get(f"/cases/{known.pk}/processes"),
        api.get(f"/cases/{known.pk}/timeline"),
    ]  # fmt: skip
    jobs.run_due()
    for one in answers:
        no_iban_in(one.content.decode())
    no_iban_in(caplog.text)
    no_iban_in(everything())
    assert Message.objects.filter(direction="out", text__contains="DE89 … 3000").exists()
    assert Entry.objects.filter(kind="action_done").exists()


def test_what_the_customer_gave_in_the_form_is_used_and_then_deleted(
    known: Case, ada: Agent, api: ApiClient, shop: Bank
) -> None:
    asking.ask_for(known, "change_payer", {"contract": "1"}, ["iban", "holder"], by=ada)
    asking.fill(Asking.objects.get(), {"iban": IBAN, "holder": "Carla Kern"})
    wish = {"action": "change_payer", "arguments": {"contract": "1"}}
    looked = api.post(f"/cases/{known.pk}/dry-runs", wish)
    assert looked.json["missing"] == []
    begun = api.post(runs_path(known), wish, key="form")
    jobs.run_due()
    assert shop.iban == IBAN
    assert asking.values_of(known, "change_payer") == {}
    again = api.post(runs_path(known), wish, key="form")
    assert again.json["id"] == begun.json["id"]
    for answer in (looked, begun, again):
        no_iban_in(answer.content.decode())
    no_iban_in(everything())


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


def test_who_was_identified_counts_for_half_a_day(case: Case, api: ApiClient, shop: Bank) -> None:
    assert api.post(runs_path(case), PAYER).code == "needs_proof"
    assert api.post(f"/cases/{case.pk}/proofs", {"how": " "}).code == "reason_missing"
    proof = api.post(f"/cases/{case.pk}/proofs", {"how": "Kundennummer am Telefon"})
    assert (proof.status, proof.json["level"], proof.json["how"]) == (201, "proof", "Kundennummer am Telefon")
    assert api.post(runs_path(case), PAYER).status == 201


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


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_under_one_key_one_begins(known: Case, ada: Agent, as_agent: As, shop: Bank) -> None:
    clients, answers = [as_agent(ada) for _ in range(5)], list[Answer]()
    start = threading.Barrier(len(clients))

    def send(client: ApiClient) -> None:
        start.wait()
        answers.append(client.post(runs_path(known), CANCEL, key="k"))
        connection.close()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Run.objects.count() == 1


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


def test_a_process_says_how_an_action_names_it(known: Case, api: ApiClient, shop: Bank) -> None:
    one = api.get(f"/cases/{known.pk}/processes").json["items"][0]["argument"]
    given = {"action": "cancel", "arguments": {"order": one, "reason": "x"}}
    assert api.post(f"/cases/{known.pk}/dry-runs", given).json["steps"][0]["target"] == "1"
