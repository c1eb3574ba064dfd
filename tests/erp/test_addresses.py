"""Correct the delivery address everywhere, in the real shop."""

from __future__ import annotations

from onehand.actions.contract import Address
from onehand.actions.tryton.backend import Shop
from tests.erp.steps import CARLA, carry_out, refusal, take_back

NEW = Address("Ringstraße 5", "20095", "Hamburg", "Carla Kern")


def test_the_address_is_corrected_everywhere_and_back_again(shop: Shop) -> None:
    plan = shop.plan("correct_address", CARLA, {"address": NEW})
    assert {(step.verb, step.target) for step in plan.steps} >= {
        ("party_address", CARLA), ("order_address", "20041"), ("order_address", "20094"), ("order_address", "20098"),
    }  # fmt: skip
    assert sum(step.verb == "shipment_address" for step in plan.steps) == 2
    carry_out(shop, plan)
    view = shop.read(CARLA)
    assert view.address == NEW
    open_ones = [one for one in view.processes if one.reference in ("20041", "20094", "20098")]
    assert {one.address for one in open_ones} == {NEW}
    take_back(shop, plan)
    assert shop.read(CARLA).address == Address("Gartenweg 7", "14482", "Potsdam")


def test_what_was_delivered_keeps_the_address_it_went_to(shop: Shop) -> None:
    carry_out(shop, shop.plan("correct_address", CARLA, {"address": NEW}))
    kept = [one for one in shop.read(CARLA).processes if one.reference in ("20029", "20036")]
    assert {one.address.street for one in kept if one.address} == {"Gartenweg 7"}


def test_what_is_handed_over_already_is_named_with_what_to_do(shop: Shop) -> None:
    plan = shop.plan("correct_address", CARLA, {"address": NEW})
    (gone,) = plan.cannot
    assert "L-" in gone.what.de
    assert "Umleitung" in gone.instead.de


def test_an_address_that_is_right_already_needs_no_step(shop: Shop) -> None:
    carry_out(shop, shop.plan("correct_address", CARLA, {"address": NEW}))
    assert shop.plan("correct_address", CARLA, {"address": NEW}).steps == ()


def test_the_same_address_twice_is_one_record(shop: Shop) -> None:
    plan = shop.plan("correct_address", CARLA, {"address": NEW})
    ids = {answer["address"] for answer in carry_out(shop, plan)}
    assert len(ids) == 1


def test_a_country_that_is_not_served_is_refused(shop: Shop) -> None:
    address = Address("Main St 1", "10001", "New York", country="US")
    assert refusal(shop, "correct_address", CARLA, address=address).code == "address_not_served"


def test_a_shipment_that_left_between_plan_and_run_is_not_changed(shop: Shop) -> None:
    import pytest

    from onehand.actions.contract import Rejected

    plan = shop.plan("correct_address", CARLA, {"address": NEW})
    step = next(one for one in plan.steps if one.verb == "shipment_address")
    record = [int(step.arguments["id"])]
    for button in ("assign_try", "pick", "pack"):
        shop.client.write("stock.shipment.out", button, record)
    shop.client.write("stock.shipment.out", "write", record, {"shipping_reference": "0034"})
    with pytest.raises(Rejected) as caught:
        shop.do(step, "late")
    assert caught.value.code == "already_shipped"
