"""S16: the links by which a wish is confirmed. Looking consumes nothing; each is kept as a hash, ends, counts once, and
serves no other case."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from onehand.actions import confirming
from onehand.actions.assurance import assurance_of
from onehand.actions.kinds import Assurance
from onehand.actions.models import Proof
from onehand.cases.models import Case, Outgoing
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from tests.attacks.test_s16_memory_links import LOOKS, secret_of

pytestmark = pytest.mark.django_db


def local(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)


@pytest.fixture
def written(carla: Customer, ada: Agent) -> Case:
    carla.identities.update(assurance=Identity.Assurance.SEEN)
    return mails.message_of(mails.take(mails.mail("Neue Anschrift: Lindenweg 5, Leipzig\n"))).case


@pytest.fixture
def path(written: Case, ada: Agent) -> str:
    confirming.ask_to_confirm(written, by=ada, action="correct_address")
    return local(Outgoing.objects.get(kind="confirming").buttons[0]["url"])


def test_scanners_consume_and_confirm_nothing(path: str, written: Case) -> None:
    before = list(Proof.objects.values())
    for method, headers in LOOKS * 3:
        getattr(Client(), method)(path, headers=headers)
        getattr(Client(), method)(f"{path}?answer=yes", headers=headers)
    assert list(Proof.objects.values()) == before
    assert assurance_of(written) < Assurance.LINK
    assert Client().post(path, {"answer": "yes"}).status_code == 200
    assert assurance_of(written) == Assurance.LINK


@pytest.mark.parametrize("first", ["yes", "no"])
def test_it_counts_once(path: str, written: Case, first: str) -> None:
    assert Client().post(path, {"answer": first}).status_code == 200
    after = list(Proof.objects.values())
    for answer in ("yes", "no", "yes"):
        assert Client().post(path, {"answer": answer}).status_code == 410
    assert Client().get(path).status_code == 410
    assert list(Proof.objects.values()) == after


def test_it_ends(path: str, written: Case) -> None:
    clock.advance(timedelta(days=7, minutes=1))
    assert Client().get(path).status_code == 410
    assert Client().post(path, {"answer": "yes"}).status_code == 410
    assert assurance_of(written) < Assurance.LINK


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "a" * 5_000, "..%2f", "ä"])
def test_a_forged_one_is_gone(written: Case, path: str, secret: str) -> None:
    assert Client().get(f"/confirm/{secret}/").status_code in (404, 410)
    assert Client().post(f"/confirm/{secret}/", {"answer": "yes"}).status_code in (404, 410)
    assert assurance_of(written) < Assurance.LINK


def test_a_secret_of_another_kind_is_none_here(path: str, written: Case) -> None:
    secret = secret_of(path)
    for kind in ("callback", "solved", "in"):
        assert Client().post(f"/{kind}/{secret}/", {"answer": "yes"}).status_code in (404, 410)
    assert assurance_of(written) < Assurance.LINK


def test_it_serves_no_other_case(path: str, written: Case, ada: Agent) -> None:
    other = mails.message_of(mails.take(mails.mail("Noch etwas ganz anderes\n", subject="Rechnung"))).case
    assert other != written
    Client().post(path, {"answer": "yes", "case": str(other.pk), "number": str(other.pk)})
    assert assurance_of(written) == Assurance.LINK
    assert assurance_of(other) < Assurance.LINK


def test_it_is_kept_as_a_hash_and_no_other_site_learns_it(path: str) -> None:
    assert len(secret_of(path)) >= 43
    assert secret_of(path) not in str(list(Proof.objects.values()))
    answer = Client().get(path)
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert answer["Cache-Control"] == "no-store"


def test_it_signs_nobody_in(path: str) -> None:
    browser = Client()
    browser.post(path, {"answer": "yes"})
    assert "sessionid" not in browser.cookies


def test_one_who_was_erased_confirms_nothing(path: str, carla: Customer, ada: Agent) -> None:
    from onehand.people.forgetting import forget

    forget(carla, by=ada)
    assert Client().post(path, {"answer": "yes"}).status_code == 410
