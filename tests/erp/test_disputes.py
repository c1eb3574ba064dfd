"""A disputed invoice is held in the real shop: Tryton then neither collects it nor offers it for collection."""

from __future__ import annotations

from onehand.actions.tryton.backend import Shop
from tests.erp.steps import CARLA, JONAS, carry_out, refusal, take_back


def open_invoice(shop: Shop) -> tuple[str, str]:
    """Customer and number of an invoice of which something is still to be paid."""
    domain = [("type", "=", "out"), ("state", "=", "posted"), ("total_amount", ">", 0)]
    found = shop.client.search("account.invoice", domain, ["number", "party.code"], order=[["id", "ASC"]])
    assert found, "the demo shop has no open invoice"
    return str(found[0]["party."]["code"]), str(found[0]["number"])


def collectable(shop: Shop, number: str) -> bool:
    bills = shop.client.search("account.invoice", [("number", "=", number)], ["lines_to_pay"])
    lines = shop.client.search("account.move.line", [("id", "in", bills[0]["lines_to_pay"])], ["payment_blocked"])
    return not all(line["payment_blocked"] for line in lines)


def test_a_disputed_invoice_is_held_and_let_go_again(shop: Shop) -> None:
    customer, number = open_invoice(shop)
    plan = shop.plan("hold_dunning", customer, {"invoice": number, "reason": "Nie angekommen"})
    assert collectable(shop, number)
    carry_out(shop, plan)
    assert not collectable(shop, number)
    assert refusal(shop, "hold_dunning", customer, invoice=number, reason="x").code == "nothing_to_do"
    take_back(shop, plan)
    assert collectable(shop, number)


def test_somebody_elses_invoice_is_as_unknown_as_none(shop: Shop) -> None:
    customer, number = open_invoice(shop)
    stranger = next(one for one in (CARLA, JONAS) if one != customer)
    others = refusal(shop, "hold_dunning", stranger, invoice=number, reason="x")
    none = refusal(shop, "hold_dunning", stranger, invoice="RE-0", reason="x")
    assert (others.code, others.words) == (none.code, none.words) == ("unknown_invoice", none.words)


def test_what_is_paid_cannot_be_held(shop: Shop) -> None:
    domain = [("type", "=", "out"), ("state", "=", "paid"), ("total_amount", ">", 0)]
    (paid,) = shop.client.search("account.invoice", domain, ["number", "party.code"], limit=1)
    customer = str(paid["party."]["code"])
    assert refusal(shop, "hold_dunning", customer, invoice=str(paid["number"]), reason="x").code == "invoice_paid"


def test_an_exchange_for_another_product_is_a_substitution(shop: Shop) -> None:
    mattress = next(
        line.reference for one in shop.read(CARLA).processes if one.reference == "20029" for line in one.lines
    )
    assert shop.plan("exchange", CARLA, {"order": "20029", "line": mattress, "product": "MATRATZE-160"}).substitutes
