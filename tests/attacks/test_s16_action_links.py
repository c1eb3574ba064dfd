"""S16: the links by which a wish is confirmed, and those of the protected form. Looking consumes nothing; each is kept
as a hash, ends, counts once, and serves no other case. Bank details stand nowhere in the clear (D9)."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from onehand.actions import asking, confirming
from onehand.actions.assurance import assurance_of
from onehand.actions.kinds import Assurance
from onehand.actions.models import Proof
from onehand.actions.models.asking import Asking
from onehand.cases.models import Case, Outgoing
from onehand.cases.tests import mails
from onehand.channels.email.compose import compose
from onehand.foundation import clock
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from tests.attacks.test_s16_memory_links import LOOKS, secret_of
from tests.support.browser import SignedIn

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


IBAN = "DE89370400440532013000"
TYPED = {"iban": "DE89 3704 0044 0532 0130 00", "holder": "Carla Kern"}


@pytest.fixture
def form(written: Case, ada: Agent) -> str:
    asking.ask_for(written, "change_payer", {}, ["iban", "holder"], by=ada)
    return local(Outgoing.objects.get(kind="asking").buttons[0]["url"])


def test_scanners_fill_in_nothing(form: str) -> None:
    before = list(Asking.objects.values())
    for method, headers in LOOKS * 3:
        getattr(Client(), method)(form, headers=headers)
        getattr(Client(), method)(f"{form}?iban={IBAN}&holder=Sam", headers=headers)
    assert list(Asking.objects.values()) == before
    assert Client().post(form, TYPED).status_code == 303


def test_the_form_is_filled_in_once_and_ends(form: str, written: Case) -> None:
    Client().post(form, TYPED)
    again = Client().post(form, {"iban": "AT611904300234573201", "holder": "Sam Fremd"})
    assert "Sam Fremd" not in again.content.decode()
    assert asking.values_of(written, "change_payer")["iban"] == IBAN
    clock.advance(timedelta(days=14, minutes=1))
    assert Client().get(form).status_code == 410
    assert Client().post(form, TYPED).status_code == 410
    assert asking.values_of(written, "change_payer") == {}


def test_an_open_form_ends(form: str, written: Case) -> None:
    clock.advance(timedelta(days=14, minutes=1))
    assert Client().get(form).status_code == 410
    assert Client().post(form, TYPED).status_code == 410
    assert Asking.objects.get().filled_at is None


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "a" * 5_000, "..%2f", "ä"])
def test_a_forged_form_is_gone(form: str, secret: str) -> None:
    assert Client().get(f"/asked/{secret}/").status_code in (404, 410)
    assert Client().post(f"/asked/{secret}/", TYPED).status_code in (404, 410)
    assert Asking.objects.get().filled_at is None


def test_neither_link_opens_the_other_or_another_case(form: str, path: str, written: Case, ada: Agent) -> None:
    assert Client().post(f"/confirm/{secret_of(form)}/", {"answer": "yes"}).status_code == 410
    assert Client().post(f"/asked/{secret_of(path)}/", TYPED).status_code == 410
    other = mails.message_of(mails.take(mails.mail("Noch etwas ganz anderes\n", subject="Rechnung"))).case
    Client().post(form, {**TYPED, "case": str(other.pk), "contract": "toy:1", "action": "refund"})
    assert set(asking.values_of(written, "change_payer")) == {"iban", "holder"}
    assert asking.values_of(other, "change_payer") == {}
    assert assurance_of(written) < Assurance.LINK  # filling in a form proves nothing


def test_the_forms_secret_is_kept_as_a_hash(form: str) -> None:
    assert secret_of(form) not in str(list(Asking.objects.values()))
    answer = Client().get(form)
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert answer["Cache-Control"] == "no-store"


def test_bank_details_stand_nowhere_in_the_clear(
    form: str, written: Case, ada: Agent, signed_in: SignedIn, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in the database's file, a log, a page, a mail; neither the right ones nor those with a slip."""
    caplog.set_level(logging.DEBUG)
    slip = "DE89370400440532013001"
    desk, act = signed_in(ada), f"/desk/cases/{written.pk}/act/?action=change_payer"
    seen = [Client().post(form, {**TYPED, "iban": slip}).content, Client().post(form, {**TYPED, "holder": ""}).content]
    Client().post(form, TYPED)
    seen += [Client().get(form).content, desk.get(act).content, desk.get(f"/desk/cases/{written.pk}/").content]
    seen += [desk.get(f"/desk/cases/{written.pk}/timeline/").content, signed_in(written.customer).get("/my/").content]
    seen += [compose(one).raw for one in Outgoing.objects.filter(case=written)]
    everything = b"\n".join(seen) + caplog.text.encode() + _database()
    bare = re.sub(rb"[\s\xa0]", b"", everything)
    assert asking.values_of(written, "change_payer")["iban"] == IBAN
    for iban in (IBAN, slip):
        assert iban.encode() not in bare


def _database() -> bytes:
    """All bytes of the database, also of pages that are no longer used."""
    if connection.vendor == "sqlite":
        return bytes(connection.connection.serialize())
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows.append(str(cursor.fetchall()))
    return "".join(rows).encode()
