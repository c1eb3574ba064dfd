"""The page of what systems told of nobody known."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from onehand.actions.models.events import Event
from onehand.cases.models import Case
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

SignedIn = Callable[[Agent | Customer], Client]


@pytest.fixture
def lost() -> Event:
    return Event.objects.create(
        backend="toy", external_id="x1", kind="returned", reference="20041", at=clock.now(), customer_number="K9",
        values={"tracking": "JD014600"},
    )  # fmt: skip


def test_the_page_says_what_from_where_and_since_when(lost: Event, ada: Agent, signed_in: SignedIn) -> None:
    client = signed_in(ada)
    for path in ("/desk/events/", "/desk/"):
        shown = client.get(path).content.decode()
        for words in ("Sendung 20041 ist zurückgekommen", "toy", "K9", "Ereignisse ohne bekannte Person"):
            assert words in shown, path
    assert "JD014600" in client.get(f"/desk/events/{lost.pk}/").content.decode()
    english = client.get(f"/desk/events/{lost.pk}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Parcel 20041 came back" in english or "Sendung 20041" in english


def test_what_it_tells_stands_in_words_and_what_has_none_as_it_is(lost: Event, ada: Agent, signed_in: SignedIn) -> None:
    lost.values = {"step": "line_switched", "cause": "switch-7", "expected": "2026-12-05", "own": "2026-99-99"}
    lost.save()
    path, browser = f"/desk/events/{lost.pk}/", signed_in(ada)
    german = browser.get(path).content.decode()
    for pair in ("<dt>Hängt an</dt><dd>Leitung geschaltet", "<dt>Ursache dort</dt><dd>switch-7",
                 "<dt>Jetzt erwartet</dt><dd>05.12.2026", "<dt>own</dt><dd>2026-99-99"):  # fmt: skip
        assert pair in german, pair
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    english = browser.get(path).content.decode()
    assert "<dt>Hangs at</dt><dd>Line switched" in english
    assert "5 Dec 2026" in english


def test_by_case_number(lost: Event, case: Case, ada: Agent, signed_in: SignedIn) -> None:
    answer = signed_in(ada).post(f"/desk/events/{lost.pk}/placement/", {"case": case.pk})
    assert answer.headers["Location"] == f"/desk/cases/{case.pk}/"
    lost.refresh_from_db()
    assert lost.case == case
    assert "Ereignisse ohne" not in signed_in(ada).get("/desk/").content.decode()


def test_by_what_a_customer_is_known_under(lost: Event, case: Case, ada: Agent, signed_in: SignedIn) -> None:
    answer = signed_in(ada).post(f"/desk/events/{lost.pk}/placement/", {"customer": "Carla.Kern@example.org"})
    assert answer.status_code == 303
    lost.refresh_from_db()
    assert lost.outcome == "told"


@pytest.mark.parametrize(
    "given", [{}, {"case": "99999"}, {"case": "x"}, {"case": "9" * 40}, {"customer": "\x00 nobody"}]
)
def test_what_does_not_exist_is_said_and_changes_nothing(
    lost: Event, ada: Agent, signed_in: SignedIn, given: dict[str, str]
) -> None:
    answer = signed_in(ada).post(f"/desk/events/{lost.pk}/placement/", given)
    assert answer.status_code in (400, 422)
    lost.refresh_from_db()
    assert lost.outcome == "unplaced"


def test_set_aside_with_a_reason(lost: Event, ada: Agent, signed_in: SignedIn) -> None:
    client = signed_in(ada)
    refused = client.post(f"/desk/events/{lost.pk}/setting-aside/", {"reason": " "})
    assert refused.status_code == 422
    assert client.post(f"/desk/events/{lost.pk}/setting-aside/", {"reason": "Testlauf"}).status_code == 303
    lost.refresh_from_db()
    assert lost.outcome == "aside"
    assert client.get(f"/desk/events/{lost.pk}/").status_code == 404
    assert "Jedes Ereignis hat seinen Platz" in client.get("/desk/events/").content.decode()
