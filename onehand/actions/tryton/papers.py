"""Invoices and credit notes, each with one plain sentence on what it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from onehand.actions.contract import Document
from onehand.actions.tryton.client import Client, Row
from onehand.actions.tryton.orders import Order
from onehand.actions.tryton.values import money
from onehand.actions.words import Words, on_day
from onehand.foundation.money import Money

FIELDS = (
    "number", "state", "invoice_date", "total_amount", "amount_to_pay", "currency.code", "lines.origin",
    "lines.description", "lines.type",
)  # fmt: skip


def papers_of(client: Client, customer: str, orders: Iterable[Order]) -> tuple[Document, ...]:
    """What was posted, the newest first. Raises Unreachable."""
    domain = [("party.code", "=", customer), ("type", "=", "out"), ("state", "in", ["posted", "paid"])]
    rows = client.search("account.invoice", domain, FIELDS, order=[["invoice_date", "DESC"], ["id", "DESC"]])
    order_by_line = {line.id: order.number for order in orders for line in order.lines}
    bill_by_line = {line["id"]: row for row in rows for line in row["lines."]}
    paid = _paid_out(client, customer) if any(row["total_amount"] < 0 for row in rows) else {}
    return tuple(_document(row, order_by_line, bill_by_line, paid.get(row["id"])) for row in rows)


def _paid_out(client: Client, customer: str) -> dict[int, date]:
    """When the money of each credit note has gone, where the accounts have noted it."""
    domain = [("party.code", "=", customer), ("kind", "=", "payable"), ("state", "=", "succeeded")]
    rows = client.search("account.payment", domain, ["date", "line.move.origin"], order=[["date", "ASC"]])
    return {
        _id(str(row["line."]["move."]["origin"] or ""), "account.invoice"): row["date"] for row in rows if row["line."]
    }


def _document(row: Row, orders: Mapping[int, str], bills: Mapping[int, Row], paid: date | None) -> Document:
    total = money(row["total_amount"], row["currency."]["code"])
    origins = [str(line["origin"] or "") for line in row["lines."]]
    number, day = str(row["number"]), row["invoice_date"]
    if total.cents >= 0:
        order = _first(orders.get(_id(one, "sale.line")) for one in origins)
        return Document("invoice", number, day, total, _invoice(row, total, order), order)
    bill = next((found for one in origins if (found := bills.get(_id(one, "account.invoice.line")))), None)
    direct = _first(orders.get(_id(one, "sale.line")) for one in origins)
    order = direct or _first(
        orders.get(_id(str(line["origin"] or ""), "sale.line")) for line in (bill["lines."] if bill else [])
    )
    # A return order's own lines bear its goods: there something came back.
    said = _credit_note(row, -total, str(bill["number"]) if bill else "", order, returned=bool(direct), paid=paid)
    return Document("credit_note", number, day, total, said, order)


def _invoice(row: Row, total: Money, order: str) -> Words:
    about = Words(f" zu Bestellung {order}" if order else "", f" for order {order}" if order else "")
    begin = Words(f"Rechnung über {total.text('de')}{about.de}", f"Invoice over {total.text('en')}{about.en}")
    if row["state"] == "paid":
        return Words(f"{begin.de}; sie ist bezahlt, es ist nichts zu tun.", f"{begin.en}; it is paid, nothing is due.")
    left = money(row["amount_to_pay"], total.currency)
    return Words(f"{begin.de}; davon sind noch {left.text('de')} zu bezahlen.",
                 f"{begin.en}; {left.text('en')} of it is still to be paid.")  # fmt: skip


def _credit_note(row: Row, amount: Money, bill: str, order: str, *, returned: bool, paid: date | None) -> Words:
    reason = next((str(line["description"]) for line in row["lines."] if line["description"]), "")
    about = Words(
        f" zu Rechnung {bill}" * bool(bill) + f" (Bestellung {order})" * bool(order),
        f" for invoice {bill}" * bool(bill) + f" (order {order})" * bool(order),
    )
    back = (
        Words("für die zurückgesandte Ware", "for the goods sent back")
        if returned
        else Words("ohne dass dafür etwas zurückzuschicken ist", "and nothing has to be sent back for it")
    )
    out = Words(f" Ausgezahlt am {on_day(paid).de}.", f" Paid out on {on_day(paid).en}.") if paid else Words("", "")
    why = Words(f" Grund: {reason}." * bool(reason), f" Reason: {reason}." * bool(reason))
    return Words(
        f"Gutschrift{about.de}: Wir geben {amount.text('de')} zurück, {back.de}.{why.de}{out.de}",
        f"Credit note{about.en}: we give {amount.text('en')} back, {back.en}.{why.en}{out.en}",
    )


def _first(found: Iterable[str | None]) -> str:
    return next((one for one in found if one), "")


def _id(origin: str, model: str) -> int:
    name, _, number = origin.partition(",")
    return int(number) if name == model and number.isdecimal() else 0
