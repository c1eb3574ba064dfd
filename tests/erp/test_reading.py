"""What the shop tells of a customer, live."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from onehand.actions.contract import Who
from onehand.actions.tryton.backend import Shop
from onehand.foundation import clock
from onehand.foundation.money import Money
from tests.erp.steps import CARLA, JONAS, KARIM, carry_out, process, shipment_of


def test_a_customer_is_found_by_number_and_by_confirmed_address(shop: Shop) -> None:
    assert shop.find(Who(numbers=(CARLA,))) == (CARLA,)
    assert shop.find(Who(emails=("Carla.Kern@example.org",))) == (CARLA,)
    assert set(shop.find(Who((JONAS,), ("carla.kern@kunde.example",)))) == {CARLA, JONAS}
    assert shop.find(Who()) == shop.find(Who(("K-9999",), ("nobody@example.org",))) == ()


def test_an_order_is_proven_by_its_delivery_postcode_only(shop: Shop) -> None:
    assert shop.prove("20041", "14482") == CARLA
    assert shop.prove("20041", "10435") == shop.prove("99999", "14482") == shop.prove("", "") == ""


def test_each_order_shows_where_it_stands_and_who_moves_it(shop: Shop) -> None:
    waiting = process(shop, CARLA, "20041")
    now = next(stage for stage in waiting.stages if stage.state == "now")
    assert now.says.de == "reserviert"
    assert now.mover is not None
    assert now.until == waiting.expected is not None
    on_its_way = shipment_of(shop, CARLA, "20036")
    assert [stage.state for stage in on_its_way.stages] == ["done", "done", "done", "done", "now"]
    assert "00340434161094000017" in on_its_way.title.de
    assert all(stage.state == "done" for stage in process(shop, CARLA, "20029").stages)


def test_an_overdue_shipment_is_stuck(shop: Shop) -> None:
    number = shipment_of(shop, CARLA, "20041").reference
    (row,) = shop.client.search("stock.shipment.out", [("number", "=", number)], ["id"])
    past = clock.now().date() - timedelta(days=2)
    shop.client.write("stock.shipment.out", "write", [row["id"]], {"planned_date": past})
    assert "stuck" in [stage.state for stage in process(shop, CARLA, "20041").stages]


def test_every_paper_says_what_it_means(shop: Shop) -> None:
    papers = {one.reference: one for one in shop.read(JONAS).documents}
    note = next(one for one in papers.values() if one.kind == "credit_note")
    assert note.total == Money(-4_990)
    assert note.process == "20051"
    assert "ohne dass dafür etwas zurückzuschicken ist" in note.says.de
    assert "49,90" in note.says.de
    assert "49.90" in note.says.en
    assert all(one.process for one in papers.values())


def test_a_contract_is_seen_with_what_is_due_next(shop: Shop) -> None:
    contract = process(shop, KARIM, "A-3001", "subscription")
    assert [line.name for line in contract.lines] == ["Holzpflege-Abo"]
    assert contract.stages[-1].until is not None


def test_an_unknown_customer_has_nothing(shop: Shop) -> None:
    assert shop.read("K-9999").processes == ()


def test_a_customer_is_read_by_few_calls_however_many_orders_there_are(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A figure in seconds would measure the machine; each call costs about 30 ms."""
    calls: list[str] = []
    ask = shop.client.read

    def counted(model: str, method: str, *arguments: Any, **more: Any) -> Any:
        calls.append(model)
        return ask(model, method, *arguments, **more)

    monkeypatch.setattr(shop.client, "read", counted)
    shop.read(CARLA)
    assert len(calls) == 4
    carry_out(shop, shop.plan("return", CARLA, {"order": "20029", "reason": "x"}))
    calls.clear()
    shop.read(CARLA)
    assert len(calls) == 5
