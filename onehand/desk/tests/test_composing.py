"""Answering, noting, asking whether it is solved: typed text is never lost, nothing is sent twice."""

from __future__ import annotations

import pytest

from onehand.cases.drafts import draft_of
from onehand.cases.feed import last_seq
from onehand.cases.models import Case, Message, Outgoing, State
from onehand.cases.write import write
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def sent(case: Case) -> list[str]:
    return list(case.messages.filter(direction=Message.Direction.OUT, automatic="").values_list("text", flat=True))


def test_a_reply_is_sent_and_leads_back_to_the_case(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    fields = {"text": "Danke für das Foto der Tür.", "seen": last_seq(case), "key": "k1"}
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/reply/", fields)
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/cases/{case.pk}/#reply")
    assert sent(case) == ["Danke für das Foto der Tür."]


def test_the_same_form_sent_twice_is_one_reply(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    fields = {"text": "Danke für das Foto der Tür.", "seen": last_seq(case), "key": "k1"}
    browser = signed_in(ada)
    for _ in range(2):
        assert browser.post(f"/desk/cases/{case.pk}/reply/", fields).status_code == 303
    assert len(sent(case)) == 1
    assert Outgoing.objects.filter(kind="reply").count() == 1


def test_a_key_that_was_used_in_another_case_sends_all_the_same(
    ada: Agent, case: Case, carla: Customer, signed_in: SignedIn
) -> None:
    from onehand.cases.open import open_case

    other = open_case(carla, None, subject="Zweites", text="Hallo", channel="portal", language="de", by=carla)
    browser = signed_in(ada)
    for one in (case, other):
        browser.post(f"/desk/cases/{one.pk}/reply/", {"text": "Antwort", "key": "same"})
    assert sent(case) == sent(other) == ["Antwort"]


def test_an_outdated_reply_is_not_sent_shows_what_is_new_and_keeps_the_text(
    ada: Agent, case: Case, carla: Customer, signed_in: SignedIn
) -> None:
    seen = last_seq(case)
    write(case, by=carla, text="Es eilt doch nicht.")
    browser = signed_in(ada)
    answer = browser.post(f"/desk/cases/{case.pk}/reply/", {"text": "Morgen früh.", "seen": seen, "key": "k1"})
    assert answer.status_code == 409
    assert sent(case) == []
    composer = answer.context["composer"]
    assert composer["text"] == "Morgen früh."
    assert [item.message.text for item in composer["outdated"]] == ["Es eilt doch nicht."]
    again = {"text": composer["text"], "seen": composer["seen"], "key": composer["key"]}
    assert browser.post(f"/desk/cases/{case.pk}/reply/", again).status_code == 303
    assert sent(case) == ["Morgen früh."]


def test_an_empty_reply_says_what_is_missing(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/reply/", {"text": " "})
    assert answer.status_code == 422
    assert "Es fehlt noch der Text." in answer.content.decode()


def test_a_note_stays_inside_and_consults_whom_it_mentions(
    ada: Agent, nora: Agent, case: Case, signed_in: SignedIn
) -> None:
    assert signed_in(ada).post(f"/desk/cases/{case.pk}/note/", {"text": "@nora schau mal"}).status_code == 303
    assert case.consults.get().agent == nora
    assert sent(case) == []


def test_a_refused_note_stays_a_note(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/note/", {"text": ""})
    assert answer.status_code == 422
    assert answer.context["composer"]["mode"] == "note"


def test_a_text_with_the_solved_question_is_sent_with_it(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    fields = {"text": "Die Tür ist getauscht.", "seen": last_seq(case), "key": "k1"}
    assert signed_in(ada).post(f"/desk/cases/{case.pk}/solved-question/", fields).status_code == 303
    case.refresh_from_db()
    assert case.state == State.ASKED
    assert sent(case) == ["Die Tür ist getauscht."]
    assert Outgoing.objects.filter(kind="question").count() == 1


def test_an_outdated_text_with_the_question_sends_neither(
    ada: Agent, case: Case, carla: Customer, signed_in: SignedIn
) -> None:
    seen = last_seq(case)
    write(case, by=carla, text="Noch etwas.")
    fields = {"text": "Fertig.", "seen": seen, "key": "k1"}
    assert signed_in(ada).post(f"/desk/cases/{case.pk}/solved-question/", fields).status_code == 409
    case.refresh_from_db()
    assert case.state == State.HELD
    assert sent(case) == []


def test_a_draft_is_saved_while_typing(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(ada).post(f"/desk/cases/{case.pk}/draft/", {"text": "Sehr geeh", "seen": "3"})
    draft = draft_of(case, ada)
    assert draft is not None
    assert (draft.text, draft.seen) == ("Sehr geeh", 3)
    assert answer.json() == {"at": draft.at.isoformat()}


@pytest.mark.parametrize(
    "route", ["reply", "note", "solved-question", "draft", "presence", "waiting", "closure", "taking"]
)
def test_looking_changes_nothing(ada: Agent, case: Case, signed_in: SignedIn, route: str) -> None:
    assert signed_in(ada).get(f"/desk/cases/{case.pk}/{route}/").status_code == 405
