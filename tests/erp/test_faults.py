"""The shop answers late, wrongly, in another version, or not at all: each has its own word; nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from onehand.actions.contract import Address, Step, Unclear, Unreachable, Who
from onehand.actions.tryton.backend import Shop
from onehand.actions.tryton.client import Client
from onehand.foundation.money import Money
from tests.erp.steps import CARLA, day, seen
from tests.support.ports import free_port
from tests.support.shop import ShopServer
from tests.support.shop_faults import Between, changed

ADDRESS = {"address": Address("Ringstraße 5", "20095", "Hamburg")}
MAKING: list[tuple[str, dict[str, Any], str]] = [
    ("refund", {"order": "20029", "amount": Money(1_000), "reason": "x"}, "account.invoice.create"),
    ("refund", {"order": "20029", "amount": Money(1_000), "reason": "x"}, "account.invoice.post"),
    ("goodwill", {"amount": Money(1_000), "reason": "x"}, "account.invoice.create"),
    ("return", {"order": "20029", "reason": "x"}, "sale.sale.create"),
    ("return", {"order": "20029", "reason": "x"}, "sale.sale.quote"),
    ("return", {"order": "20029", "reason": "x"}, "sale.sale.confirm"),
    ("resend", {"order": "20036"}, "sale.sale.create"),
    ("resend", {"order": "20036"}, "sale.sale.confirm"),
    ("resend", {"order": "20036"}, "stock.shipment.out.assign_try"),
    ("cancel", {"order": "20041", "reason": "x"}, "stock.shipment.out.cancel"),
    ("cancel", {"order": "20041", "reason": "x"}, "sale.line.write"),
    ("cancel", {"order": "20041", "reason": "x"}, "sale.sale.process"),
    ("change_delivery_date", {"order": "20041", "on": day(15)}, "stock.shipment.out.write"),
    ("correct_address", ADDRESS, "party.address.create"),
]


@pytest.fixture
def between(shop: Shop, shop_server: ShopServer) -> Iterator[Between]:
    with Between(shop_server) as proxy:
        yield proxy


@pytest.fixture
def spoilt(between: Between) -> Shop:
    made = Shop.at(between.url)
    made.find(Who(numbers=(CARLA,)))
    return made


@pytest.mark.parametrize(("kind", "given", "call"), MAKING)
def test_an_answer_that_is_lost_leaves_it_unclear_and_once_more_makes_it_right_once(
    spoilt: Shop, between: Between, kind: str, given: dict[str, Any], call: str
) -> None:
    step = spoilt.plan(kind, CARLA, given).steps[0]
    between.spoil(call, "lose")
    with pytest.raises(Unclear):
        spoilt.do(step, "one")
    assert any(method.endswith(call) for method in between.passed)
    _is_done_once(spoilt, step)


@pytest.mark.parametrize(("kind", "given", "call"), MAKING[::3])
def test_a_request_that_never_arrived_is_unclear_too_and_once_more_makes_it_right(
    spoilt: Shop, between: Between, kind: str, given: dict[str, Any], call: str
) -> None:
    step = spoilt.plan(kind, CARLA, given).steps[0]
    between.spoil(call, "refuse")
    with pytest.raises(Unclear):
        spoilt.do(step, "one")
    _is_done_once(spoilt, step)


def _is_done_once(shop: Shop, step: Step) -> None:
    shop.do(step, "one")
    assert seen(shop, step, "one") == dict(step.wish)
    shop.do(step, "one")
    assert seen(shop, step, "one") == dict(step.wish)


def test_an_answer_that_comes_too_late_is_unclear(shop: Shop, between: Between) -> None:
    step = shop.plan("goodwill", CARLA, {"amount": Money(100), "reason": "x"}).steps[0]
    between.spoil("account.invoice.create", "hang")
    with pytest.raises(Unclear):
        Shop(Client(between.url, answer=2)).do(step, "one")
    _is_done_once(shop, step)


def _gone(row: dict[str, Any]) -> dict[str, Any]:
    row.pop("state")
    return row


ODD: list[Callable[[int, bytes], tuple[int, bytes]]] = [
    lambda _status, _body: (500, b"oops"),
    lambda _status, _body: (200, b"<html>maintenance</html>"),
    lambda _status, _body: (200, b"[]"),
    lambda _status, _body: (200, b'{"id": 0}'),
    lambda _status, _body: (200, b'{"id": 0, "error": "no"}'),
    lambda _status, _body: (200, b'{"id": 0, "result": [{"id": 1, "number": {"__class__": "date", "year": 99999}}]}'),
    lambda _status, _body: (200, b"x" * (9 * 1024 * 1024)),
    changed(lambda _rows: None),
    changed(lambda _rows: {"rows": []}),
    changed(lambda rows: [_gone(row) for row in rows]),
    changed(lambda rows: [{**row, "lines.": None} for row in rows]),
    changed(lambda rows: [{**row, "total_amount": "much"} for row in rows]),
]


@pytest.mark.parametrize("odd", range(len(ODD)))
def test_a_strange_answer_makes_the_shop_unreachable_and_never_crashes(
    spoilt: Shop, between: Between, odd: int
) -> None:
    between.spoil("sale.sale.search_read", ODD[odd])
    with pytest.raises(Unreachable):
        spoilt.read(CARLA)
    between.spoil("sale.sale.search_read", ODD[odd])
    with pytest.raises(Unreachable):
        spoilt.plan("cancel", CARLA, {"order": "20041"})
    assert spoilt.read(CARLA).processes


def test_another_version_is_not_spoken_to(between: Between) -> None:
    between.spoil("common.server.version", changed(lambda _version: "7.4.1"))
    shop = Shop.at(between.url)
    with pytest.raises(Unreachable, match=r"7\.4\.1"):
        shop.read(CARLA)
    assert shop.version().startswith("Tryton 7.0.")


def test_nobody_at_the_port_is_unreachable_for_reads_and_writes(shop: Shop) -> None:
    nowhere = Shop.at(f"http://onehand:x@127.0.0.1:{free_port()}/shop")
    with pytest.raises(Unreachable):
        nowhere.read(CARLA)
    with pytest.raises(Unreachable):
        nowhere.do(shop.plan("correct_address", CARLA, ADDRESS).steps[0], "one")


def test_a_wrong_password_is_unreachable_and_says_no_secret(shop_server: ShopServer) -> None:
    wrong = Shop.at(f"http://onehand:hunter2@127.0.0.1:{shop_server.port}/shop")
    with pytest.raises(Unreachable) as caught:
        wrong.read(CARLA)
    assert "hunter2" not in str(caught.value)


def test_a_session_that_ended_is_begun_anew(shop: Shop, shop_server: ShopServer) -> None:
    shop_server.sql("DELETE FROM ir_session")
    assert shop.read(CARLA).name == "Carla Kern"
    shop_server.sql("DELETE FROM ir_session")
    plan = shop.plan("change_delivery_date", CARLA, {"order": "20041", "on": day(15)})
    shop_server.sql("DELETE FROM ir_session")
    shop.do(plan.steps[0], "one")
    assert seen(shop, plan.steps[0]) == dict(plan.steps[0].wish)


def test_a_killed_shop_goes_on_where_it_was(shop: Shop, shop_server: ShopServer) -> None:
    (step,) = shop.plan("goodwill", CARLA, {"amount": Money(100), "reason": "x"}).steps
    shop.do(step, "one")
    shop_server.kill()
    with pytest.raises(Unreachable):
        shop.do(step, "one")
    shop_server.start()
    _is_done_once(shop, step)
