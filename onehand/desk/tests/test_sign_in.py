"""The door of the desk."""

from __future__ import annotations

import pytest
from django.test import Client

from onehand.cases.models import Outgoing
from onehand.foundation import jobs
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def link() -> str:
    jobs.run_due()
    url: str = Outgoing.objects.get(kind="sign_in").buttons[0]["url"]
    return "/" + url.split("/", 3)[3]


def test_an_agent_gets_a_link_and_goes_on_where_they_wanted_to(ada: Agent) -> None:
    browser = Client()
    door = browser.get("/desk/cases/?view=all")
    assert door["Location"] == "/desk/in/?next=%2Fdesk%2Fcases%2F%3Fview%3Dall"
    asked = browser.post("/desk/in/", {"email": ada.account.email.upper(), "next": "/desk/cases/?view=all"})
    assert (asked.status_code, asked.context["sent"]) == (200, True)
    path = link()
    assert browser.get(path).status_code == 200
    assert browser.post(path)["Location"] == "/desk/cases/?view=all"
    assert browser.get("/desk/").status_code == 200


def test_signing_out_ends_the_session(ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    cookie = browser.cookies["sessionid"].value
    assert browser.post("/desk/out/")["Location"] == "/desk/in/"
    browser.cookies["sessionid"] = cookie
    assert browser.get("/desk/").status_code == 302


def test_a_disabled_account_is_out_at_once(ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    assert browser.get("/desk/").status_code == 200
    ada.account.is_active = False
    ada.account.save()
    assert browser.get("/desk/")["Location"].startswith("/desk/in/")


def test_a_former_agent_gets_no_link_and_no_desk(former: Agent, signed_in: SignedIn) -> None:
    Client().post("/desk/in/", {"email": former.account.email})
    jobs.run_due()
    assert not Outgoing.objects.filter(kind="sign_in").exists()
    assert signed_in(former).get("/desk/").status_code == 404


def test_a_customer_finds_no_desk(carla: Customer, signed_in: SignedIn) -> None:
    assert signed_in(carla).get("/desk/").status_code == 404


def test_whoever_is_signed_in_passes_the_door(ada: Agent, signed_in: SignedIn) -> None:
    assert signed_in(ada).get("/desk/in/")["Location"] == "/desk/"


def test_a_script_is_led_to_the_door_as_a_whole_page(db: None) -> None:
    answer = Client().get("/desk/cases/", headers={"hx-request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith("/desk/in/")
