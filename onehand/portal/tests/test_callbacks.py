"""A callback chosen by the link of a mail or in the own case; looking changes nothing; booked once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from onehand.cases import slots
from onehand.cases.models import Case, Promise, Slot
from onehand.cases.promises import make
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Agent | Customer], Client]
NUMBER = "030 901820"


def _path(case: Case, by: Agent) -> str:
    return re.sub(r"^https?://[^/]+", "", slots.offer(case, by=by))


def _first(page: str) -> str:
    found = re.search(r'name="start" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_time_is_chosen_without_signing_in_and_is_a_promise(case: Case, ada: Agent) -> None:
    browser, path = Client(headers={"accept-language": "de"}), _path(case, ada)
    page = browser.get(path).content.decode()
    assert "Wann dürfen wir Sie anrufen?" in page
    assert not Slot.objects.exists()  # looking books nothing
    assert browser.post(path, {"start": _first(page), "number": NUMBER}).status_code == 303
    slot = Slot.objects.get()
    assert (slot.agent, slot.number) == (ada, "+4930901820")
    assert Promise.objects.get().needs == "call"
    after = browser.get(path).content.decode()
    assert "Der Rückruf ist vereinbart" in after
    assert browser.get(f"{path}calendar.ics").content.startswith(b"BEGIN:VCALENDAR")


def test_another_time_and_none_at_all(case: Case, ada: Agent) -> None:
    browser, path = Client(), _path(case, ada)
    browser.post(path, {"start": _first(browser.get(path).content.decode()), "number": NUMBER})
    first = Slot.objects.get()
    browser.post(path, {"start": _first(browser.get(f"{path}?change=1").content.decode()), "number": NUMBER})
    first.refresh_from_db()
    assert first.cancelled_at is not None
    browser.post(path, {"cancel": "1"})
    assert not Slot.objects.filter(cancelled_at__isnull=True).exists()


def test_what_cannot_be_dialled_is_said_and_kept(case: Case, ada: Agent) -> None:
    browser, path = Client(headers={"accept-language": "de"}), _path(case, ada)
    start = _first(browser.get(path).content.decode())
    answer = browser.post(path, {"start": start, "number": "hallo"})
    assert answer.status_code == 409
    assert 'value="hallo"' in answer.content.decode()
    assert not Slot.objects.exists()


@pytest.mark.parametrize("start", ["", "gestern", "2026-03-02T10:00:00", "1999-01-01T10:00:00+00:00"])
def test_a_time_that_is_none_is_a_sentence(case: Case, ada: Agent, start: str) -> None:
    browser, path = Client(), _path(case, ada)
    assert browser.post(path, {"start": start, "number": NUMBER}).status_code == 409


def test_an_unknown_link_is_gone(case: Case) -> None:
    assert Client().get("/callback/unknown/").status_code == 410
    assert Client().get("/callback/unknown/calendar.ics").status_code == 404


def test_a_customer_chooses_in_the_own_case_only(
    case: Case, carla: Customer, sam: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    path = f"/my/{case.pk}/callback/"
    assert signed_in(sam).get(path).status_code == 404
    browser = signed_in(carla)
    browser.post(path, {"start": _first(browser.get(path).content.decode()), "number": NUMBER})
    assert Slot.objects.get().booked_by == "customer"
    assert path in browser.get(f"/my/{case.pk}/").content.decode()


def test_the_case_tells_what_was_promised_and_asked(
    case: Case, carla: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    browser = signed_in(carla)
    browser.post(f"/my/{case.pk}/messages/", {"text": "Wann kommt denn nun die neue Tür?"})
    make(case, text="Ich melde mich mit dem Liefertermin", kind="message", due=None, by=ada)
    page = browser.get(f"/my/{case.pk}/").content.decode()
    assert "Ich melde mich mit dem Liefertermin" in page
    assert "Wann kommt denn nun die neue Tür?" in page
    assert "noch offen" in page


def test_the_customer_may_let_it_wait(case: Case, carla: Customer, signed_in: SignedIn) -> None:
    browser = signed_in(carla)
    browser.post(f"/my/{case.pk}/wish/", {"until": "2026-03-20"})
    case.refresh_from_db()
    assert case.state == "waiting"
    assert case.answer_due is not None
    assert case.answer_due > clock.now()
    assert browser.post(f"/my/{case.pk}/wish/", {"until": "31. Februar"}).status_code == 422
