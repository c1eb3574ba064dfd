"""Returns: an order of less than nothing that names the order it takes back, as the shop's own "Return" makes it; the
warehouse then expects the goods. One by a complaint, as shops set up before, or somebody in the shop did, counts too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from onehand.actions.contract import Paper, Plan, Rejected, Step, does, looks, plans
from onehand.actions.tryton.base import MARK, Base, understood
from onehand.actions.tryton.cancelling import chosen_lines
from onehand.actions.tryton.client import CHANGED, Row
from onehand.actions.tryton.orders import ADDRESS, Order, OrderLine, address_from, order_of
from onehand.actions.tryton.refusals import not_delivered, returned_already
from onehand.actions.words import Words
from onehand.foundation.label import label

# Which line of the first order a line takes back, in the line's internal note.
LINE = f"{MARK}line:"
ANNOUNCED = ("confirmed", "processing", "done")
RETURN = ("state", "number", "reference", "origin", *(f"lines.{name}" for name in ("note", "product")))
PATTERN = (
    "party", "invoice_party", "shipment_party", "warehouse", "currency", "payment_term", "invoice_address",
    "shipment_address", "invoice_method", "shipment_method",
)  # fmt: skip
GOODS = ("product", "quantity", "unit", "unit_price", "description", "taxes")
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
        order, lines = int(step.arguments["order"]), [int(one) for one in step.arguments["lines"]]
        known = self._returns_of(order, key)
        sale = self.the_one("sale.sale", [row for row in known if row["reference"] == MARK + key])
        if sale is None:
            if set(lines) & set(self._expected(order, lines, known)):
                raise returned_already()
            sale = self._take_back(step, key)
        return {"return": self._announced(sale), "id": sale["id"]}

    @looks("return_goods")
    def _look_at_return(self, step: Step) -> Mapping[str, Any]:
        order, lines = int(step.arguments["order"]), [int(one) for one in step.arguments["lines"]]
        return {"expected": self._expected(order, lines, self._returns_of(order))}

    def papers(self, step: Step) -> Sequence[Paper]:
        if step.verb != "return_goods":
            return super().papers(step)
        with understood():
            fields = [
                "number", "company.party.name", "warehouse.name", *(f"warehouse.address.{one}" for one in ADDRESS),
                "party.name", *(f"shipment_address.{one}" for one in ADDRESS), "lines.quantity", "lines.product.code",
            ]  # fmt: skip
            sale = self.made("sale.sale", step.key, fields)
            return [_label(sale, step.target)] if sale is not None and sale["state"] in ANNOUNCED else []

    def _return_step(self, order: Order, references: Sequence[str], reason: str) -> Step:
        """Raises Rejected not_delivered, already_returned, unknown_line."""
        chosen = [line for line in chosen_lines(order, tuple(references)) if line.sent and line.quantity > 0]
        if not chosen:
            raise not_delivered()
        back = set(self._expected(order.id, [line.id for line in chosen], self._returns_of(order.id)))
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

    def _take_back(self, step: Step, key: str) -> Row:
        """The draft of a return order: what comes back, at what it was sold for."""
        order, chosen = int(step.arguments["order"]), {int(one) for one in step.arguments["lines"]}
        fields = [*PATTERN, *(f"lines.{name}" for name in GOODS)]
        (pattern,) = self.client.read("sale.sale", "read", [order], fields)
        lines = [_back(row) for row in pattern["lines."] if row["id"] in chosen]
        if len(lines) < len(chosen):
            raise Rejected("changed_meanwhile", CHANGED)
        return self.make_once("sale.sale", key, {
            **{name: pattern[name] for name in PATTERN}, "origin": f"sale.sale,{order}",
            "description": f"Rücksendung zu Bestellung {step.target}",
            "comment": str(step.arguments.get("reason") or ""), "lines": [["create", lines]],
        }, ["number"])  # fmt: skip

    def _announced(self, sale: Row) -> str:
        """From wherever it stands to a return order that the warehouse expects; its number."""
        if sale["state"] == "draft":
            self.client.write("sale.sale", "quote", [sale["id"]])
        if sale["state"] in ("draft", "quotation"):
            self.client.write("sale.sale", "confirm", [sale["id"]])
            (sale,) = self.client.read("sale.sale", "read", [sale["id"]], ["state", "number"])
        if sale["state"] == "confirmed":
            # A shop with a queue of its own has not come to it yet, or was killed before it did.
            self.client.write("sale.sale", "process", [sale["id"]])
        if sale["state"] == "cancelled":
            raise Rejected("refused", Words("Die Rücksendung wurde im Laden storniert.",
                                            "The return was cancelled in the shop."))  # fmt: skip
        return str(sale["number"])

    def _returns_of(self, order: int, key: str = "") -> list[Row]:
        """All return orders of an order, also those that a complaint about it has brought about; and the one of this
        key whatever it is by now."""
        name = f"sale.sale,{order}"
        domain: list[Any] = ["OR", ("origin", "=", name), ("origin.origin", "=", name, "sale.complaint")]
        if key:
            domain.append(("reference", "=", MARK + key))
        return self.client.search("sale.sale", domain, RETURN, order=[["id", "ASC"]])

    def _expected(self, order: int, lines: Sequence[int], returns: Sequence[Row]) -> list[int]:
        """Which of these lines are in a return of this order that is announced."""
        found: set[int] = set()
        unnamed: set[int] = set()
        for row in returns:
            if row["state"] not in ANNOUNCED:
                continue
            for line in row["lines."]:
                note = str(line["note"] or "")
                if note.startswith(LINE):
                    found.add(int(note.removeprefix(LINE)))
                elif line["product"]:
                    unnamed.add(line["product"])
        if unnamed:  # by a hand in the shop, which names no line: all lines of these products
            domain = [("sale", "=", order), ("product", "in", sorted(unnamed))]
            found |= {row["id"] for row in self.client.search("sale.line", domain, ["id"])}
        return sorted(found & set(lines))


def _back(row: Row) -> dict[str, Any]:
    """A line that takes this one back."""
    return {
        "type": "line", "product": row["product"], "quantity": -row["quantity"], "unit": row["unit"],
        "unit_price": Decimal(row["unit_price"]), "description": row["description"],
        "taxes": [["add", list(row["taxes"])]], "note": f"{LINE}{row['id']}",
    }  # fmt: skip


def _label(row: Row, order: str) -> Paper:
    """From the return as the shop has it: its number, what comes, from whom, and to which of its warehouses."""
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


def _counted(line: OrderLine) -> str:
    return line.name if line.quantity == 1 else f"{line.quantity} × {line.name}"
