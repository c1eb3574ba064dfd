"""Whose account is debited: a new SEPA mandate for the customer, the former one ended.

Tryton keeps mandates with the customer, not with a contract. No IBAN is read back in full: four digits at each end do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from onehand.actions.contract import Plan, Rejected, Step, does, looks, plans
from onehand.actions.sealed import masked_iban
from onehand.actions.tryton import banking
from onehand.actions.tryton.client import Row
from onehand.actions.tryton.contracts import Contracts
from onehand.actions.words import Words
from onehand.foundation import clock

MANDATE = (
    "state", "party.name", "account_number", "account_number.number_compact", "account_number.account.owners.name",
)  # fmt: skip
NONE = {"holder": "", "iban": ""}
NEW_MANDATE = Words(
    "Ein beendetes Mandat lebt nicht wieder auf; die alte Bankverbindung müsste neu erteilt werden.",
    "A mandate that has ended does not come back; the former bank details would have to be given again.",
)
FOR_ALL = Words(
    "Die Bankverbindung gilt im Laden für alle Verträge dieser Kundin oder dieses Kunden.",
    "In the shop the bank details hold for all contracts of this customer.",
)


class Payers(Contracts):
    @plans("change_payer")
    def _plan_payer(self, customer: str, given: Mapping[str, Any]) -> Plan:
        row = self._contract(customer, given["contract"])
        holder, iban = " ".join(str(given["holder"]).split()), str(given["iban"])
        (party,) = self.client.search("party.party", [("code", "=", customer)], ["name"], limit=1)
        before, wish = self._payer(party["id"]), {"holder": holder, "iban": masked_iban(iban)}
        if before == wish:
            raise Rejected("nothing_to_do", Words("Diese Bankverbindung ist schon eingetragen.",
                                                  "These bank details are on record already."))  # fmt: skip
        number = str(row["number"])
        step = Step(
            "mandate", number,
            Words(f"Neues Lastschriftmandat zu Vertrag {number}: {holder}, {wish['iban']}",
                  f"New direct debit mandate for contract {number}: {holder}, {wish['iban']}"),
            before, wish, {"party": party["id"], "name": party["name"], "iban": iban},
        )  # fmt: skip
        return Plan(
            steps=(step,), touches=(number,), lasting=NEW_MANDATE, warns=(FOR_ALL,),
            told=Words(f"Wir buchen künftig vom Konto {wish['iban']} ab.",
                       f"From now on we debit the account {wish['iban']}."),
        )  # fmt: skip

    @does("mandate")
    def _do_mandate(self, step: Step, key: str) -> Mapping[str, Any]:
        party = int(step.arguments["party"])
        name = "OH" + hashlib.sha256(key.encode()).hexdigest()[:28].upper()
        mine = [("party", "=", party), ("identification", "=", name)]
        found = self.client.search("account.payment.sepa.mandate", mine, ["state"], limit=1)
        if not found:
            self.client.write("account.payment.sepa.mandate", "create", [{
                "party": party, "account_number": self._account(step, party), "identification": name,
                "type": "recurrent", "scheme": "CORE", "signature_date": clock.now().date(),
            }])  # fmt: skip
            found = self.client.search("account.payment.sepa.mandate", mine, ["state"], limit=1)
        state, record = found[0]["state"], int(found[0]["id"])
        for now, button in (("draft", "request"), ("requested", "validate_mandate")):
            if state == now:
                self.client.write("account.payment.sepa.mandate", button, [record])
                (row,) = self.client.read("account.payment.sepa.mandate", "read", [record], ["state"])
                state = row["state"]
        former = [("party", "=", party), ("state", "=", "validated"), ("id", "!=", record)]
        if state == "validated" and (ended := self.client.search("account.payment.sepa.mandate", former, ["id"])):
            self.client.write("account.payment.sepa.mandate", "cancel", [row["id"] for row in ended])
        return {"mandate": name}

    @looks("mandate")
    def _look_at_mandate(self, step: Step) -> Mapping[str, Any]:
        return self._payer(int(step.arguments["party"]))

    def _payer(self, party: int) -> dict[str, str]:
        domain = [("party", "=", party), ("state", "=", "validated")]
        found = self.client.search("account.payment.sepa.mandate", domain, MANDATE, order=[["id", "DESC"]], limit=1)
        return _shown(found[0]) if found else dict(NONE)

    def _account(self, step: Step, party: int) -> int:
        """The number of the customer's account with this IBAN and holder, made if there is none."""
        iban, holder = str(step.arguments["iban"]), str(step.wish["holder"])
        others: tuple[int, ...] = ()
        if holder != step.arguments["name"] and banking.known_number(self.client, party, iban) is None:
            # The customer stays liable; the holder is a party of the account beside them.
            (other,) = self.client.write("party.party", "create", [{"name": holder}])
            others = (int(other),)
        return banking.number_of(self.client, party, iban, others=others)


def _shown(row: Row) -> dict[str, str]:
    number, name = row["account_number."], str(row["party."]["name"])
    others = [str(one["name"]) for one in number["account."]["owners."] if one["name"] != name]
    return {"holder": others[0] if others else name, "iban": masked_iban(str(number["number_compact"]))}
