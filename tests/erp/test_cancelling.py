"""Cancel whole orders and single items, in the real shop."""

from __future__ import annotations

import pytest

from onehand.actions.contract import Rejected
from onehand.actions.tryton.backend import Shop
from tests.erp.steps import CARLA, JONAS, carry_out, process, refusal, seen, shipment_of


def test_a_quotation_is_cancelled(shop: Shop) -> None:
    plan = shop.plan("cancel", CARLA, {"order": "20098"})
    assert plan.lasting is not None
    carry_out(shop, plan)
    assert process(shop, CARLA, "20098").state == "cancelled"


def test_a_confirmed_order_whose_goods_are_here_is_cancelled(shop: Shop) -> None:
    carry_out(shop, shop.plan("cancel", CARLA, {"order": "20041"}))
    order = process(shop, CARLA, "20041")
    assert order.state == "cancelled"
    assert order.stages[-1].state == "dropped"
    assert shipment_of(shop, CARLA, "20041").state == "cancelled"


def test_one_item_is_cancelled_and_the_rest_still_comes(shop: Shop) -> None:
    lines = process(shop, CARLA, "20094").lines
    oil = next(line for line in lines if line.product == "OEL-LEIN")
    carry_out(shop, shop.plan("cancel", CARLA, {"order": "20094", "lines": (oil.reference,)}))
    order = process(shop, CARLA, "20094")
    assert order.state == "processing"
    shipment = shipment_of(shop, CARLA, "20094")
    assert shipment.state == "waiting"
    moves = shop.client.search(
        "stock.move", [("origin.sale.number", "=", "20094", "sale.line")], ["state", "product.code"]
    )
    assert {move["product."]["code"]: move["state"] for move in moves} == {
        "OEL-LEIN": "cancelled", "REGAL-FJORD": "draft",
    }  # fmt: skip


def test_what_was_cut_off_halfway_goes_on_where_it_stood(shop: Shop) -> None:
    lines = process(shop, CARLA, "20094").lines
    plan = shop.plan("cancel", CARLA, {"order": "20094", "lines": (lines[1].reference,)})
    (step,) = plan.steps
    # As if the power had failed after the second of five calls.
    shipment = shop.client.search(
        "stock.shipment.out", [("number", "=", shipment_of(shop, CARLA, "20094").reference)], ["id"]
    )
    row = shop.client.search("sale.line", [("id", "=", int(lines[1].reference))], ["moves"])
    shop.client.write("stock.shipment.out", "draft", [shipment[0]["id"]])
    shop.client.write("stock.move", "cancel", row[0]["moves"])
    assert seen(shop, step) != dict(step.wish)
    shop.do(step, "again")
    assert seen(shop, step) == dict(step.wish)


def test_what_is_handed_over_is_not_cancelled(shop: Shop) -> None:
    for order in ("20036", "20029"):
        refused = refusal(shop, "cancel", CARLA, order=order)
        assert refused.code == "already_shipped"
        assert refused.instead is not None


def test_cancelling_twice_is_refused_in_the_plan(shop: Shop) -> None:
    carry_out(shop, shop.plan("cancel", CARLA, {"order": "20041"}))
    assert refusal(shop, "cancel", CARLA, order="20041").code == "already_cancelled"


def test_a_paid_order_warns_that_the_money_is_to_be_given_back(shop: Shop) -> None:
    plan = shop.plan("cancel", JONAS, {"order": "20057"})
    assert "Erstatten" in plan.warns[0].de
    carry_out(shop, plan)
    assert process(shop, JONAS, "20057").state == "cancelled"


def test_an_item_of_another_order_is_refused(shop: Shop) -> None:
    other = process(shop, CARLA, "20094").lines[0].reference
    assert refusal(shop, "cancel", CARLA, order="20041", lines=(other,)).code == "unknown_line"


def test_goods_that_left_between_plan_and_run_are_not_cancelled(shop: Shop) -> None:
    (step,) = shop.plan("cancel", CARLA, {"order": "20041"}).steps
    number = shipment_of(shop, CARLA, "20041").reference
    (row,) = shop.client.search("stock.shipment.out", [("number", "=", number)], ["id"])
    for button in ("assign_try", "pick", "pack", "done"):
        shop.client.write("stock.shipment.out", button, [row["id"]])
    with pytest.raises(Rejected) as caught:
        shop.do(step, "late")
    assert caught.value.code == "already_shipped"
