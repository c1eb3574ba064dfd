"""The check of a text before it goes: choices outlive typing, nothing unseen is promised, nothing open is forgotten."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from onehand.cases import facts, promises
from onehand.cases.drafts import draft_of as saved
from onehand.cases.feed import last_seq
from onehand.cases.models import Case, Message, Promise, Question
from onehand.cases.write import write
from onehand.foundation import clock as the_clock
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

PROMISE = "Ich rufe Sie morgen um 15 Uhr zurück."


@pytest.fixture
def question(case: Case, carla: Customer) -> Question:
    write(case, by=carla, text="Wann kommt der Schrank?")
    return case.questions.get()


def sent(case: Case) -> list[str]:
    return list(case.messages.filter(direction=Message.Direction.OUT, automatic="").values_list("text", flat=True))


def fields_of(html: str) -> dict[str, Any]:
    """What a browser would send of the choices, as they stand."""
    part = html[html.index('id="check"') :]
    part = part[: part.index('class="foot"')] if 'class="foot"' in part else part
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", part):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in given and given["name"] != "to_parties" and (given.get("type") != "checkbox" or " checked" in tag):
            found.setdefault(given["name"], []).append(given.get("value", ""))
    for name, inner in re.findall(r'<select[^>]*name="([\w-]+)"[^>]*>(.*?)</select>', part, re.S):
        value = re.search(r'value="([^"]*)" selected', inner)
        found.setdefault(name, []).append(value[1] if value else "")
    return dict(found)


def test_the_check_names_questions_and_promises(
    ada: Agent, case: Case, question: Question, signed_in: SignedIn
) -> None:
    text = f"Der Schrank kommt am Freitag an. {PROMISE}"
    html = signed_in(ada).post(f"/desk/cases/{case.pk}/draft-check/", {"text": text}).content.decode()
    fields = fields_of(html)
    assert fields["asked"] == [str(question.pk)]
    assert fields["answers"] == [str(question.pk)]  # it is likely one
    assert PROMISE in fields["promise-text"]
    assert "2026-03-03T15:00" in fields["promise-due"]


def test_nothing_is_checked_of_an_empty_text(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    html = signed_in(ada).post(f"/desk/cases/{case.pk}/draft-check/", {"text": " "}).content.decode()
    assert "<input" not in html


def test_an_open_question_holds_the_first_sending_and_stays_open_when_it_is_sent_all_the_same(
    ada: Agent, case: Case, question: Question, signed_in: SignedIn
) -> None:
    browser = signed_in(ada)
    first = {"text": "Danke für Ihre Nachricht.", "seen": last_seq(case), "key": "k1"}
    held = browser.post(f"/desk/cases/{case.pk}/reply/", first)
    assert held.status_code == 409
    assert sent(case) == []
    html = held.content.decode()
    assert "Danke für Ihre Nachricht." in html
    assert "Wann kommt der Schrank?" in html[html.index('id="check"') :]
    assert 'name="anyway"' in html
    again = {**first, **fields_of(html), "anyway": "1"}
    assert browser.post(f"/desk/cases/{case.pk}/reply/", again).status_code == 303
    question.refresh_from_db()
    assert question.ended_at is None


def test_a_ticked_answer_ends_the_question(ada: Agent, case: Case, question: Question, signed_in: SignedIn) -> None:
    fields = {"text": "Am 5. März.", "checked": "1", "asked": question.pk, "answers": question.pk, "key": "k1"}
    assert signed_in(ada).post(f"/desk/cases/{case.pk}/reply/", fields).status_code == 303
    question.refresh_from_db()
    assert question.ended == Question.Ended.ANSWERED


def test_why_there_is_no_answer_goes_along(ada: Agent, case: Case, question: Question, signed_in: SignedIn) -> None:
    why = {f"why-{question.pk}": "Das weiß nur die Spedition."}
    fields = {"text": "Danke.", "checked": "1", "asked": question.pk, "key": "k1", **why}
    assert signed_in(ada).post(f"/desk/cases/{case.pk}/reply/", fields).status_code == 303
    question.refresh_from_db()
    assert (question.ended, question.why) == (Question.Ended.NO_ANSWER, "Das weiß nur die Spedition.")
    assert "Das weiß nur die Spedition." in sent(case)[0]


def test_a_promise_that_was_not_seen_is_shown_first_and_then_made(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    first = {"text": PROMISE, "seen": last_seq(case), "key": "k1"}
    held = browser.post(f"/desk/cases/{case.pk}/reply/", first)
    assert (held.status_code, sent(case)) == (409, [])
    again = {**first, **fields_of(held.content.decode())}
    assert browser.post(f"/desk/cases/{case.pk}/reply/", again).status_code == 303
    promise = Promise.objects.get()
    assert (promise.kind, promise.due.isoformat()) == ("callback", "2026-03-03T14:00:00+00:00")
    assert browser.post(f"/desk/cases/{case.pk}/reply/", first).status_code == 303  # the same key again
    assert len(sent(case)) == 1


def test_an_unticked_promise_is_not_made_and_a_changed_time_counts(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    shown = fields_of(browser.post(f"/desk/cases/{case.pk}/draft-check/", {"text": PROMISE}).content.decode())
    longer = {"text": f"Guten Tag.\n\n{PROMISE}", **shown, "promise-due": ["2026-03-04T10:00"], "key": "k1"}
    drawn = fields_of(browser.post(f"/desk/cases/{case.pk}/draft-check/", longer).content.decode())
    assert drawn["promise-due"] == ["2026-03-04T10:00"]  # what was chosen outlives typing
    unticked = {name: value for name, value in longer.items() if name != "promise"}
    drawn = fields_of(browser.post(f"/desk/cases/{case.pk}/draft-check/", unticked).content.decode())
    assert "promise" not in drawn
    browser.post(f"/desk/cases/{case.pk}/reply/", unticked)
    assert Promise.objects.count() == 0
    browser.post(f"/desk/cases/{case.pk}/reply/", {**longer, "key": "k2"})
    assert Promise.objects.get().due.isoformat() == "2026-03-04T09:00:00+00:00"


def test_a_promise_that_was_typed_away_is_not_made(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    shown = fields_of(browser.post(f"/desk/cases/{case.pk}/draft-check/", {"text": PROMISE}).content.decode())
    browser.post(f"/desk/cases/{case.pk}/reply/", {**shown, "text": "Danke für das Foto.", "key": "k1"})
    assert (Promise.objects.count(), len(sent(case))) == (0, 1)


def test_a_promise_too_late_for_the_customer_says_so(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    from datetime import date

    facts.add(case, kind="deadline", value="bis 2. März", due=date(2026, 3, 2), by=ada)
    html = signed_in(ada).post(f"/desk/cases/{case.pk}/draft-check/", {"text": PROMISE}).content.decode()
    assert "zu spät, gebraucht" in html


def test_a_reply_keeps_an_open_promise(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    due = the_clock.now() + timedelta(hours=5)
    promise = promises.make(case, text="den Liefertermin nenne ich Ihnen", kind="message", by=ada, due=due)
    browser = signed_in(ada)
    html = browser.post(
        f"/desk/cases/{case.pk}/draft-check/", {"text": "Danke für das Foto.", "keep": promise.pk}
    ).content.decode()
    fields = fields_of(html)
    assert fields["keeps"] == [str(promise.pk)]  # chosen beside the promise
    browser.post(f"/desk/cases/{case.pk}/reply/", {**fields, "text": "Danke für das Foto.", "key": "k1"})
    promise.refresh_from_db()
    assert promise.answer is not None


def test_what_is_known_is_not_asked_again(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    facts.add(case, kind="order_number", value="20041", by=ada)
    text = "Bitte teilen Sie uns Ihre Bestellnummer mit."
    browser = signed_in(ada)
    html = browser.post(f"/desk/cases/{case.pk}/draft-check/", {"text": text}).content.decode()
    assert 'data-instead="Bestellnummer: 20041."' in html
    held = browser.post(f"/desk/cases/{case.pk}/reply/", {"text": text, "checked": "1", "key": "k1"})
    assert held.status_code == 409
    again = {"text": text, "checked": "1", "anyway": "1", "key": "k1"}
    assert browser.post(f"/desk/cases/{case.pk}/reply/", again).status_code == 303


def test_a_gap_is_never_sent(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    fields = {"text": "Ihre Bestellung [Nummer?] kommt.", "checked": "1", "anyway": "1", "key": "k1"}
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/reply/", fields)
    assert answer.status_code == 409
    assert 'data-select="[Nummer?]"' in answer.content.decode()


def test_a_claim_wants_its_evidence(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    text = "Sie haben die falsche Adresse angegeben."
    browser = signed_in(ada)
    html = browser.post(f"/desk/cases/{case.pk}/draft-check/", {"text": text}).content.decode()
    fields = fields_of(html)
    assert fields["claim-text"] == [text]
    first = case.messages.order_by("pk").first()
    assert first is not None
    assert f'value="m{first.pk}"' in html
    bare = browser.post(f"/desk/cases/{case.pk}/reply/", {**fields, "text": text, "anyway": "1", "key": "k1"})
    assert (bare.status_code, sent(case)) == (409, [])
    proved = {**fields, "text": text, "claim-evidence": f"m{first.pk}", "key": "k1"}
    assert browser.post(f"/desk/cases/{case.pk}/reply/", proved).status_code == 303
    assert case.claims.get().evidence == first


def test_amends_put_their_sentence_into_the_draft(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    from onehand.cases import amends

    due = the_clock.now() + timedelta(hours=1)
    promise = promises.make(case, text="Rückruf", kind="callback", by=ada, due=due)
    the_clock.advance(timedelta(hours=2))
    apology = next(one for one in amends.propose(promise) if one.kind == amends.APOLOGY)
    browser = signed_in(ada)
    assert "/desk/amends/" in browser.get(f"/desk/cases/{case.pk}/").content.decode()
    browser.post(f"/desk/amends/{apology.pk}/offer/")
    draft = saved(case, ada)
    assert draft is not None
    assert "entschuldigen Sie" in draft.text
