"""S4: the contact page is used to bomb strangers."""

from __future__ import annotations

import pytest
from django.test import Client

from onehand.cases.models import Case, Outgoing
from onehand.foundation import jobs
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def post(browser: Client, number: int, email: str) -> int:
    fields = {"text": f"Kaufen Sie Pillen {number}", "name": "http://spam.example", "email": email, "key": str(number)}
    return browser.post("/", fields, REMOTE_ADDR=f"192.0.2.{number % 20}").status_code


def test_many_posts_from_many_places_give_one_receipt_an_address_and_no_word_of_the_sender(
    ada: Agent, clock: object
) -> None:
    browser = Client()
    statuses = [post(browser, number, "victim@example.org") for number in range(200)]
    jobs.run_due()
    mail = Outgoing.objects.get()
    assert (mail.kind, mail.recipient) == ("receipt", "victim@example.org")
    for word in ("Pillen", "spam.example"):
        assert word not in mail.text + mail.from_name
    assert set(statuses) == {303}
    assert Case.objects.count() == 200


def test_one_place_is_stopped_after_twenty(ada: Agent, clock: object) -> None:
    statuses = [
        Client().post(
            "/", {"text": "Hallo", "name": "x", "email": f"v{number}@example.org", "key": str(number)},
            REMOTE_ADDR=f"2001:db8::{number:x}",
        ).status_code
        for number in range(1, 41)
    ]  # fmt: skip
    assert statuses.count(303) == 20
    jobs.run_due()
    assert Outgoing.objects.count() == 20


def test_the_subject_of_a_receipt_bears_no_word_of_the_sender(ada: Agent, clock: object) -> None:
    post(Client(), 1, "victim@example.org")
    jobs.run_due()
    assert "Pillen" not in Outgoing.objects.get().subject
