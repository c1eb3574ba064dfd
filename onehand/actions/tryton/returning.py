"""Returns: a complaint that makes a return order, which the warehouse then expects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onehand.actions.contract import Paper, Plan, Rejected, Step, does, looks, plans
from onehand.actions.tryton.base import Base, understood
from onehand.actions.tryton.cancelling import chosen_lines
from onehand.actions.tryton.orders import ADDRESS, Order, OrderLine, address_from, order_of
from onehand.actions.tryton.refusals import not_delivered, returned_already
from onehand.actions.words import Words
from onehand.foundation.label import label

BUTTONS = {"draft": ("wait", "approve"), "waiting": ("approve",)}
REVOCABLE = Words(
    "Die Rücksendung verfällt, wenn nichts zurückkommt; angelegt bleibt sie.",
    "The return lapses if nothing comes back; it stays on record.",
)


class Returning(Base):
    @plans("return")
    def _plan_return(self, customer: str, given: Mapping[str, Any]) -> Plan:
        order = order_of(self.client, customer, given["order"])
        step = self._return_step(order, given.get("lines") or (), str(given.get("reason") or ""))
        return Plan(
            steps=(step,), touches=(order.number,), lasting=REVOCABLE,
            told=Words(f"Ihre Rücksendung zu Bestellung {order.number} ist angelegt. Das Etikett liegt bei; bitte "
                       "außen aufkleben. Die Rücksendung ist für Sie kostenlos.",
                       f"Your return for order {order.number} is set up. The label is attached; please stick it on "
                       "the outside. Returning is free of charge for you."),
        )  # fmt: skip

    @does("return_goods")
    def _do_return(self, step: Step, key: str) -> Mapping[str, Any]:
        complaint = self.made("sale.complaint", key)
        if complaint is None:
            complaint = self._complain(step, key)
        return self._carry_through(complaint)

    @looks("return_goods")
    def _look_at_return(self, step: Step) -> Mapping[str, Any]:
        lines = [int(one) for one in step.arguments["lines"]]
        return {"expected": self._expected(int(step.arguments["order"]), lines)}

    def papers(self, step: Step) -> Sequence[Paper]:
        if step.verb != "return_goods":
            return super().papers(step)
        with understood():
            complaint = self.made("sale.complaint", step.key)
            result = self._standing(complaint)[1] if complaint is not None else ""
            return [self._label(int(result.partition(",")[2]), step.target)] if result else []

    def _label(self, sale: int, order: str) -> Paper:
        """From the return as the shop has it: its number, what comes, from whom, and to which of its warehouses."""
        fields = [
            "number", "company.party.name", "warehouse.name", *(f"warehouse.address.{one}" for one in ADDRESS),
            "party.name", *(f"shipment_address.{one}" for one in ADDRESS), "lines.quantity", "lines.product.code",
        ]  # fmt: skip
        (row,) = self.client.read("sale.sale", "read", [sale], fields)
        number, house, back = str(row["number"]), row["company."]["party."]["name"], row["warehouse."]["address."]
        sender = address_from(row["shipment_address."]).line() if row["shipment_address."] else ""
        goods = [
            (f"{abs(int(one['quantity']))} × {one['product.']['code']}", 11) for one in row["lines."] if one["product."]
        ]
        lines = [
            (house, 16), (address_from(back).line() if back else str(row["warehouse."]["name"]), 13), ("", 10),
            (number, 26), (f"Rücksendung / Return · Bestellung / Order {order}", 10), ("", 10),
            *goods, ("", 10), (f"{row['party.']['name']}, {sender}".rstrip(", "), 10),
        ]  # fmt: skip
        return Paper(f"Ruecksendung-{number}.pdf", "application/pdf", label(lines))

    def _return_step(self, order: Order, references: Sequence[str], reason: str) -> Step:
        """Raises Rejected not_delivered, already_returned, unknown_line."""
        chosen = [line for line in chosen_lines(order, tuple(references)) if line.sent and line.quantity > 0]
        if not chosen:
            raise not_delivered()
        back = set(self._expected(order.id, [line.id for line in chosen]))
        chosen = [line for line in chosen if line.id not in back]
        if not chosen:
            raise returned_already()
        what = ", ".join(_counted(line) for line in chosen)
        ids = sorted(line.id for line in chosen)
        return Step(
            "return_goods", order.number,
            Words(f"Rücksendung zu Bestellung {order.number}: {what}", f"Return for order {order.number}: {what}"),
            {"expected": []}, {"expected": ids},
            {"order": order.id, "party": order.party_id, "lines": ids, "reason": reason},
        )  # fmt: skip

    def _complain(self, step: Step, key: str) -> int:
        lines = [int(one) for one in step.arguments["lines"]]
        order = int(step.arguments["order"])
        if set(lines) & set(self._expected(order, lines)):
            raise returned_already()
        kinds = self.client.search("sale.complaint.type", [("origin.model", "=", "sale.sale")], ["id"], limit=1)
        if not kinds:
            raise Rejected("no_returns", Words("Der Laden ist für Rücksendungen nicht eingerichtet.",
                                               "The shop is not set up for returns."))  # fmt: skip
        action = {"action": "sale_return", "sale_lines": [["create", [{"line": line} for line in lines]]]}
        return self.make_once("sale.complaint", key, {
            "customer": step.arguments["party"], "type": kinds[0]["id"], "origin": f"sale.sale,{order}",
            "description": str(step.arguments.get("reason") or ""), "actions": [["create", [action]]],
        })  # fmt: skip

    def _carry_through(self, complaint: int) -> Mapping[str, Any]:
        """From wherever it stands to a return order that the warehouse expects."""
        state, result = self._standing(complaint)
        if state in BUTTONS:
            for button in BUTTONS[state]:
                self.client.write("sale.complaint", button, [complaint])
            state, result = self._standing(complaint)
        if state == "approved" and not result:
            # A shop with a queue of its own has not come to it yet, or was killed before it did.
            self.client.write("sale.complaint", "process", [complaint])
            _, result = self._standing(complaint)
        if not result:
            raise Rejected("refused", Words("Die Reklamation wurde im Laden abgelehnt.",
                                            "The complaint was refused in the shop."))  # fmt: skip
        sale = int(result.partition(",")[2])
        (row,) = self.client.read("sale.sale", "read", [sale], ["state", "number"])
        if row["state"] == "draft":
            # The copy bears the old order's delivery date, which may be past.
            self.client.write("sale.sale", "write", [sale], {"shipping_date": None})
            self.client.write("sale.sale", "quote", [sale])
        if row["state"] in ("draft", "quotation"):
            self.client.write("sale.sale", "confirm", [sale])
            (row,) = self.client.read("sale.sale", "read", [sale], ["state", "number"])
        if row["state"] == "confirmed":
            self.client.write("sale.sale", "process", [sale])
        return {"return": str(row["number"]), "complaint": complaint}

    def _standing(self, complaint: int) -> tuple[str, str]:
        """Its state, and what it has brought about so far ("" for nothing)."""
        (row,) = self.client.read("sale.complaint", "read", [complaint], ["state", "actions.result"])
        return row["state"], next((str(one["result"]) for one in row["actions."] if one["result"]), "")

    def _expected(self, order: int, lines: Sequence[int]) -> list[int]:
        """Which of these lines are in a return of this order that is confirmed."""
        complaints = self.client.search(
            "sale.complaint", [("origin", "=", f"sale.sale,{order}"), ("state", "!=", "cancelled")],
            ["actions.result", "actions.sale_lines.line"],
        )  # fmt: skip
        results: dict[int, set[int]] = {}
        for row in complaints:
            for action in row["actions."]:
                if str(action["result"] or "").startswith("sale.sale,"):
                    named = {one["line"] for one in action["sale_lines."]} or set(lines)
                    results[int(action["result"].partition(",")[2])] = named
        if not results:
            return []
        found: set[int] = set()
        for row in self.client.read("sale.sale", "read", list(results), ["state"]):
            if row["state"] in ("confirmed", "processing", "done"):
                found |= results[row["id"]]
        return sorted(found & set(lines))


def _counted(line: OrderLine) -> str:
    return line.name if line.quantity == 1 else f"{line.quantity} × {line.name}"
