"""Cancel an order, or some of its lines, as long as the goods are not handed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onehand.actions.contract import Cannot, Plan, Rejected, Step, does, looks, plans
from onehand.actions.tryton.base import Base
from onehand.actions.tryton.orders import Order, OrderLine, Shipment, order_of
from onehand.actions.tryton.refusals import already_shipped, cancelled_already, unknown_line
from onehand.actions.words import Words

PACKING = ("picked", "packed")
FINAL = Words(
    "Eine stornierte Bestellung lebt nicht wieder auf; sie müsste neu aufgegeben werden.",
    "A cancelled order does not come back; it would have to be placed again.",
)
PAID_BACK = Words(
    "Die Rechnung ist schon gestellt: Den Betrag danach mit „Erstatten“ zurückgeben.",
    "The invoice has been posted already: give the amount back by “Refund” afterwards.",
)


class Cancelling(Base):
    @plans("cancel")
    def _plan_cancel(self, customer: str, given: Mapping[str, Any]) -> Plan:
        order = order_of(self.client, customer, given["order"])
        if order.cancelled:
            raise cancelled_already()
        chosen = chosen_lines(order, given.get("lines") or ())
        gone = [line for line in chosen if _handed_over(order, line)]
        kept = [line for line in chosen if line not in gone and not line.dropped]
        if not kept:
            raise already_shipped() if gone else cancelled_already()
        if order.state in ("draft", "quotation") and len(kept) < len(order.lines):
            raise Rejected("quotation_in_whole", WHOLE_ONLY)
        leaving = {line.id for line in kept}
        if any(one.open and one.state in PACKING and leaving & set(one.lines) and set(one.lines) - leaving
               for one in order.shipments):  # fmt: skip
            raise being_packed()
        what = ", ".join(line.name for line in kept)
        step = Step(
            "cancel_order", order.number,
            Words(f"Bestellung {order.number}: {what} stornieren", f"Order {order.number}: cancel {what}"),
            {"open": sorted(line.id for line in kept), "let_go": False}, {"open": [], "let_go": True},
            {"customer": customer, "lines": sorted(line.id for line in kept)},
        )  # fmt: skip
        posted = order.prepaid and order.invoice_state in ("awaiting payment", "partially paid", "paid")
        return Plan(
            steps=(step,), touches=(order.number,), lasting=FINAL, warns=(PAID_BACK,) if posted else (),
            cannot=tuple(_gone(line) for line in gone),
            told=Words(f"Wir haben storniert: {what} (Bestellung {order.number}).",
                       f"We have cancelled: {what} (order {order.number})."),
        )  # fmt: skip

    @does("cancel_order")
    def _do_cancel(self, step: Step, _key: str) -> Mapping[str, Any]:
        """Each part is done only if it is not done yet, so that a run cut off anywhere goes on from there."""
        order = order_of(self.client, str(step.arguments["customer"]), step.target)
        wanted = {int(one) for one in step.arguments["lines"]}
        lines = [line for line in order.lines if line.id in wanted]
        if any(_handed_over(order, line) for line in lines):
            raise already_shipped()
        if order.state in ("draft", "quotation"):
            self.client.write("sale.sale", "cancel", [order.id])
            return {"order": order.number}
        for shipment in order.shipments:
            if shipment.open and wanted & set(shipment.lines):
                self._take_out(shipment, lines)
        self._let_go(order, lines)
        return {"order": order.number}

    @looks("cancel_order")
    def _look_at_cancel(self, step: Step) -> Mapping[str, Any]:
        order = order_of(self.client, str(step.arguments["customer"]), step.target)
        wanted = {int(one) for one in step.arguments["lines"]}
        if order.state == "cancelled":
            return {"open": [], "let_go": True}
        chosen = [line for line in order.lines if line.id in wanted]
        halfway = any(line.stuck for line in chosen) or any(one.state == "draft" for one in order.shipments)
        still = sorted(line.id for line in chosen if not line.dropped)
        return {"open": still, "let_go": not still and not halfway}

    def _take_out(self, shipment: Shipment, lines: list[OrderLine]) -> None:
        leaving = {line.id for line in lines}
        if set(shipment.lines) <= leaving:
            self.client.write("stock.shipment.out", "cancel", [shipment.id])
            return
        moves = [move for line in lines if not line.dropped for move in line.moves]
        if moves:
            if shipment.state in PACKING:
                raise being_packed()
            if shipment.state == "assigned":
                self.client.write("stock.shipment.out", "wait", [shipment.id])
            if shipment.state != "draft":
                self.client.write("stock.shipment.out", "draft", [shipment.id])
            self.client.write("stock.move", "cancel", moves)
        self.client.write("stock.shipment.out", "wait", [shipment.id])
        if shipment.state == "assigned":
            self.client.write("stock.shipment.out", "assign_try", [shipment.id])

    def _let_go(self, order: Order, lines: list[OrderLine]) -> None:
        """Tell the order that these goods will not come again, or it would wait for them for ever."""
        changes: list[Any] = []
        for line in lines:
            changes += [[line.id], {"moves_ignored": [["add", list(line.moves)]]}]
        self.client.write("sale.line", "write", *changes)
        self.client.write("sale.sale", "process", [order.id])


def chosen_lines(order: Order, references: tuple[str, ...]) -> list[OrderLine]:
    """These lines, or all when none is named. Raises Rejected "unknown_line"."""
    if not references:
        return list(order.lines)
    found = [line for line in order.lines if str(line.id) in references or line.product in references]
    if len(found) < len(set(references)):
        raise unknown_line()
    return found


def _handed_over(order: Order, line: OrderLine) -> bool:
    return line.sent or any(one.handed_over and line.id in one.lines for one in order.shipments)


def _gone(line: OrderLine) -> Cannot:
    refusal = already_shipped()
    return Cannot(Words(line.name, line.name), refusal.words, refusal.instead or refusal.words)


def being_packed() -> Rejected:
    return Rejected(
        "being_packed",
        Words("Die Sendung wird schon gepackt; einzelne Positionen lassen sich nicht mehr herausnehmen.",
              "The shipment is being packed; single items can no longer be taken out."),
        Words("Die ganze Bestellung stornieren oder die Position nach der Lieferung zurücksenden.",
              "Cancel the whole order, or return the item after the delivery."),
    )  # fmt: skip


WHOLE_ONLY = Words(
    "Ein Angebot kann nur ganz storniert werden, solange es nicht bestätigt ist.",
    "A quotation can only be cancelled as a whole while it is not confirmed.",
)
