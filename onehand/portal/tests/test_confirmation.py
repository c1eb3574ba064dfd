"""Was that you: two equal answers behind a link that works without signing in."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from onehand.actions import confirming
from onehand.actions.models import Proof
from onehand.cases.models import Case, Outgoing
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(case: Case, carla: Customer, ada: Agent) -> str:
    carla.identities.update(assurance=Identity.Assurance.SEEN)
    confirming.ask_to_confirm(case, by=ada, action="correct_address")
    url = str(Outgoing.objects.get(kind="confirming").buttons[0]["url"])
    return re.sub(r"^https?://[^/]+", "", url)


def test_what_was_asked_and_two_equal_answers(path: str) -> None:
    answer = Client(headers={"accept-language": "de"}).get(path)
    page = answer.content.decode()
    assert "Lieferanschrift überall ändern" in page
    buttons = re.findall(r'<button type="submit" class="([^"]+)" name="answer" value="(\w+)">([^<]+)', page)
    assert buttons == [("button", "yes", "Ja, das war ich"), ("button", "no", "Nein, das war ich nicht")]
    assert Proof.objects.get().given_at is None


def test_yes(path: str) -> None:
    browser = Client(headers={"accept-language": "de"})
    assert "jetzt wissen wir" in browser.post(path, {"answer": "yes"}).content.decode()
    assert Proof.objects.get().given_at is not None
    assert browser.get(path).status_code == 410


def test_no(path: str) -> None:
    browser = Client(headers={"accept-language": "en"})
    assert "Nothing of it is done" in browser.post(path, {"answer": "no"}).content.decode()
    assert Proof.objects.get().given_at is None
    assert browser.post(path, {"answer": "yes"}).status_code == 410


def test_neither_is_a_sentence(path: str) -> None:
    answer = Client(headers={"accept-language": "de"}).post(path, {"answer": "perhaps"})
    assert answer.status_code == 422
    assert "eine der beiden Antworten" in answer.content.decode()
    assert Proof.objects.get().given_at is None
