"""What must not or cannot be done in the real shop: each has its code and a plain answer in the case, in German and
English, and the shop holds the same as before. (Events that come twice, late, for nobody known or unsigned:
onehand/actions/tests/test_events.py, tests/attacks/test_s20_webhooks.py.)"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from onehand.actions import assurance, backends, carrying, planning, running
from onehand.actions.models import Run, RunStep
from onehand.actions.sentences import SENTENCES
from onehand.actions.tryton.backend import Shop
from onehand.actions.tryton.client import Client
from onehand.cases import telling
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Message
from onehand.foundation import clock, jobs
from onehand.team.models import Agent, Mandate
from onehand.timeline.models import Entry
from tests.erp.test_returns import _sell_out
from tests.support.shop import ShopServer
from tests.support.shop_faults import Between, changed

pytestmark = pytest.mark.django_db

ABROAD = {"street": "Rue de la Paix 1", "postcode": "75002", "city": "Paris", "country": "FR"}
TOLD = "Die Lampe kommt noch einmal."
REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("cancel", {"order": "99999", "reason": "x"}, "unknown_order", "gibt es"),
    # Of Jonas, in the very same words: nobody learns by it that there is such an order.
    ("cancel", {"order": "20051", "reason": "x"}, "unknown_order", "gibt es"),
    ("refund", {"order": "20029", "amount": "999,00", "reason": "x"}, "more_than_invoiced", "höchstens"),
    ("refund", {"order": "20041", "amount": "1,00", "reason": "x"}, "not_invoiced", "Rechnung"),
    ("correct_address", {"address": ABROAD}, "address_not_served", "liefert der Laden nicht"),
    ("return", {"order": "20041", "reason": "x"}, "not_delivered", "nichts geliefert"),
    ("exchange", {"order": "20029", "line": "MATRATZE-140", "product": "NICHTS"}, "unknown_product", "führt"),
    ("exchange", {"order": "20029", "line": "MATRATZE-140", "product": "STUHL-TAKT"}, "out_of_stock", "am Lager"),
]


@pytest.fixture
def at_shop(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Shop], None]]:
    monkeypatch.setattr(carrying, "sleep", lambda _seconds: None)
    clock.set(datetime.now(UTC))  # the shop lives today: in spring it had other goods
    backends.connect([shop])
    yield lambda other: backends.connect([other])
    backends.disconnect("shop")


@pytest.fixture
def known(case: Case, ada: Agent, at_shop: object) -> Case:
    assurance.vouch(case, how="am Telefon", by=ada)
    return case


def held(shop_server: ShopServer) -> list[Any]:
    """What stands there: orders, parcels, papers, addresses."""
    tables = ("sale_sale", "stock_shipment_out", "account_invoice", "party_address", "sale_complaint")
    return [shop_server.sql(f"SELECT count(*), max(id), max(write_date) FROM {table}") for table in tables]  # noqa: S608


@pytest.mark.parametrize(("kind", "given", "code", "says"), REFUSED)
def test_what_cannot_be_done_is_refused_with_its_reason_and_what_to_do(
    known: Case, ada: Agent, shop_server: ShopServer, kind: str, given: dict[str, Any], code: str, says: str
) -> None:
    before = held(shop_server)
    seen = planning.preview(known, kind, given, by=ada)
    (no,) = seen.refused
    assert no.code == code
    assert says in no.words.de
    assert no.words.en not in ("", no.words.de)
    with pytest.raises(Refused) as refused:
        running.start(known, kind, given, by=ada, reason="Bitte")
    assert refused.value.code == "impossible"
    assert not Run.objects.exists()
    assert held(shop_server) == before


def test_what_goes_beyond_the_mandate_waits_for_somebody_else_and_is_not_done(
    known: Case, ada: Agent, lena: Agent, shop_server: ShopServer
) -> None:
    Mandate.objects.create(agent=lena, action_kind="refund", limit=50_000)
    before = held(shop_server)
    given = {"order": "20029", "amount": "100,00", "reason": "x"}
    with pytest.raises(Refused) as refused:
        running.start(known, "refund", given, by=ada)
    assert refused.value.code == "needs_reason"
    assert all(SENTENCES["needs_reason"])
    run = running.start(known, "refund", given, by=ada, reason="Kratzer")
    jobs.run_due()
    assert Run.objects.get(pk=run.pk).state == Run.State.ASKED
    asked = Entry.objects.filter(subject_id=known.pk, kind="approval_asked").latest("seq")
    assert telling.sentence(asked, "de") == "Ada Brandt bittet um Zustimmung: Erstatten (Kratzer)"
    assert telling.sentence(asked, "en") == "Ada Brandt asks for approval: Refund (Kratzer)"
    assert held(shop_server) == before


def test_what_sold_out_between_plan_and_deed_stands_in_the_case_and_nothing_is_promised(
    known: Case, ada: Agent, shop: Shop, shop_server: ShopServer
) -> None:
    Mandate.objects.create(agent=ada, action_kind="resend", limit=50_000)
    digest = planning.preview(known, "resend", {"order": "20036"}, by=ada).digest
    run = running.start(known, "resend", {"order": "20036"}, by=ada, digest=digest, tell=TOLD)
    _sell_out(shop, "LAMPE-LUMEN")
    before = held(shop_server)
    jobs.run_due()
    run = Run.objects.get(pk=run.pk)
    assert (run.state, run.why["code"]) == (Run.State.STUCK, "out_of_stock")
    assert "am Lager" in run.why["de"]
    assert "out of stock" in run.why["en"]
    assert run.steps.get().state == RunStep.State.STUCK
    assert Entry.objects.filter(subject_id=known.pk, kind="action_stuck").count() == 1
    assert not Message.objects.filter(text=TOLD).exists()
    assert held(shop_server) == before
    with pytest.raises(Refused):  # and the next plan says so before anything is begun
        running.start(known, "resend", {"order": "20036"}, by=ada)


def _other_fields(rows: Any) -> Any:
    return [{f"x_{name}": value for name, value in row.items()} for row in rows] if isinstance(rows, list) else rows


FAULTS: list[Any] = ["hang", "lose", lambda _status, _body: (200, b"<html>Wartung</html>"), changed(_other_fields)]


@pytest.mark.parametrize("fault", range(len(FAULTS)))
def test_a_shop_that_answers_slowly_wrongly_or_with_other_fields_makes_it_wait_in_sight(
    known: Case, ada: Agent, at_shop: Callable[[Shop], None], shop_server: ShopServer, fault: int
) -> None:
    before = held(shop_server)
    with Between(shop_server) as between:
        spoilt = Shop(Client(between.url, answer=2))
        spoilt.version()
        spoilt.read("K-1001")
        at_shop(spoilt)
        between.spoil("sale.sale.search_read", FAULTS[fault])
        seen = planning.preview(known, "cancel", {"order": "20041", "reason": "x"}, by=ada)
        assert seen.silent == ("shop",)
        assert not seen.steps
        between.spoil("sale.sale.search_read", FAULTS[fault])
        run = running.start(known, "cancel", {"order": "20041", "reason": "x"}, by=ada, tell=TOLD)
        assert run.state == Run.State.WAITING
        between.spoil("sale.sale.search_read", FAULTS[fault])
        jobs.run_due()
    run = Run.objects.get(pk=run.pk)
    assert (run.state, run.why["code"]) == (Run.State.WAITING, "silent")
    assert "antwortet gerade nicht" in run.why["de"]
    assert "does not answer right now" in run.why["en"]
    waits = Entry.objects.filter(subject_id=known.pk, kind="action_waits").latest("seq")
    assert "ein System antwortet nicht" in telling.sentence(waits, "de")
    assert "a system does not answer" in telling.sentence(waits, "en")
    assert not Message.objects.filter(text=TOLD).exists()
    assert held(shop_server) == before
