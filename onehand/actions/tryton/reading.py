"""What the shop knows of a customer, as it is now: a handful of calls, whatever the number of orders."""

from __future__ import annotations

from collections.abc import Sequence

from onehand.actions.contract import Line, Process, View, Who
from onehand.actions.tryton import stages
from onehand.actions.tryton.addresses import Addresses
from onehand.actions.tryton.base import understood
from onehand.actions.tryton.client import Row
from onehand.actions.tryton.orders import ADDRESS, Order, Shipment, address_from, orders_of
from onehand.actions.tryton.papers import papers_of
from onehand.actions.tryton.values import money
from onehand.actions.words import Words
from onehand.foundation import clock

CONTRACT = (
    "number", "state", "start_date", "end_date", "currency.code",
    *(f"lines.{name}" for name in (
        "service.product.code", "service.product.template.name", "quantity", "unit_price", "next_consumption_date",
        "end_date")),
)  # fmt: skip
BY_COMPLAINT = "sale.complaint,"
MOST = 200  # customers of one question


class Reading(Addresses):
    def find(self, who: Who) -> Sequence[str]:
        numbers = [one for one in who.numbers if one][:MOST]
        emails = [one.strip().lower() for one in who.emails if one.strip()][:MOST]
        domain: list[object] = ["OR"]
        if numbers:
            domain.append(("code", "in", numbers))
        if emails:
            domain.append(("contact_mechanisms", "where", [("type", "=", "email"), ("value", "in", emails)]))
        if len(domain) == 1:
            return ()
        with understood():
            return tuple(str(row["code"]) for row in self.client.search("party.party", domain, ["code"], limit=MOST))

    def email(self, customer: str) -> str:
        domain = [("party.code", "=", customer), ("type", "=", "email")]
        with understood():
            found = self.client.search("party.contact_mechanism", domain, ["value"], limit=1)
            return str(found[0]["value"] or "") if found else ""

    def prove(self, order: str, postcode: str) -> str:
        number, code = order.strip(), postcode.strip()
        if not number or not code:
            return ""
        domain = [("number", "=", number), ("shipment_address.postal_code", "=", code)]
        with understood():
            found = self.client.search("sale.sale", domain, ["party.code"], limit=2)
            return str(found[0]["party."]["code"]) if len(found) == 1 else ""

    def read(self, customer: str) -> View:
        with understood():
            return self._view(customer)

    def _view(self, customer: str) -> View:
        fields = ["name", *(f"addresses.{one}" for one in ADDRESS), "addresses.delivery", "addresses.sequence"]
        parties = self.client.search("party.party", [("code", "=", customer)], fields, limit=1)
        if not parties:
            return View(customer)
        orders = orders_of(self.client, customer)
        processes: list[Process] = []
        for order in orders:
            if not order.is_return:
                processes.append(_order(order))
                processes += [_shipment(one, order) for one in order.shipments]
        processes += self._returns(customer, orders)
        processes += [_contract(row) for row in self._contracts(customer)]
        rows = sorted(
            parties[0]["addresses."], key=lambda row: (row["sequence"] is None, row["sequence"] or 0, row["id"])
        )
        first = next((row for row in rows if row["delivery"]), None)
        return View(
            customer, str(parties[0]["name"] or ""), address_from(first) if first else None, tuple(processes),
            papers_of(self.client, customer, orders),
        )  # fmt: skip

    def _contracts(self, customer: str) -> list[Row]:
        return self.client.search("sale.subscription", [("party.code", "=", customer)], CONTRACT)

    def _returns(self, customer: str, orders: Sequence[Order]) -> list[Process]:
        returns = {order.id: order for order in orders if order.is_return}
        if not returns:
            return []
        arrived = self.client.read(
            "sale.sale", "read", list(returns), ["shipment_returns.state", "invoice_state", "shipment_state"]
        )
        state = {row["id"]: row for row in arrived}
        numbers = {f"sale.sale,{order.id}": order.number for order in orders}
        asked = self._complained(customer) if any(one.origin.startswith(BY_COMPLAINT) for one in orders) else {}
        parents = {one.id: numbers.get(asked.get(one.origin, one.origin), "") for one in returns.values()}
        return [_return(one, state[one.id], parents[one.id]) for one in returns.values()]

    def _complained(self, customer: str) -> dict[str, str]:
        """What each complaint is about: returns that were made in the shop come from one."""
        rows = self.client.search("sale.complaint", [("customer.code", "=", customer)], ["origin"])
        return {f"{BY_COMPLAINT}{row['id']}": str(row["origin"] or "") for row in rows}


def _order(order: Order) -> Process:
    return Process(
        "order", order.number, Words(f"Bestellung {order.number}", f"Order {order.number}"),
        "cancelled" if order.cancelled else order.state, stages.of_order(order, clock.now().date()),
        tuple(line.shown(order.total.currency) for line in order.lines), order.total, order.address, order.placed,
        stages.expected(order.shipments) or (order.wanted if order.state == "quotation" else None),
    )  # fmt: skip


def _shipment(one: Shipment, order: Order) -> Process:
    lines = tuple(line.shown(order.total.currency) for line in order.lines if line.id in one.lines)
    title = Words(f"Sendung {one.number}", f"Shipment {one.number}")
    if one.tracking:
        title = Words(f"{title.de}, {one.carrier} {one.tracking}", f"{title.en}, {one.carrier} {one.tracking}")
    return Process(
        "shipment", one.number, title, one.state, stages.of_shipment(one, clock.now().date()), lines,
        address=one.address, placed=order.placed, expected=stages.expected((one,)), parent=order.number,
    )  # fmt: skip


def _return(order: Order, row: Row, parent: str) -> Process:
    arrived = bool(row["shipment_returns."]) and all(
        one["state"] in ("received", "done") for one in row["shipment_returns."]
    )
    credited = row["invoice_state"] in ("awaiting payment", "partially paid", "paid")
    lines = tuple(line.shown(order.total.currency) for line in order.lines)
    return Process(
        "return", order.number, Words(f"Rücksendung {order.number}", f"Return {order.number}"), order.state,
        stages.of_return(order.state, arrived, credited), lines, -order.total, placed=order.placed, parent=parent,
    )  # fmt: skip


def _contract(row: Row) -> Process:
    currency = row["currency."]["code"]
    lines = tuple(
        Line(
            str(line["id"]), str(line["service."]["product."]["code"] or ""),
            str(line["service."]["product."]["template."]["name"]), int(line["quantity"] or 0),
            money(line["unit_price"], currency),
        )
        for line in row["lines."]
    )  # fmt: skip
    next_due = [line["next_consumption_date"] for line in row["lines."] if line["next_consumption_date"]]
    ends = [line["end_date"] for line in row["lines."] if line["end_date"]]
    end = row["end_date"] or (max(ends) if ends else None)
    name = lines[0].name if lines else ""
    course = stages.of_subscription(row["state"], row["start_date"], min(next_due, default=None), end)
    title = Words(f"Vertrag {row['number']}, {name}", f"Contract {row['number']}, {name}")
    return Process(
        "subscription", str(row["number"]), title, row["state"], course, lines, placed=row["start_date"], expected=end,
    )  # fmt: skip
