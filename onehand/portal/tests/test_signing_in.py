"""Customers sign in by a link from a mail."""

from __future__ import annotations

import pytest
from django.test import Client

from onehand.accounts.models import Account
from onehand.cases.models import Case, Outgoing
from onehand.foundation import jobs
from onehand.people.known import find_or_make
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def link_to(address: str) -> str:
    Client().post("/sign-in/", {"email": address})
    jobs.run_due()
    mail = Outgoing.objects.filter(kind="sign_in", recipient=address).latest("pk")
    return "/" + str(mail.buttons[0]["url"]).split("/", 3)[3]


def test_a_link_leads_to_the_own_cases_and_proves_the_address(carla: Customer, case: Case) -> None:
    path = link_to("carla.kern@example.org")
    browser = Client()
    assert "Carla Kern" in browser.get(path).content.decode()
    assert browser.post(path)["Location"] == "/my/"
    assert browser.get(f"/my/{case.pk}/").status_code == 200
    assert carla.identities.get().assurance == Identity.Assurance.PROVED


def test_a_customer_who_only_wrote_mails_gets_an_account_by_the_first_link(db: None, ada: Agent) -> None:
    customer, _ = find_or_make("email", "neu@example.org", name="Neu")
    link_to("neu@example.org")
    customer.refresh_from_db()
    assert customer.account is not None
    assert customer.account.email == "neu@example.org"


def test_a_second_address_of_a_customer_proves_only_itself(carla: Customer, case: Case) -> None:
    second = Identity.objects.create(customer=carla, kind="email", value="carla@firma.example")
    path = link_to("carla@firma.example")
    browser = Client()
    browser.post(path)
    second.refresh_from_db()
    assert second.assurance == Identity.Assurance.PROVED
    assert carla.identities.get(value="carla.kern@example.org").assurance == Identity.Assurance.CLAIMED
    assert browser.get("/my/").status_code == 200


def test_the_proof_of_another_link_proves_nothing(carla: Customer, sam: Customer, ada: Agent) -> None:
    mine, theirs = link_to("sam@example.net"), link_to("carla.kern@example.org")
    swapped = mine.partition("?")[0] + "?" + theirs.partition("?")[2]
    assert Client().post(swapped).status_code == 303
    assert not Identity.objects.filter(assurance=Identity.Assurance.PROVED).exists()


def test_the_account_of_an_agent_is_not_made_a_customer_by_the_desks_link(ada: Agent) -> None:
    Client().post("/sign-in/", {"email": ada.account.email})
    jobs.run_due()
    assert not Outgoing.objects.filter(kind="sign_in").exists()


def test_an_account_follows_the_address_to_whose_it_is(carla: Customer, ada: Agent) -> None:
    twin, _ = find_or_make("email", "twin@example.org", name="Twin")
    twin.account = Account.objects.for_email("wrong@example.org")
    twin.save()
    other, _ = find_or_make("email", "wrong@example.org", name="Other")
    link_to("wrong@example.org")
    twin.refresh_from_db()
    other.refresh_from_db()
    assert twin.account is None
    assert other.account is not None


def test_signing_out_ends_the_session(carla: Customer, signed_in: SignedIn) -> None:
    browser = signed_in(carla)
    assert browser.post("/sign-out/")["Location"] == "/"
    assert browser.get("/my/")["Location"] == "/sign-in/"


def test_a_sixth_link_in_an_hour_is_not_sent(carla: Customer) -> None:
    for _ in range(7):
        assert Client().post("/sign-in/", {"email": "carla.kern@example.org"}).status_code == 200
    jobs.run_due()
    assert Outgoing.objects.filter(kind="sign_in").count() == 5


def test_no_address_is_a_sentence(db: None) -> None:
    assert Client().post("/sign-in/", {"email": "keine"}).status_code == 422
