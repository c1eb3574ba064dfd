"""What the case remembers, on its page: what is underlined and proposed, asked, known, and what its keys do."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from onehand.cases import facts, promises
from onehand.cases.models import Case, Fact, Message, Promise, Question
from onehand.cases.open import open_case
from onehand.cases.write import write
from onehand.foundation import clock as the_clock
from onehand.people import card
from onehand.people.models import Customer
from onehand.team.models import Agent, Team
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

IN_PLACE = {"accept": "application/json"}
SAID = "Meine Bestellnummer ist 20041. Wann kommt der Schrank?"


@pytest.fixture
def told(case: Case, carla: Customer) -> Message:
    """Carla writes a question with a number in it."""
    return write(case, by=carla, text=SAID)


def page(browser: Client, case: Case) -> str:
    return browser.get(f"/desk/cases/{case.pk}/").content.decode()


def test_what_was_found_is_underlined_and_proposed_below_the_message(
    ada: Agent, case: Case, told: Message, signed_in: SignedIn
) -> None:
    fact, question = case.facts.get(), case.questions.get()
    html = page(signed_in(ada), case)
    assert f'<mark class="fact" title="Bestellnummer" id="f{fact.pk}">20041</mark>' in html
    assert f'id="q{question.pk}">Wann kommt der Schrank?</mark>' in html
    assert f"/desk/facts/{fact.pk}/confirmation/" in html
    assert 'data-key="y"' in html


def test_a_proposal_is_kept_in_place_and_then_known(ada: Agent, case: Case, told: Message, signed_in: SignedIn) -> None:
    browser, fact = signed_in(ada), case.facts.get()
    answer = browser.post(f"/desk/facts/{fact.pk}/confirmation/", headers=IN_PLACE)
    assert answer.json() == {"said": "Gemerkt", "undo": None}
    fact.refresh_from_db()
    assert fact.confirmed_by == ada
    known = browser.get(f"/desk/cases/{case.pk}/").context["memory"].facts
    assert [(one.label, one.value, one.message) for one in known] == [("Bestellnummer", "20041", told.pk)]
    assert "f-confirmation" not in page(browser, case)


def test_without_scripts_the_same_form_leads_back_to_the_page(
    ada: Agent, case: Case, told: Message, signed_in: SignedIn
) -> None:
    fact = case.facts.get()
    answer = signed_in(ada).post(f"/desk/facts/{fact.pk}/dismissal/")
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/cases/{case.pk}/")
    fact.refresh_from_db()
    assert fact.ended == Fact.Ended.DISMISSED


def test_what_contradicts_asks_and_replaces_only_when_told_so(
    ada: Agent, case: Case, carla: Customer, signed_in: SignedIn
) -> None:
    facts.add(case, kind="customer_number", value="K-1", by=ada)
    message = write(case, by=carla, text="Danke.")
    newer = Fact.objects.create(
        case=case, customer=carla, kind="customer_number", value="K-2", message=message, start=0, end=5
    )
    browser = signed_in(ada)
    assert "bisher K-1" in page(browser, case)
    asked = browser.post(f"/desk/facts/{newer.pk}/confirmation/", headers=IN_PLACE)
    assert (asked.status_code, asked.json()["code"]) == (409, "contradicts")
    assert browser.post(f"/desk/facts/{newer.pk}/confirmation/", {"replace": "1"}).status_code == 303
    assert [one.value for one in facts.known(case)] == ["K-2"]


def test_a_fact_is_written_down_changed_and_erased(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    browser.post(f"/desk/cases/{case.pk}/facts/", {"kind": "absence", "since": "2026-03-05", "until": "2026-03-09"})
    fact = case.facts.get()
    assert (fact.since, fact.until) == (date(2026, 3, 5), date(2026, 3, 9))
    assert "5. März 2026 bis 9. März 2026" in re.sub(r"\s+", " ", page(browser, case)).replace("Mär ", "März ")
    browser.post(f"/desk/facts/{fact.pk}/erasure/")
    assert facts.known(case) == []
    wrong = browser.post(f"/desk/cases/{case.pk}/facts/", {"kind": "email", "value": "keine"})
    assert wrong.status_code == 422
    assert 'value="keine"' in wrong.content.decode()


def test_a_question_is_noted_taken_out_and_back_in(ada: Agent, case: Case, told: Message, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    fields = {"text": "Meine Bestellnummer", "message": told.pk}
    assert browser.post(f"/desk/cases/{case.pk}/questions/", fields, headers=IN_PLACE).json()["said"]
    added = case.questions.get(text="Meine Bestellnummer")
    assert (added.start, added.end) == (0, 19)
    gone = browser.post(f"/desk/questions/{added.pk}/misreading/", headers=IN_PLACE).json()
    browser.post(gone["undo"]["url"])
    added.refresh_from_db()
    assert added.ended_at is None


def test_why_there_is_no_answer_is_told(ada: Agent, case: Case, told: Message, signed_in: SignedIn) -> None:
    question = case.questions.get()
    browser = signed_in(ada)
    assert browser.post(f"/desk/questions/{question.pk}/no-answer/", {"why": " "}).status_code == 422
    browser.post(f"/desk/questions/{question.pk}/no-answer/", {"why": "Das weiß nur der Hersteller."})
    question.refresh_from_db()
    assert question.ended == Question.Ended.NO_ANSWER
    assert question.answer is not None
    assert "Das weiß nur der Hersteller." in question.answer.text


def test_closing_with_an_open_question_names_it_and_leads_to_it(
    ada: Agent, case: Case, told: Message, signed_in: SignedIn
) -> None:
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/closure/", {"reason": "doppelt"})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert f'href="#side-q{case.questions.get().pk}"' in html
    assert answer.context["form"]["reason"] == "doppelt"


def test_late_promises_come_first(ada: Agent, case: Case, told: Message, signed_in: SignedIn) -> None:
    promises.make(case, text="Rückruf", kind="callback", by=ada, due=the_clock.now() + timedelta(hours=1))
    promises.make(case, text="Nachricht", kind="message", by=ada, due=the_clock.now() + timedelta(hours=5))
    browser = signed_in(ada)
    html = page(browser, case)
    assert html.index('id="panel-questions"') < html.index('id="panel-promises"')
    the_clock.advance(timedelta(hours=2))
    html = page(browser, case)
    assert html.index('id="panel-promises"') < html.index('id="panel-questions"')
    assert "1 Zusage überfällig" in html
    assert [one.state for one in browser.get(f"/desk/cases/{case.pk}/").context["memory"].promises] == ["late", "open"]


def test_a_message_is_drawn_anew_only_when_something_in_it_changed(
    ada: Agent, case: Case, told: Message, signed_in: SignedIn
) -> None:
    browser = signed_in(ada)

    def versions() -> list[str]:
        return re.findall(r'data-version="(\w*)"', browser.get(f"/desk/cases/{case.pk}/timeline/").content.decode())

    before = versions()
    assert before == versions()
    facts.confirm(case.facts.get(), by=ada)
    assert before != versions()


def test_other_cases_are_folded_at_their_place_and_can_be_read_there(
    ada: Agent, case: Case, carla: Customer, signed_in: SignedIn
) -> None:
    the_clock.advance(timedelta(days=1))
    later = open_case(carla, None, subject="Lampe", text="Sie flackert.", channel="portal", language="de", by=carla)
    the_clock.advance(timedelta(days=1))
    write(case, by=carla, text="Und nun?")
    browser = signed_in(ada)
    html = page(browser, case)
    assert html.index("Die linke Tür") < html.index(f'id="c{later.pk}"') < html.index("Und nun?")
    inside = browser.get(f"/desk/cases/{later.pk}/folded/").content.decode()
    assert "Sie flackert." in inside
    assert f'href="/desk/cases/{later.pk}/"' in inside


def test_what_belongs_to_another_team_is_not_found(nora: Agent, case: Case, told: Message, signed_in: SignedIn) -> None:
    fact, question = case.facts.get(), case.questions.get()
    promise = promises.make(case, text="Rückruf", kind="callback", by=nora)
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    browser = signed_in(nora)
    for path in (
        f"facts/{fact.pk}/confirmation", f"facts/{fact.pk}/erasure", f"questions/{question.pk}/misreading",
        f"questions/{question.pk}/no-answer", f"promises/{promise.pk}/withdrawal", f"promises/{promise.pk}/telling",
        f"cases/{case.pk}/draft-check", f"cases/{case.pk}/facts", f"cases/{case.pk}/calls", f"cases/{case.pk}/slots",
        f"cases/{case.pk}/promises", "facts/999999/confirmation", "amends/1/offer", "claims/1/disproof",
    ):  # fmt: skip
        assert browser.post(f"/desk/{path}/").status_code == 404, path
    for path in (f"cases/{case.pk}/folded", f"cases/{case.pk}/around", f"cases/{case.pk}/call"):
        assert browser.get(f"/desk/{path}/").status_code == 404, path


def test_the_card_is_beside_the_case_and_closes_the_call(
    ada: Agent, case: Case, carla: Customer, signed_in: SignedIn
) -> None:
    card.change(carla, by=ada, form="du", no_phone=True)
    browser = signed_in(ada)
    html = page(browser, case)
    assert "Diese Person möchte nicht angerufen werden." in html
    opened = browser.get(f"/desk/cases/{case.pk}/call/", headers={"hx-request": "true"}).content.decode()
    assert "/slot-offers/" in opened
    assert 'href="tel:' not in opened


def test_the_palette_finds_people_whom_the_reader_may_see(
    ada: Agent, case: Case, sam: Customer, signed_in: SignedIn
) -> None:
    found = signed_in(ada).get("/desk/search.json?q=carla").json()
    assert [(one["name"], one["address"]) for one in found["people"]] == [("Carla Kern", "carla.kern@example.org")]
    assert signed_in(ada).get("/desk/search.json?q=fremd").json() == {"people": [], "items": []}


def test_a_promise_made_by_hand_can_be_taken_back(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    fields = {"text": "Wir rufen an", "kind": "callback", "due": "2026-03-03T15:00"}
    made = browser.post(f"/desk/cases/{case.pk}/promises/", fields, headers=IN_PLACE).json()
    promise = Promise.objects.get()
    assert promise.due.isoformat() == "2026-03-03T14:00:00+00:00"
    browser.post(made["undo"]["url"])
    promise.refresh_from_db()
    assert promise.withdrawn_at is not None
