"""Questions, facts, promises, parties, calls and merges over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case
from onehand.cases.write import write
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
As = Callable[[Agent], ApiClient]


@pytest.fixture
def asked(case: Case, carla: Customer) -> Case:
    write(case, by=carla, text="Wann kommt die neue Tür? Meine Bestellnummer ist 20041.")
    return case


def _items(api: ApiClient, path: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = api.get(path).json["items"]
    return items


def test_a_question_is_answered_by_a_reply_that_names_it(asked: Case, ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    (question,) = _items(api, f"/cases/{asked.pk}/questions")
    assert (question["text"], question["state"]) == ("Wann kommt die neue Tür?", "open")
    sent = api.post(
        f"/cases/{asked.pk}/messages",
        {"kind": "reply", "text": "Am Freitag.", "answers": [question["id"]]},
    )
    assert sent.json["open_questions"] == []
    (question,) = _items(api, f"/cases/{asked.pk}/questions")
    assert (question["state"], question["answer"]) == ("answered", sent.json["id"])


def test_a_reply_names_what_it_leaves_open(asked: Case, ada: Agent, as_agent: As) -> None:
    sent = as_agent(ada).post(f"/cases/{asked.pk}/messages", {"kind": "reply", "text": "Wir sehen nach."})
    assert [one["text"] for one in sent.json["open_questions"]] == ["Wann kommt die neue Tür?"]


def test_why_there_is_no_answer_is_told(asked: Case, ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    (question,) = _items(api, f"/cases/{asked.pk}/questions")
    told = api.post(f"/questions/{question['id']}/refusal", {"reason": "Der Hersteller hat noch nichts gesagt"})
    assert "Hersteller" in told.json["text"]
    assert _items(api, f"/cases/{asked.pk}/questions")[0]["state"] == "no_answer"
    assert _items(api, f"/cases/{asked.pk}/questions?state=open") == []


def test_a_fact_is_proposed_confirmed_and_erased(asked: Case, ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    (fact,) = _items(api, f"/cases/{asked.pk}/facts")
    assert (fact["kind"], fact["value"], fact["state"]) == ("order_number", "20041", "proposed")
    assert api.post(f"/facts/{fact['id']}/confirmation").json["state"] == "confirmed"
    assert api.delete(f"/facts/{fact['id']}").json["state"] == "erased"
    assert _items(api, f"/cases/{asked.pk}/facts") == []


def test_a_draft_is_checked_and_nothing_is_kept(asked: Case, ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    (fact,) = _items(api, f"/cases/{asked.pk}/facts")
    api.post(f"/facts/{fact['id']}/confirmation")
    text = "Bitte teilen Sie uns Ihre Bestellnummer mit. Ich rufe Sie morgen um 15 Uhr zurück."
    seen = api.post(f"/cases/{asked.pk}/draft-checks", {"text": text}).json
    assert seen["asks"][0]["known"] == "20041"
    assert seen["promises"][0]["due"].startswith("2026-03-03T14:00:00")
    assert seen["answers"][0]["text"] == "Wann kommt die neue Tür?"
    assert _items(api, f"/cases/{asked.pk}/promises") == []


def test_a_promise_is_made_with_a_reply_and_renewed_with_the_old_time_visible(
    asked: Case, ada: Agent, as_agent: As
) -> None:
    api = as_agent(ada)
    made = {"text": "Ich rufe Sie morgen um 15 Uhr zurück", "due": "2026-03-03T15:00:00+01:00", "kind": "callback"}
    api.post(f"/cases/{asked.pk}/messages", {"kind": "reply", "text": made["text"], "promises": [made]})
    (promise,) = _items(api, f"/cases/{asked.pk}/promises")
    assert (promise["state"], promise["needs"], promise["by_default"]) == ("open", "call", False)
    new = api.post(
        f"/promises/{promise['id']}/renewal", {"due": "2026-03-04T10:00:00+01:00", "text": "Erst am Mittwoch."}
    )
    assert new.status == 201
    old, renewed = _items(api, f"/cases/{asked.pk}/promises")
    assert (old["state"], old["due"], old["renewed_by"]) == ("renewed", "2026-03-03T14:00:00Z", renewed["id"])


def test_a_promise_without_a_time_gets_one_and_is_withdrawn_with_a_told_reason(
    asked: Case, ada: Agent, as_agent: As
) -> None:
    api = as_agent(ada)
    promise = api.post(f"/cases/{asked.pk}/promises", {"text": "Ich kümmere mich darum"}).json
    assert promise["by_default"]
    gone = api.post(f"/promises/{promise['id']}/withdrawal", {"reason": "Das Modell läuft aus"})
    assert (gone.json["state"], gone.json["why"]) == ("withdrawn", "Das Modell läuft aus")
    assert api.post(f"/promises/{promise['id']}/withdrawal", {"reason": "x"}).code == "promise_over"


@pytest.mark.parametrize("due", ["2026-02-31", "31. Februar", "gestern", 5, "2020-01-01T10:00:00Z"])
def test_an_impossible_time_is_refused(asked: Case, ada: Agent, as_agent: As, due: object) -> None:
    api = as_agent(ada)
    assert api.post(f"/cases/{asked.pk}/promises", {"text": "x", "due": due}).status == 422
    assert _items(api, f"/cases/{asked.pk}/promises") == []


def test_two_customers_are_joined_and_split(asked: Case, carla: Customer, ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    other = api.post(
        "/cases", {"customer": {"email": "ck@work.example", "name": "C. Kern"}, "subject": "x", "text": "Hallo"}
    ).json["customer"]["id"]
    assert api.post(f"/customers/{carla.pk}/merges", {"customer": other}).status == 422
    row = api.post(f"/customers/{carla.pk}/merges", {"customer": other, "reason": "sie sagt es"}).json
    assert (row["customer"], row["into"]) == (other, carla.pk)
    assert api.get(f"/customers/{other}").json["id"] == carla.pk
    assert api.post(f"/customers/{carla.pk}/merges", {"customer": other, "reason": "x"}).code == "same"
    assert api.delete(f"/merges/{row['id']}").json["split_at"] is not None
    assert api.get(f"/customers/{other}").json["id"] == other


def test_a_party_is_told_and_leaves(asked: Case, ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    party = api.post(
        f"/cases/{asked.pk}/parties",
        {"email": "zahler@example.org", "name": "Paul Kern", "role": "payer", "told": True},
    ).json
    assert (party["role"], party["sees_all"], party["decides"]) == ("payer", False, False)
    assert api.patch(f"/parties/{party['id']}", {"decides": True}).json["decides"] is True
    assert api.delete(f"/parties/{party['id']}").json["until"] is not None


def test_a_callback_is_agreed_called_and_kept(asked: Case, ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    free = _items(api, f"/cases/{asked.pk}/callback-slots")
    slot = api.post(f"/cases/{asked.pk}/callbacks", {"since": free[0]["since"], "number": "030 901820"}).json
    assert api.post(f"/cases/{asked.pk}/callbacks", {"since": free[0]["since"], "number": "x"}).status == 422
    assert api.get(f"/promises/{slot['promise']}").json["state"] == "open"
    api.post(
        f"/cases/{asked.pk}/calls",
        {
            "direction": "out",
            "number": "030 901820",
            "reached": True,
            "text": "Besprochen.",
            "keeps": [slot["promise"]],
        },
    )
    kept = api.get(f"/promises/{slot['promise']}").json
    assert (kept["state"], kept["evidence"]["kind"]) == ("kept", "call")


def test_a_call_that_was_not_agreed_is_refused_with_the_reason(asked: Case, ada: Agent, as_agent: As) -> None:
    answer = as_agent(ada).post(f"/cases/{asked.pk}/calls", {"direction": "out", "number": "030 901820", "text": "x"})
    assert (answer.status, answer.code) == (409, "call_not_agreed")
