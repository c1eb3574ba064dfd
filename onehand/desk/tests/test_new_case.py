"""A case written down for a customer: found by what they give, or made; never asked for what is known."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onehand.cases.models import Call, Case
from onehand.cases.open import open_case
from onehand.people.joining import call_code
from onehand.people.known import find_or_make
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent, Team
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db
NEW = "/desk/cases/new/"
PHONE = "+4930901820"
CALL = {
    "channel": "phone",
    "language": "",
    "text": "Wann kommt mein Regal, Bestellung 20041?",
    "subject": "",
    "key": "k",
}


def find(browser: Client, words: str, **more: str) -> Any:
    return browser.post(NEW, {"q": words, **more})


def phone(customer: Customer) -> Identity:
    return Identity.objects.create(customer=customer, kind="phone", value=PHONE, display="030 901820")


def newest() -> Case:
    return Case.objects.latest("pk")


def test_found_by_address_the_known_stands_there(ada: Agent, case: Case, carla: Customer, signed_in: SignedIn) -> None:
    phone(carla)
    browser = signed_in(ada)
    answer = find(browser, " Carla.Kern@example.org")
    assert answer["Location"] == f"{NEW}?customer={carla.pk}"
    page = browser.get(answer["Location"])
    assert 'name="email"' not in page.content.decode()
    assert "Ein Anliegen ist offen. Gehört es dazu?" in page.content.decode()
    assert f"/desk/cases/{case.pk}/call/" in page.content.decode()
    assert (page.context["form"]["language"], page.context["form"]["number"]) == ("de", "+49 30 901820")
    opened = browser.post(NEW, {**CALL, "customer": str(carla.pk), "number": "030 901820"})
    assert opened["Location"] == f"/desk/cases/{newest().pk}/"
    assert newest().customer == carla
    assert Call.objects.get().number == PHONE
    assert [one.text for one in newest().questions.all()]


def test_found_by_the_number_that_they_call_from(ada: Agent, case: Case, carla: Customer, signed_in: SignedIn) -> None:
    identity = phone(carla)
    answer = find(signed_in(ada), "030 90 18 20")
    assert answer["Location"] == f"{NEW}?customer={carla.pk}&identity={identity.pk}"


def test_a_household_is_shown_to_choose_from(
    ada: Agent, case: Case, carla: Customer, sam: Customer, signed_in: SignedIn
) -> None:
    open_case(sam, None, subject="Lampe", text="Sie flackert", channel="portal", language="de", by=sam)
    phone(carla), phone(sam)
    browser = signed_in(ada)
    answer = find(browser, "030 901820")
    assert {one.name for one in answer.context["people"]} == {"Carla Kern", "Sam Fremd"}
    refused = browser.post(NEW, {**CALL, "number": "030 901820"})
    assert refused.status_code == 422
    assert "Unter dieser Nummer kennen wir mehrere." in refused.content.decode()
    assert refused.context["form"]["text"] == CALL["text"]
    assert {one.pk for one in refused.context["callers"]} == {carla.pk, sam.pk}
    assert browser.post(NEW, {**CALL, "number": "030 901820", "customer": str(sam.pk)}).status_code == 303
    assert newest().customer == sam


def test_a_code_read_aloud_says_who_it_is(ada: Agent, nora: Agent, carla: Customer, signed_in: SignedIn) -> None:
    """Carla has no case yet: nobody sees her but who heard her code."""
    browser = signed_in(ada)
    code = call_code(carla)
    answer = find(browser, f"{code[:3]} {code[3:]}", number="030 901820")
    where = answer["Location"]
    assert where.startswith(f"{NEW}?caller=")
    page = browser.get(where)
    assert "durch den Code bestätigt" in page.content.decode()
    assert page.context["form"]["number"]
    assert signed_in(nora).get(where)["Location"] == NEW
    fields = {**CALL, "caller": page.context["person"].token, "number": "030 901820"}
    assert browser.post(NEW, fields).status_code == 303
    assert newest().customer == carla
    assert Identity.objects.get(kind="phone").assurance == "proved"
    again = find(browser, code)
    assert "Dieser Code gilt nicht" in again.content.decode()


def test_what_was_written_stays_when_the_proof_is_over(ada: Agent, signed_in: SignedIn) -> None:
    answer = signed_in(ada).post(NEW, {**CALL, "caller": "forged"})
    assert answer.status_code == 422
    assert answer.context["form"]["text"] == CALL["text"]


def test_found_by_name_or_order(ada: Agent, case: Case, carla: Customer, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    for words in ("schrank", "Riss", str(carla.pk), str(case.pk)):
        assert [one.pk for one in find(browser, words).context["people"]] == [carla.pk], words


def test_nobody_found_is_carried_into_the_form(ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert find(browser, "neu@example.net").context["form"]["email"] == "neu@example.net"
    assert find(browser, "+49 30 123456").context["form"]["number"] == "+49 30 123456"
    assert find(browser, "Petra Lang").context["form"]["name"] == "Petra Lang"
    for words in ("", "@", "000000", "x" * 1000, "'; --"):
        assert find(browser, words).status_code == 200


def test_a_call_needs_no_mail_address(ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert browser.post(NEW, {**CALL, "name": "Petra Lang", "number": "030 123456"}).status_code == 303
    assert newest().customer.name == "Petra Lang"
    assert newest().language == "de"
    nothing = browser.post(NEW, {**CALL, "name": "Petra Lang"})
    assert nothing.status_code == 422
    assert "Mailadresse oder Telefonnummer" in nothing.content.decode()
    unusable = browser.post(NEW, {**CALL, "number": "12"})
    assert unusable.status_code == 422
    assert unusable.context["form"]["text"] == CALL["text"]


def test_a_customer_of_another_team_is_found_by_nobody(
    nora: Agent, ada: Agent, case: Case, carla: Customer, signed_in: SignedIn
) -> None:
    phone(carla)
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    browser = signed_in(nora)
    for words in ("carla.kern@example.org", "030 901820", "schrank", str(carla.pk)):
        page = find(browser, words)
        assert (page.status_code, list(page.context["people"])) == (200, []), words
        assert "Carla Kern" not in page.content.decode()
    assert browser.get(f"{NEW}?customer={carla.pk}").status_code == 404
    assert browser.post(NEW, {**CALL, "customer": str(carla.pk)}).status_code == 422
    assert Case.objects.count() == 1


def test_ten_people_cost_as_many_queries_as_two(ada: Agent, signed_in: SignedIn) -> None:
    def household(start: int, end: int) -> None:
        for number in range(start, end):
            person, _ = find_or_make("email", f"p{number}@example.net", name=f"P{number}")
            phone(person)
            open_case(person, None, subject="Lampe", text="x", channel="portal", language="de", by=person)

    browser = signed_in(ada)
    counts = []
    for start, end in ((0, 2), (2, 10)):
        household(start, end)
        for words in ("030 901820", "lampe"):
            with CaptureQueriesContext(connection) as queries:
                assert len(find(browser, words).context["people"]) == end
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
