"""Returns, exchanges and goods sent again, in the real shop."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from onehand.actions.contract import Rejected
from onehand.actions.tryton.backend import Shop
from onehand.actions.tryton.base import MARK
from tests.erp.steps import CARLA, JONAS, KARIM, carry_out, day, process, refusal, seen
from tests.support.shop import ShopServer


def _item(shop: Shop, customer: str, order: str, product: str) -> str:
    return next(line.reference for line in process(shop, customer, order).lines if line.product == product)


def _stock(shop: Shop, product: str) -> float:
    (row,) = shop.client.search("product.product", [("code", "=", product)], ["id"])
    place = shop.client.search("stock.location", [("type", "=", "storage"), ("code", "=", "STO")], ["id"])
    context = {"locations": [place[0]["id"]], "stock_assign": True, "with_childs": True}
    return float(shop.client.read("product.product", "read", [row["id"]], ["quantity"], context=context)[0]["quantity"])


def test_a_return_is_announced_and_the_warehouse_expects_it(shop: Shop) -> None:
    mattress = _item(shop, CARLA, "20029", "MATRATZE-140")
    plan = shop.plan("return", CARLA, {"order": "20029", "lines": (mattress,), "reason": "zu schmal"})
    assert plan.lasting is not None
    (answer,) = carry_out(shop, plan)
    back = process(shop, CARLA, str(answer["return"]), "return")
    assert back.parent == "20029"
    assert [line.product for line in back.lines] == ["MATRATZE-140"]
    assert [stage.state for stage in back.stages] == ["done", "now", "next"]


def test_the_label_of_a_return_is_made_from_what_the_shop_expects(shop: Shop) -> None:
    mattress = _item(shop, CARLA, "20029", "MATRATZE-140")
    (step,) = shop.plan("return", CARLA, {"order": "20029", "lines": (mattress,)}).steps
    assert list(shop.papers(replace(step, key="label"))) == []
    answer = shop.do(step, "label")
    (paper,) = shop.papers(replace(step, key="label"))
    assert (paper.name, paper.type) == (f"Ruecksendung-{answer['return']}.pdf", "application/pdf")
    for words in (str(answer["return"]), "1 × MATRATZE-140", "Carla Kern, Gartenweg 7, 14482 Potsdam", "Morgenstern"):
        assert words.encode("cp1252") in paper.content


def test_what_was_not_delivered_cannot_be_returned(shop: Shop) -> None:
    for order in ("20041", "20036", "20098"):
        assert refusal(shop, "return", CARLA, order=order).code == "not_delivered"


def test_an_item_is_returned_only_once_and_the_other_one_still_can(shop: Shop) -> None:
    mattress = _item(shop, CARLA, "20029", "MATRATZE-140")
    carry_out(shop, shop.plan("return", CARLA, {"order": "20029", "lines": (mattress,)}))
    assert refusal(shop, "return", CARLA, order="20029", lines=(mattress,)).code == "already_returned"
    (step,) = shop.plan("return", CARLA, {"order": "20029"}).steps
    assert [str(one) for one in step.wish["expected"]] == [_item(shop, CARLA, "20029", "OEL-LEIN")]


def test_a_return_cut_off_halfway_goes_on_under_its_key(shop: Shop) -> None:
    (step,) = shop.plan("return", CARLA, {"order": "20029", "reason": "gefällt nicht"}).steps
    sale = shop._take_back(step, "cut")
    shop.client.write("sale.sale", "quote", [sale["id"]])
    assert seen(shop, step, "cut") == dict(step.before)
    shop.do(step, "cut")
    assert seen(shop, step, "cut") == dict(step.wish)
    assert len(shop.client.search("sale.sale", [("reference", "=", MARK + "cut")], ["id"])) == 1


def test_a_return_comes_at_what_was_paid_names_its_reason_and_is_expected_in_the_warehouse(shop: Shop) -> None:
    (answer,) = carry_out(shop, shop.plan("return", CARLA, {"order": "20029", "reason": "zu schmal"}))
    fields = ["comment", "total_amount", "shipment_returns.state", "shipment_returns.incoming_moves.quantity"]
    (row,) = shop.client.search("sale.sale", [("number", "=", answer["return"])], fields)
    assert (row["comment"], row["total_amount"]) == ("zu schmal", Decimal("-366.80"))
    (parcel,) = row["shipment_returns."]
    assert [move["quantity"] for move in parcel["incoming_moves."]] == [1.0, 2.0]


def _complained(shop: Shop) -> int:
    """A return of the mattress as somebody in the shop sets it up: by a complaint; the return order, a draft so far."""
    (order,) = shop.client.search("sale.sale", [("number", "=", "20029")], ["party", "lines.product.code"])
    mattress = next(one["id"] for one in order["lines."] if one["product."]["code"] == "MATRATZE-140")
    (kind,) = shop.client.search("sale.complaint.type", [("origin.model", "=", "sale.sale")], ["id"])
    action = {"action": "sale_return", "sale_lines": [["create", [{"line": mattress}]]]}
    values = {"customer": order["party"], "type": kind["id"], "origin": f"sale.sale,{order['id']}",
              "actions": [["create", [action]]]}  # fmt: skip
    (complaint,) = shop.client.write("sale.complaint", "create", [values])
    for button in ("wait", "approve"):
        shop.client.write("sale.complaint", button, [complaint])
    (row,) = shop.client.read("sale.complaint", "read", [complaint], ["actions.result"])
    return int(row["actions."][0]["result"].partition(",")[2])


def test_a_return_that_the_shop_set_up_by_a_complaint_counts_as_soon_as_it_is_confirmed(shop: Shop) -> None:
    mattress = _item(shop, CARLA, "20029", "MATRATZE-140")
    sale = _complained(shop)
    assert shop.plan("return", CARLA, {"order": "20029", "lines": (mattress,)}).steps
    shop.client.write("sale.sale", "write", [sale], {"shipping_date": None})
    for button in ("quote", "confirm"):
        shop.client.write("sale.sale", button, [sale])
    assert refusal(shop, "return", CARLA, order="20029", lines=(mattress,)).code == "already_returned"
    (back,) = [one for one in shop.read(CARLA).processes if one.kind == "return"]
    assert back.parent == "20029"
    (step,) = shop.plan("return", CARLA, {"order": "20029"}).steps
    assert [str(one) for one in step.wish["expected"]] == [_item(shop, CARLA, "20029", "OEL-LEIN")]


def test_goods_are_sent_again_and_set_aside_at_once(shop: Shop) -> None:
    before = _stock(shop, "LAMPE-LUMEN")
    plan = shop.plan("resend", CARLA, {"order": "20036"})
    assert str(plan.cost) == "129.90 EUR"
    (answer,) = carry_out(shop, plan)
    assert _stock(shop, "LAMPE-LUMEN") == before - 1
    new = process(shop, CARLA, str(answer["order"]))
    assert new.total is not None
    assert new.total.cents == 0


def test_goods_sent_again_have_a_day_that_the_plan_the_shop_and_the_message_agree_on(shop: Shop) -> None:
    for kind, customer, given in (
        ("resend", CARLA, {"order": "20036"}),
        ("exchange", JONAS, {"order": "20051", "line": "LAMPE-LUMEN", "product": "REGAL-FJORD"}),
    ):
        plan = shop.plan(kind, customer, given)
        assert plan.arrives == day(3)
        assert plan.told is not None
        assert plan.told.de.endswith("{ankunft}.")
        assert plan.told.en.endswith("{arrival}.")
        answer = carry_out(shop, plan, kind)[0]
        assert answer["ankunft"] == f"{day(3).day}.{day(3).month}.{day(3).year}"
        assert answer["arrival"] == f"{day(3).day} {day(3):%B %Y}"
        assert process(shop, customer, str(answer["order"])).expected == day(3)


def test_without_a_lead_time_no_day_is_promised(shop: Shop, shop_server: ShopServer) -> None:
    shop_server.sql("DELETE FROM product_lead_time")
    plan = shop.plan("resend", CARLA, {"order": "20036"})
    assert plan.arrives is None
    assert plan.told is not None
    assert "{" not in plan.told.de + plan.told.en
    carry_out(shop, plan)


def test_goods_sent_again_a_second_time_are_counted_from_there(shop: Shop) -> None:
    carry_out(shop, shop.plan("resend", CARLA, {"order": "20036"}), "first")
    carry_out(shop, shop.plan("resend", CARLA, {"order": "20036"}), "second")


def test_nothing_is_sent_again_that_was_never_sent(shop: Shop) -> None:
    assert refusal(shop, "resend", CARLA, order="20041").code == "not_sent"


def _sell_out(shop: Shop, product: str) -> None:
    """Somebody counts the stock, and none is there."""
    (row,) = shop.client.search("product.product", [("code", "=", product)], ["id"])
    (place,) = shop.client.search("stock.location", [("code", "=", "STO")], ["id"])
    line = {"product": row["id"], "quantity": 0.0}
    (count,) = shop.client.write(
        "stock.inventory",
        "create",
        [{"location": place["id"], "lines": [["create", [line]]], "empty_quantity": "keep"}],
    )
    shop.client.write("stock.inventory", "confirm", [count])


def test_what_is_out_of_stock_is_refused_in_the_plan(shop: Shop) -> None:
    _sell_out(shop, "LAMPE-LUMEN")
    assert refusal(shop, "resend", CARLA, order="20036").code == "out_of_stock"


def test_what_is_sold_out_between_plan_and_run_is_refused_and_nothing_stays_behind(shop: Shop) -> None:
    (step,) = shop.plan("resend", CARLA, {"order": "20036"}).steps
    _sell_out(shop, "LAMPE-LUMEN")
    for _ in range(2):
        with pytest.raises(Rejected) as caught:
            shop.do(step, "late")
        assert caught.value.code == "out_of_stock"
    assert seen(shop, step, "late") == dict(step.before)


def test_two_who_send_it_again_at_once_send_one(shop: Shop) -> None:
    steps = [shop.plan("resend", CARLA, {"order": "20036"}).steps[0] for _ in range(2)]
    shop.do(steps[0], "first")
    with pytest.raises(Rejected) as caught:
        shop.do(steps[1], "second")
    assert caught.value.code == "changed_meanwhile"
    assert seen(shop, steps[0], "first") == dict(steps[0].wish)
    assert seen(shop, steps[1], "second") == dict(steps[1].before)


def test_an_exchange_sets_the_new_one_aside_before_the_old_one_comes_back(shop: Shop) -> None:
    mattress = _item(shop, CARLA, "20029", "MATRATZE-140")
    plan = shop.plan("exchange", CARLA, {"order": "20029", "line": mattress, "product": "MATRATZE-160"})
    assert [step.verb for step in plan.steps] == ["send_goods", "return_goods"]
    assert str(plan.cost) == "50.00 EUR"
    carry_out(shop, plan)


def test_an_exchange_for_something_cheaper_says_so(shop: Shop) -> None:
    mattress = _item(shop, CARLA, "20029", "MATRATZE-140")
    plan = shop.plan("exchange", CARLA, {"order": "20029", "line": mattress, "product": "LAMPE-LUMEN"})
    assert plan.cost is None
    assert "199,10" in plan.warns[0].de


def test_an_exchange_for_what_is_not_there_is_refused(shop: Shop) -> None:
    table = _item(shop, KARIM, "20018", "TISCH-LINDE")
    assert refusal(shop, "exchange", KARIM, order="20018", line=table, product="STUHL-TAKT").code == "out_of_stock"
    assert refusal(shop, "exchange", KARIM, order="20018", line=table, product="NICHTS").code == "unknown_product"
    assert refusal(shop, "exchange", JONAS, order="20018", line=table, product="TISCH-NORD").code == "unknown_order"


@pytest.mark.parametrize(("kind", "customer", "given", "planned", "done"), [
    ("return", CARLA, {"order": "20029", "reason": "x"}, 2, 9),
    ("resend", CARLA, {"order": "20036"}, 3, 12),
    ("exchange", JONAS, {"order": "20051", "line": "LAMPE-LUMEN", "product": "REGAL-FJORD"}, 4, 21),
])  # fmt: skip
def test_it_takes_few_calls(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, kind: str, customer: str, given: dict[str, Any], planned: int,
    done: int,
) -> None:  # fmt: skip
    """A figure in seconds would measure the machine."""
    calls: list[str] = []
    ask = shop.client._call

    def counted(model: str, method: str, *more: Any) -> Any:
        calls.append(f"{model}.{method}")
        return ask(model, method, *more)

    monkeypatch.setattr(shop.client, "_call", counted)
    plan = shop.plan(kind, customer, given)
    assert len(calls) <= planned, calls
    calls.clear()
    for number, step in enumerate(plan.steps):
        step = replace(step, key=f"{kind}-{number}")
        shop.look(step)
        shop.do(step, step.key)
        shop.look(step)
    assert len(calls) <= done, calls
