"""The protected form: by a link, for this alone, once; bank details never come back into a page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from onehand.actions import asking
from onehand.actions.models.asking import Asking
from onehand.cases.models import Case, Outgoing
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
IBAN = "DE89370400440532013000"


def path_of(case: Case) -> str:
    url = str(Outgoing.objects.filter(case=case, kind="asking").latest("pk").buttons[0]["url"])
    return re.sub(r"^https?://[^/]+", "", url)


@pytest.fixture
def path(case: Case, ada: Agent) -> str:
    asking.ask_for(case, "change_payer", {}, ["iban", "holder"], by=ada)
    return path_of(case)


@pytest.fixture
def browser() -> Client:
    return Client(headers={"accept-language": "de"})


def test_only_what_is_missing_is_asked(path: str, browser: Client) -> None:
    page = browser.get(path).content.decode()
    assert set(re.findall(r'name="(\w+)"', page)) - {"viewport", "next", "language"} >= {"iban", "holder"}
    assert 'name="contract"' not in page
    assert "Zahlende Person und Lastschrift ändern" in page
    assert Asking.objects.get().filled_at is None


def test_given_once_and_shown_by_its_ends(path: str, browser: Client) -> None:
    assert browser.post(path, {"iban": "DE89 3704 0044 0532 0130 00", "holder": "Carla Kern"}).status_code == 303
    for answer in (browser.get(path), browser.post(path, {"iban": "AT611904300234573201", "holder": "Sam"})):
        page = answer.content.decode()
        assert "DE89 … 3000" in page
        assert IBAN not in page.replace(" ", "")
        assert 'name="iban"' not in page
    assert Asking.objects.get().shown["holder"] == "Carla Kern"


def test_a_wrong_iban_keeps_the_rest_but_is_not_shown_again(path: str, browser: Client) -> None:
    answer = browser.post(path, {"iban": "DE89370400440532013001", "holder": "Carla Kern"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Diese IBAN stimmt nicht" in page
    assert 'value="Carla Kern"' in page
    assert "DE89370400440532013001" not in page
    assert Asking.objects.get().filled_at is None


def test_a_right_iban_beside_another_error_is_not_shown_again_either(path: str, browser: Client) -> None:
    answer = browser.post(path, {"iban": IBAN, "holder": ""})
    assert answer.status_code == 422
    assert IBAN not in answer.content.decode()


def test_an_address_and_days(case: Case, ada: Agent, browser: Client) -> None:
    asking.ask_for(case, "move", {}, ["address", "on"], by=ada)
    path = path_of(case)
    parts = {"address-street": "Weg 1", "address-postcode": "1", "address-city": "Berlin", "on": "2026-04-01"}
    kept = browser.post(path, parts).content.decode()
    assert 'value="Weg 1"' in kept
    assert "Postleitzahl" in kept
    assert browser.post(path, {**parts, "address-postcode": "10115"}).status_code == 303
    assert "Weg 1, 10115 Berlin" in browser.get(path).content.decode()
    asking.ask_for(case, "hold_delivery", {"order": "1"}, ["absence"], by=ada)
    path = path_of(case)
    wrong = browser.post(path, {"absence-from": "2026-04-09", "absence-to": "2026-04-01"})
    assert wrong.status_code == 422
    assert 'value="2026-04-09"' in wrong.content.decode()
    assert browser.post(path, {"absence-from": "2026-04-01", "absence-to": "2026-04-09"}).status_code == 303


def test_in_english(path: str) -> None:
    assert "Bank details (IBAN)" in Client(headers={"accept-language": "en"}).get(path).content.decode()


def test_the_country_is_chosen_by_its_name_and_stays_chosen(case: Case, ada: Agent, browser: Client) -> None:
    asking.ask_for(case, "move", {}, ["address", "on"], by=ada)
    path = path_of(case)
    page = browser.get(path).content.decode()
    assert ">Deutschland</option>" in page
    wrong = {"address-street": "Weg 1", "address-postcode": "1", "address-city": "Wien", "on": "2026-04-01"}
    for code in ("AT", "ES"):  # one that the list has, and one that it has not
        kept = browser.post(path, {**wrong, "address-country": code}).content.decode()
        assert f'<option value="{code}" selected>' in kept


def test_it_says_who_needs_it_until_when_and_how_to_reach_them(path: str, browser: Client) -> None:
    page = browser.get(path).content.decode()
    assert "Ada Brandt braucht es dafür" in page
    assert "bis Montag, 16. März, 09:00 Uhr" in page
    assert "mailto:" in page
