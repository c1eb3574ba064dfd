"""The retailer as a back-end: its orders live in memory, its policy rules every plan and every step."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from onehand.actions.contract import (
    Backend,
    Cannot,
    Line,
    Plan,
    Process,
    Rejected,
    Stage,
    Step,
    View,
    Who,
    does,
    looks,
    plans,
)
from onehand.actions.words import Words
from onehand.foundation.money import Money
from tests.retail import own_kinds  # noqa: F401 - registers the kinds
from tests.retail.operation import Operation, address_of, many, operation_of, place_of
from tests.retail.policy import CANCELLED, DELIVERED, PENDING, Policy, no
from tests.retail.records import Order, State, User, data_of, load

ALL = ("cancel_order", "readdress_order", "move_profile", "repay_order", "change_items", "take_back", "exchange_items")
LASTING = Words("Nach den Regeln des Ladens lässt es sich nicht zurücknehmen.",
                "By the shop's rules it cannot be taken back.")  # fmt: skip


class Retail(Backend):
    code, title = "retail", Words("Versandhandel", "Retailer")

    def __init__(self, state: State, policy: Policy | None = None) -> None:
        self.state, self.policy = state, policy or Policy()
        self.work_orders: dict[str, str] = {}
        self._answers: dict[str, Mapping[str, Any]] = {}
        self._lock = threading.Lock()

    @classmethod
    def of(cls, folder: Path) -> Retail:
        return cls(load(folder))

    def version(self) -> str:
        return "retail 1"

    def find(self, who: Who) -> Sequence[str]:
        emails = {one.strip().lower() for one in who.emails if one.strip()}
        numbers = [one for one in who.numbers if one in self.state.users]
        found = [one.id for one in self.state.users.values() if one.email.lower() in emails]
        return list(dict.fromkeys([*numbers, *found]))

    def read(self, customer: str) -> View:
        user = self.state.users.get(customer)
        if user is None:
            return View(customer)
        orders = tuple(_process(one, user) for one in self.state.orders.values() if one.user == customer)
        return View(customer, user.name, address_of(user.address, user.name), orders)

    def prove(self, order: str, postcode: str) -> str:
        found = self.state.orders.get(order)
        return found.user if found is not None and found.address.zip == postcode.strip() else ""

    @plans("cancel")
    def _cancel(self, customer: str, given: Mapping[str, Any]) -> Plan:
        operation = Operation(
            "cancel_order", customer, given["order"], many(given.get("lines")), text=given["reason"]
        )  # fmt: skip
        after = self._after(operation)
        gift = [one for one in self._methods(operation, after) if one.startswith("gift_card")]
        told = (
            Words("Ihre Bestellung ist storniert; das Geld ist wieder auf Ihrer Geschenkkarte.",
                  "Your order is cancelled; the money is back on your gift card.") if gift else
            Words("Ihre Bestellung ist storniert; das Geld kommt in 5 bis 7 Werktagen.",
                  "Your order is cancelled; the money arrives in 5 to 7 business days.")
        )  # fmt: skip
        return self._plan(operation, after, Words("Bestellung stornieren", "Cancel the order"), told)

    @plans("correct_address")
    def _correct_address(self, customer: str, given: Mapping[str, Any]) -> Plan:
        """Everywhere: in the profile, and in each order that has not left yet."""
        found = [self._profile_step(customer, given)]
        cannot = []
        for order in self.state.orders.values():
            if order.user != customer or order.status in (CANCELLED, DELIVERED):
                continue
            if order.address == place_of(given["address"]):
                continue
            operation = Operation("readdress_order", customer, order.id, address=place_of(given["address"]).data())
            try:
                after = self._after(operation)
            except Rejected as refused:
                what = Words(f"Bestellung {order.id}", f"Order {order.id}")
                instead = refused.instead or Words("Beim Zusteller umleiten lassen.", "Ask the carrier to divert it.")
                cannot.append(Cannot(what, refused.words, instead))
            else:
                found.append(self._step(operation, after, what_order(order.id)))
        steps = tuple(one for one in found if one.before != one.wish)
        told = Words("Ihre Anschrift ist geändert.", "Your address is changed.")
        touches = (customer, *(one.target for one in steps if one.target != customer))
        lasting = LASTING if any(one.undo is None for one in steps) else None
        return Plan(steps, tuple(cannot), told=told, touches=touches, lasting=lasting)

    @plans("retail_profile_address")
    def _profile_address(self, customer: str, given: Mapping[str, Any]) -> Plan:
        step = self._profile_step(customer, given)
        told = Words("Die Anschrift in Ihrem Profil ist geändert.", "The address of your profile is changed.")
        return Plan((step,), told=told, touches=(customer,))

    @plans("retail_order_address")
    def _order_address(self, customer: str, given: Mapping[str, Any]) -> Plan:
        place = place_of(given["address"])
        operation = Operation("readdress_order", customer, given["order"], address=place.data())
        told = Words("Die Anschrift Ihrer Bestellung ist geändert.", "The address of your order is changed.")
        return self._plan(operation, self._after(operation), what_order(given["order"]), told)

    @plans("retail_change_payment")
    def _change_payment(self, customer: str, given: Mapping[str, Any]) -> Plan:
        operation = Operation("repay_order", customer, given["order"], method=given["method"])
        says = Words(f"Zahlen mit {given['method']}", f"Pay by {given['method']}")
        told = Words("Das Zahlungsmittel ist geändert.", "The payment method is changed.")
        return self._plan(operation, self._after(operation), says, told)

    @plans("retail_change_items")
    def _change_items(self, customer: str, given: Mapping[str, Any]) -> Plan:
        operation = self._swap("change_items", customer, given)
        told = Words("Ihre Bestellung ist geändert.", "Your order is changed.")
        return self._plan(operation, self._after(operation), Words("Ausführung ändern", "Change options"), told)

    @plans("retail_exchange")
    @plans("exchange")
    def _exchange(self, customer: str, given: Mapping[str, Any]) -> Plan:
        """The standard kind names one item, and the difference goes to whatever paid for the order."""
        operation = self._swap("exchange_items", customer, given)
        told = Words("Ihr Umtausch ist angelegt; wie Sie zurücksenden, kommt per Mail.",
                     "Your exchange is set up; how to send it back comes by mail.")  # fmt: skip
        return self._plan(operation, self._after(operation), Words("Umtauschen", "Exchange"), told)

    @plans("retail_return")
    @plans("return")
    def _return(self, customer: str, given: Mapping[str, Any]) -> Plan:
        """The standard kind refunds to what paid for the order. Without items nothing is taken back: the policy wants
        them named."""
        order = self._own(customer, given["order"])
        method = given.get("method") or self._payer(order)
        operation = Operation("take_back", customer, order.id, many(given.get("lines")), method=method)
        says = Words(f"Rücksendung, Erstattung auf {method}", f"Return, refund to {method}")
        told = Words("Ihre Rücksendung ist angelegt; wie Sie zurücksenden, kommt per Mail.",
                     "Your return is set up; how to send it back comes by mail.")  # fmt: skip
        return self._plan(operation, self._after(operation), says, told)

    @plans("retail_hand_over")
    def _hand_over(self, customer: str, given: Mapping[str, Any]) -> Plan:
        if customer not in self.state.users:
            raise no("unknown_customer")
        says = Words("Arbeitsauftrag an einen Menschen", "Work order to a person")
        told = Words("Ein Mensch kümmert sich darum.", "A person takes care of it.")
        step = Step("file_work_order", customer, says, {"filed": False}, {"filed": True}, {"summary": given["summary"]})
        return Plan((step,), told=told, lasting=LASTING)

    @does("cancel_order")
    @does("readdress_order")
    @does("move_profile")
    @does("repay_order")
    @does("change_items")
    @does("take_back")
    @does("exchange_items")
    def _do(self, step: Step, key: str) -> Mapping[str, Any]:
        """The policy is asked again: since the plan the order may have left, the item may be gone."""
        operation = operation_of(step.verb, step.arguments)
        with self._lock:
            if key not in self._answers:
                self.state = operation.after(self.state, self.policy)
                self._answers[key] = {"done": step.target, "now": _present(self.state, operation)}
            return self._answers[key]

    @does("file_work_order")
    def _file(self, step: Step, key: str) -> Mapping[str, Any]:
        with self._lock:
            self.work_orders.setdefault(key, step.arguments["summary"])
        return {"work_order": key}

    @looks("cancel_order")
    @looks("readdress_order")
    @looks("move_profile")
    @looks("repay_order")
    @looks("change_items")
    @looks("take_back")
    @looks("exchange_items")
    def _look(self, step: Step) -> Mapping[str, Any]:
        return _present(self.state, operation_of(step.verb, step.arguments))

    @looks("file_work_order")
    def _look_at_file(self, step: Step) -> Mapping[str, Any]:
        return {"filed": step.key in self.work_orders}

    def _after(self, operation: Operation) -> State:
        return operation.after(self.state, self.policy)

    def _own(self, customer: str, number: str) -> Order:
        order = self.state.orders.get(number)
        if order is None or order.user != customer:
            raise no("unknown_order")
        return order

    def _payer(self, order: Order) -> str:
        """What paid for it."""
        return next(iter(order.paid()), "")

    def _swap(self, verb: str, customer: str, given: Mapping[str, Any]) -> Operation:
        order = self._own(customer, given["order"])
        items = many(given.get("lines")) or ((given["line"],) if "line" in given else ())
        products = many(given.get("products")) or ((given["product"],) if "product" in given else ())
        return Operation(verb, customer, order.id, items, products, given.get("method") or self._payer(order))

    def _profile_step(self, customer: str, given: Mapping[str, Any]) -> Step:
        operation = Operation("move_profile", customer, address=place_of(given["address"]).data())
        after = self._after(operation)
        says = Words("Anschrift im Profil", "Address of the profile")
        user = self.state.users[customer]
        back = Operation("move_profile", customer, address=user.address.data())
        undo = Step("move_profile", customer, says, _present(after, operation), _present(self.state, operation),
                    back.data())  # fmt: skip
        return self._step(operation, after, says, undo)

    def _plan(self, operation: Operation, after: State, says: Words, told: Words) -> Plan:
        """Gift cards are touched too: two runs that pay from one card must not run at once."""
        touches = (operation.order, *self._methods(operation, after))
        return Plan((self._step(operation, after, says),), told=told, lasting=LASTING, touches=touches)

    def _step(self, operation: Operation, after: State, says: Words, undo: Step | None = None) -> Step:
        before, wish = _present(self.state, operation), _present(after, operation)
        return Step(
            operation.verb, operation.order or operation.customer, says, before, wish, operation.data(), undo
        )  # fmt: skip

    def _methods(self, operation: Operation, after: State) -> tuple[str, ...]:
        """The payment methods that are used by it."""
        order, was = after.orders[operation.order], self.state.orders[operation.order]
        booked = [one.method for one in order.payments[len(was.payments) :]]
        return tuple(dict.fromkeys([*booked, *([operation.method] if operation.method else [])]))


def what_order(number: str) -> Words:
    return Words(f"Anschrift der Bestellung {number}", f"Address of order {number}")


def _present(state: State, operation: Operation) -> dict[str, Any]:
    """What an operation changes, as JSON: the order with its payments, or an address. What is on a gift card follows
    from the payments, and another order may change it meanwhile."""
    if not operation.order:
        return {"address": state.users[operation.customer].address.data()}
    order = data_of(state.orders[operation.order])
    order |= {name: [list(one) for one in order[name]] for name in ("items", "payments")}
    seen = {name: order.get(name) for name in _ORDER}
    if operation.verb == "readdress_order":
        return {"address": seen["address"]}
    return seen


_ORDER = ("status", "address", "items", "payments", "cancel_reason", "return_items", "return_payment_method_id",
          "exchange_items", "exchange_new_items", "exchange_payment_method_id",
          "exchange_price_difference")  # fmt: skip
_COURSE = (PENDING, "processed", DELIVERED)
_STAGES = (
    Words("Bestellt", "Ordered"), Words("In Bearbeitung", "Processed"), Words("Geliefert", "Delivered"),
)  # fmt: skip


def _process(order: Order, user: User) -> Process:
    status = order.status.split(" (")[0]
    at = _COURSE.index(status) if status in _COURSE else len(_COURSE) - 1
    state = "dropped" if order.status == CANCELLED else "next"
    stages = tuple(
        Stage(says, "done" if place <= at and state == "next" else state) for place, says in enumerate(_STAGES)
    )
    lines = tuple(
        Line(one.item, one.item, f"{one.name} ({', '.join(value for _, value in one.options)})",
             each=Money(one.cents, "USD"))
        for one in order.items
    )  # fmt: skip
    return Process(
        "order", order.id, Words(f"Bestellung {order.id}", f"Order {order.id}"), order.status, stages, lines,
        Money(sum(one.cents for one in order.items), "USD"), address_of(order.address, user.name),
    )  # fmt: skip
