"""S3: a newcomer sees no earlier byte, in the portal neither, and nothing that was written among ourselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from onehand.cases.attachments import attach
from onehand.cases.held import accept_held
from onehand.cases.models import Case, Message, Outgoing
from onehand.cases.reference import reply_address
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def joined(case: Case, ada: Agent, sam: Customer) -> Message:
    """Sam writes into Carla's case, and Ada takes the message in."""
    reply(case, by=ada, text="Vertrauliche Antwort an Carla")
    clock.advance(timedelta(minutes=1))
    wrote = mails.mail("Ich bin der Nachbar.\n", sender="Sam <sam@example.net>", to=reply_address(case.pk))
    received = mails.take(wrote)
    assert received.held
    return accept_held(mails.message_of(received), by=ada)


def test_a_held_sender_sees_nothing_before_a_person_decided(
    case: Case, ada: Agent, sam: Customer, signed_in: SignedIn
) -> None:
    mails.take(mails.mail("Ich auch\n", sender="Sam <sam@example.net>", to=reply_address(case.pk)))
    assert signed_in(sam).get("/my/").context["rows"] == []
    assert signed_in(sam).get(f"/my/{case.pk}/").status_code == 404


def test_who_joined_later_reads_their_own_words_and_what_came_since(
    joined: Message, case: Case, ada: Agent, sam: Customer, carla: Customer, signed_in: SignedIn
) -> None:
    case.refresh_from_db()
    clock.advance(timedelta(minutes=1))
    reply(case, by=ada, text="Antwort an beide")
    page = signed_in(sam).get(f"/my/{case.pk}/").content.decode()
    assert "Ich bin der Nachbar." in page
    assert "Antwort an beide" in page
    assert "Vertrauliche" not in page
    assert "Riss" not in page
    whole = signed_in(carla).get(f"/my/{case.pk}/").content.decode()
    assert "Vertrauliche" in whole


def test_earlier_files_stay_closed_to_who_joined_later(
    joined: Message, case: Case, sam: Customer, carla: Customer, signed_in: SignedIn
) -> None:
    first = case.messages.filter(direction="in").earliest("pk")
    kept = attach(first, name="vertrag.pdf", type="application/pdf", data=b"geheim")
    assert signed_in(sam).get(f"/my/attachments/{kept.pk}/").status_code == 404
    assert signed_in(carla).get(f"/my/attachments/{kept.pk}/").status_code == 200


def test_who_joined_later_does_not_say_whether_it_is_solved(
    joined: Message, case: Case, sam: Customer, signed_in: SignedIn
) -> None:
    for route in ("closure", "objection"):
        assert signed_in(sam).post(f"/my/{case.pk}/{route}/").status_code == 404


def test_automatic_mail_is_shown_to_colleagues_and_to_no_customer(
    ada: Agent, carla: Customer, case: Case, signed_in: SignedIn
) -> None:
    received = mails.take(
        mails.mail(
            "Ihr Bestätigungscode ist 4711\n", to=reply_address(case.pk), sender="carla.kern@example.org",
            headers={"Auto-Submitted": "auto-generated"},
        )
    )  # fmt: skip
    assert received.automatic
    assert "4711" in signed_in(ada).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "4711" not in signed_in(carla).get(f"/my/{case.pk}/").content.decode()


def test_the_form_cannot_add_recipients_nobody_named(ada: Agent, case: Case, signed_in: SignedIn) -> None:
    wanted = ["spy@example.net", "hilfe@moebelhaus.example"]
    signed_in(ada).post(f"/desk/cases/{case.pk}/reply/", {"text": "Antwort", "cc": wanted})
    mail = Outgoing.objects.get(kind="reply")
    assert (mail.recipient, mail.cc) == ("carla.kern@example.org", [])


def test_the_contact_page_shows_nothing_of_whose_address_is_typed(case: Case) -> None:
    browser = Client()
    fields = {"text": "Hallo", "name": "Mallory", "email": "carla.kern@example.org", "key": "k"}
    page = browser.post("/", fields, follow=True).content.decode()
    for word in ("Carla", "Schrank", "Riss", f"/my/{case.pk}/"):
        assert word not in page
