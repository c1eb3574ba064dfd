"""An absence that meets a parcel on its way: the shop can change nothing, so it offers nothing and says so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from onehand.actions import proposals
from onehand.actions.choices.carried import is_carried, parcels_of
from onehand.actions.contract import Happened, Process, Stage, View
from onehand.actions.events import intake
from onehand.actions.models.choices import Choice, Collision
from onehand.actions.tests.delivering import Delivering
from onehand.actions.tests.fixtures import Connect
from onehand.actions.words import Words
from onehand.cases import facts
from onehand.cases.models import Case, Outgoing
from onehand.cases.tests import mails
from onehand.foundation import clock, jobs
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

LINK = "https://carrier.example/track/0034"


def stages(*done: str, now: str = "delivered") -> tuple[Stage, ...]:
    codes = {"packed": "gepackt", "handed over": "dem Versand übergeben", "delivered": "zugestellt"}
    return tuple(
        Stage(Words(codes[one], one), "done" if one in done else "now" if one == now else "next") for one in codes
    )


class OnItsWay(Delivering):
    """Order 20041 is with the carrier, in one parcel."""

    tracking = LINK
    handed_over = True

    def read(self, customer: str) -> View:
        self._up()
        course = stages("packed", "handed over") if self.handed_over else stages("packed", now="handed over")
        order = Process("order", "20041", Words("Bestellung 20041", "Order 20041"), "processing", course,
                        expected=self.day)  # fmt: skip
        parcel = Process("shipment", "7", Words("Sendung 7, DHL 0034", "Shipment 7, DHL 0034"), "packed", course,
                         expected=self.day, parent="20041", tracking=self.tracking)  # fmt: skip
        return View(customer, "Carla Kern", processes=(order, parcel))


@pytest.fixture
def shop(connect: Connect, ada: Agent) -> OnItsWay:
    return connect(OnItsWay())


@pytest.fixture
def told(shop: OnItsWay, carla: Customer) -> Case:
    clock.advance(timedelta(hours=1))
    sent = mails.mail("Ich bin vom 18. bis 25. März verreist.\n", subject="Rechnung")
    return mails.message_of(mails.take(sent)).case


def confirm(case: Case, by: Agent) -> None:
    facts.confirm(case.facts.get(kind="absence"), by=by)
    jobs.run_due()


def notices(case: Case) -> list[Outgoing]:
    return list(Outgoing.objects.filter(case=case, kind="notice").order_by("pk"))


def happen(kind: str, id: str, **values: Any) -> Case | None:
    return intake.happened("toy", Happened(id, kind, "20041", clock.now(), "K1", values)).case


def test_the_mail_says_the_truth_and_offers_only_what_can_be_carried_out(told: Case, ada: Agent) -> None:
    confirm(told, ada)
    (mail,) = notices(told)
    assert "schon beim Zusteller (Sendung 7, DHL 0034). Wir selbst können daran nichts mehr ändern." in mail.text
    assert "Jemand aus der Nachbarschaft" in mail.text
    assert "ruft Ada Brandt für Sie beim Zusteller an" in mail.text
    assert mail.buttons == [{"label": "Beim Zusteller umleiten", "url": LINK}]
    assert not Choice.objects.exists()
    entry = Entry.objects.get(subject_kind="case", subject_id=told.pk, kind="collision_seen").values
    assert entry["what_de"].endswith("; schon beim Zusteller, von uns nicht mehr zu ändern")
    assert entry["what_en"].endswith("; with the carrier already, not ours to change any more")
    assert not [one for one in proposals.of(told) if one.action == "hold_delivery"]


@pytest.mark.parametrize(
    ("language", "form", "said"),
    [
        ("en", "", ["Hello Carla Kern,\n\nYou told us", "We ourselves cannot change it", "then Ada Brandt calls"]),
        ("de", "du", ["du hast uns gesagt", "Deine Bestellung 20041", "oder du antwortest", "für dich beim Zusteller"]),
    ],
)
def test_in_english_and_with_du(
    told: Case, carla: Customer, ada: Agent, language: str, form: str, said: list[str]
) -> None:
    carla.form = form
    carla.save(update_fields=["form"])
    Case.objects.filter(pk=told.pk).update(language=language)
    confirm(told, ada)
    (mail,) = notices(told)
    assert [one for one in said if one.lower() not in mail.text.lower()] == []
    assert not (language == "de" and "Ihre " in mail.text)


@pytest.mark.parametrize("tracking", ["", "http://carrier.example/1", "javascript:alert(1)", "https://", "nicht\nda"])
def test_without_a_link_that_can_be_followed_the_number_is_named(
    told: Case, ada: Agent, shop: OnItsWay, tracking: str
) -> None:
    shop.tracking = tracking
    confirm(told, ada)
    (mail,) = notices(told)
    assert mail.buttons == []
    assert "mit der Nummer oben beim Zusteller um, wenn er das anbietet" in mail.text


def test_choices_of_an_earlier_mail_do_not_hide_it(told: Case, ada: Agent, shop: OnItsWay) -> None:
    shop.handed_over = False
    confirm(told, ada)
    assert Choice.objects.exists()
    happen("shipment_sent", "s1", shipment="7", tracking="0034")
    clock.advance(timedelta(hours=1))
    happen("shipment_expected", "e2", expected="2026-03-23", tracking="0034")
    first, second = notices(told)
    assert "schon beim Zusteller" not in first.text
    assert "(Sendungsnummer 0034)" in second.text
    assert second.buttons == []
    assert [one.carried for one in Collision.objects.order_by("pk")] == [False, True]
    assert not [one for one in proposals.of(told) if one.action == "hold_delivery"]


def test_the_one_mail_about_a_delay_says_it_and_offers_nothing(told: Case, ada: Agent, shop: OnItsWay) -> None:
    shop.day = date(2026, 3, 10)
    confirm(told, ada)
    happen("shipment_sent", "s1", shipment="7", tracking="0034")
    clock.advance(timedelta(hours=1))
    case = happen("shipment_delayed", "d1", planned="2026-03-20", tracking="0034")
    assert case is not None
    (mail,) = notices(case)
    assert "kommt später als vorgesehen" in mail.text
    assert "das Paket ist schon beim Zusteller (Sendungsnummer 0034)" in mail.text
    assert mail.buttons == []
    assert not Choice.objects.exists()


def test_another_parcel_that_was_sent_or_one_that_came_back_is_not_this_one(
    told: Case, ada: Agent, shop: OnItsWay
) -> None:
    shop.day = date(2026, 3, 10)
    confirm(told, ada)
    happen("shipment_sent", "s1", shipment="7", tracking="0034")
    happen("shipment_sent", "s2", shipment="8", tracking="0035")
    clock.advance(timedelta(hours=1))
    happen("returned", "r1", shipment="8", tracking="0035")
    happen("shipment_delayed", "d1", planned="2026-03-20", shipment="9")
    happen("shipment_delayed", "d2", planned="2026-03-21", tracking="0035")
    assert [one.carried for one in Collision.objects.order_by("pk")] == [False, False]


def test_what_counts_as_with_the_carrier() -> None:
    def order(*done: str) -> Process:
        return Process("order", "1", Words("x", "x"), "open", stages(*done))

    assert is_carried(order("packed", "handed over"))
    assert not is_carried(order("packed"))
    assert not is_carried(order("packed", "handed over", "delivered"))
    assert not is_carried(Process("order", "1", Words("x", "x"), "open"))
    assert parcels_of(order("packed", "handed over"), ()) == ()
    assert parcels_of(order("packed"), ()) is None
