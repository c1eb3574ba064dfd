"""Orders and their shipments as Tryton has them, in the few words that reading and acting need.

Tryton 7.0 knows no state between "packed" and "done". Here a packed shipment with the carrier's number is handed over,
and one that is done was delivered: shops without a carrier's interface set it when the carrier reports the delivery.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from onehand.actions.contract import Address, Line, Rejected
from onehand.actions.tryton.client import Client, Row
from onehand.actions.tryton.values import money
from onehand.actions.words import Words
from onehand.foundation.money import Money

ADDRESS = ("street", "postal_code", "city", "party_name", "country.code")
SALE = (
    "number", "state", "sale_date", "shipping_date", "total_amount", "currency.code", "invoice_method", "invoice_state",
    "reference", "origin", "party", "party.code", "warehouse.storage_location", "shipment_address",
    *(f"shipment_address.{name}" for name in ADDRESS), "invoices",
    *(f"lines.{name}" for name in ("type", "quantity", "unit_price", "description", "product", "product.code",
      "product.template.name", "moves.state", "moves_exception")),
)  # fmt: skip
SHIPMENT = (
    "number", "state", "planned_date", "effective_date", "shipping_reference", "carrier", "carrier.party.name",
    "delivery_address", *(f"delivery_address.{name}" for name in ADDRESS), "outgoing_moves.origin",
    "outgoing_moves.state", "outgoing_moves.product", "outgoing_moves.quantity",
)  # fmt: skip
# What is read of an order, with its shipments in the same call.
WHOLE = (*SALE, *(f"shipments.{name}" for name in SHIPMENT))
UNKNOWN = Words(
    "Diese Bestellung gibt es bei dieser Kundin oder diesem Kunden nicht.", "This customer has no such order."
)


@dataclass(frozen=True, slots=True)
class Shipment:
    id: int
    number: str
    state: str
    planned: date | None
    effective: date | None
    tracking: str
    carrier: str
    address_id: int
    address: Address | None
    # Ids of the sale's lines whose goods it holds, and the products (id, quantity).
    lines: tuple[int, ...]
    goods: tuple[tuple[int, float], ...]

    @property
    def handed_over(self) -> bool:
        return self.state == "done" or (self.state == "packed" and bool(self.tracking))

    @property
    def open(self) -> bool:
        return self.state != "cancelled" and not self.handed_over


@dataclass(frozen=True, slots=True)
class OrderLine:
    id: int
    product_id: int
    product: str
    name: str
    quantity: int
    each: Decimal
    moves: tuple[int, ...]
    sent: bool
    dropped: bool
    # Its goods were cancelled, and the order still waits for a word on that.
    stuck: bool

    def shown(self, currency: str) -> Line:
        return Line(str(self.id), self.product, self.name, abs(self.quantity), money(self.each, currency))


@dataclass(frozen=True, slots=True)
class Order:
    id: int
    number: str
    state: str
    placed: date | None
    wanted: date | None
    total: Money
    prepaid: bool
    invoice_state: str
    party_id: int
    customer: str
    # Where goods that may go out lie.
    storage: int
    address_id: int
    address: Address | None
    origin: str
    reference: str
    lines: tuple[OrderLine, ...]
    invoices: tuple[int, ...]
    shipments: tuple[Shipment, ...]

    @property
    def cancelled(self) -> bool:
        """All of it; Tryton calls a confirmed order done once its goods are cancelled and let go."""
        return self.state == "cancelled" or (bool(self.lines) and all(line.dropped for line in self.lines))

    @property
    def is_return(self) -> bool:
        return bool(self.lines) and all(line.quantity < 0 for line in self.lines)

    @property
    def open(self) -> bool:
        return not self.cancelled and not self.is_return and (
            self.state in ("draft", "quotation", "confirmed") or any(one.open for one in self.shipments)
        )  # fmt: skip


def orders_of(client: Client, customer: str, number: str | None = None) -> tuple[Order, ...]:
    """A customer's orders with their shipments, the newest first. Raises Unreachable."""
    domain: list[Any] = [("party.code", "=", customer)]
    if number is not None:
        domain.append(("number", "=", number))
    return tuple(_order(row) for row in client.search("sale.sale", domain, WHOLE))


def order_of(client: Client, customer: str, number: str) -> Order:
    """Raises Rejected "unknown_order", in the same words for another customer's order (no oracle)."""
    found = orders_of(client, customer, str(number).strip())
    if len(found) != 1 or not number:
        raise Rejected("unknown_order", UNKNOWN)
    return found[0]


def shipments_by_id(client: Client, ids: Sequence[int]) -> list[Shipment]:
    return [shipment_from(row) for row in client.read("stock.shipment.out", "read", list(ids), list(SHIPMENT))]


def address_in(row: Row, field: str) -> Address | None:
    found = row.get(f"{field}.")
    return address_from(found) if found else None


def address_from(row: Row) -> Address:
    return Address(
        street=str(row["street"] or ""),
        postcode=str(row["postal_code"] or ""),
        city=str(row["city"] or ""),
        name=str(row["party_name"] or ""),
        country=str((row["country."] or {}).get("code") or "DE"),
    )


def _order(row: Row) -> Order:
    lines = tuple(_line(one) for one in row["lines."] if one["type"] == "line")
    return Order(
        id=row["id"], number=str(row["number"] or row["id"]), state=row["state"], placed=row["sale_date"],
        wanted=row["shipping_date"], total=money(row["total_amount"], row["currency."]["code"]),
        prepaid=row["invoice_method"] == "order", invoice_state=row["invoice_state"], party_id=row["party"],
        customer=str(row["party."]["code"]),
        storage=(row["warehouse."] or {"storage_location": 0})["storage_location"],
        address_id=row["shipment_address"] or 0, address=address_in(row, "shipment_address"),
        origin=str(row["origin"] or ""),
        reference=str(row["reference"] or ""), lines=lines, invoices=tuple(row["invoices"]),
        shipments=tuple(shipment_from(one) for one in row["shipments."]),
    )  # fmt: skip


def _line(row: Row) -> OrderLine:
    product = row["product."] or {}
    states = [move["state"] for move in row["moves."]]
    name = (product.get("template.") or {}).get("name") or row["description"] or ""
    return OrderLine(
        id=row["id"], product_id=row["product"] or 0, product=str(product.get("code") or ""), name=str(name),
        quantity=int(row["quantity"] or 0), each=row["unit_price"], moves=tuple(move["id"] for move in row["moves."]),
        sent="done" in states, dropped=bool(states) and set(states) == {"cancelled"},
        stuck=bool(row["moves_exception"]),
    )  # fmt: skip


def shipment_from(row: Row) -> Shipment:
    moves = row["outgoing_moves."]
    origins = [str(move["origin"] or "") for move in moves]
    carrier = row["carrier."] or {}
    return Shipment(
        id=row["id"], number=str(row["number"] or row["id"]), state=row["state"], planned=row["planned_date"],
        effective=row["effective_date"], tracking=str(row["shipping_reference"] or ""),
        carrier=str((carrier.get("party.") or {}).get("name") or ""), address_id=row["delivery_address"] or 0,
        address=address_in(row, "delivery_address"),
        lines=tuple(int(one.partition(",")[2]) for one in origins if one.startswith("sale.line,")),
        goods=tuple((move["product"], float(move["quantity"])) for move in moves if move["state"] != "cancelled"),
    )  # fmt: skip
