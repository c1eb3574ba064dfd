"""Blocking in the desk: a page to propose it, the rest in its case, and on the first page of whom it waits for."""

from __future__ import annotations

import pytest

from onehand.actions.due_process import lost
from onehand.actions.due_process.tests.barring import Barring, worked
from onehand.actions.models.due_process import Blocking, Recovery
from onehand.cases.models import Case
from onehand.cases.tests import mails
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db
GOOD = {"reason": "Vierzehn Verträge.", "evidence": "Anträge vom Montag.", "days": "5", "key": "k"}


def test_it_is_proposed_on_a_page_of_its_own_and_leads_to_the_new_case(
    case: Case, ada: Agent, nora: Agent, signed_in: SignedIn
) -> None:
    browser, path = signed_in(ada), f"/desk/cases/{case.pk}/blocking/"
    page = browser.get(path).content.decode()
    assert "Dadurch wird nichts gesperrt. Carla Kern bekommt sofort eine Mail" in page
    for wrong in ({"reason": " "}, {"evidence": ""}, {"days": "0"}, {"days": "nie"}, {"days": "9" * 50}):
        refused = browser.post(path, GOOD | wrong)
        assert refused.status_code == 422
        assert wrong.get("reason", "Vierzehn") in refused.content.decode()  # what was typed is still there
    assert not Blocking.objects.exists()
    answer = browser.post(path, GOOD)
    made = Blocking.objects.get()
    assert answer["Location"] == f"/desk/cases/{made.case_id}/"
    assert browser.post(path, GOOD)["Location"] == answer["Location"]  # a second click
    assert browser.post(path, GOOD | {"key": "other"}).status_code == 422


def test_each_reader_sees_what_they_may_do(blocking: Blocking, ada: Agent, nora: Agent, signed_in: SignedIn) -> None:
    path = f"/desk/cases/{blocking.case_id}/"
    mine = signed_in(ada).get(path).content.decode()
    assert "Über Ihren Vorschlag entscheidet jemand anderes." in mine
    assert "Entscheiden: nicht sperren" not in mine
    theirs = signed_in(nora).get(path).content.decode()
    assert "Zu sperren kann erst entschieden werden" in theirs
    assert "Entscheiden: nicht sperren" in theirs
    assert "Entscheiden: sperren" not in theirs
    mails.take(mails.answer(blocking.case, "Das war ich nicht."))
    assert "Entscheiden: sperren" in signed_in(nora).get(path).content.decode()
    english = signed_in(nora)
    english.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "Decide: block" in english.get(path, headers={"accept-language": "en"}).content.decode()


def test_a_refusal_is_one_sentence_and_a_decision_stands_in_the_case(
    blocking: Blocking, ada: Agent, nora: Agent, barring: Barring, signed_in: SignedIn
) -> None:
    path, quick = f"/desk/blockings/{blocking.pk}/decision/", {"accept": "application/json"}
    answer = signed_in(ada).post(path, {"blocks": "1", "reason": "x"}, headers=quick)
    assert (answer.status_code, answer.json()["code"]) == (409, "own_proposal")
    answer = signed_in(nora).post(path, {"blocks": "1", "reason": "x"}, headers=quick)
    assert (answer.status_code, answer.json()["problem"]) == (
        409, "Die Anhörung läuft noch, und es ist keine Antwort da.",
    )  # fmt: skip
    mails.take(mails.answer(blocking.case, "Na und?"))
    assert "Carla Kern: Anhörung" in signed_in(nora).get("/desk/").content.decode()
    assert "Carla Kern: Anhörung" not in signed_in(ada).get("/desk/").content.decode()
    signed_in(nora).post(path, {"blocks": "1", "reason": "Eindeutig belegt."})
    worked()
    page = signed_in(ada).get(f"/desk/cases/{blocking.case_id}/").content.decode()
    for words in ("Nora Lindt hat entschieden: sperren", "Eindeutig belegt.", "Nachgelesen und mitgeteilt"):
        assert words in page
    assert barring.barred


def test_the_form_of_actions_offers_no_block_but_the_way_to_propose_it(
    case: Case, ada: Agent, nora: Agent, barring: Barring, signed_in: SignedIn
) -> None:
    browser = signed_in(ada)
    page = browser.get(f"/desk/cases/{case.pk}/act/").content.decode()
    assert "action=block_account" not in page
    assert f"/desk/cases/{case.pk}/blocking/" in page
    browser.post(f"/desk/cases/{case.pk}/act/", {"action": "block_account", "do": "run"})
    worked()
    assert not barring.barred


def test_a_lost_account_is_a_guided_case(carla: Customer, ada: Agent, nora: Agent, signed_in: SignedIn) -> None:
    opened = lost.ask(
        email="neu@example.org", words="Weg.", language="de", key="k", name="Carla Kern",
        claimed_email="carla.kern@example.org",
    )  # fmt: skip
    row = Recovery.objects.get(case=opened)
    browser, path = signed_in(ada), f"/desk/cases/{opened.pk}/"
    page = browser.get(path).content.decode()
    assert "Es ist Carla Kern (carla.kern@example.org)" in page
    for wrong in ({"customer": "999999"}, {"customer": "x"}, {"address": "niemand@example.org"}, {}):
        assert browser.post(f"/desk/recoveries/{row.pk}/person/", wrong).status_code == 409
    browser.post(f"/desk/recoveries/{row.pk}/person/", {"customer": str(carla.pk)})
    browser.post(f"/desk/recoveries/{row.pk}/announcement/")
    row.refresh_from_db()
    assert (row.account_of, row.state) == (carla, "announced")
    assert "Alle bekannten Adressen gefragt" in browser.get(path).content.decode()
    assert browser.post(f"/desk/recoveries/{row.pk}/giving-back/", {"lost": ["x", "1"]}).status_code == 409
