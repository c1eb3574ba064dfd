"""Deciding about a message from somebody else with a true reference."""

from __future__ import annotations

import pytest

from onehand.cases.models import Case, Message
from onehand.cases.reference import reply_address
from onehand.cases.tests import mails
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(case: Case) -> Message:
    wrote = mails.mail("Ich bin die Nachbarin.\n", sender="Sam <sam@example.net>", to=reply_address(case.pk))
    received = mails.take(wrote)
    assert received.held
    return mails.message_of(received)


def test_it_is_on_the_first_page_of_the_hand(ada: Agent, held: Message, signed_in: SignedIn) -> None:
    page = signed_in(ada).get("/desk/")
    assert page.context["held"] == [held]
    assert "sam@example.net" in page.content.decode()


def test_it_can_be_taken_into_the_case_once(ada: Agent, case: Case, held: Message, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert browser.get(f"/desk/cases/{case.pk}/").status_code == 200
    assert browser.post(f"/desk/messages/{held.pk}/acceptance/").status_code == 303
    assert browser.post(f"/desk/messages/{held.pk}/acceptance/").status_code == 409


def test_it_can_become_a_case_of_its_own(ada: Agent, case: Case, held: Message, signed_in: SignedIn) -> None:
    answer = signed_in(ada).post(f"/desk/messages/{held.pk}/split/")
    held.refresh_from_db()
    assert held.case_id != case.pk
    assert answer["Location"] == f"/desk/cases/{held.case_id}/"
