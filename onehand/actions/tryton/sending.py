"""Send again and exchange: a new order at no charge, whose goods are set aside before anybody is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from onehand.actions.contract import Plan, Rejected, Step, does, looks, plans
from onehand.actions.tryton.base import MARK
from onehand.actions.tryton.cancelling import chosen_lines
from onehand.actions.tryton.client import CHANGED
from onehand.actions.tryton.orders import Order, Shipment, order_of, shipments_by_id
from onehand.actions.tryton.refusals import cancelled_already, not_delivered, out_of_stock
from onehand.actions.tryton.returning import Returning
from onehand.actions.tryton.values import money
from onehand.actions.words import Words
from onehand.foundation import clock
from onehand.foundation.money import Money

ON_ITS_WAY = Words("Was unterwegs ist, holt niemand zurück.", "What is on its way is not called back.")
NOT_SENT_YET = Words("Von dieser Bestellung wurde noch nichts versandt.", "Nothing of this order has been sent so far.")
NO_SUCH_PRODUCT = Words("Dieses Produkt führt der Laden nicht.", "The shop does not carry this product.")


class Sending(Returning):
    @plans("resend")
    def _plan_resend(self, customer: str, given: Mapping[str, Any]) -> Plan:
        order = order_of(self.client, customer, given["order"])
        if order.cancelled:
            raise cancelled_already()
        sent = {line for one in order.shipments if one.handed_over for line in one.lines}
        chosen = [one for one in chosen_lines(order, given.get("lines") or ()) if one.id in sent and one.quantity > 0]
        if not chosen:
            raise Rejected("not_sent", NOT_SENT_YET)
        goods = [(line.product_id, line.quantity) for line in chosen]
        self._require_stock(order.warehouse, goods)
        cents = sum(money(line.each).cents * line.quantity for line in chosen)
        step = self._send_step(order, goods, ", ".join(line.name for line in chosen))
        return Plan(
            steps=(step,), touches=(order.number,), cost=Money(cents, order.total.currency), lasting=ON_ITS_WAY,
            told=Words(f"Wir senden Ihnen die Ware zu Bestellung {order.number} noch einmal, ohne Kosten für Sie. Sie "
                       "liegt schon für Sie bereit.",
                       f"We send you the goods of order {order.number} again, at no cost to you. They have been set "
                       "aside for you already."),
        )  # fmt: skip

    @plans("exchange")
    def _plan_exchange(self, customer: str, given: Mapping[str, Any]) -> Plan:
        order = order_of(self.client, customer, given["order"])
        (line,) = chosen_lines(order, (str(given["line"]),))
        if not line.sent:
            raise not_delivered()
        fields = ["code", "template.name", "list_price"]
        found = self.client.search("product.product", [("code", "=", str(given["product"]))], fields, limit=1)
        if not found:
            raise Rejected("unknown_product", NO_SUCH_PRODUCT)
        new = found[0]
        goods = [(int(new["id"]), line.quantity)]
        self._require_stock(order.warehouse, goods)
        name = new["template."]["name"]
        difference = (money(new["list_price"]).cents - money(line.each).cents) * line.quantity
        back = self._return_step(order, (str(line.id),), f"Umtausch gegen {name}")
        return Plan(
            # The new one is set aside first: whoever sends the old one back must not be left with nothing.
            steps=(self._send_step(order, goods, name), back), touches=(order.number,),
            substitutes=str(given["product"]) != line.product,
            lasting=ON_ITS_WAY, cost=Money(difference, order.total.currency) if difference > 0 else None,
            warns=_cheaper(-difference, order.total.currency) if difference < 0 else (),
            told=Words(f"Wir tauschen „{line.name}“ gegen „{name}“. Der Ersatz liegt schon für Sie bereit.",
                       f"We exchange “{line.name}” for “{name}”. The replacement has been set aside already."),
        )  # fmt: skip

    @does("send_goods")
    def _do_send(self, step: Step, key: str) -> Mapping[str, Any]:
        sale = self.made("sale.sale", key)
        goods = _goods(step)
        if sale is None:
            if self._ready(step.target, goods) != dict(step.arguments["others"]):
                raise Rejected("changed_meanwhile", CHANGED)
            (pattern,) = self.client.read("sale.sale", "read", [int(step.arguments["order"])], [
                "party", "warehouse", "currency", "payment_term", "invoice_address", "shipment_address"])  # fmt: skip
            self._require_stock(int(pattern["warehouse"]), goods)
            sale = self._order_for_free(step, pattern, key)
        number, shipments = self._confirmed(sale)
        for one in shipments:
            self._set_aside(one, goods)
        return {"order": number, "shipments": [one.number for one in shipments]}

    @looks("send_goods")
    def _look_at_sending(self, step: Step) -> Mapping[str, Any]:
        """How much of these goods stands ready, or is on its way, by this step's own new order."""
        return {"ready": self._ready(step.target, _goods(step), MARK + step.key) if step.key else _none(_goods(step))}

    def _confirmed(self, sale: int) -> tuple[str, list[Shipment]]:
        """Its number and its shipments, from whatever state it is in."""
        (row,) = self.client.read("sale.sale", "read", [sale], ["state"])
        if row["state"] == "draft":
            self.client.write("sale.sale", "quote", [sale])
        if row["state"] in ("draft", "quotation"):
            self.client.write("sale.sale", "confirm", [sale])
        (row,) = self.client.read("sale.sale", "read", [sale], ["state", "number", "shipments"])
        if row["state"] == "confirmed":
            # A shop with a queue of its own has not come to it yet, or was killed before it did.
            self.client.write("sale.sale", "process", [sale])
            (row,) = self.client.read("sale.sale", "read", [sale], ["number", "shipments"])
        found = shipments_by_id(self.client, row["shipments"]) if row["shipments"] else []
        return str(row["number"]), found

    def _ready(self, order: str, goods: Sequence[tuple[int, int]], reference: str = MARK + "%") -> dict[str, int]:
        """By all orders that replace something of this order, or by the one of a reference."""
        domain = [
            ("description", "=", _title(order)), ("reference", "like", reference), ("state", "!=", "cancelled"),
        ]  # fmt: skip
        ready: dict[int, float] = {product: 0.0 for product, _ in goods}
        sales = self.client.search("sale.sale", domain, ["shipments"])
        ids = [one for row in sales for one in row["shipments"]]
        for one in shipments_by_id(self.client, ids) if ids else ():
            if one.state in ("assigned", "picked", "packed", "done"):
                for product, quantity in one.goods:
                    if product in ready:
                        ready[product] += quantity
        return {str(product): int(quantity) for product, quantity in sorted(ready.items())}

    def _send_step(self, order: Order, goods: Sequence[tuple[int, int]], what: str) -> Step:
        says = Words(f"Ersatz zu Bestellung {order.number} zurücklegen und senden: {what}",
                     f"Set aside and send a replacement for order {order.number}: {what}")  # fmt: skip
        before = _none(goods)
        wish = dict(before)
        for product, quantity in goods:
            wish[str(product)] += quantity
        arguments = {
            "order": order.id, "goods": [list(one) for one in goods], "others": self._ready(order.number, goods),
        }  # fmt: skip
        return Step("send_goods", order.number, says, {"ready": before}, {"ready": wish}, arguments)

    def _require_stock(self, warehouse: int, goods: Sequence[tuple[int, int]]) -> None:
        """Raises Rejected "out_of_stock" for the first product of which too little is free."""
        (place,) = self.client.read("stock.location", "read", [warehouse], ["storage_location"])
        free = self.client.read(
            "product.product", "read", sorted({product for product, _ in goods}), ["quantity", "template.name"],
            context={"locations": [place["storage_location"]], "stock_date_end": clock.now().date(),
                     "stock_assign": True, "with_childs": True},
        )  # fmt: skip
        for row in free:
            if row["quantity"] < sum(quantity for product, quantity in goods if product == row["id"]):
                raise out_of_stock(row["template."]["name"])

    def _order_for_free(self, step: Step, pattern: Mapping[str, Any], key: str) -> int:
        units = self.client.read(
            "product.product", "read", [product for product, _ in _goods(step)], ["default_uom", "id"]
        )
        unit = {row["id"]: row["default_uom"] for row in units}
        lines = [
            {"type": "line", "product": product, "quantity": float(quantity), "unit": unit[product],
             "unit_price": Decimal(0)}
            for product, quantity in _goods(step)
        ]  # fmt: skip
        return self.make_once("sale.sale", key, {
            **{name: pattern[name] for name in
               ("party", "warehouse", "currency", "payment_term", "invoice_address", "shipment_address")},
            "description": _title(step.target), "lines": [["create", lines]],
            "invoice_method": "manual",  # what costs nothing needs no paper over nothing
        })  # fmt: skip

    def _set_aside(self, shipment: Shipment, goods: Sequence[tuple[int, int]]) -> None:
        """Assign the goods; if somebody else was faster, take the whole shipment back. Raises Rejected."""
        if shipment.state == "cancelled":
            raise out_of_stock(self._name_of(goods))
        if shipment.handed_over or shipment.state in ("assigned", "picked", "packed"):
            return
        if shipment.state == "draft":
            self.client.write("stock.shipment.out", "wait", [shipment.id])
        self.client.write("stock.shipment.out", "assign_try", [shipment.id])
        (now,) = self.client.read("stock.shipment.out", "read", [shipment.id], ["state"])
        if now["state"] == "assigned":
            return
        self.client.write("stock.shipment.out", "cancel", [shipment.id])
        raise out_of_stock(self._name_of(goods))

    def _name_of(self, goods: Sequence[tuple[int, int]]) -> str:
        rows = self.client.read("product.product", "read", [goods[0][0]], ["template.name"])
        return str(rows[0]["template."]["name"])


def _title(order: str) -> str:
    return f"Ersatz zu Bestellung {order}"


def _goods(step: Step) -> list[tuple[int, int]]:
    return [(int(product), int(quantity)) for product, quantity in step.arguments["goods"]]


def _none(goods: Sequence[tuple[int, int]]) -> dict[str, int]:
    return {str(product): 0 for product, _ in sorted(goods)}


def _cheaper(cents: int, currency: str) -> tuple[Words, ...]:
    left = Money(cents, currency)
    return (
        Words(f"Das neue Produkt kostet {left.text('de')} weniger; die Differenz mit „Erstatten“ zurückgeben.",
              f"The new product costs {left.text('en')} less; give the difference back by “Refund”."),
    )  # fmt: skip
