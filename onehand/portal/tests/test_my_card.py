"""My card: seen with sources, corrected, erased, allowed; addresses joined by proof; everything taken or erased."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from onehand.cases.facts import add
from onehand.cases.models import Case, Fact, Outgoing
from onehand.foundation import jobs
from onehand.people import consent
from onehand.people.joining import by_call_code
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Agent | Customer], Client]


def _page(client: Client, path: str = "/my/card/") -> str:
    return client.get(path).content.decode()


def test_what_is_remembered_is_shown_with_its_source(
    case: Case, carla: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    add(case, kind="order_number", value="20041", by=ada)
    page = _page(signed_in(carla))
    assert "Bestellnummer" in page
    assert "20041" in page
    assert f"/my/{case.pk}/" in page


def test_a_fact_is_corrected_and_erased_by_its_customer(
    case: Case, carla: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    fact = add(case, kind="order_number", value="20041", by=ada)
    browser = signed_in(carla)
    browser.post(f"/my/facts/{fact.pk}/correction/", {"value": "20042"})
    now = Fact.objects.get(ended_at__isnull=True)
    assert (now.value, now.by_customer) == ("20042", True)
    browser.post(f"/my/facts/{now.pk}/erasure/")
    assert not Fact.objects.filter(ended_at__isnull=True).exists()
    assert "20042" not in _page(browser)


def test_facts_of_others_are_not_there(
    case: Case, carla: Customer, sam: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    fact = add(case, kind="order_number", value="20041", by=ada)
    browser = signed_in(sam)
    assert "20041" not in _page(browser)
    for verb in ("correction", "erasure"):
        assert browser.post(f"/my/facts/{fact.pk}/{verb}/", {"value": "1"}).status_code == 404


def test_lines_are_changed_and_erased(carla: Customer, signed_in: SignedIn) -> None:
    browser = signed_in(carla)
    browser.post("/my/card/lines/", {"form": "du", "language": "de", "no_phone": "on", "salutation": "Frau"})
    carla.refresh_from_db()
    assert (carla.form, carla.no_phone, carla.sources["form"]["by"]) == ("du", True, "customer")
    browser.post("/my/card/lines/erasure/", {"line": "form"})
    carla.refresh_from_db()
    assert carla.form == ""


def test_what_does_not_fit_is_said_and_kept(carla: Customer, signed_in: SignedIn) -> None:
    answer = signed_in(carla).post("/my/card/lines/", {"language": "de", "quiet_from": "20:00", "salutation": "Dr."})
    assert answer.status_code == 409
    assert "Ruhezeiten brauchen Anfang und Ende" in answer.content.decode()
    assert 'value="Dr."' in answer.content.decode()


def test_consent_is_one_click_each_way(carla: Customer, signed_in: SignedIn) -> None:
    browser = signed_in(carla)
    browser.post("/my/card/consents/", {"purpose": "memory"})
    assert consent.allows(carla, "memory")
    browser.post("/my/card/consents/", {"purpose": "memory", "withdraw": "1"})
    assert not consent.allows(carla, "memory")


def test_a_second_address_is_joined_by_the_link_in_its_mailbox(carla: Customer, signed_in: SignedIn) -> None:
    browser = signed_in(carla)
    browser.post("/my/addresses/", {"address": "ck@work.example"})
    jobs.run_due()
    sent = Outgoing.objects.get(kind="join")
    assert sent.recipient == "ck@work.example"
    path = re.sub(r"^https?://[^/]+", "", sent.buttons[0]["url"])
    assert "ck@work.example" in _page(browser, path)
    assert not Identity.objects.filter(value="ck@work.example").exists()  # looking spends nothing
    browser.post(path)
    assert Identity.objects.get(value="ck@work.example").customer == carla
    assert browser.get(path).status_code == 404


def test_the_link_does_nothing_for_anybody_else(carla: Customer, sam: Customer, signed_in: SignedIn) -> None:
    """Sam asks for Carla's address; Carla opens the link in her own session."""
    signed_in(sam).post("/my/addresses/", {"address": "carla.kern@example.org"})
    path = re.sub(r"^https?://[^/]+", "", Outgoing.objects.get(kind="join").buttons[0]["url"])
    for browser in (signed_in(carla), Client()):
        assert browser.get(path).status_code == 200
        browser.post(path)
    assert Customer.objects.get(pk=carla.pk).merged_into is None


def test_six_digits_for_the_phone(carla: Customer, ada: Agent, signed_in: SignedIn) -> None:
    shown = signed_in(carla).post("/my/card/calling-code/").content.decode()
    found = re.search(r"<strong>(\d{6})</strong>", shown)
    assert found
    assert by_call_code(found[1], number="+4930123456", by=ada) == carla


def test_everything_is_taken_along(case: Case, carla: Customer, signed_in: SignedIn) -> None:
    answer = signed_in(carla).get("/my/card/export/")
    assert answer.content[:2] == b"PK"


def test_everything_is_erased_after_the_word_is_typed(case: Case, carla: Customer, signed_in: SignedIn) -> None:
    browser = signed_in(carla)
    assert browser.post("/my/card/erasure/", {"word": "nein"}).status_code == 422
    assert "Wir kennen Sie nicht mehr" in browser.post("/my/card/erasure/", {"word": "löschen"}).content.decode()
    assert Customer.objects.get(pk=carla.pk).forgotten_at is not None
    assert browser.get("/my/").status_code in (302, 303)


def test_orders_are_asked_for_only_where_a_back_end_knows_them(carla: Customer, signed_in: SignedIn) -> None:
    assert "/my/card/orders/" not in _page(signed_in(carla))
