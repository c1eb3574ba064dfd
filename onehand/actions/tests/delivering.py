"""A toy shop whose deliveries have a day: it can be moved, and held during an absence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from onehand.actions.contract import Plan, Process, Rejected, Stage, Step, View, does, looks, plans
from onehand.actions.tests.toy import CARLA, Toy
from onehand.actions.words import Words

PATH = r"/choice/[^/]+/"


class Delivering(Toy):
    def __init__(self, code: str = "toy", **orders: str) -> None:
        super().__init__(code, **(orders or {"20041": "open"}))
        self.day = date(2026, 3, 20)

    def email(self, customer: str) -> str:
        self._up()
        return CARLA if customer == "K1" else ""

    def read(self, customer: str) -> View:
        self._up()
        ahead = Stage(Words("gepackt", "packed"), "now")
        return View(
            customer, "Carla Kern",
            processes=tuple(
                Process("order", number, Words(f"Bestellung {number}", f"Order {number}"), state,
                        stages=(ahead,), expected=self.day)
                for number, state in self.orders.items()
            ),
        )  # fmt: skip

    @plans("change_delivery_date")
    def _plan_day(self, _customer: str, given: Mapping[str, Any]) -> Plan:
        if given["on"].weekday() == 6:
            raise Rejected("date_not_possible", Words("Sonntags nicht.", "Not on Sundays."))
        return self._moved(given["order"], given["on"])

    @plans("hold_delivery")
    def _plan_hold(self, _customer: str, given: Mapping[str, Any]) -> Plan:
        since, until = given["absence"]
        if not since <= self.day <= until:
            raise Rejected("not_in_absence", Words("Nichts geplant in der Zeit.", "Nothing is planned then."))
        return self._moved(given["order"], until + timedelta(days=1))

    def _moved(self, number: str, day: date) -> Plan:
        self._order(number)
        if number in self.shipped:
            raise Rejected("already_shipped", Words("Sie ist schon unterwegs.", "It is on its way already."))
        step = Step(
            "day", number, Words(f"Termin {day.isoformat()}", f"Date {day.isoformat()}"),
            {"day": self.day.isoformat()}, {"day": day.isoformat()},
        )  # fmt: skip
        told = Words(f"Wir liefern Ihre Bestellung am {day.isoformat()}.", f"We deliver your order on {day}.")
        return Plan((step,) if day != self.day else (), touches=(number,), told=told)

    @does("day")
    def _do_day(self, step: Step, key: str) -> dict[str, Any]:
        self._up()
        self._lost("lose_requests")
        self.done[key] += 1
        if not self.ignores:
            self.day = date.fromisoformat(str(step.wish["day"]))
        return {}

    @looks("day")
    def _look_day(self, step: Step) -> dict[str, Any]:
        self._order(step.target)
        return {"day": self.day.isoformat()}
