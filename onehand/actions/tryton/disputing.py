"""A disputed invoice is left alone until it is settled: blocked for collection, and no draft to collect it is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onehand.actions.contract import Plan, Rejected, Step, does, looks, plans
from onehand.actions.tryton.base import Base
from onehand.actions.tryton.client import Row
from onehand.actions.words import Words

NOT_THEIRS = Words("Diese Rechnung gibt es hier nicht.", "There is no such invoice here.")
PAID = Words(
    "Diese Rechnung ist bezahlt; es ist nichts mehr anzuhalten.", "This invoice is paid; nothing is left to hold."
)
INSTEAD = Words("Eine Erstattung prüfen.", "Look at a refund instead.")
ALREADY = Words("Diese Rechnung ist schon angehalten.", "This invoice is on hold already.")


class Disputing(Base):
    @plans("hold_dunning")
    def _plan_dispute(self, customer: str, given: Mapping[str, Any]) -> Plan:
        number = str(given["invoice"]).strip()
        domain = [("number", "=", number), ("party.code", "=", customer), ("type", "=", "out")]
        bills = self.client.search("account.invoice", domain, ["number", "state", "lines_to_pay"], limit=1)
        if not bills:
            raise Rejected("unknown_invoice", NOT_THEIRS)
        lines = self._owed(bills[0])
        if not lines:
            raise Rejected("invoice_paid", PAID, INSTEAD)
        if all(line["payment_blocked"] for line in lines):
            raise Rejected("nothing_to_do", ALREADY)
        ids = {"lines": [int(line["id"]) for line in lines]}
        free, held = {"on_hold": False}, {"on_hold": True}
        again = Words(f"Rechnung {number} wieder einziehen und anmahnen", f"Collect and dun invoice {number} again")
        hold = Words(
            f"Einzug und Mahnung der Rechnung {number} anhalten", f"Stop collecting and dunning invoice {number}"
        )
        back = Step("hold_invoice", number, again, held, free, ids)
        told = Words(
            f"Solange die Rechnung {number} strittig ist, wird sie weder eingezogen noch angemahnt.",
            f"As long as invoice {number} is disputed it is neither collected nor dunned.",
        )
        step = Step("hold_invoice", number, hold, free, held, ids, undo=back)
        return Plan(steps=(step,), touches=(f"invoice {number}",), told=told)

    def _owed(self, bill: Row) -> list[Row]:
        """The claims of this invoice that are still open."""
        ids = list(bill["lines_to_pay"] or ())
        if not ids:
            return []
        domain = [("id", "in", ids), ("reconciliation", "=", None)]
        return self.client.search("account.move.line", domain, ["payment_blocked"])

    @does("hold_invoice")
    def _do_dispute(self, step: Step, key: str) -> Mapping[str, Any]:  # noqa: ARG002 - the same again changes nothing
        method = "payment_block" if step.wish["on_hold"] else "payment_unblock"
        self.client.write("account.move.line", method, list(step.arguments["lines"]))
        return {"invoice": step.target}

    @looks("hold_invoice")
    def _look_at_dispute(self, step: Step) -> Mapping[str, Any]:
        lines = self.client.search(
            "account.move.line", [("id", "in", list(step.arguments["lines"]))], ["payment_blocked"]
        )
        return {"on_hold": bool(lines) and all(bool(line["payment_blocked"]) for line in lines)}
