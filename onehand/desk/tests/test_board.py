"""The board of promises, the words that tell of a delay, and the call that keeps one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases import promises
from onehand.cases.models import Case, Message, Promise
from onehand.cases.open import open_case
from onehand.foundation import clock as the_clock
from onehand.people.known import find_or_make
from onehand.people.models import Customer
from onehand.team.models import Agent, Team
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

PART = {"hx-request": "true"}


@pytest.fixture
def late(case: Case, ada: Agent) -> Promise:
    """A promised call whose time is over, and a message that is due later today."""
    promises.make(case, text="die Rechnung", kind="message", by=ada, due=the_clock.now() + timedelta(hours=6))
    promise = promises.make(
        case, text="ich rufe Sie an", kind="callback", by=ada, due=the_clock.now() + timedelta(hours=1)
    )
    the_clock.advance(timedelta(hours=2))
    return promise


def test_the_board_shows_what_is_late_and_due_today_and_counts_only_ones_own(
    ada: Agent, nora: Agent, late: Promise, signed_in: SignedIn
) -> None:
    shown = signed_in(ada).get("/desk/promises/").context
    assert [(name, [row.text for row in rows]) for name, rows, _ in shown["groups"]] == [
        ("late", ["ich rufe Sie an"]), ("today", ["die Rechnung"]),
    ]  # fmt: skip
    assert shown["desk"].counts.owed == 2
    theirs = signed_in(nora)
    assert theirs.get("/desk/promises/").context["groups"] == []
    assert theirs.get("/desk/promises/").context["desk"].counts.owed == 0
    assert [name for name, *_ in theirs.get("/desk/promises/?whose=all").context["groups"]] == ["late", "today"]


def test_promises_of_another_team_are_not_on_the_board(
    nora: Agent, case: Case, late: Promise, signed_in: SignedIn
) -> None:
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    assert signed_in(nora).get("/desk/promises/?whose=all").context["groups"] == []


def test_the_board_goes_on_page_by_page(
    ada: Agent, case: Case, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onehand.desk.board.PAGE", 2)
    for number in range(3):
        due = the_clock.now() + timedelta(minutes=number + 1)
        promises.make(case, text=f"Zusage {number}", kind="message", by=ada, due=due)
    the_clock.advance(timedelta(hours=1))
    browser = signed_in(ada)
    first = browser.get("/desk/promises/?group=late").context
    second = browser.get(f"/desk/promises/?group=late&cursor={first['next']}").context
    assert [row.text for _, rows, _ in second["groups"] for row in rows] == ["Zusage 2"]
    assert second["next"] == ""


def test_owed_promises_stand_on_the_first_page(ada: Agent, late: Promise, signed_in: SignedIn) -> None:
    shown = signed_in(ada).get("/desk/").context["promised"]
    assert [(row.text, row.state) for row in shown] == [("ich rufe Sie an", "late"), ("die Rechnung", "open")]


def test_the_words_are_shown_before_they_are_sent_and_follow_the_time(
    ada: Agent, late: Promise, signed_in: SignedIn
) -> None:
    browser, path = signed_in(ada), f"/desk/promises/{late.pk}/telling/"
    shown = browser.get(path, headers=PART).context
    assert "„ich rufe Sie an“" in shown["text"]
    assert Message.objects.filter(direction="out", automatic="").count() == 0  # looking sends nothing
    moved = browser.get(path, {"due": "2026-03-04T10:00", "was": shown["due"], "text": shown["text"]}, headers=PART)
    assert "4. März, 10:00 Uhr" in moved.context["text"]
    own = browser.get(path, {"due": "2026-03-04T10:00", "was": shown["due"], "text": "Eigene Worte"}, headers=PART)
    assert own.context["text"] == "Eigene Worte"


def test_the_delay_is_told_with_a_new_time_and_one_is_back_on_the_board(
    ada: Agent, case: Case, late: Promise, signed_in: SignedIn
) -> None:
    browser, path = signed_in(ada), f"/desk/promises/{late.pk}/telling/"
    shown = browser.get(path, headers=PART).context
    fields = {"text": shown["text"], "was": shown["due"], "due": "2026-03-04T10:00", "back": "/desk/promises/"}
    answer = browser.post(path, fields)
    assert (answer.status_code, answer["Location"]) == (303, "/desk/promises/")
    late.refresh_from_db()
    assert late.late_told is not None
    renewed = late.renewed_by
    assert renewed.due.isoformat() == "2026-03-04T09:00:00+00:00"
    assert "4. März, 10:00 Uhr" in late.late_told.text


def test_a_refused_telling_keeps_the_words(ada: Agent, late: Promise, signed_in: SignedIn) -> None:
    fields = {"text": "Eigene Worte", "due": "2026-03-01T10:00"}
    answer = signed_in(ada).post(f"/desk/promises/{late.pk}/telling/", fields)
    assert answer.status_code == 422
    assert "Eigene Worte" in answer.content.decode()
    assert "Vergangenheit" in answer.content.decode()


def test_withdrawing_wants_a_reason_and_tells_it(ada: Agent, late: Promise, signed_in: SignedIn) -> None:
    browser, path = signed_in(ada), f"/desk/promises/{late.pk}/withdrawal/"
    assert browser.post(path, {"why": ""}).status_code == 422
    browser.post(path, {"why": "Die Spedition liefert nicht mehr."})
    late.refresh_from_db()
    assert late.told is not None
    assert "Die Spedition liefert nicht mehr." in late.told.text


def test_a_posted_letter_keeps_its_promise(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    promise = promises.make(case, text="Bestätigung per Brief", kind="letter", by=ada)
    browser, path = signed_in(ada), f"/desk/promises/{promise.pk}/posting/"
    assert browser.post(path, {"posted_on": "2026-03-09"}).status_code == 422  # not yet
    browser.post(path, {"posted_on": "2026-03-02"})
    kept = browser.get("/desk/promises/?group=kept").context["groups"]
    assert [row.evidence for _, rows, _ in kept for row in rows] == ["Brief aufgegeben am 2. Mär 2026"]


def test_a_call_is_noted_and_keeps_the_promised_one(ada: Agent, case: Case, late: Promise, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    opened = browser.get(f"/desk/cases/{case.pk}/call/?keeps={late.pk}", headers=PART)
    assert opened.context["closed"] == ""
    assert opened.context["chosen"] == {late.pk}
    fields = {
        "direction": "out", "number": "030 901820", "reached": "yes", "text": "Termin besprochen.", "keeps": late.pk,
        "key": "c1",
    }  # fmt: skip
    for _ in range(2):  # sent twice is one call
        assert browser.post(f"/desk/cases/{case.pk}/calls/", fields).status_code == 303
    late.refresh_from_db()
    assert late.evidence["kind"] == "call"
    assert "Termin besprochen." in browser.get(f"/desk/cases/{case.pk}/").content.decode()
    assert case.messages.filter(channel="phone").count() == 1


def test_where_no_call_was_agreed_a_time_can_be(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    opened = browser.get(f"/desk/cases/{case.pk}/call/", headers=PART).context
    assert opened["code"] == "call_not_agreed"
    start = opened["times"][0]
    browser.post(f"/desk/cases/{case.pk}/slots/", {"start": start.isoformat(), "number": "030 901820"})
    slot = case.slots.get()
    assert (slot.since, slot.agent) == (start, ada)
    browser.post(f"/desk/slots/{slot.pk}/cancellation/", {"why": "krank"})
    slot.refresh_from_db()
    assert slot.cancelled_at is not None


def test_a_link_to_choose_a_time_is_sent(ada: Agent, signed_in: SignedIn) -> None:
    customer, identity = find_or_make("email", "jonas@example.org", name="Jonas", language="de")
    case = open_case(customer, identity, subject="x", text="Hallo", channel="email", language="de", by=customer)
    assert signed_in(ada).post(f"/desk/cases/{case.pk}/slot-offers/").status_code == 303
    assert case.slot_offers.count() == 1


def test_templates_are_put_into_the_text(ada: Agent, case: Case, carla: Customer, signed_in: SignedIn) -> None:
    from onehand.cases import templates

    template = templates.save("Gruß", "de", "Guten Tag [Name?], danke.", by=ada)
    browser = signed_in(ada)
    assert "Gruß" in browser.get(f"/desk/cases/{case.pk}/templates/", headers=PART).content.decode()
    path = f"/desk/cases/{case.pk}/templates/{template.pk}/insertion/"
    told = browser.post(path, headers={"accept": "application/json"}).json()
    assert (told["insert"], told["template"], told["macro"]) == ("Guten Tag [Name?], danke.", template.pk, None)
    back = browser.post(path)  # without scripts it stands in the draft
    assert back["Location"] == f"/desk/cases/{case.pk}/?template={template.pk}#reply"
    shown = browser.get(back["Location"]).content.decode()
    assert "Guten Tag [Name?], danke." in shown
    assert f'name="templates" value="{template.pk}"' in shown
