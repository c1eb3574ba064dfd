"""The status page and "me too": plain words for everybody, no word of anybody; GET changes nothing."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onehand.cases.models import Case, Outgoing
from onehand.defects import fixing, linking, mails
from onehand.defects.models import Defect, Link
from onehand.defects.tests.conftest import asks, defect, person  # noqa: F401 - a fixture
from onehand.foundation import jobs
from onehand.people.forgetting import forget
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    return Client(headers={"accept-language": "de"})


def page_of(one: Defect) -> str:
    return f"/defects/{one.code}/"


def test_the_status_page_tells_what_is_disturbed_and_nothing_of_anybody(
    defect: Defect,  # noqa: F811
    ada: Agent,
    browser: Client,
) -> None:
    for number in range(5):
        linking.link(defect, asks(person(f"Kunde{number}")), by=ada)
    page = browser.get("/status/").content.decode()
    assert "Neue Surfsticks werden nicht freigeschaltet." in page
    assert "4. Mär" in page
    assert "5 Personen haben es gemeldet" in page
    for word in ("Kunde0", "Ada", "Vermittlung 7", "switch-7", "lines"):
        assert word not in page
    english = Client(headers={"accept-language": "en"}).get("/status/").content.decode()
    assert "New sticks are not activated." in english
    fixing.fix(defect, by=ada, done_de="Umgestellt.")
    page = browser.get("/status/").content.decode()
    assert "In den letzten Tagen behoben" in page
    assert "Umgestellt." in page


def test_what_is_not_public_is_not_on_it_but_has_its_page(
    defect: Defect,  # noqa: F811
    browser: Client,
) -> None:
    Defect.objects.update(public=False)
    assert "Uns ist keine Störung bekannt." in browser.get("/status/").content.decode()
    assert "Surfsticks" in browser.get(page_of(defect)).content.decode()


def test_me_too_with_an_address(defect: Defect, ada: Agent, browser: Client) -> None:  # noqa: F811
    for _ in range(3):
        browser.get(page_of(defect))
    assert not Case.objects.exists()
    answer = browser.post(page_of(defect), {"email": "neu@example.org"})
    assert answer["Location"].endswith("?done=1")
    assert "Danke, es ist notiert." in browser.get(answer["Location"]).content.decode()
    jobs.run_due()
    assert Link.objects.get().how == "me_too"
    (mail,) = Outgoing.objects.all()
    assert mail.recipient == "neu@example.org"


def test_known_and_unknown_are_answered_alike(defect: Defect, ada: Agent) -> None:  # noqa: F811
    asks(person("Mira"))
    linking.link(defect, asks(person("Paul")), by=ada)
    seen = set()
    counts = set()
    for email in ("mira@example.org", "paul@example.org", "niemand@example.org"):
        with CaptureQueriesContext(connection) as found:
            answer = Client(headers={"accept-language": "de"}).post(page_of(defect), {"email": email})
        counts.add(len(found))
        seen.add((answer.status_code, answer["Location"], answer.content))
    assert len(seen) == 1
    assert len(counts) == 1


@pytest.mark.parametrize(
    "fields", [{}, {"email": "nein"}, {"email": "a@b.example\nBcc: x@y.example"}, {"email": "hilfe@moebelhaus.example"},
               {"email": "a@b.example", "website": "x"}, {"email": "a@b.example", "text": "x" * 20_001}]
)  # fmt: skip
def test_what_cannot_be_used_is_said(defect: Defect, ada: Agent, browser: Client, fields: dict[str, str]) -> None:  # noqa: F811
    answer = browser.post(page_of(defect), fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    jobs.run_due()
    assert not Case.objects.exists()


def test_nobody_is_bombed(defect: Defect, ada: Agent) -> None:  # noqa: F811
    """S4: the limits of the contact page, one receipt a day and address, and no word of the sender in it."""
    statuses = [
        Client().post(
            page_of(defect), {"email": "opfer@example.org", "text": f"Pillen {number}"},
            REMOTE_ADDR=f"192.0.2.{number % 3}",
        ).status_code
        for number in range(75)
    ]  # fmt: skip
    assert statuses.count(303) == 60
    assert statuses.count(429) == 15
    jobs.run_due()
    (mail,) = Outgoing.objects.all()
    assert "Pillen" not in mail.text + mail.subject


def test_signed_in_it_is_one_click(
    defect: Defect,  # noqa: F811
    ada: Agent,
    carla: Customer,
    signed_in: SignedIn,
) -> None:
    browser = signed_in(carla)
    assert 'name="email"' not in browser.get(page_of(defect)).content.decode()
    answer = browser.post(page_of(defect))
    case = Case.objects.get()
    assert (answer["Location"], case.customer) == (f"/my/{case.pk}/", carla)
    assert "Störung" in browser.get(answer["Location"]).content.decode()


def test_by_the_link_of_a_mail_nothing_is_typed(defect: Defect, ada: Agent, browser: Client) -> None:  # noqa: F811
    case = asks(person("Mira"))
    path = re.sub(r"^https?://[^/]+", "", mails.personal_url(defect, case))
    page = browser.get(path)
    assert 'name="email"' not in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "no-store"
    assert not Link.objects.exists()
    assert browser.post(path).status_code == 303
    assert Link.objects.get().case == case
    assert "Wir wissen, dass es Sie betrifft." in browser.get(path).content.decode()
    forget(case.customer, by=ada)
    assert browser.get(path).status_code == 410


@pytest.mark.parametrize("code", ["x", "a" * 33, "0" * 16, "%00", "..", "ä"])
def test_a_code_that_is_none(defect: Defect, ada: Agent, browser: Client, code: str) -> None:  # noqa: F811
    assert browser.get(f"/defects/{code}/").status_code == 404
    assert browser.get(f"/me-too/{code}/").status_code in (404, 410)
    assert browser.post(f"/me-too/{code}/").status_code in (404, 410)


def test_the_status_page_asks_little(defect: Defect, ada: Agent, browser: Client) -> None:  # noqa: F811
    with CaptureQueriesContext(connection) as found:
        browser.get("/status/")
    assert len(found) <= 4
