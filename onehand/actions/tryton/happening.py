"""What happened in the shop that a customer should hear of before having to ask.

Two sorts: what changed since the last look (ordered, sent, delivered, came back), and what is the case now (late, not
to be had). The latter is told at each look under the same id as long as it lasts; a new date makes it a new event.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from onehand.actions.contract import Happened
from onehand.actions.tryton.base import Base, understood
from onehand.actions.tryton.client import Row
from onehand.actions.tryton.orders import SHIPMENT, Shipment, shipment_from
from onehand.actions.tryton.values import iso
from onehand.foundation import clock

FIELDS = (*SHIPMENT, "customer.code", "write_date", "create_date")
OPEN = ("waiting", "assigned", "picked")
# Changes of this long ago are looked at again: a long transaction appears later than it is dated.
OVERLAP = timedelta(minutes=2)
MOST = 500


class Happening(Base):
    def happened(self, since: str) -> tuple[Sequence[Happened], str]:
        with understood():
            now = clock.now()
            begin = datetime.fromisoformat(since) - OVERLAP if since else now
            rows = self.client.search(
                "stock.shipment.out", ["OR", ("state", "in", OPEN), ("write_date", ">=", begin)], FIELDS,
                order=[["id", "ASC"]], limit=MOST,
            )  # fmt: skip
            sales = self._sales([move["origin"] for row in rows for move in row["outgoing_moves."]])
            free = self._free(rows)
            found = [one for row in rows for one in _of_shipment(row, sales, free, begin)]
            return tuple(self._placed(begin) + found + self._came_back(begin) + self._paid_out(begin)), now.isoformat()

    def _placed(self, begin: datetime) -> list[Happened]:
        """New orders: what is expected of each is followed from its first day."""
        states = ["quotation", "confirmed", "processing"]
        domain = [("create_date", ">=", begin), ("state", "in", states), ("number", "!=", None)]
        fields = ["number", "party.code", "create_date", "total_amount"]
        rows = self.client.search("sale.sale", domain, fields, limit=MOST)
        return [
            Happened(f"order_placed:{row['number']}", "order_placed", str(row["number"]), row["create_date"],
                     str(row["party."]["code"]))
            for row in rows
            if row["total_amount"] >= 0  # a return is an order of less than nothing
        ]  # fmt: skip

    def _sales(self, origins: Sequence[Any]) -> Mapping[int, Row]:
        """The orders by the ids of their lines."""
        ids = sorted({int(str(one).partition(",")[2]) for one in origins if _is_line(str(one))})
        if not ids:
            return {}
        rows = self.client.read("sale.line", "read", ids, ["sale.number", "sale.shipping_date"])
        return {row["id"]: row["sale."] for row in rows}

    def _free(self, rows: Sequence[Row]) -> dict[int, float]:
        """What is on stock and not set aside, of the products that are waited for."""
        wanted = sorted(
            {move["product"] for row in rows if row["state"] == "waiting" for move in row["outgoing_moves."]}
        )
        if not wanted:
            return {}
        places = self.client.search("stock.location", [("type", "=", "warehouse")], ["storage_location"])
        context = {
            "locations": [row["storage_location"] for row in places], "stock_date_end": clock.now().date(),
            "stock_assign": True, "with_childs": True,
        }  # fmt: skip
        found = self.client.read("product.product", "read", wanted, ["quantity"], context=context)
        return {row["id"]: row["quantity"] for row in found}

    def _came_back(self, begin: datetime) -> list[Happened]:
        """A parcel that nobody took, whose goods come from the shipment's own moves, or a return by the customer."""
        fields = ["number", "customer.code", "write_date", "incoming_moves.origin"]
        domain = [("state", "in", ["received", "done"]), ("write_date", ">=", begin)]
        rows = self.client.search("stock.shipment.out.return", domain, fields, limit=MOST)
        origins = [str(move["origin"] or "") for row in rows for move in row["incoming_moves."]]
        moves = sorted({int(one.partition(",")[2]) for one in origins if one.startswith("stock.move,")})
        sent = self.client.read("stock.move", "read", moves, ["origin"]) if moves else []
        first = {f"stock.move,{row['id']}": str(row["origin"] or "") for row in sent}
        sales = self._sales([first.get(one, one) for one in origins])
        found = []
        for row in rows:
            own = [str(move["origin"] or "") for move in row["incoming_moves."]]
            lines = [int(one.partition(",")[2]) for one in (first.get(name, name) for name in own) if _is_line(one)]
            order = next((str(sales[line]["number"]) for line in lines if line in sales), "")
            kind = "returned" if any(one in first for one in own) else "return_received"
            values = {"shipment": str(row["number"])}
            customer = str(row["customer."]["code"])
            found.append(Happened(f"{kind}:{row['number']}", kind, order, row["write_date"], customer, values))
        return found

    def _paid_out(self, begin: datetime) -> list[Happened]:
        """Refunds whose money has gone: a payment of their credit note that the accounts have noted as made."""
        domain = [("kind", "=", "payable"), ("state", "=", "succeeded"), ("write_date", ">=", begin)]
        fields = ["write_date", "party.code", "line.move.origin"]
        rows = self.client.search("account.payment", domain, fields, limit=MOST)
        notes = {row["id"]: _id(row["line."]["move."]["origin"], "account.invoice") for row in rows if row["line."]}
        orders = self._orders_credited(sorted({one for one in notes.values() if one}))
        return [
            Happened(f"refunded:{row['id']}", "refunded", orders[notes[row["id"]]], row["write_date"],
                     str(row["party."]["code"]))
            for row in rows
            if notes.get(row["id"]) in orders
        ]  # fmt: skip

    def _orders_credited(self, notes: Sequence[int]) -> dict[int, str]:
        """The order of each credit note: its lines take back lines of an invoice, and these are of an order."""
        if not notes:
            return {}
        own = self.client.search("account.invoice.line", [("invoice", "in", list(notes))], ["invoice", "origin"])
        billed = {row["id"]: (row["invoice"], _id(row["origin"], "account.invoice.line")) for row in own}
        lines = sorted({line for _, line in billed.values() if line})
        first = self.client.read("account.invoice.line", "read", lines, ["origin"]) if lines else []
        origins = {row["id"]: str(row["origin"] or "") for row in first}
        sales = self._sales(list(origins.values()))
        found = ((note, sales.get(_id(origins.get(line), "sale.line"))) for note, line in billed.values())
        return {note: str(sale["number"]) for note, sale in found if sale is not None}


def _id(origin: Any, model: str) -> int:
    name, _, number = str(origin or "").partition(",")
    return int(number) if name == model and number.isdecimal() else 0


def _of_shipment(row: Row, sales: Mapping[int, Row], free: Mapping[int, float], begin: datetime) -> Iterator[Happened]:
    one = shipment_from(row)
    sale = next((sales[line] for line in one.lines if line in sales), None)
    if sale is None:
        return
    at = row["write_date"] or row["create_date"]
    customer, order = str(row["customer."]["code"]), str(sale["number"])
    values = {"shipment": one.number, "planned": iso(one.planned), "tracking": one.tracking, "carrier": one.carrier}
    if one.handed_over:
        if at >= begin:
            kind = "delivered" if one.state == "done" else "shipment_sent"
            yield Happened(f"{kind}:{one.number}", kind, order, at, customer, values)
        return
    promised = sale["shipping_date"]
    if one.open and _late(one, promised):
        values = {**values, "promised": iso(promised)}
        yield Happened(f"delayed:{one.number}:{iso(one.planned)}", "shipment_delayed", order, at, customer, values)
    missing = [product for product, quantity in one.goods if free.get(product, quantity) < quantity]
    if one.state == "waiting" and missing:
        yield Happened(f"out_of_stock:{one.number}", "out_of_stock", order, at, customer, values)


def _late(one: Shipment, promised: Any) -> bool:
    """Planned for later than the order says, or the day is past and it is still here."""
    if one.planned is None:
        return False
    return one.planned < clock.now().date() or (promised is not None and one.planned > promised)


def _is_line(origin: str) -> bool:
    return origin.startswith("sale.line,")
