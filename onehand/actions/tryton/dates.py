"""When it is delivered, and how: hold during an absence, another day, express, picked up by the customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from onehand.actions.contract import Plan, Rejected, Step, does, looks, plans
from onehand.actions.tryton.base import Base
from onehand.actions.tryton.client import Row
from onehand.actions.tryton.orders import Order, Shipment, order_of, shipments_by_id
from onehand.actions.tryton.refusals import already_shipped, cancelled_already
from onehand.actions.tryton.values import day_of, iso, money, working
from onehand.actions.words import Words, on_day
from onehand.foundation import clock
from onehand.foundation.money import Money

# The names of these carriers in the shop.
EXPRESS, PICK_UP = "Express", "Selbstabholung"
LATEST = timedelta(days=365)


class Dates(Base):
    @plans("hold_delivery")
    def _plan_hold(self, customer: str, given: Mapping[str, Any]) -> Plan:
        order = self._movable(customer, given["order"])
        since, until = given["absence"]
        after = working(max(until, clock.now().date()) + timedelta(days=1))
        planned = [one.planned for one in order.shipments if one.open] or [order.wanted]
        if not any(day is None or since <= day <= until for day in planned):
            raise Rejected("not_in_absence", NOT_AWAY, NOTHING_TO_DO)
        steps = tuple(step for step in _steps(order, after) if (step.before["day"] or "") < after.isoformat())
        return Plan(
            steps=steps, touches=(order.number,), arrives=after,
            told=Words(f"Wir liefern Ihre Bestellung {order.number} nicht während Ihrer Abwesenheit, sondern ab dem "
                       f"{on_day(after).de}.",
                       f"We do not deliver your order {order.number} during your absence but from {on_day(after).en}."),
        )  # fmt: skip

    @plans("change_delivery_date")
    def _plan_day(self, customer: str, given: Mapping[str, Any]) -> Plan:
        order = self._movable(customer, given["order"])
        day: date = given["on"]
        today = clock.now().date()
        if day < today or day > today + LATEST:
            raise Rejected("date_not_possible", NOT_THEN, IN_A_YEAR)
        if day.weekday() == 6:
            raise Rejected("date_not_possible", NO_SUNDAYS, Words("Einen Werktag wählen.", "Choose a working day."))
        steps = tuple(step for step in _steps(order, day) if dict(step.before) != dict(step.wish))
        return Plan(
            steps=steps, touches=(order.number,), arrives=day,
            told=Words(f"Wir liefern Ihre Bestellung {order.number} am {on_day(day).de}.",
                       f"We deliver your order {order.number} on {on_day(day).en}."),
        )  # fmt: skip

    @does("shipment_day")
    def _do_shipment_day(self, step: Step, _key: str) -> Mapping[str, Any]:
        now = self._shipment(step)
        if iso(now.planned) != step.wish["day"]:
            if not now.open:
                raise already_shipped()
            self.client.write("stock.shipment.out", "write", [now.id], {"planned_date": day_of(step.wish["day"])})
        return {"shipment": now.id}

    @looks("shipment_day")
    def _look_at_shipment_day(self, step: Step) -> Mapping[str, Any]:
        (row,) = self.client.read("stock.shipment.out", "read", [int(step.arguments["id"])], ["planned_date"])
        return {"day": iso(row["planned_date"])}

    @does("order_day")
    def _do_order_day(self, step: Step, _key: str) -> Mapping[str, Any]:
        day = day_of(step.wish["day"])
        self.client.write("sale.sale", "write", [int(step.arguments["id"])], {"shipping_date": day})
        return {}

    @looks("order_day")
    def _look_at_order_day(self, step: Step) -> Mapping[str, Any]:
        (row,) = self.client.read("sale.sale", "read", [int(step.arguments["id"])], ["shipping_date"])
        return {"day": iso(row["shipping_date"])}

    @plans("express")
    def _plan_express(self, customer: str, given: Mapping[str, Any]) -> Plan:
        order = self._movable(customer, given["order"])
        shipments = [one for one in order.shipments if one.open]
        if not shipments:
            raise Rejected("not_confirmed", NOT_CONFIRMED)
        express = self._carrier(EXPRESS)
        says = Words("per Express", "by express")
        steps = tuple(_by_carrier(one, EXPRESS, says) for one in shipments if one.carrier != EXPRESS)
        price = money(express["carrier_product."]["template."]["list_price"])
        return Plan(
            steps=steps, touches=(order.number,), cost=Money(price.cents * len(steps), price.currency),
            arrives=max((one.planned for one in shipments if one.planned), default=None),
            told=Words(f"Ihre Bestellung {order.number} kommt per Express, für Sie ohne Aufpreis.",
                       f"Your order {order.number} comes by express, at no extra cost to you."),
        )  # fmt: skip

    @plans("pick_up")
    def _plan_pick_up(self, customer: str, given: Mapping[str, Any]) -> Plan:
        order = self._movable(customer, given["order"])
        shipments = [one for one in order.shipments if one.open]
        if not shipments:
            raise Rejected("not_confirmed", NOT_CONFIRMED)
        self._carrier(PICK_UP)
        says = Words("zur Abholung", "to be picked up")
        return Plan(
            steps=tuple(_by_carrier(one, PICK_UP, says) for one in shipments if one.carrier != PICK_UP),
            touches=(order.number,),
            arrives=max((one.planned for one in shipments if one.planned), default=None),
            told=Words(f"Ihre Bestellung {order.number} wird nicht geliefert; sie liegt gepackt bei uns bereit.",
                       f"Your order {order.number} is not delivered but waits for you here as soon as it is packed."),
        )  # fmt: skip

    @does("shipment_carrier")
    def _do_carrier(self, step: Step, _key: str) -> Mapping[str, Any]:
        now = self._shipment(step)
        if now.carrier != step.wish["carrier"]:
            if not now.open:
                raise already_shipped()
            chosen = self._carrier(str(step.wish["carrier"]))["id"] if step.wish["carrier"] else None
            self.client.write("stock.shipment.out", "write", [now.id], {"carrier": chosen})
        return {"shipment": now.id}

    @looks("shipment_carrier")
    def _look_at_carrier(self, step: Step) -> Mapping[str, Any]:
        (row,) = self.client.read("stock.shipment.out", "read", [int(step.arguments["id"])], ["carrier.party.name"])
        return {"carrier": str(((row["carrier."] or {}).get("party.") or {}).get("name") or "")}

    def _movable(self, customer: str, number: str) -> Order:
        order = order_of(self.client, customer, number)
        if order.cancelled:
            raise cancelled_already()
        if not order.open:
            raise already_shipped()
        return order

    def _shipment(self, step: Step) -> Shipment:
        (now,) = shipments_by_id(self.client, [int(step.arguments["id"])])
        return now

    def _carrier(self, name: str) -> Row:
        fields = ["party.name", "carrier_product.template.list_price"]
        found = self.client.search("carrier", [("party.name", "=", name)], fields, limit=1)
        if not found:
            raise Rejected("no_express", NO_EXPRESS) if name == EXPRESS else Rejected("no_pick_up", NO_PICK_UP)
        return found[0]


def _steps(order: Order, day: date) -> list[Step]:
    """Of the shipments that are not handed over, and of the order: a date that was agreed on is no delay."""
    steps = [_day_step("shipment_day", one.number, one.id, one.planned, day) for one in order.shipments if one.open]
    return [*steps, _day_step("order_day", order.number, order.id, order.wanted, day)]


def _day_step(verb: str, target: str, record: int, now: date | None, day: date) -> Step:
    what = Words("Sendung", "Shipment") if verb == "shipment_day" else Words("Bestellung", "Order")
    says = Words(f"{what.de} {target}: Termin {on_day(day).de}", f"{what.en} {target}: date {day.isoformat()}")
    before, wish, arguments = {"day": iso(now)}, {"day": iso(day)}, {"id": record}
    back = Words(f"{what.de} {target}: Termin wie vorher", f"{what.en} {target}: date as before")
    undo = Step(verb, target, back, wish, before, arguments)
    return Step(verb, target, says, before, wish, arguments, undo=undo)


def _by_carrier(one: Shipment, carrier: str, how: Words) -> Step:
    says = Words(f"Sendung {one.number} {how.de}", f"Shipment {one.number} {how.en}")
    back = Words(f"Sendung {one.number} wie vorher", f"Shipment {one.number} as before")
    before, wish, arguments = {"carrier": one.carrier}, {"carrier": carrier}, {"id": one.id}
    undo = Step("shipment_carrier", one.number, back, wish, before, arguments)
    return Step("shipment_carrier", one.number, says, before, wish, arguments, undo=undo)


NOT_AWAY = Words(
    "Die Lieferung ist nicht für die Zeit der Abwesenheit geplant.", "The delivery is not planned for that absence."
)
NOTHING_TO_DO = Words(
    "Es ist nichts zu tun, oder ein anderer Liefertermin wird gewählt.",
    "There is nothing to do, or another delivery date is chosen.",
)
NOT_THEN = Words("An diesem Tag kann nicht geliefert werden.", "A delivery on that day is not possible.")
IN_A_YEAR = Words(
    "Einen Tag zwischen heute und in einem Jahr wählen.", "Choose a day between today and one year ahead."
)
NO_SUNDAYS = Words("Sonntags wird nicht geliefert.", "There are no deliveries on Sundays.")
NOT_CONFIRMED = Words(
    "Die Bestellung ist noch nicht bestätigt; es gibt noch keine Sendung.",
    "The order is not yet confirmed; there is no shipment so far.",
)
NO_EXPRESS = Words("Der Laden hat zurzeit keinen Expressversand.", "The shop has no express delivery at present.")
NO_PICK_UP = Words("Bei diesem Laden kann nicht abgeholt werden.", "Nothing can be picked up at this shop.")
