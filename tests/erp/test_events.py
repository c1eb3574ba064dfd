"""What the shop tells before the customer must ask."""

from __future__ import annotations

from decimal import Decimal

from onehand.actions.contract import Happened
from onehand.actions.tryton.backend import Shop
from tests.erp.steps import CARLA, PAUL, carry_out, day, process, shipment_of


def _by_kind(found: tuple[Happened, ...], kind: str) -> dict[str, Happened]:
    return {one.reference: one for one in found if one.kind == kind}


def test_a_delivery_later_than_promised_is_told_until_a_date_is_agreed_on(shop: Shop) -> None:
    found, _ = shop.happened("")
    late = _by_kind(tuple(found), "shipment_delayed")
    assert set(late) == {"20041"}
    assert late["20041"].customer == CARLA
    assert late["20041"].values["promised"] < late["20041"].values["planned"]
    again, _ = shop.happened("")
    assert [one.id for one in again] == [one.id for one in found]
    carry_out(shop, shop.plan("change_delivery_date", CARLA, {"order": "20041", "on": day(15)}))
    assert "20041" not in _by_kind(tuple(shop.happened("")[0]), "shipment_delayed")


def test_what_is_not_on_stock_is_told(shop: Shop) -> None:
    missing = _by_kind(tuple(shop.happened("")[0]), "out_of_stock")
    assert {one.customer for one in missing.values()} == {PAUL}


def test_what_was_sent_and_delivered_since_the_last_look_is_told(shop: Shop) -> None:
    _, cursor = shop.happened("")
    number = shipment_of(shop, CARLA, "20094").reference
    (row,) = shop.client.search("stock.shipment.out", [("number", "=", number)], ["id"])
    for button in ("assign_try", "pick", "pack"):
        shop.client.write("stock.shipment.out", button, [row["id"]])
    shop.client.write("stock.shipment.out", "write", [row["id"]], {"shipping_reference": "0034123"})
    found, cursor = shop.happened(cursor)
    sent = _by_kind(tuple(found), "shipment_sent")
    assert sent["20094"].values["tracking"] == "0034123"
    shop.client.write("stock.shipment.out", "done", [row["id"]])
    found, _ = shop.happened(cursor)
    assert "20094" in _by_kind(tuple(found), "delivered")
    assert process(shop, CARLA, "20094").stages[-2].state == "done"


def test_goods_that_came_back_are_told_with_their_return(shop: Shop) -> None:
    (answer,) = carry_out(shop, shop.plan("return", CARLA, {"order": "20029", "reason": "x"}))
    _, cursor = shop.happened("")
    found = shop.client.search("stock.shipment.out.return", [("customer.code", "=", CARLA)], ["id"])
    shop.client.write("stock.shipment.out.return", "receive", [row["id"] for row in found])
    events = tuple(shop.happened(cursor)[0])
    assert _by_kind(events, "returned") == {}
    back = _by_kind(events, "return_received")
    assert set(back) == {answer["return"]}
    assert process(shop, CARLA, str(answer["return"]), "return").stages[1].state == "done"


def test_a_parcel_that_came_back_is_told_with_its_order(shop: Shop) -> None:
    _, cursor = shop.happened("")
    number = shipment_of(shop, CARLA, "20036").reference
    (row,) = shop.client.search(
        "stock.shipment.out", [("number", "=", number)],
        ["customer", "warehouse", "delivery_address", "outgoing_moves.product", "outgoing_moves.unit",
         "outgoing_moves.from_location", "outgoing_moves.to_location", "warehouse.input_location",
         "warehouse.storage_location"],
    )  # fmt: skip
    shop.client.write("stock.shipment.out", "done", [row["id"]])
    moves = [
        {"product": move["product"], "unit": move["unit"], "quantity": 1.0, "from_location": move["to_location"],
         "to_location": row["warehouse."]["input_location"], "origin": f"stock.move,{move['id']}", "company": 1,
         "unit_price": Decimal(0), "currency": 1}
        for move in row["outgoing_moves."]
    ]  # fmt: skip
    back = shop.client.write("stock.shipment.out.return", "create", [{
        "customer": row["customer"], "contact_address": row["delivery_address"], "warehouse": row["warehouse"],
        "warehouse_input": row["warehouse."]["input_location"],
        "warehouse_storage": row["warehouse."]["storage_location"],
        "incoming_moves": [["create", moves]],
    }])  # fmt: skip
    shop.client.write("stock.shipment.out.return", "receive", back)
    found = _by_kind(tuple(shop.happened(cursor)[0]), "returned")
    assert {one.customer for one in found.values()} == {CARLA}
    assert set(found) == {"20036"}
