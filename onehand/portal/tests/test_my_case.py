"""The customer's own cases: whose hand, where it stands, writing, and the word whether it is solved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onehand.cases.closing import ask_solved
from onehand.cases.handover import take
from onehand.cases.models import Attachment, Case, Message, State
from onehand.cases.note import note
from onehand.cases.open import open_case
from onehand.cases.reply import reply
from onehand.cases.waiting import wait
from onehand.foundation import clock as the_clock
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def line(browser: object, case: Case) -> str:
    return str(browser.get(f"/my/{case.pk}/").context["state_line"])  # type: ignore[attr-defined]


def test_the_state_is_told_in_words(ada: Agent, carla: Customer, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(carla)
    assert line(browser, case) == "Ada Brandt kümmert sich und antwortet bis Montag, 2. März, 17:00 Uhr"
    reply(case, by=ada, text="Ich frage nach.")
    case.refresh_from_db()
    assert line(browser, case) == "Ada Brandt kümmert sich"
    wait(case, until=the_clock.now() + timedelta(days=1), what="die Spedition", by=ada)
    assert (
        line(browser, case) == "Wartet bis Dienstag, 3. März, 09:00 Uhr auf: die Spedition. Dann meldet sich Ada Brandt"
    )
    ask_solved(case, by=ada)
    assert line(browser, case) == "Ada Brandt fragt, ob es gelöst ist"
    browser.post(f"/my/{case.pk}/closure/")
    assert line(browser, case).startswith("Geschlossen seit Montag")


def test_notes_and_reasons_of_colleagues_stay_inside(
    ada: Agent, nora: Agent, carla: Customer, case: Case, signed_in: SignedIn
) -> None:
    note(case, by=ada, text="Die Kundin ist schwierig.")
    take(case, by=nora, reason="Ada mag sie nicht")
    page = signed_in(carla).get(f"/my/{case.pk}/").content.decode()
    assert "Nora Lindt hat übernommen" in page
    assert "schwierig" not in page
    assert "mag sie nicht" not in page


def test_writing_reaches_the_same_hand_once(ada: Agent, carla: Customer, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(carla)
    for _ in range(2):
        assert browser.post(f"/my/{case.pk}/messages/", {"text": "Noch etwas", "key": "k"}).status_code == 303
    assert case.messages.filter(direction=Message.Direction.IN).count() == 2
    empty = browser.post(f"/my/{case.pk}/messages/", {"text": "", "key": "k2"})
    assert empty.status_code == 422


def test_writing_opens_a_closed_case_again(ada: Agent, carla: Customer, case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(carla)
    browser.post(f"/my/{case.pk}/closure/")
    browser.post(f"/my/{case.pk}/messages/", {"text": "Doch nicht"})
    case.refresh_from_db()
    assert (case.state, case.hand) == (State.HELD, ada)


def test_not_solved_yet_goes_back_to_the_hand(ada: Agent, carla: Customer, case: Case, signed_in: SignedIn) -> None:
    ask_solved(case, by=ada)
    assert signed_in(carla).post(f"/my/{case.pk}/objection/", {"text": "Es quietscht"}).status_code == 303
    case.refresh_from_db()
    assert case.state == State.HELD


def test_the_case_of_somebody_else_is_not_found(case: Case, sam: Customer, signed_in: SignedIn) -> None:
    browser = signed_in(sam)
    assert browser.get(f"/my/{case.pk}/").status_code == 404
    for route in ("messages", "closure", "objection"):
        assert browser.post(f"/my/{case.pk}/{route}/", {"text": "x"}).status_code == 404


def test_an_agent_has_no_own_cases_here(ada: Agent, signed_in: SignedIn) -> None:
    assert signed_in(ada).get("/my/").status_code == 404


def test_thirty_cases_cost_as_many_queries_as_two(
    ada: Agent, carla: Customer, clock: object, signed_in: SignedIn
) -> None:
    def asked(number: int) -> int:
        for _ in range(number):
            open_case(carla, None, subject="Lampe", text="Flackert", channel="portal", language="de", by=carla)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/my/").status_code == 200
        return len(queries)

    browser = signed_in(carla)
    assert asked(2) == asked(28)


def test_a_merged_customer_sees_the_cases_of_both(
    ada: Agent, carla: Customer, sam: Customer, signed_in: SignedIn
) -> None:
    for person in (carla, sam):
        open_case(person, None, subject="Lampe", text="Flackert", channel="portal", language="de", by=person)
    sam.merged_into = carla
    sam.save()
    assert len(signed_in(carla).get("/my/").context["rows"]) == 2
    assert len(signed_in(sam).get("/my/").context["rows"]) == 2


def test_a_picture_alone_is_a_message_and_can_be_read_back(
    ada: Agent, carla: Customer, case: Case, signed_in: SignedIn
) -> None:
    browser = signed_in(carla)
    picture = SimpleUploadedFile("Tür.jpg", b"jpg", "image/jpeg")
    assert browser.post(f"/my/{case.pk}/messages/", {"text": "", "key": "k", "files": picture}).status_code == 303
    found = Attachment.objects.get()
    assert "Tür.jpg" in browser.get(f"/my/{case.pk}/").content.decode()
    assert browser.get(f"/my/attachments/{found.pk}/").content == b"jpg"
    assert "Tür.jpg" in signed_in(ada).get(f"/desk/cases/{case.pk}/").content.decode()


def test_nothing_at_all_is_told_in_a_sentence(carla: Customer, case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(carla).post(f"/my/{case.pk}/messages/", {"text": " ", "key": "k"})
    assert answer.status_code == 422
    assert "Es fehlt noch der Text." in answer.content.decode()
