"""Send again and exchange: a new order at no charge, whose goods are set aside before anybody is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from onehand.actions.contract import Plan, Rejected, Step, does, looks, plans
from onehand.actions.tryton.base import MARK
from onehand.actions.tryton.cancelling import chosen_lines
from onehand.actions.tryton.client import CHANGED, Row
from onehand.actions.tryton.orders import Order, order_of
from onehand.actions.tryton.refusals import cancelled_already, not_delivered, out_of_stock
from onehand.actions.tryton.returning import Returning
from onehand.actions.tryton.values import money, working
from onehand.actions.words import Words, on_day
from onehand.foundation import clock
from onehand.foundation.money import Money

REPLACEMENT = (
    "state", "reference", "shipments.state",
    *(f"shipments.outgoing_moves.{name}" for name in ("state", "product", "quantity")),
)  # fmt: skip
PRODUCT = ("code", "template.name", "template.lead_time", "list_price", "default_uom", "quantity")
NOTHING = Words("", "")
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
        day = _earliest(self._of_these(goods, order.storage))
        cents = sum(money(line.each).cents * line.quantity for line in chosen)
        step = self._send_step(order, goods, ", ".join(line.name for line in chosen), day)
        comes = _comes(day)
        return Plan(
            steps=(step,), touches=(order.number,), cost=Money(cents, order.total.currency), lasting=ON_ITS_WAY,
            arrives=day,
            told=Words(f"Wir senden Ihnen die Ware zu Bestellung {order.number} noch einmal, ohne Kosten für Sie. Sie "
                       f"liegt schon für Sie bereit.{comes.de}",
                       f"We send you the goods of order {order.number} again, at no cost to you. They have been set "
                       f"aside for you already.{comes.en}"),
        )  # fmt: skip

    @plans("exchange")
    def _plan_exchange(self, customer: str, given: Mapping[str, Any]) -> Plan:
        order = order_of(self.client, customer, given["order"])
        (line,) = chosen_lines(order, (str(given["line"]),))
        if not line.sent:
            raise not_delivered()
        found = self._in_stock([("code", "=", str(given["product"]))], order.storage)
        if not found:
            raise Rejected("unknown_product", NO_SUCH_PRODUCT)
        new = found[0]
        goods = [(int(new["id"]), line.quantity)]
        _require(new, goods)
        name, day = new["template."]["name"], _earliest([new])
        comes = _comes(day)
        difference = (money(new["list_price"]).cents - money(line.each).cents) * line.quantity
        back = self._return_step(order, (str(line.id),), f"Umtausch gegen {name}")
        return Plan(
            # The new one is set aside first: whoever sends the old one back must not be left with nothing.
            steps=(self._send_step(order, goods, name, day), back), touches=(order.number,), arrives=day,
            substitutes=str(given["product"]) != line.product,
            lasting=ON_ITS_WAY, cost=Money(difference, order.total.currency) if difference > 0 else None,
            warns=_cheaper(-difference, order.total.currency) if difference < 0 else (),
            told=Words(f"Wir tauschen „{line.name}“ gegen „{name}“. Der Ersatz liegt schon für Sie bereit."
                       f"{comes.de}",
                       f"We exchange “{line.name}” for “{name}”. The replacement has been set aside already."
                       f"{comes.en}"),
        )  # fmt: skip

    @does("send_goods")
    def _do_send(self, step: Step, key: str) -> Mapping[str, Any]:
        goods = _goods(step)
        known = self._replacements(step.target, key)
        sale = self.the_one("sale.sale", [row for row in known if row["reference"] == MARK + key])
        if sale is None:
            if _ready(known, goods) != dict(step.arguments["others"]):
                raise Rejected("changed_meanwhile", CHANGED)
            fields = ["party", "warehouse", "currency", "payment_term", "invoice_address", "shipment_address",
                      "warehouse.storage_location"]  # fmt: skip
            (pattern,) = self.client.read("sale.sale", "read", [int(step.arguments["order"])], fields)
            sale = self._order_for_free(step, pattern, key)
        number, shipments = self._confirmed(sale)
        for one in shipments:
            self._set_aside(one, goods)
        return {"order": number, "shipments": [str(one["number"]) for one in shipments], **_arrival(shipments)}

    @looks("send_goods")
    def _look_at_sending(self, step: Step) -> Mapping[str, Any]:
        """How much of these goods stands ready, or is on its way, by this step's own new order."""
        goods = _goods(step)
        known = self._replacements(step.target, step.key) if step.key else []
        return {"ready": _ready([row for row in known if row["reference"] == MARK + step.key], goods)}

    def _confirmed(self, sale: Row) -> tuple[str, list[Row]]:
        """Its number and its shipments, from whatever state it is in."""
        state = sale["state"]
        if state == "draft":
            self.client.write("sale.sale", "quote", [sale["id"]])
        if state in ("draft", "quotation"):
            self.client.write("sale.sale", "confirm", [sale["id"]])
        row = self._with_shipments(sale["id"])
        if row["state"] == "confirmed":
            # A shop with a queue of its own has not come to it yet, or was killed before it did.
            self.client.write("sale.sale", "process", [sale["id"]])
            row = self._with_shipments(sale["id"])
        return str(row["number"]), list(row["shipments."])

    def _with_shipments(self, sale: int) -> Row:
        fields = ["state", "number", *(f"shipments.{name}" for name in ("number", "state", "planned_date"))]
        (row,) = self.client.read("sale.sale", "read", [sale], fields)
        return dict(row)

    def _replacements(self, order: str, key: str = "") -> list[Row]:
        """All orders that replace something of this order, and the one of this key whatever it is by now."""
        title = [("description", "=", _title(order)), ("reference", "like", f"{MARK}%"), ("state", "!=", "cancelled")]
        domain: list[Any] = ["OR", ("reference", "=", MARK + key), title] if key else title
        return self.client.search("sale.sale", domain, REPLACEMENT, order=[["id", "ASC"]])

    def _send_step(self, order: Order, goods: Sequence[tuple[int, int]], what: str, day: date | None) -> Step:
        by = Words(f" (voraussichtlich da am {on_day(day).de})", f" (expected on {on_day(day).en})") if day else NOTHING
        says = Words(f"Ersatz zu Bestellung {order.number} zurücklegen und senden: {what}{by.de}",
                     f"Set aside and send a replacement for order {order.number}: {what}{by.en}")  # fmt: skip
        before = _none(goods)
        wish = dict(before)
        for product, quantity in goods:
            wish[str(product)] += quantity
        arguments = {
            "order": order.id, "goods": [list(one) for one in goods],
            "others": _ready(self._replacements(order.number), goods),
        }  # fmt: skip
        return Step("send_goods", order.number, says, {"ready": before}, {"ready": wish}, arguments)

    def _in_stock(self, domain: Sequence[Any], storage: int) -> list[Row]:
        """Products with what of each is free, that is on stock and not set aside."""
        context = {
            "locations": [storage], "stock_date_end": clock.now().date(), "stock_assign": True, "with_childs": True,
        }  # fmt: skip
        return self.client.search("product.product", domain, PRODUCT, context=context)

    def _of_these(self, goods: Sequence[tuple[int, int]], storage: int) -> list[Row]:
        """Raises Rejected "out_of_stock" for the first product of which too little is free, "unknown_product" for one
        that is sold no more."""
        wanted = sorted({product for product, _ in goods})
        found = self._in_stock([("id", "in", wanted)], storage)
        if len(found) < len(wanted):
            raise Rejected("unknown_product", NO_SUCH_PRODUCT)
        for row in found:
            _require(row, goods)
        return found

    def _order_for_free(self, step: Step, pattern: Mapping[str, Any], key: str) -> Row:
        goods = _goods(step)
        products = self._of_these(goods, _storage(pattern))
        unit = {row["id"]: row["default_uom"] for row in products}
        lines = [
            {"type": "line", "product": product, "quantity": float(quantity), "unit": unit[product],
             "unit_price": Decimal(0)}
            for product, quantity in goods
        ]  # fmt: skip
        return self.make_once("sale.sale", key, {
            **{name: pattern[name] for name in
               ("party", "warehouse", "currency", "payment_term", "invoice_address", "shipment_address")},
            "description": _title(step.target), "lines": [["create", lines]], "shipping_date": _earliest(products),
            "invoice_method": "manual",  # what costs nothing needs no paper over nothing
        })  # fmt: skip

    def _set_aside(self, shipment: Row, goods: Sequence[tuple[int, int]]) -> None:
        """Assign the goods; if somebody else was faster, take the whole shipment back. Raises Rejected."""
        state, number = shipment["state"], shipment["id"]
        if state == "cancelled":
            raise out_of_stock(self._name_of(goods))
        if state not in ("draft", "waiting"):
            return
        if state == "draft":
            self.client.write("stock.shipment.out", "wait", [number])
        self.client.write("stock.shipment.out", "assign_try", [number])
        (now,) = self.client.read("stock.shipment.out", "read", [number], ["state"])
        if now["state"] == "assigned":
            return
        self.client.write("stock.shipment.out", "cancel", [number])
        raise out_of_stock(self._name_of(goods))

    def _name_of(self, goods: Sequence[tuple[int, int]]) -> str:
        rows = self.client.read("product.product", "read", [goods[0][0]], ["template.name"])
        return str(rows[0]["template."]["name"])


def _storage(row: Mapping[str, Any]) -> int:
    return int(row["warehouse."]["storage_location"])


def _require(row: Row, goods: Sequence[tuple[int, int]]) -> None:
    if row["quantity"] < sum(quantity for product, quantity in goods if product == row["id"]):
        raise out_of_stock(row["template."]["name"])


def _earliest(products: Sequence[Row]) -> date | None:
    """When all of it should arrive: after the shop's lead time. None where it knows none."""
    times = [row["template."]["lead_time"] for row in products]
    if any(one is None for one in times):
        return None
    return working(clock.now().date() + max(times))


def _comes(day: date | None) -> Words:
    """For the customer; the day itself is filled in from what was done, which may be later than it was planned."""
    if day is None:
        return NOTHING
    return Words(" Voraussichtliche Ankunft: {ankunft}.", " Expected arrival: {arrival}.")


def _arrival(shipments: Sequence[Row]) -> dict[str, str]:
    """The day that the shop plans by now, in words."""
    days = [one["planned_date"] for one in shipments]
    if not days or any(one is None for one in days):
        return {}
    return {"ankunft": on_day(max(days)).de, "arrival": on_day(max(days)).en}


def _ready(sales: Sequence[Row], goods: Sequence[tuple[int, int]]) -> dict[str, int]:
    """How much of these goods stands ready or is on its way by these orders."""
    ready: dict[int, float] = {product: 0.0 for product, _ in goods}
    for shipment in (one for row in sales for one in row["shipments."]):
        if shipment["state"] not in ("assigned", "picked", "packed", "done"):
            continue
        for move in shipment["outgoing_moves."]:
            if move["state"] != "cancelled" and move["product"] in ready:
                ready[move["product"]] += float(move["quantity"])
    return {str(product): int(quantity) for product, quantity in sorted(ready.items())}


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
