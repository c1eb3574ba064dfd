"""Money back: a credit note for an invoice, never above what is left of it, and a credit out of goodwill.

Two of the same amount are two: what is read back is what was credited under the step's own key, not a sum that anybody
else may have brought about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onehand.actions.contract import Plan, Rejected, Step, does, looks, plans
from onehand.actions.sealed import masked_iban
from onehand.actions.tryton import banking, taxing
from onehand.actions.tryton.base import MARK, Base
from onehand.actions.tryton.client import CHANGED, Row
from onehand.actions.tryton.orders import order_of
from onehand.actions.tryton.refusals import more_than_invoiced, no_invoice
from onehand.actions.tryton.values import decimal, money
from onehand.actions.words import Words
from onehand.foundation.money import Money

OTHER_TAXES = Words(
    "Der Laden berechnet darauf andere Steuern als auf der Rechnung. Es wurde nichts gutgeschrieben.",
    "The shop computes other taxes on this than on the invoice. Nothing was credited.",
)
BOOKED = Words(
    "Eine gestellte Gutschrift wird nicht zurückgenommen.", "A credit note that has been posted is not taken back."
)
OTHER_CURRENCY = Words(
    "Der Betrag muss in der Währung der Rechnung sein.", "The amount must be in the invoice's currency."
)
INVOICE = (
    "number", "state", "party", "currency", "currency.code", "account", "journal", "invoice_address", "total_amount",
    "untaxed_amount", "payment_term", *(f"lines.{name}" for name in taxing.FIELDS),
)  # fmt: skip
NOTE = ("state", "number", "total_amount", "currency", "lines.account")


@dataclass(frozen=True, slots=True)
class Bill:
    """A posted invoice, and what was credited on it so far."""

    row: Row
    credited: Decimal
    # Of it what was not credited by us.
    by_others: Decimal

    @property
    def lines(self) -> list[int]:
        return [int(line["id"]) for line in self.row["lines."]]

    @property
    def left(self) -> Decimal:
        return Decimal(self.row["total_amount"]) - self.credited


class Crediting(Base):
    @plans("refund")
    def _plan_refund(self, customer: str, given: Mapping[str, Any]) -> Plan:
        order = order_of(self.client, customer, given["order"])
        amount: Money = given["amount"]
        bills = [self._bill(one) for one in self._posted(order.invoices)]
        if not bills:
            raise no_invoice()
        bill = max(bills, key=lambda one: one.left)
        _same_currency(bill.row, amount)
        if decimal(amount) > bill.left:
            raise more_than_invoiced(money(bill.left, amount.currency))
        number = bill.row["number"]
        reason = str(given.get("reason") or "")
        if given.get("iban"):  # whoever pays it out reads it on the note
            reason = f"{reason} (Auszahlung auf {masked_iban(str(given['iban']))})".strip()
        step = Step(
            "credit_invoice", str(number),
            Words(f"Gutschrift über {amount.text('de')} zu Rechnung {number} (Bestellung {order.number})",
                  f"Credit note over {amount.text('en')} for invoice {number} (order {order.number})"),
            {"credited_cents": 0}, {"credited_cents": amount.cents},
            {"invoice": bill.row["id"], "lines": bill.lines, "amount": str(decimal(amount)), "order": order.number,
             "reason": reason, "credited": str(bill.credited), "by_others": str(bill.by_others)},
        )  # fmt: skip
        iban = str(given.get("iban") or "")
        account = self._account_step(customer, bill.row["party"], iban) if iban else None
        onto = Words(f" auf das Konto {masked_iban(iban)}", f" to the account {masked_iban(iban)}") if iban else NOTHING
        return Plan(
            # Where it goes is known before it is granted.
            steps=(step,) if account is None else (account, step), touches=(order.number,), cost=amount, lasting=BOOKED,
            told=Words(f"Wir erstatten Ihnen {amount.text('de')} zu Ihrer Bestellung {order.number}{onto.de}.",
                       f"We refund {amount.text('en')} for your order {order.number}{onto.en}."),
        )  # fmt: skip

    def _account_step(self, customer: str, party: int, iban: str) -> Step | None:
        if banking.known_number(self.client, party, iban):
            return None
        ends = masked_iban(iban)
        return Step(
            "payout_account", customer,
            Words(f"Bankverbindung für die Auszahlung: {ends}", f"Bank details for the payment: {ends}"),
            {"iban": ""}, {"iban": ends}, {"party": party, "iban": iban},
        )  # fmt: skip

    @does("payout_account")
    def _do_account(self, step: Step, _key: str) -> Mapping[str, Any]:
        banking.number_of(self.client, int(step.arguments["party"]), str(step.arguments["iban"]))
        return {"iban": step.wish["iban"]}

    @looks("payout_account")
    def _look_at_account(self, step: Step) -> Mapping[str, Any]:
        return {"iban": banking.shown(self.client, int(step.arguments["party"]), str(step.arguments["iban"]))}

    @does("credit_invoice")
    def _do_credit(self, step: Step, key: str) -> Mapping[str, Any]:
        note = self.made("account.invoice", key, NOTE)
        bill, amount = self._bill(int(step.arguments["invoice"])), Decimal(step.arguments["amount"])
        if note is None:
            if bill.by_others != Decimal(step.arguments["by_others"]):
                raise Rejected("changed_meanwhile", CHANGED)
            if amount > bill.left:
                raise more_than_invoiced(money(bill.left, bill.row["currency."]["code"]))
            said = Words(f"Erstattung zu Rechnung {bill.row['number']}", "")
            note = self._note(bill.row, amount, said.de, str(step.arguments.get("reason") or ""), key, linked=True)
        return self._post(note, amount, bill)

    @looks("credit_invoice")
    def _look_at_credit(self, step: Step) -> Mapping[str, Any]:
        origins = [f"account.invoice.line,{line}" for line in step.arguments["lines"]]
        return {"credited_cents": self._credited([("origin", "in", origins)], step.key)}

    @plans("goodwill")
    def _plan_goodwill(self, customer: str, given: Mapping[str, Any]) -> Plan:
        amount: Money = given["amount"]
        reason = str(given.get("reason") or "")
        pattern = self._last_bill(customer)
        _same_currency(pattern, amount)
        step = Step(
            "credit_customer", customer,
            Words(f"Gutschrift aus Kulanz über {amount.text('de')}", f"Goodwill credit of {amount.text('en')}"),
            {"granted_cents": 0}, {"granted_cents": amount.cents},
            {"pattern": pattern["id"], "party": pattern["party"], "amount": str(decimal(amount)), "reason": reason},
        )  # fmt: skip
        return Plan(
            steps=(step,), cost=amount, lasting=BOOKED, touches=(f"goodwill:{customer}",),
            told=Words(f"Wir haben Ihnen {amount.text('de')} gutgeschrieben.",
                       f"We have given you a credit of {amount.text('en')}."),
        )  # fmt: skip

    @does("credit_customer")
    def _do_goodwill(self, step: Step, key: str) -> Mapping[str, Any]:
        note = self.made("account.invoice", key, NOTE)
        if note is None:
            (pattern,) = self.client.read("account.invoice", "read", [int(step.arguments["pattern"])], list(INVOICE))
            note = self._note(
                pattern, Decimal(step.arguments["amount"]), "Gutschrift aus Kulanz",
                str(step.arguments.get("reason") or ""), key, linked=False,
            )  # fmt: skip
        return self._post(note, Decimal(step.arguments["amount"]), None)

    @looks("credit_customer")
    def _look_at_goodwill(self, step: Step) -> Mapping[str, Any]:
        domain = [("invoice.party", "=", int(step.arguments["party"])), ("origin", "=", None)]
        return {"granted_cents": self._credited(domain, step.key)}

    def _credited(self, domain: Sequence[Any], key: str) -> int:
        """Cents of the lines that were posted under this key."""
        mine = [("invoice.reference", "=", MARK + key), ("invoice.state", "in", ["posted", "paid"])]
        fields = ["invoice", "invoice.total_amount"]
        lines = self.client.search("account.invoice.line", [*domain, *mine], fields) if key else []
        return -money(_sum(lines)).cents

    def _posted(self, invoices: Sequence[int]) -> list[int]:
        if not invoices:
            return []
        rows = self.client.read("account.invoice", "read", list(invoices), ["state", "total_amount"])
        return [row["id"] for row in rows if row["state"] in ("posted", "paid") and row["total_amount"] > 0]

    def _bill(self, invoice: int) -> Bill:
        """With what is credited on it, drafts too."""
        (row,) = self.client.read("account.invoice", "read", [invoice], list(INVOICE))
        lines = self._credits(row)
        others = [one for one in lines if not str(one["invoice."]["reference"] or "").startswith(MARK)]
        return Bill(row, -_sum(lines), -_sum(others))

    def _left(self, bill: Row, *, before: int) -> Decimal:
        """What is left of a posted invoice by the notes that came before that one."""
        return Decimal(bill["total_amount"]) + _sum(self._credits(bill, [("invoice.id", "<", before)]))

    def _credits(self, bill: Row, domain: Sequence[Any] = ()) -> list[Row]:
        ids = [f"account.invoice.line,{line['id']}" for line in bill["lines."]]
        states = ["draft", "validated", "posted", "paid"]
        mine = [("origin", "in", ids), ("invoice.state", "in", states), *domain]
        fields = ["invoice", "invoice.total_amount", "invoice.reference"]
        return self.client.search("account.invoice.line", mine, fields) if ids else []

    def _last_bill(self, customer: str) -> Row:
        domain = [("party.code", "=", customer), ("type", "=", "out"), ("state", "in", ["posted", "paid"])]
        found = self.client.search("account.invoice", domain, INVOICE, order=[["id", "DESC"]], limit=1)
        if not found:
            raise Rejected("not_a_customer", NEVER_BILLED)
        return found[0]

    def _note(self, bill: Row, amount: Decimal, title: str, reason: str, key: str, *, linked: bool) -> Row:
        """A draft of a credit note. `linked` to the invoice it bears the invoice's taxes; what is given out of goodwill
        changes no invoice, and bears none."""
        said = f"{title}: {reason}" if reason else title
        if linked:
            lines = [_line(bill, one.account, one.net, said, one) for one in taxing.shares(bill, amount)]
        else:
            (first, *_) = [line for line in bill["lines."] if line["type"] == "line"]
            lines = [_line(bill, first["account"], amount, said)]
        return self.make_once("account.invoice", key, {
            "type": "out", "party": bill["party"], "invoice_address": bill["invoice_address"],
            "currency": bill["currency"], "account": bill["account"], "journal": bill["journal"],
            "payment_term": bill["payment_term"], "lines": [["create", lines]],
        }, NOTE)  # fmt: skip

    def _post(self, note: Row, amount: Decimal, bill: Bill | None) -> Mapping[str, Any]:
        """Post it unless it is. Of two that came at once the later one gives way if both are too much."""
        if note["state"] in ("draft", "validated"):
            note = self._to_the_cent(note, amount)
            if bill is not None and amount > (left := self._left(bill.row, before=note["id"])):
                self.client.write("account.invoice", "delete", [note["id"]])
                raise more_than_invoiced(money(left, bill.row["currency."]["code"]))
            self.client.write("account.invoice", "post", [note["id"]])
            (note,) = self.client.read("account.invoice", "read", [note["id"]], list(NOTE))
        return {"credit_note": str(note["number"] or ""), "id": note["id"]}

    def _to_the_cent(self, note: Row, amount: Decimal) -> Row:
        """The taxes may round a cent more or less than was asked: the difference is a line of its own, without tax."""
        odd = amount + Decimal(note["total_amount"])
        if not odd:
            return note
        if abs(odd) <= taxing.CENT * len(note["lines."]):
            (first, *_) = note["lines."]
            line = _line({"currency": note["currency"]}, first["account"], odd, "Rundung")
            self.client.write("account.invoice", "write", [note["id"]], {"lines": [["create", [line]]]})
            (note,) = self.client.read("account.invoice", "read", [note["id"]], list(NOTE))
        if amount + Decimal(note["total_amount"]):
            self.client.write("account.invoice", "delete", [note["id"]])
            raise Rejected("other_taxes", OTHER_TAXES)
        return note


def _line(
    bill: Mapping[str, Any], account: int, price: Decimal, said: str, share: taxing.Share | None = None
) -> dict[str, Any]:
    return {
        "type": "line", "quantity": -1.0, "unit_price": price, "account": account, "description": said,
        "currency": bill["currency"], "origin": f"account.invoice.line,{share.line}" if share else None,
        "taxes": [["add", list(share.taxes)]] if share and share.taxes else [],
    }  # fmt: skip


def _sum(lines: Sequence[Row]) -> Decimal:
    """Of the notes that these lines stand in, each once and with its taxes: what the customer gets."""
    totals = {int(line["invoice"]): Decimal(line["invoice."]["total_amount"]) for line in lines}
    return sum(totals.values(), Decimal(0))


def _same_currency(bill: Row, amount: Money) -> None:
    if bill["currency."]["code"] != amount.currency:
        raise Rejected("other_currency", OTHER_CURRENCY)


NOTHING = Words("", "")
NEVER_BILLED = Words(
    "Diese Kundin oder dieser Kunde hat noch keine Rechnung im Laden.", "This customer has no invoice in the shop yet."
)
