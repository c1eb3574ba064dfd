"""Correct the delivery address everywhere: with the customer, in open orders, and on what is not yet handed over.

The old address is never overwritten: what was sent to it went there. The new one is a record of its own, used first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onehand.actions.contract import Address, Cannot, Plan, Rejected, Step, does, looks, plans
from onehand.actions.tryton.base import Base, as_data, from_data
from onehand.actions.tryton.client import Row
from onehand.actions.tryton.orders import (
    ADDRESS,
    Order,
    Shipment,
    address_from,
    address_in,
    orders_of,
    shipments_by_id,
)
from onehand.actions.words import Words

COUNTRIES = frozenset({"DE", "AT", "CH"})
NOWHERE = Words("Dorthin liefert der Laden nicht.", "The shop does not deliver there.")
DELIVERS = Words("Der Laden liefert nach Deutschland, Österreich und in die Schweiz.",
                 "The shop delivers to Germany, Austria and Switzerland.")  # fmt: skip
STRANGER = Words("Diese Kundennummer gibt es im Laden nicht.", "The shop has no such customer number.")
ON_ITS_WAY = Words("Sie ist schon dem Versand übergeben.", "It has been handed over to the carrier already.")
TURN_IT = Words("Den Versand um eine Umleitung bitten oder die Rückkehr abwarten und neu senden.",
                "Ask the carrier to redirect it, or wait for its return and send it again.")  # fmt: skip


class Addresses(Base):
    @plans("correct_address")
    def _plan_address(self, customer: str, given: Mapping[str, Any]) -> Plan:
        address: Address = given["address"]
        if address.country not in COUNTRIES:
            raise Rejected("address_not_served", NOWHERE, DELIVERS)
        wish = as_data(address)
        steps = [_step("party_address", customer, as_data(self._first_address(customer)), wish, Words(
            "Lieferanschrift beim Kunden", "Delivery address of the customer"))]  # fmt: skip
        cannot: list[Cannot] = []
        touched: list[str] = []
        for order in orders_of(self.client, customer):
            if order.open:
                steps += _steps_of(order, wish)
                touched.append(order.number)
            cannot += [_gone(one) for one in order.shipments if one.handed_over and one.state != "done"]
        steps = [step for step in steps if dict(step.before) != dict(step.wish)]
        return Plan(
            steps=tuple(steps), cannot=tuple(cannot), touches=tuple(touched),
            told=Words(f"Wir liefern ab jetzt an: {address.line()}.", f"From now on we deliver to: {address.line()}."),
        )  # fmt: skip

    @does("party_address")
    def _do_party(self, step: Step, _key: str) -> Mapping[str, Any]:
        party, rows = self._addresses(step.target)
        chosen = self._record_of(party, rows, from_data(step.wish))
        others = [row["id"] for row in rows if row["id"] != chosen and row["delivery"]]
        changes: list[Any] = [[chosen], {"delivery": True, "sequence": 1}]
        if others:
            changes += [others, {"delivery": False, "sequence": 10}]
        self.client.write("party.address", "write", *changes)
        return {"address": chosen}

    @looks("party_address")
    def _look_at_party(self, step: Step) -> Mapping[str, Any]:
        return as_data(self._first_address(step.target))

    @does("order_address")
    def _do_order(self, step: Step, _key: str) -> Mapping[str, Any]:
        party, rows = self._addresses(str(step.arguments["customer"]))
        chosen = self._record_of(party, rows, from_data(step.wish))
        self.client.write("sale.sale", "write", [int(step.arguments["id"])], {"shipment_address": chosen})
        return {"address": chosen}

    @looks("order_address")
    def _look_at_order(self, step: Step) -> Mapping[str, Any]:
        return self._address_on("sale.sale", "shipment_address", step)

    @does("shipment_address")
    def _do_shipment(self, step: Step, _key: str) -> Mapping[str, Any]:
        (now,) = shipments_by_id(self.client, [int(step.arguments["id"])])
        if as_data(now.address) == dict(step.wish):
            return {"address": now.address_id}
        if not now.open:
            raise Rejected("already_shipped", ON_ITS_WAY, TURN_IT)
        party, rows = self._addresses(str(step.arguments["customer"]))
        chosen = self._record_of(party, rows, from_data(step.wish))
        self.client.write("stock.shipment.out", "write", [now.id], {"delivery_address": chosen})
        return {"address": chosen}

    @looks("shipment_address")
    def _look_at_shipment(self, step: Step) -> Mapping[str, Any]:
        return self._address_on("stock.shipment.out", "delivery_address", step)

    def _address_on(self, model: str, field: str, step: Step) -> Mapping[str, Any]:
        fields = [field, *(f"{field}.{name}" for name in ADDRESS)]
        (row,) = self.client.read(model, "read", [int(step.arguments["id"])], fields)
        return as_data(address_in(row, field))

    def _first_address(self, customer: str) -> Address | None:
        _, rows = self._addresses(customer)
        first = next((row for row in rows if row["delivery"]), None)
        return address_from(first) if first else None

    def _addresses(self, customer: str) -> tuple[int, list[Row]]:
        """The party's id and its addresses in the order in which Tryton takes them."""
        fields = [*(f"addresses.{name}" for name in ADDRESS), "addresses.delivery", "addresses.sequence"]
        found = self.client.search("party.party", [("code", "=", customer)], fields, limit=1)
        if not found:
            raise Rejected("unknown_customer", STRANGER)
        # Tryton orders rows without a sequence last.
        rows = sorted(
            found[0]["addresses."],
            key=lambda row: (row["sequence"] is None, row["sequence"] or 0, row["id"]),
        )
        return int(found[0]["id"]), rows

    def _record_of(self, party: int, rows: list[Row], wish: Address) -> int:
        """The party's record of this address, made if there is none: the same address twice is one record."""
        for row in rows:
            if address_from(row) == wish:
                return int(row["id"])
        country = self.client.search("country.country", [("code", "=", wish.country)], ["id"], limit=1)
        values = {
            "party": party, "party_name": wish.name or None, "street": wish.street, "postal_code": wish.postcode,
            "city": wish.city, "country": country[0]["id"] if country else None, "delivery": False, "invoice": False,
        }  # fmt: skip
        (made,) = self.client.write("party.address", "create", [values])
        return int(made)


def _steps_of(order: Order, wish: Mapping[str, str]) -> list[Step]:
    steps = [
        _step("order_address", order.number, as_data(order.address), wish, Words(
            f"Bestellung {order.number}", f"Order {order.number}"), customer=order.customer, id=order.id)
    ]  # fmt: skip
    for one in order.shipments:
        if one.open:
            says = Words(f"Sendung {one.number} zu Bestellung {order.number}",
                         f"Shipment {one.number} of order {order.number}")  # fmt: skip
            steps.append(
                _step("shipment_address", one.number, as_data(one.address), wish, says,
                      customer=order.customer, id=one.id)
            )  # fmt: skip
    return steps


def _step(
    verb: str, target: str, before: Mapping[str, str], wish: Mapping[str, str], says: Words, **arguments: Any
) -> Step:
    back = None
    if before["street"]:
        back = Step(verb, target, Words(f"Zurück: {says.de}", f"Back: {says.en}"), wish, before, arguments)
    return Step(verb, target, says, before, wish, arguments, undo=back)


def _gone(shipment: Shipment) -> Cannot:
    return Cannot(Words(f"Sendung {shipment.number}", f"Shipment {shipment.number}"), ON_ITS_WAY, TURN_IT)
