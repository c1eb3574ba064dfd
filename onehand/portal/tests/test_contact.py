"""The contact page: tell us once."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onehand.cases.models import Case, Outgoing
from onehand.foundation import jobs
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

FIELDS = {
    "text": "Mein Schrank hat einen Riss.",
    "name": "Carla Kern", "email": "Carla.Kern@example.org", "key": "k1", "website": "",
}  # fmt: skip


@pytest.fixture
def browser(ada: Agent) -> Client:
    return Client(headers={"accept-language": "de"})


def test_it_says_who_answers_until_when(browser: Client) -> None:
    page = browser.get("/")
    assert page.context["people"] == ["Ada"]
    assert "Montag, 2. März, 17:00 Uhr" in page.context["answer"]
    assert "hilfe@moebelhaus.example" in page.content.decode()


def test_a_message_becomes_a_case_with_its_hand_and_a_receipt(browser: Client) -> None:
    answer = browser.post("/", FIELDS, follow=True)
    assert answer.redirect_chain == [("/sent/", 303)]
    assert answer.context["hand"] == "Ada Brandt"
    assert "Ada Brandt" in answer.context["next_step"]
    case = Case.objects.get()
    assert (case.channel, case.customer.name, case.language) == ("form", "Carla Kern", "de")
    assert case.customer.identities.get().assurance == Identity.Assurance.CLAIMED
    jobs.run_due()
    assert Outgoing.objects.get(kind="receipt").recipient == "carla.kern@example.org"


def test_the_same_form_sent_twice_is_one_case(browser: Client) -> None:
    for _ in range(2):
        assert browser.post("/", FIELDS).status_code == 303
    assert Case.objects.count() == 1


def test_the_key_of_somebody_else_opens_a_case_of_ones_own(browser: Client) -> None:
    browser.post("/", FIELDS)
    browser.post("/", {**FIELDS, "email": "sam@example.net", "name": "Sam"})
    assert [case.customer.name for case in Case.objects.order_by("pk")] == ["Carla Kern", "Sam"]


@pytest.mark.parametrize(
    "wrong",
    [{"text": " "}, {"email": "keine"}, {"email": "a@b.example\r\nBcc: x@y.example"}, {"website": "http://x.example"},
     {"email": "hilfe@moebelhaus.example"}, {"name": "x" * 300}],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(browser: Client, wrong: dict[str, str]) -> None:
    answer = browser.post("/", {**FIELDS, **wrong})
    assert answer.status_code == 422
    assert answer.context["problem"]
    assert ("Mein Schrank hat einen Riss." in answer.content.decode()) == ("text" not in wrong)
    assert not Case.objects.exists()


def test_twenty_an_hour_from_one_address_are_enough(browser: Client, clock: object) -> None:
    from datetime import timedelta

    from onehand.foundation import clock as the_clock

    for number in range(20):
        assert browser.post("/", {**FIELDS, "text": f"Nr. {number}"}).status_code == 303
    answer = browser.post("/", {**FIELDS, "text": "Noch eins"})
    assert answer.status_code == 429
    assert "Noch eins" in answer.content.decode()
    assert browser.post("/", {**FIELDS, "text": "Von woanders"}, REMOTE_ADDR="192.0.2.7").status_code == 303
    the_clock.advance(timedelta(minutes=61))
    assert browser.post("/", {**FIELDS, "text": "Später"}).status_code == 303


def test_who_is_signed_in_needs_no_address(ada: Agent, carla: Customer, signed_in: SignedIn) -> None:
    answer = signed_in(carla).post("/", {"text": "Noch ein Schrank", "key": "k"}, follow=True)
    case = Case.objects.get()
    assert (case.customer, case.channel) == (carla, "portal")
    assert answer.context["number"] == case.pk


def test_a_claimed_address_changes_nothing_of_its_owner(ada: Agent, browser: Client) -> None:
    browser.post("/", {**FIELDS, "name": "", "key": "a"})
    assert Case.objects.count() == 1
    browser.post("/", {**FIELDS, "name": "Mallory", "key": "b", "text": "x"})
    assert {customer.name for customer in Customer.objects.all()} == {""}


def test_the_page_after_sending_tells_nothing_without_a_sending(browser: Client) -> None:
    assert browser.get("/sent/")["Location"] == "/"


def test_files_come_along_with_the_first_words(browser: Client, ada: Agent, signed_in: SignedIn) -> None:
    picture = SimpleUploadedFile("Riss.png", b"\x89PNG", "image/png")
    assert browser.post("/", {**FIELDS, "files": picture}).status_code == 303
    message = Case.objects.get().messages.get()
    assert (message.has_attachments, message.attachments.get().name) == (True, "Riss.png")
    assert "Riss.png" in signed_in(ada).get(f"/desk/cases/{message.case_id}/").content.decode()


def test_too_large_files_are_told_in_a_sentence_and_the_words_are_kept(browser: Client) -> None:
    large = SimpleUploadedFile("Film.mp4", bytes(22 * 1024 * 1024), "video/mp4")
    answer = browser.post("/", {**FIELDS, "files": large})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "größer als 20 MB" in page
    assert FIELDS["text"] in page
    assert "noch einmal aus" in page
    assert not Case.objects.exists()
