"""S16: links are used once, expire, are kept as hashes, and are not consumed by who only looks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from onehand.accounts import signin
from onehand.accounts.models import SignInLink
from onehand.foundation import clock as the_clock
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(carla: Customer) -> str:
    assert carla.account is not None
    return "/" + signin.make_link(carla.account, purpose="portal").split("/", 3)[3]


def test_scanners_may_look_as_often_as_they_like(path: str) -> None:
    for method in ("get", "head", "get"):
        browser = Client()
        assert getattr(browser, method)(path).status_code == 200
        assert "sessionid" not in browser.cookies
    assert Client().post(path).status_code == 303


def test_it_works_once(path: str) -> None:
    assert Client().post(path).status_code == 303
    for method in ("get", "post"):
        answer = getattr(Client(), method)(path)
        assert (answer.status_code, answer.context["reason"]) == (410, "used")


def test_it_expires(path: str) -> None:
    the_clock.advance(timedelta(minutes=31))
    answer = Client().post(path)
    assert (answer.status_code, answer.context["reason"]) == (410, "expired")


def test_it_is_kept_as_a_hash(path: str) -> None:
    secret = path.strip("/").rpartition("/")[2]
    assert len(secret) >= 43
    assert secret not in str(list(SignInLink.objects.values()))


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "a" * 5_000, "..%2f", "ä"])
def test_a_guessed_one_is_gone(db: None, secret: str) -> None:
    assert Client().get(f"/in/{secret}/").status_code in (404, 410)
    assert Client().post(f"/in/{secret}/").status_code in (404, 410)


def test_no_other_site_learns_it(path: str) -> None:
    assert Client().get(path)["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert Client().get(path)["Cache-Control"] == "no-store"


def test_a_disabled_account_has_no_use_of_it(path: str, carla: Customer) -> None:
    assert carla.account is not None
    carla.account.is_active = False
    carla.account.save()
    assert Client().post(path).status_code == 410


def test_an_agent_who_left_has_no_use_of_it(ada: Agent) -> None:
    path = "/" + signin.make_link(ada.account, purpose="desk").split("/", 3)[3]
    ada.active = False
    ada.save()
    browser = Client()
    assert browser.post(path).status_code == 410
    assert "sessionid" not in browser.cookies
