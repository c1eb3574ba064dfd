"""The page behind a choice: what goes and what does not, what would happen, one word that does it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from onehand.actions.models import Run
from onehand.actions.models.choices import Choice
from onehand.actions.tests.delivering import Delivering
from onehand.cases.models import Case, Outgoing
from onehand.foundation import clock, jobs
from onehand.people import card

pytestmark = pytest.mark.django_db

AWAY = {"what": "hold_delivery", "absence-from": "2026-03-18", "absence-to": "2026-03-25"}


@pytest.fixture
def path(delayed: Case) -> str:
    url = str(Outgoing.objects.get(case=delayed, kind="notice").buttons[0]["url"])
    return re.sub(r"^https?://[^/]+|\?.*$", "", url)


@pytest.fixture
def browser() -> Client:
    return Client(headers={"accept-language": "de"})


def digest(page: str) -> str:
    found = re.search(r'name="digest" value="(\w+)"', page)
    assert found is not None
    return found[1]


def confirm(browser: Client, path: str, given: dict[str, str]) -> int:
    page = browser.post(path, {**given, "do": "look"}).content.decode()
    return browser.post(path, {**given, "do": "confirm", "digest": digest(page)}).status_code


def test_it_shows_what_can_be_chosen_and_nothing_else_of_anybody(
    path: str, browser: Client, delivering: Delivering
) -> None:
    delivering.orders["777"] = "open"
    page = browser.get(path).content.decode()
    assert "Bestellung 20041" in page
    assert "Ihre Lieferung 20041 kommt später als vorgesehen" in page
    for asks in ("An einem anderen Tag liefern", "erst danach liefern", "andere Anschrift", "stornieren"):
        assert asks in page
    for other in ("Carla", "Kern", "777", "example.org", delivering.address):
        assert other not in page
    assert "mailto:" in page


def test_what_does_not_go_is_shown_with_its_reason(path: str, browser: Client, delivering: Delivering) -> None:
    delivering.shipped.add("20041")
    page = browser.get(path).content.decode()
    assert page.count("Sie ist schon unterwegs.") == 3
    assert "?what=cancel" not in page
    assert "?what=correct_address" in page
    assert "Sie ist schon unterwegs." in browser.get(f"{path}?what=change_delivery_date").content.decode()


def test_from_the_button_to_what_was_read_back(path: str, browser: Client, delivering: Delivering) -> None:
    asked = browser.get(f"{path}?what=hold_delivery").content.decode()
    assert 'name="absence-from"' in asked
    seen = browser.post(path, {**AWAY, "do": "look"})
    page = seen.content.decode()
    assert seen.status_code == 200
    assert "Das wird geschehen" in page
    assert "Termin 2026-03-26" in page
    assert not Run.objects.exists()
    done = browser.post(path, {**AWAY, "do": "confirm", "digest": digest(page)})
    assert (done.status_code, done["Location"]) == (303, path)
    assert "wird gerade erledigt" in browser.get(path).content.decode()
    jobs.run_due()
    page = browser.get(path).content.decode()
    assert "Es ist erledigt" in page
    assert "am 2026-03-26" in page
    assert delivering.day == date(2026, 3, 26)


def test_cancelling_shows_at_once_what_would_happen(path: str, browser: Client, delivering: Delivering) -> None:
    page = browser.get(f"{path}?what=cancel").content.decode()
    assert "Bestellung 20041 stornieren" in page
    assert delivering.orders == {"20041": "open"}
    assert browser.post(path, {"what": "cancel", "do": "confirm", "digest": digest(page)}).status_code == 303
    jobs.run_due()
    assert delivering.orders == {"20041": "cancelled"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"what": "hold_delivery", "absence-from": "", "absence-to": ""}, "Das fehlt noch."),
        ({"what": "hold_delivery", "absence-from": "2026-03-25", "absence-to": "2026-03-18"}, "liegt vor dem ersten"),
        ({"what": "change_delivery_date", "on": "morgen"}, "Das ist kein Datum"),
        (
            {"what": "correct_address", "address-street": "x", "address-city": "y", "address-postcode": "123"},
            "Postleit",
        ),
        ({"what": "correct_address", "address-street": "", "address-city": ""}, "Das fehlt noch."),
    ],
)
def test_what_is_wrong_in_the_form_is_said_beside_it(
    path: str, browser: Client, given: dict[str, str], said: str
) -> None:
    for do in ("look", "confirm"):
        answer = browser.post(path, {**given, "do": do})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not Run.objects.exists()


def test_a_day_that_the_system_refuses_is_said_and_can_be_changed(path: str, browser: Client) -> None:
    page = browser.post(path, {"what": "change_delivery_date", "on": "2026-03-29", "do": "look"}).content.decode()
    assert "Sonntags nicht." in page
    assert 'value="confirm"' not in page
    # The way back to the form, with what was typed.
    form = browser.post(path, {"what": "change_delivery_date", "on": "2026-03-29", "do": "change"}).content.decode()
    assert 'value="2026-03-29"' in form
    assert 'name="do" value="look"' in form


def test_confirming_what_was_not_seen_shows_it_first(path: str, browser: Client) -> None:
    answer = browser.post(path, {**AWAY, "do": "confirm", "digest": "0" * 64})
    assert answer.status_code == 409
    assert "Das wird geschehen" in answer.content.decode()
    assert not Run.objects.exists()


def test_a_silent_system_is_said_and_nothing_is_promised(path: str, browser: Client, delivering: Delivering) -> None:
    delivering.down = True
    assert confirm(browser, path, AWAY) == 303
    page = browser.get(path).content.decode()
    assert "antwortet gerade nicht" in page
    assert "noch nicht erledigt" in page


def test_what_does_not_go_is_honestly_a_persons(path: str, browser: Client, delivering: Delivering) -> None:
    delivering.ignores = True
    assert confirm(browser, path, AWAY) == 303
    jobs.run_due()
    page = browser.get(path).content.decode()
    assert "Ein Mensch kümmert sich darum" in page
    assert "Ada Brandt" in page


def test_a_second_word_changes_nothing_and_sees_what_was_chosen(path: str, browser: Client) -> None:
    assert confirm(browser, path, AWAY) == 303
    assert browser.post(path, {"what": "cancel", "do": "confirm", "digest": "x"}).status_code == 303
    assert Run.objects.count() == 1
    assert "erst danach liefern" in browser.get(f"{path}?what=cancel").content.decode()


def test_over_is_said_plainly_with_a_way_to_a_person(path: str, browser: Client) -> None:
    clock.advance(timedelta(days=15))
    answer = browser.get(path)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Dieser Link gilt nicht mehr" in page
    assert "Ein Mensch liest sie" in page
    assert Choice.objects.get().spent_at is None


def test_in_english(path: str) -> None:
    browser = Client(headers={"accept-language": "en"})
    assert "What would suit you better?" in browser.get(path).content.decode()
    assert confirm(browser, path, AWAY) == 303
    jobs.run_due()
    assert "We deliver your order on 2026-03-26." in browser.get(path).content.decode()


def test_who_wants_du_is_addressed_so_on_the_page_too(path: str, browser: Client, delayed: Case) -> None:
    card.change(delayed.customer, by=delayed.customer, form="du")
    page = browser.get(path).content.decode()
    assert "Deine Lieferung 20041 kommt später" in page
    assert "Was passt dir besser?" in page
    assert 'lang="de"' in page
    assert not re.search(r"\b(?:Sie|Ihnen|Ihren?)\b", page)
