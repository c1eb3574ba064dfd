"""Subscriptions: pause one, or end it on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from onehand.actions.contract import Plan, Rejected, Step, does, looks, plans
from onehand.actions.tryton.base import Base
from onehand.actions.tryton.client import Row
from onehand.actions.tryton.values import day_of, iso
from onehand.actions.words import Words, on_day
from onehand.foundation import clock

CONTRACT = ("number", "state", "start_date", "end_date", "lines.next_consumption_date", "lines.end_date",
            "lines.consumed_until")  # fmt: skip
UNKNOWN = Words(
    "Diesen Vertrag gibt es bei dieser Kundin oder diesem Kunden nicht.", "This customer has no such contract."
)


class Contracts(Base):
    @plans("pause")
    def _plan_pause(self, customer: str, given: Mapping[str, Any]) -> Plan:
        row = self._contract(customer, given["contract"])
        _, until = given["absence"]
        after = until + timedelta(days=1)
        if until < clock.now().date():
            raise Rejected("date_not_possible", PAST)
        now = {str(line["id"]): line["next_consumption_date"] for line in row["lines."]}
        due = {line: day for line, day in now.items() if day is not None and day <= until}
        if not due:
            raise Rejected("not_in_absence", Words("In dieser Zeit steht keine Lieferung oder Abrechnung an.",
                                                   "Nothing is due in that time."))  # fmt: skip
        before = {"next": {line: iso(day) for line, day in due.items()}}
        wish = {"next": dict.fromkeys(due, iso(after))}
        number, arguments = str(row["number"]), {"id": row["id"], "customer": customer}
        back = Step("contract_next", number, Words(f"Vertrag {number} wieder aufnehmen", f"Resume contract {number}"),
                    wish, before, arguments)  # fmt: skip
        step = Step("contract_next", number, Words(f"Vertrag {number} bis {iso(until)} pausieren",
                                                   f"Pause contract {number} until {iso(until)}"),
                    before, wish, arguments, undo=back)  # fmt: skip
        return Plan(
            steps=(step,), touches=(number,),
            told=Words(f"Ihr Vertrag {number} ruht bis einschließlich {on_day(until).de}; so lange "
                       "berechnen wir nichts.",
                       f"Your contract {number} is paused up to and including {on_day(until).en}; nothing is charged "
                       "until then."),
        )  # fmt: skip

    @does("contract_next")
    def _do_next(self, step: Step, _key: str) -> Mapping[str, Any]:
        changes: list[Any] = []
        for line, day in step.wish["next"].items():
            changes += [[int(line)], {"next_consumption_date": day_of(day)}]
        self.client.write("sale.subscription.line", "write", *changes)
        return {"contract": step.target}

    @looks("contract_next")
    def _look_at_next(self, step: Step) -> Mapping[str, Any]:
        row = self._contract(str(step.arguments["customer"]), step.target, running=False)
        now = {str(line["id"]): iso(line["next_consumption_date"]) for line in row["lines."]}
        return {"next": {line: now.get(line) for line in step.wish["next"]}}

    @plans("cancel_contract")
    def _plan_end(self, customer: str, given: Mapping[str, Any]) -> Plan:
        row = self._contract(customer, given["contract"])
        day: date = given.get("on") or clock.now().date()
        number = str(row["number"])
        if day < clock.now().date():
            raise Rejected("date_not_possible", PAST)
        ended = [line["end_date"] for line in row["lines."]]
        if all(one is not None and one <= day for one in ended):
            raise Rejected("already_cancelled", Words("Dieser Vertrag ist schon gekündigt.",
                                                      "This contract has been cancelled already."))  # fmt: skip
        before = {"end": {str(line["id"]): iso(line["end_date"]) for line in row["lines."]}}
        wish = {"end": {str(line["id"]): day.isoformat() for line in row["lines."]}}
        arguments = {"id": row["id"], "customer": customer}
        back = Step("contract_end", number, Words(f"Kündigung von Vertrag {number} zurücknehmen",
                                                  f"Take the cancellation of contract {number} back"),
                    wish, before, arguments)  # fmt: skip
        step = Step("contract_end", number, Words(f"Vertrag {number} zum {iso(day)} beenden",
                                                  f"End contract {number} on {iso(day)}"),
                    before, wish, arguments, undo=back)  # fmt: skip
        return Plan(
            steps=(step,), touches=(number,),
            told=Words(f"Ihr Vertrag {number} endet am {on_day(day).de}.",
                       f"Your contract {number} ends on {on_day(day).en}."),
        )  # fmt: skip

    @does("contract_end")
    def _do_end(self, step: Step, _key: str) -> Mapping[str, Any]:
        changes: list[Any] = []
        for line, day in step.wish["end"].items():
            changes += [[int(line)], {"end_date": day_of(day)}]
        self.client.write("sale.subscription.line", "write", *changes)
        return {"contract": step.target}

    @looks("contract_end")
    def _look_at_end(self, step: Step) -> Mapping[str, Any]:
        row = self._contract(str(step.arguments["customer"]), step.target, running=False)
        return {"end": {str(line["id"]): iso(line["end_date"]) for line in row["lines."]}}

    def _contract(self, customer: str, number: str, *, running: bool = True) -> Row:
        """Raises Rejected "unknown_contract", in the same words for another customer's; "not_running"."""
        domain = [("party.code", "=", customer), ("number", "=", str(number).strip())]
        found = self.client.search("sale.subscription", domain, CONTRACT, limit=1) if number else []
        if not found:
            raise Rejected("unknown_contract", UNKNOWN)
        if running and found[0]["state"] != "running":
            raise Rejected("not_running", Words("Dieser Vertrag läuft nicht.", "This contract is not running."))
        return found[0]


PAST = Words("Dieser Tag ist schon vorbei.", "That day is past.")
