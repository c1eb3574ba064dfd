"""The customer's page: card, consents, who they may also be, joined, split, exported, erased."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from onehand.cases import intake
from onehand.cases.models import Case
from onehand.cases.tests.mails import mail
from onehand.people import consent
from onehand.people.merging import merge
from onehand.people.models import Apart, Customer, Identity, Merge
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Agent | Customer], Client]


@pytest.fixture
def twin(case: Case, carla: Customer) -> Customer:
    """Carla under a second address, with the same phone."""
    received = intake.receive(
        intake.Arrival(source="test", raw=mail(sender="Carla Kern <ck@work.example>", text="Hallo, eine Bitte."))
    )
    twin = Case.objects.get(pk=received.case or 0).customer
    for person in (carla, twin):
        Identity.objects.create(customer=person, kind="phone", value="+4930123456")
    return twin


def _page(client: Client, customer: Customer, rest: str = "") -> str:
    return client.get(f"/desk/customers/{customer.pk}/{rest}").content.decode()


def test_a_likely_twin_is_suggested_with_the_reasons(
    twin: Customer, carla: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    assert f"/desk/customers/{carla.pk}/likely/" in _page(signed_in(ada), carla)
    page = _page(signed_in(ada), carla, "likely/")
    assert "Vielleicht dieselbe Person" in page
    assert "dieselbe Telefonnummer" in page
    assert "derselbe Name" in page


def test_both_stand_side_by_side_before_they_are_joined(
    twin: Customer, carla: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    page = _page(signed_in(ada), carla, f"compare/?with={twin.pk}")
    assert page.count("ck@work.example") == 1
    assert page.count("carla.kern@example.org") == 1


def test_joined_with_a_reason_and_split_again(twin: Customer, carla: Customer, ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    browser.post(f"/desk/customers/{twin.pk}/merges/", {"into": str(carla.pk), "why": "sie sagt es selbst"})
    row = Merge.objects.get()
    assert (row.customer, row.into, row.reasons[0]["code"]) == (twin, carla, "phone")
    page = _page(browser, carla)
    assert "ck@work.example" in page
    assert "sie sagt es selbst" in page
    browser.post(f"/desk/merges/{row.pk}/split/", {"why": "Zwillinge"})
    assert Customer.objects.get(pk=twin.pk).merged_into is None


def test_without_a_reason_nothing_is_joined_and_the_page_says_so(
    twin: Customer, carla: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    answer = signed_in(ada).post(f"/desk/customers/{twin.pk}/merges/", {"into": str(carla.pk), "why": " "})
    assert answer.status_code == 409
    assert "Bitte nennen Sie den Grund" in answer.content.decode()
    assert not Merge.objects.exists()


def test_two_names_are_shown_not_overwritten(twin: Customer, carla: Customer, ada: Agent, signed_in: SignedIn) -> None:
    Customer.objects.filter(pk=twin.pk).update(name="C. Kern-Alt")
    merge(Customer.objects.get(pk=twin.pk), into=carla, by=ada, why="x")
    page = _page(signed_in(ada), carla)
    assert "Zwei Angaben" in page
    assert "C. Kern-Alt" in page


def test_these_are_two(twin: Customer, carla: Customer, ada: Agent, signed_in: SignedIn) -> None:
    signed_in(ada).post(f"/desk/customers/{carla.pk}/apart/", {"other": str(twin.pk)})
    assert Apart.objects.count() == 1
    assert "Vielleicht dieselbe Person" not in _page(signed_in(ada), carla, "likely/")


def test_the_card_is_changed_and_what_does_not_fit_keeps_what_was_typed(
    case: Case, carla: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    browser = signed_in(ada)
    browser.post(f"/desk/customers/{carla.pk}/card/", {"salutation": "Frau", "form": "du", "no_phone": "on"})
    carla.refresh_from_db()
    assert (carla.salutation, carla.form, carla.no_phone) == ("Frau", "du", True)
    answer = browser.post(f"/desk/customers/{carla.pk}/card/", {"salutation": "Dr.", "country": "Germany"})
    assert answer.status_code == 409
    assert 'value="Dr."' in answer.content.decode()


def test_consent_needs_the_customers_words(case: Case, carla: Customer, ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert browser.post(f"/desk/customers/{carla.pk}/consents/", {"purpose": "memory"}).status_code == 409
    browser.post(f"/desk/customers/{carla.pk}/consents/", {"purpose": "memory", "how": "merken Sie sich das gern"})
    assert consent.allows(carla, "memory")
    browser.post(f"/desk/customers/{carla.pk}/consents/", {"purpose": "memory", "withdraw": "1"})
    assert not consent.allows(carla, "memory")


def test_the_export_is_one_file(case: Case, carla: Customer, ada: Agent, signed_in: SignedIn) -> None:
    answer = signed_in(ada).get(f"/desk/customers/{carla.pk}/export/")
    assert answer["Content-Type"] == "application/zip"
    assert answer.content[:2] == b"PK"


def test_erasing_is_for_leads_and_says_what_goes(
    case: Case, carla: Customer, ada: Agent, lena: Agent, signed_in: SignedIn
) -> None:
    assert signed_in(ada).get(f"/desk/customers/{carla.pk}/erasure/").status_code == 404
    lead = signed_in(lena)
    assert "Schrank beschädigt" in lead.get(f"/desk/customers/{carla.pk}/erasure/").content.decode()
    lead.post(f"/desk/customers/{carla.pk}/erasure/")
    carla.refresh_from_db()
    assert carla.forgotten_at is not None


def test_a_customer_of_foreign_cases_is_found_by_nobody(
    case: Case, carla: Customer, sam: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    browser = signed_in(ada)
    assert browser.get(f"/desk/customers/{carla.pk}/compare/?with=sam@example.net").status_code == 404
    assert browser.post(f"/desk/customers/{carla.pk}/merges/", {"into": str(sam.pk), "why": "x"}).status_code == 404
