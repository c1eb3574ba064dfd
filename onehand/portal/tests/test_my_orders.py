"""My orders: read live, only under what is proved, with since when a system is silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from onehand.actions import viewing
from onehand.actions.contract import Document, Line, Process, Stage, View
from onehand.actions.tests.fixtures import Connect
from onehand.actions.tests.toy import Toy
from onehand.actions.words import Words
from onehand.cases.models import Case, Party
from onehand.foundation import clock
from onehand.foundation.money import Money
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


class Shop(Toy):
    def read(self, customer: str) -> View:
        self._up()
        packed = Stage(
            Words("Wird gepackt", "Being packed"), "now", until=date(2026, 3, 5), mover=Words("Lager", "Store")
        )
        order = Process(
            "order", "20041", Words("Bestellung 20041", "Order 20041"), "confirmed",
            stages=(Stage(Words("Bestellt", "Ordered"), "done", at=clock.now()), packed),
            lines=(Line("1", "S-1", "Schrank Alva"),), total=Money(49900), expected=date(2026, 3, 9),
        )  # fmt: skip
        stuck = Stage(Words("Umladen in Köln", "Reloading in Cologne"), "stuck", mover=Words("Spedition", "Carrier"))
        parcel = Process("shipment", "S7", Words("Sendung S7", "Shipment S7"), "x", stages=(stuck,), parent="20041")
        over = Process(
            "order", "19000", Words("Bestellung 19000", "Order 19000"), "done",
            stages=(Stage(Words("Zugestellt", "Delivered"), "done"),),
        )  # fmt: skip
        paper = Document(
            "invoice", "RE-7", date(2026, 3, 1), Money(49900),
            Words("Davon sind noch 499,00 € zu bezahlen.", "Still to be paid: €499.00."), "20041",
        )  # fmt: skip
        return View(customer, processes=(order, parcel, over), documents=(paper,))


@pytest.fixture
def shop(connect: Connect) -> Shop:
    return connect(Shop())


@pytest.fixture
def proved(carla: Customer) -> Customer:
    carla.identities.update(assurance="proved")
    return carla


def test_each_process_with_where_it_stands_who_moves_it_and_until_when(
    proved: Customer, shop: Shop, signed_in: SignedIn
) -> None:
    answer = signed_in(proved).get("/my/orders/")
    page = " ".join(answer.content.decode().split())
    for said in (
        "Bestellung 20041", "499,00", "Schrank Alva", "Wird gepackt", "am Zug: Lager, bis 05.03.2026",
        "Erwartet am 09.03.2026", "Sendung S7", "hängt", "Umladen in Köln", "Rechnung RE-7",
        "Davon sind noch 499,00 € zu bezahlen.",
    ):  # fmt: skip
        assert said in page, said
    assert [thing.process.reference for thing in answer.context["running"]] == ["20041"]
    assert [thing.process.reference for thing in answer.context["ended"]] == ["19000"]


def test_in_english_too(proved: Customer, shop: Shop, signed_in: SignedIn) -> None:
    browser = signed_in(proved)
    page = " ".join(browser.get("/my/orders/", headers={"accept-language": "en"}).content.decode().split())
    for said in ("Orders and contracts", "Being packed", "next move: Store, by 5 Mar 2026", "Still to be paid"):
        assert said in page, said


@pytest.mark.parametrize("assurance", ["claimed", "seen"])
def test_an_address_that_somebody_only_wrote_under_opens_nothing(
    assurance: str, carla: Customer, case: Case, shop: Shop, signed_in: SignedIn
) -> None:
    """Also the reading that the desk has just made shows nothing here."""
    carla.identities.update(assurance=assurance)
    assert viewing.read_all(carla)[0].processes
    browser = signed_in(carla)
    for path in ("/my/orders/", f"/my/{case.pk}/orders/"):
        assert "20041" not in browser.get(path).content.decode()
    shop.down = True
    assert "20041" not in browser.get("/my/orders/").content.decode()


def test_since_when_a_system_is_silent_and_what_it_said_last(proved: Customer, shop: Shop, signed_in: SignedIn) -> None:
    browser = signed_in(proved)
    browser.get("/my/orders/")
    shop.down = True
    clock.advance(timedelta(minutes=30))
    page = " ".join(browser.get("/my/orders/").content.decode().split())
    assert "Probeladen antwortet seit 2. Mär 2026, 09:30 nicht." in page
    assert "Was Sie davon sehen, ist von: 2. Mär 2026, 09:00." in page
    assert "Bestellung 20041" in page
    viewing.forget()
    page = browser.get("/my/orders/").content.decode()
    assert "lässt sich gerade nicht zeigen" in page
    assert "finden wir keine Bestellung" not in page


def test_the_own_case_shows_what_is_under_way(
    proved: Customer, sam: Customer, ada: Agent, case: Case, shop: Shop, signed_in: SignedIn
) -> None:
    browser = signed_in(proved)
    assert f'data-fetch="/my/{case.pk}/orders/"' in browser.get(f"/my/{case.pk}/").content.decode()
    part = browser.get(f"/my/{case.pk}/orders/").content.decode()
    assert "Bestellung 20041" in part
    assert "Bestellung 19000" not in part
    Party.objects.create(case=case, customer=sam, sees_all=True, decides=True)
    party = signed_in(sam)
    assert "data-fetch" not in party.get(f"/my/{case.pk}/").content.decode()
    assert party.get(f"/my/{case.pk}/orders/").status_code == 404


def test_without_a_system_there_is_no_way_there(proved: Customer, signed_in: SignedIn) -> None:
    browser = signed_in(proved)
    assert "/my/orders/" not in browser.get("/my/").content.decode()
    assert browser.get("/my/orders/").status_code == 200
