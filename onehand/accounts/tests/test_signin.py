"""Sign-in links: single use, hashed, expiring, not consumed by being looked at (S16)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from onehand.accounts import signin
from onehand.accounts.dead import why_dead
from onehand.accounts.models import SignInLink
from onehand.foundation import clock
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def request() -> HttpRequest:
    made = RequestFactory().post("/in/x/")
    made.session = SessionStore()
    return made


def secret_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def test_a_link_signs_in_once(ada: Agent) -> None:
    secret = secret_of(signin.make_link(ada.account, purpose="desk"))
    first = request()
    assert signin.consume(first, secret) == "/desk/"
    assert first.session["_auth_user_id"] == str(ada.account.pk)
    assert signin.consume(request(), secret) is None
    assert why_dead(secret) == "used"


def test_looking_at_it_any_number_of_times_changes_nothing(ada: Agent) -> None:
    secret = secret_of(signin.make_link(ada.account, purpose="portal"))
    for _ in range(5):
        assert signin.look_up(secret) is not None
    assert signin.consume(request(), secret) == "/my/"


def test_it_expires(ada: Agent) -> None:
    secret = secret_of(signin.make_link(ada.account, purpose="desk", minutes=30))
    clock.advance(timedelta(minutes=29, seconds=59))
    assert signin.look_up(secret) is not None
    clock.advance(timedelta(seconds=1))
    assert signin.look_up(secret) is None
    assert signin.consume(request(), secret) is None
    assert why_dead(secret) == "expired"


def test_only_a_hash_of_it_is_kept(ada: Agent) -> None:
    secret = secret_of(signin.make_link(ada.account, purpose="desk"))
    link = SignInLink.objects.get()
    assert secret not in (link.hashed, link.target)
    assert signin.look_up(link.hashed) is None


@pytest.mark.parametrize("secret", ["", "x", "0" * 64, "../../desk", "ä"])
def test_a_guess_opens_nothing(ada: Agent, secret: str) -> None:
    signin.make_link(ada.account, purpose="desk")
    assert signin.look_up(secret) is None
    assert why_dead(secret) == "unknown"


def test_a_disabled_account_cannot_use_a_link_it_had(ada: Agent) -> None:
    secret = secret_of(signin.make_link(ada.account, purpose="desk"))
    ada.account.is_active = False
    ada.account.save()
    assert signin.consume(request(), secret) is None


def test_it_can_lead_to_a_page(ada: Agent) -> None:
    secret = secret_of(signin.make_link(ada.account, purpose="desk", target="/desk/cases/7/"))
    assert signin.consume(request(), secret) == "/desk/cases/7/"


def test_an_address_is_mailed_five_links_an_hour_at_most(clock: object) -> None:
    from onehand.foundation import clock as the_clock

    asked = [signin.may_ask(" Carla@Example.org") for _ in range(7)]
    assert asked == [True] * 5 + [False] * 2
    assert signin.may_ask("sam@example.net")
    assert not signin.may_ask("carla@example.org")
    the_clock.advance(timedelta(hours=1, seconds=1))
    assert signin.may_ask("carla@example.org")


def test_signing_out_everywhere_ends_every_session(ada: Agent) -> None:
    before = ada.account.get_session_auth_hash()
    ada.account.sign_out_everywhere()
    ada.account.refresh_from_db()
    assert ada.account.get_session_auth_hash() != before
