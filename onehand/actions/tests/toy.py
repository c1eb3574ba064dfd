"""A shop in memory for the engine's own tests, with switches for everything that a real system can do wrong.

It stands in for none of the real systems: those have tests of their own against the real thing.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any

from onehand.actions.contract import (
    Address,
    Backend,
    Cannot,
    Plan,
    Process,
    Rejected,
    Step,
    Unclear,
    Unreachable,
    View,
    Who,
    does,
    looks,
    plans,
)
from onehand.actions.words import Words
from onehand.foundation.money import Money

CARLA = "carla.kern@example.org"


class Toy(Backend):
    code, title = "toy", Words("Probeladen", "Toy shop")

    def __init__(self, code: str = "toy", **orders: str) -> None:
        self.code = code  # type: ignore[misc]
        self.orders: dict[str, str] = orders or {"1": "open"}
        self.address = "Alte Gasse 1, 10115 Berlin"
        self.credits: dict[str, int] = {}  # by key
        self.done: Counter[str] = Counter()
        self.down = False
        self.lose_answers = 0  # so many answers are lost after the deed
        self.lose_requests = 0  # so many requests are lost before it
        self.ignores = False  # says yes and does nothing
        self.fee = 0  # cents that it adds to every credit
        self.shipped: set[str] = set()
        self._lock = threading.Lock()

    def _up(self) -> None:
        if self.down:
            raise Unreachable("the toy is down")

    def version(self) -> str:
        self._up()
        return "toy 1"

    def find(self, who: Who) -> list[str]:
        self._up()
        return ["K1"] if CARLA in who.emails or "K1" in who.numbers else []

    def read(self, customer: str) -> View:
        self._up()
        return View(
            customer,
            "Carla Kern",
            processes=tuple(
                Process("order", number, Words(f"Bestellung {number}", f"Order {number}"), state)
                for number, state in self.orders.items()
            ),
        )

    def _order(self, number: str) -> str:
        self._up()
        if number not in self.orders:
            raise Rejected("unknown_order", Words("Diese Bestellung gibt es nicht.", "There is no such order."))
        return self.orders[number]

    @plans("cancel")
    def _plan_cancel(self, _customer: str, given: Mapping[str, Any]) -> Plan:
        number = given["order"]
        state = self._order(number)
        if number in self.shipped:
            raise Rejected(
                "already_shipped",
                Words("Sie ist schon unterwegs.", "It is on its way already."),
                Words("Rücksendung anlegen.", "Set up a return."),
            )
        step = Step(
            "cancel_order", number, Words(f"Bestellung {number} stornieren", f"Cancel order {number}"),
            before={"state": state}, wish={"state": "cancelled"},
            undo=Step(
                "open_order", number, Words(f"Bestellung {number} wieder öffnen", f"Open order {number} again"),
                before={"state": "cancelled"}, wish={"state": state},
            ),
        )  # fmt: skip
        return Plan((step,), touches=(number,), told=Words("Storniert.", "Cancelled."))

    @does("cancel_order")
    def _cancel(self, step: Step, key: str) -> dict[str, Any]:
        return self._change(step, key, "cancelled")

    @does("open_order")
    def _open(self, step: Step, key: str) -> dict[str, Any]:
        return self._change(step, key, str(step.wish["state"]))

    def _change(self, step: Step, key: str, state: str) -> dict[str, Any]:
        self._up()
        self._lost("lose_requests")
        with self._lock:
            if not self.ignores:
                self.orders[step.target] = state
            self.done[key] += 1
        self._lost("lose_answers")
        return {"order": step.target}

    @looks("cancel_order")
    @looks("open_order")
    def _look(self, step: Step) -> dict[str, Any]:
        return {"state": self._order(step.target)}

    @plans("goodwill")
    def _plan_goodwill(self, customer: str, given: Mapping[str, Any]) -> Plan:
        self._up()
        amount: Money = given["amount"] + Money(self.fee)
        step = Step(
            "credit", customer, Words(f"{amount.text('de')} gutschreiben", f"Credit {amount.text('en')}"),
            before={"credited": 0}, wish={"credited": amount.cents}, arguments={"cents": amount.cents},
        )  # fmt: skip
        return Plan((step,), cost=amount, lasting=Words("Gutschriften bleiben.", "Credits stay."))

    @does("credit")
    def _credit(self, step: Step, key: str) -> dict[str, Any]:
        self._up()
        self._lost("lose_requests")
        with self._lock:
            self.done[key] += 1
            self.credits.setdefault(key, step.arguments["cents"])
        self._lost("lose_answers")
        return {"credit": key}

    @looks("credit")
    def _look_credit(self, step: Step) -> dict[str, Any]:
        self._up()
        return {"credited": self.credits.get(step.key, 0)}

    @plans("correct_address")
    def _plan_address(self, customer: str, given: Mapping[str, Any]) -> Plan:
        self._up()
        address: Address = given["address"]
        wish = address.line()
        cannot = tuple(
            Cannot(
                Words(f"Sendung zu {one}", f"Parcel of {one}"),
                Words("Sie ist schon beim Zusteller.", "The carrier has it."),
                Words("Beim Zusteller umleiten.", "Have the carrier redirect it."),
            )
            for one in sorted(self.shipped)
        )
        step = Step(
            "address", customer, Words("Anschrift ändern", "Change the address"),
            before={"address": self.address}, wish={"address": wish},
            undo=Step("address", customer, Words("Anschrift zurück", "Address back"),
                      before={"address": wish}, wish={"address": self.address}),
        )  # fmt: skip
        return Plan((step,) if self.address != wish else (), cannot)

    @does("address")
    def _write_address(self, step: Step, key: str) -> dict[str, Any]:
        self._up()
        with self._lock:
            self.done[key] += 1
            if not self.ignores:
                self.address = str(step.wish["address"])
        return {}

    @looks("address")
    def _look_address(self, _step: Step) -> dict[str, Any]:
        self._up()
        return {"address": self.address}

    def _lost(self, which: str) -> None:
        left = getattr(self, which)
        if left:
            setattr(self, which, left - 1)
            raise Unclear("the answer was lost")
