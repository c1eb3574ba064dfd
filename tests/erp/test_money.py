"""Refunds and credits out of goodwill, in the real shop."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import Any

import pytest

from onehand.actions.contract import Rejected
from onehand.actions.tryton.backend import Shop
from onehand.actions.tryton.base import MARK
from onehand.actions.tryton.client import Row
from onehand.foundation import clock
from onehand.foundation.money import Money
from tests.erp.steps import CARLA, JONAS, carry_out, refusal, seen


def test_a_refund_is_a_credit_note_for_the_invoice(shop: Shop) -> None:
    plan = shop.plan("refund", CARLA, {"order": "20029", "amount": Money(4_000), "reason": "Kratzer"})
    assert plan.cost == Money(4_000)
    (answer,) = carry_out(shop, plan)
    note = next(one for one in shop.read(CARLA).documents if one.reference == answer["credit_note"])
    assert (note.kind, note.total, note.process) == ("credit_note", Money(-4_000), "20029")
    assert "40,00" in note.says.de
    assert "Kratzer" in note.says.de


def test_all_of_an_invoice_can_be_refunded_and_not_a_cent_more(shop: Shop) -> None:
    carry_out(shop, shop.plan("refund", CARLA, {"order": "20029", "amount": Money(36_000), "reason": "x"}))
    refused = refusal(shop, "refund", CARLA, order="20029", amount=Money(681), reason="x")
    assert refused.code == "more_than_invoiced"
    assert "6,80" in refused.words.de
    carry_out(shop, shop.plan("refund", CARLA, {"order": "20029", "amount": Money(680), "reason": "x"}), "rest")


def test_what_was_credited_before_counts(shop: Shop) -> None:
    refused = refusal(shop, "refund", JONAS, order="20051", amount=Money(8_001), reason="x")
    assert "80,00" in refused.words.de


def test_two_refunds_planned_at_once_cannot_both_be_done(shop: Shop) -> None:
    (first,) = shop.plan("refund", CARLA, {"order": "20029", "amount": Money(20_000), "reason": "x"}).steps
    (second,) = shop.plan("refund", CARLA, {"order": "20029", "amount": Money(20_000), "reason": "y"}).steps
    outcomes: list[str] = []

    def run(number: int) -> None:
        try:
            shop.do((first, second)[number], f"at-once-{number}")
            outcomes.append("done")
        except Rejected as error:
            outcomes.append(error.code)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") <= 1
    given = [seen(shop, step, f"at-once-{number}")["credited_cents"] for number, step in enumerate((first, second))]
    assert sum(given) in (0, 20_000)


def test_two_of_the_same_amount_are_two_and_each_is_read_back_by_itself(shop: Shop) -> None:
    for kind, given in (("goodwill", {}), ("refund", {"order": "20029"})):
        plans = [shop.plan(kind, CARLA, {"amount": Money(500), "reason": "x", **given}) for _ in range(2)]
        for number, plan in enumerate(plans):
            carry_out(shop, plan, f"{kind}-{number}")
    notes = [one for one in shop.read(CARLA).documents if one.kind == "credit_note"]
    assert [one.total.cents for one in notes] == [-500] * 4


def test_what_somebody_else_credited_after_the_plan_is_seen_before_it_is_credited_again(shop: Shop) -> None:
    (step,) = shop.plan("refund", CARLA, {"order": "20029", "amount": Money(4_000), "reason": "x"}).steps
    (other,) = shop.plan("refund", CARLA, {"order": "20029", "amount": Money(1_000), "reason": "y"}).steps
    shop.do(other, "in the shop itself")
    (note,) = shop.client.search("account.invoice", [("reference", "=", MARK + "in the shop itself")], ["id"])
    shop.client.write("account.invoice", "write", [note["id"]], {"reference": "Buchhaltung"})
    with pytest.raises(Rejected) as caught:
        shop.do(step, "mine")
    assert caught.value.code == "changed_meanwhile"
    assert seen(shop, step, "mine") == dict(step.before)


def test_what_was_not_invoiced_is_not_refunded(shop: Shop) -> None:
    assert refusal(shop, "refund", CARLA, order="20041", amount=Money(100), reason="x").code == "not_invoiced"


def test_bank_details_that_were_given_are_on_record_before_it_is_refunded_and_shown_by_their_ends(shop: Shop) -> None:
    iban = "DE89370400440532013000"
    given = {"order": "20029", "amount": Money(1_000), "reason": "Kratzer", "iban": iban}
    plan = shop.plan("refund", CARLA, given)
    assert [step.verb for step in plan.steps] == ["payout_account", "credit_invoice"]
    said = [*(step.says.de + step.says.en for step in plan.steps), plan.told.de if plan.told else ""]
    assert all(iban not in one for one in said)
    _, answer = carry_out(shop, plan)
    note = next(one for one in shop.read(CARLA).documents if one.reference == answer["credit_note"])
    assert "3000" in note.says.de
    assert iban not in note.says.de
    assert [step.verb for step in shop.plan("refund", CARLA, given).steps] == ["credit_invoice"]


def test_another_currency_is_refused(shop: Shop) -> None:
    refused = refusal(shop, "refund", CARLA, order="20029", amount=Money(100, "USD"), reason="x")
    assert refused.code == "other_currency"


def test_goodwill_is_credited_to_the_customer_without_an_order(shop: Shop) -> None:
    plan = shop.plan("goodwill", CARLA, {"amount": Money(1_500), "reason": "verspätete Lieferung"})
    carry_out(shop, plan, "one")
    carry_out(shop, shop.plan("goodwill", CARLA, {"amount": Money(500), "reason": "nochmals"}), "two")
    notes = [one for one in shop.read(CARLA).documents if one.kind == "credit_note"]
    assert sorted(one.total.cents for one in notes) == [-1_500, -500]
    assert all(one.process == "" for one in notes)


def test_who_never_bought_anything_gets_no_credit_note(shop: Shop) -> None:
    assert refusal(shop, "goodwill", "K-1008", amount=Money(500), reason="x").code == "not_a_customer"


def test_a_credit_note_that_was_made_and_not_posted_is_posted_under_its_key(shop: Shop) -> None:
    (step,) = shop.plan("refund", CARLA, {"order": "20029", "amount": Money(1_000), "reason": "x"}).steps
    bill = shop._bill(int(step.arguments["invoice"]))
    shop._note(bill.row, Decimal(10), "Erstattung", "", "cut", linked=True)
    assert seen(shop, step, "cut") == dict(step.before)
    shop.do(step, "cut")
    assert seen(shop, step, "cut") == dict(step.wish)
    with pytest.raises(Rejected):
        shop.plan("refund", CARLA, {"order": "20029", "amount": Money(36_000), "reason": "x"})


def _with_tax(shop: Shop, *lines: tuple[str, str, str]) -> str:
    """An order of Carla's that is invoiced: of each line the product, its net price, and the rate of its tax."""
    (tax_account,) = shop.client.search("account.account", [("type.payable", "=", True)], ["id"], limit=1)
    (sale,) = shop.client.search("sale.sale", [("number", "=", "20029")], [
        "party", "warehouse", "currency", "payment_term", "invoice_address", "shipment_address"])  # fmt: skip
    found = []
    for code, price, rate in lines:
        (product,) = shop.client.search("product.product", [("code", "=", code)], ["default_uom"])
        (tax,) = shop.client.write("account.tax", "create", [{
            "name": rate, "description": rate, "type": "percentage", "rate": Decimal(rate),
            "invoice_account": tax_account["id"], "credit_note_account": tax_account["id"],
        }])  # fmt: skip
        found.append({"type": "line", "product": product["id"], "quantity": 1.0, "unit": product["default_uom"],
                      "unit_price": Decimal(price), "taxes": [["add", [tax]]]})  # fmt: skip
    copied = {name: value for name, value in sale.items() if name != "id"}
    (made,) = shop.client.write(
        "sale.sale", "create", [{**copied, "invoice_method": "order", "lines": [["create", found]]}]
    )
    for button in ("quote", "confirm"):
        shop.client.write("sale.sale", button, [made])
    (row,) = shop.client.read("sale.sale", "read", [made], ["number", "invoices"])
    shop.client.write("account.invoice", "post", row["invoices"])
    return str(row["number"])


def _note(shop: Shop, number: Any) -> Row:
    fields = ["untaxed_amount", "tax_amount", "total_amount", "lines.amount", "taxes.base", "taxes.amount"]
    (row,) = shop.client.search("account.invoice", [("number", "=", number)], fields)
    return row


@pytest.mark.parametrize("cents", [1, 3, 1_000, 4_999, 10_710])
def test_a_refund_bears_the_tax_of_what_was_invoiced_and_is_what_was_asked_to_the_cent(shop: Shop, cents: int) -> None:
    order = _with_tax(shop, ("LAMPE-LUMEN", "100.00", "0.19"))
    (answer,) = carry_out(shop, shop.plan("refund", CARLA, {"order": order, "amount": Money(cents), "reason": "x"}))
    row = _note(shop, answer["credit_note"])
    assert row["total_amount"] == -Decimal(cents) / 100
    assert abs(row["tax_amount"] - row["total_amount"] * 19 / 119) < Decimal("0.01")


def test_a_refund_for_goods_of_two_rates_is_shared_between_them(shop: Shop) -> None:
    order = _with_tax(shop, ("LAMPE-LUMEN", "100.00", "0.19"), ("OEL-LEIN", "100.00", "0.07"))
    (answer,) = carry_out(shop, shop.plan("refund", CARLA, {"order": order, "amount": Money(11_301), "reason": "x"}))
    row = _note(shop, answer["credit_note"])
    assert row["total_amount"] == Decimal("-113.01")
    assert sorted(one["amount"] for one in row["taxes."]) == [Decimal("-9.50"), Decimal("-3.50")]
    rest = shop.plan("refund", CARLA, {"order": order, "amount": Money(11_299), "reason": "x"})
    carry_out(shop, rest, "rest")
    assert refusal(shop, "refund", CARLA, order=order, amount=Money(1), reason="x").code == "more_than_invoiced"


def _paid_out(shop: Shop, number: Any) -> None:
    """As the accounts do it in the shop."""
    (note,) = shop.client.search("account.invoice", [("number", "=", number)], ["party", "lines_to_pay"])
    (line,) = shop.client.read("account.move.line", "read", note["lines_to_pay"], ["credit"])
    (journal,) = shop.client.search("account.payment.journal", [("process_method", "=", "manual")], ["id"])
    (payment,) = shop.client.write("account.payment", "create", [{
        "journal": journal["id"], "kind": "payable", "party": note["party"], "amount": line["credit"],
        "line": line["id"], "date": clock.now().date(),
    }])  # fmt: skip
    for button in ("submit", "approve"):
        shop.client.write("account.payment", button, [payment])
    (earlier,) = shop.client.search("account.payment", [("state", "=", "succeeded")], ["group"])
    shop.client.write("account.payment", "write", [payment], {"group": earlier["group"]})
    for button in ("proceed", "succeed"):
        shop.client.write("account.payment", button, [payment])


def test_a_refund_that_was_paid_out_is_told_with_its_order_and_the_note_says_when(shop: Shop) -> None:
    (answer,) = carry_out(shop, shop.plan("refund", CARLA, {"order": "20029", "amount": Money(1_000), "reason": "x"}))
    _, cursor = shop.happened("")
    assert [one for one in shop.happened(cursor)[0] if one.kind == "refunded"] == []
    _paid_out(shop, answer["credit_note"])
    (event,) = [one for one in shop.happened(cursor)[0] if one.kind == "refunded"]
    assert (event.reference, event.customer) == ("20029", CARLA)
    note = next(one for one in shop.read(CARLA).documents if one.reference == answer["credit_note"])
    assert "Ausgezahlt am" in note.says.de
    assert "Paid out on" in note.says.en


def test_the_demo_shows_a_refund_that_was_paid_out(shop: Shop) -> None:
    (note,) = [one for one in shop.read(JONAS).documents if one.kind == "credit_note"]
    assert "Ausgezahlt am" in note.says.de
