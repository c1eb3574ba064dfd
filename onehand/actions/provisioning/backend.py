"""The provisioning system as a back-end: what of it is read, planned, done and read again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from onehand.actions.contract import (
    Backend,
    Happened,
    Plan,
    Rejected,
    Step,
    View,
    Who,
    does,
    looks,
    plans,
)
from onehand.actions.provisioning import answers, correct_address, steps
from onehand.actions.provisioning.answers import Contract, Customer
from onehand.actions.provisioning.client import Client, part
from onehand.actions.provisioning.refusals import refusal
from onehand.actions.provisioning.view import view
from onehand.actions.provisioning.vocabulary import result_of
from onehand.actions.words import Words, on_day
from onehand.foundation import clock

# Its customer numbers look like this; other systems' numbers are none of its business.
NUMBER = re.compile(r"L-\d{1,12}")
PAGES = 10


class Lines(Backend):
    """`url` is the address of the system, `token` the bearer token that it gave us."""

    code, title = "lines", Words("Anschlüsse", "Lines")

    def __init__(self, url: str, token: str) -> None:
        self._client = Client(url, token)

    def version(self) -> str:
        return self._client.get("/v1/", answers.version)

    def find(self, who: Who) -> Sequence[str]:
        found: dict[str, None] = {}
        for number in who.numbers:
            if NUMBER.fullmatch(number) and self._known(number) is not None:
                found[number] = None
        for email in who.emails:
            found |= dict.fromkeys(self._client.get("/v1/customers", answers.numbers, email=email))
        return list(found)

    def read(self, customer: str) -> View:
        known = self._known(customer)
        return view(known) if known is not None else View(customer)

    def email(self, customer: str) -> str:
        try:
            return self._client.get(f"/v1/customers/{part(customer)}", answers.email, lacking="unknown_customer")
        except Rejected:
            return ""

    def prove(self, order: str, postcode: str) -> str:
        try:
            contract = self._contract(order)
        except Rejected:
            return ""
        known = self._known(contract.customer)
        places = {place.postcode for place in (contract.site, known and known.address) if place}
        return contract.customer if postcode.strip() in places else ""

    def happened(self, since: str) -> tuple[Sequence[Happened], str]:
        found: list[Happened] = []
        for _ in range(PAGES):
            some, since = self._client.get("/v1/events", answers.events, after=since)
            found += [
                Happened(one.number, one.kind, one.contract, one.at, one.customer, one.values) for one in some
            ]  # fmt: skip
            if not some:
                break
        return found, since

    @plans("correct_address")
    def _plan_address(self, customer: str, given: Mapping[str, Any]) -> Plan:
        return correct_address.plan(self._customer(customer), given["address"], self._attempt)

    @plans("activate")
    def _plan_activation(self, customer: str, given: Mapping[str, Any]) -> Plan:
        contract = self._own(customer, given)
        return self._plan(
            steps.change(
                "activate_line", contract.number,
                Words(f"{contract.product} freischalten", f"Activate {contract.product}"),
                customer=customer, before=steps.state(contract), wish={"state": "active"}, put={},
            ),
            lasting=Words("Mit der Freischaltung beginnt der Vertrag.", "The contract begins with the activation."),
            told=Words("Ihr Anschluss ist freigeschaltet.", "Your line is active."),
        )  # fmt: skip

    @plans("line_test")
    def _plan_test(self, customer: str, given: Mapping[str, Any]) -> Plan:
        contract = self._own(customer, given)
        return self._plan(
            steps.change(
                "test_line", contract.number, Words(f"Leitung von {contract.product} prüfen", "Test the line"),
                customer=customer, before={"tested": False}, wish={"tested": True}, put={},
            ),
            lasting=Words("Eine Prüfung ändert nichts.", "A test changes nothing."),
            told=Words("{ergebnis}", "{outcome}"),
        )  # fmt: skip

    @plans("pause")
    def _plan_pause(self, customer: str, given: Mapping[str, Any]) -> Plan:
        contract = self._own(customer, given)
        since, until = given["absence"]
        before, wish = steps.pause(contract), {"from": since.isoformat(), "until": until.isoformat()}
        undo = Words("Pause zurücknehmen", "Take the pause back")
        says = Words(
            f"{contract.product} pausieren von {on_day(since).de} bis {on_day(until).de}",
            f"Pause {contract.product} from {on_day(since).en} until {on_day(until).en}",
        )
        return self._plan(
            self._put("pause_line", contract, says, undo, before, wish),
            told=Words(
                f"Ihr Vertrag ruht von {on_day(since).de} bis {on_day(until).de}.",
                f"Your contract is paused from {on_day(since).en} until {on_day(until).en}.",
            ),
        )

    @plans("move")
    def _plan_move(self, customer: str, given: Mapping[str, Any]) -> Plan:
        contract, to, on = self._own(customer, given), given["address"], given["on"]
        street, postcode, city = (" ".join(part.split()) for part in (to.street, to.postcode, to.city))
        wish = {"on": on.isoformat(), "street": street, "postcode": postcode, "city": city}
        place = f"{street}, {postcode} {city}"
        says = Words(f"Anschluss zum {on_day(on).de} nach {place}", f"Move the line to {place} on {on_day(on).en}")
        undo = Words("Umzug zurücknehmen", "Take the move back")
        step = self._put("enter_move", contract, says, undo, steps.move(contract), wish, country=to.country)
        return self._plan(
            step,
            told=Words(f"Ihr Anschluss zieht am {on_day(on).de} um.", f"Your line moves on {on_day(on).en}."),
        )

    @plans("transfer")
    def _plan_transfer(self, customer: str, given: Mapping[str, Any]) -> Plan:
        contract, to = self._own(customer, given), self._holder(str(given["holder"]))
        if to.number == customer:
            raise refusal("same_holder")
        name = to.address.name
        before, wish = {"to": customer}, {"to": to.number}
        undo = steps.change(
            "change_holder", contract.number, Words("Zurück übertragen", "Transfer it back"), customer=to.number,
            before=wish, wish=before, put=before,
        )  # fmt: skip
        step = steps.change(
            "change_holder", contract.number,
            Words(f"{contract.product} auf {name} übertragen", f"Transfer {contract.product} to {name}"),
            customer=customer, before=before, wish=wish, put=wish, undo=undo,
        )  # fmt: skip
        warns = Words(
            f"Die Lastschrift läuft weiter über das Konto von {contract.payer_holder}.",
            f"Direct debit goes on from the account of {contract.payer_holder}.",
        )
        told = Words("Der Vertrag ist übertragen.", "The contract is transferred.")
        return self._plan(step, warns=(warns,) if contract.payer_holder else (), told=told)

    @plans("cancel_contract")
    def _plan_end(self, customer: str, given: Mapping[str, Any]) -> Plan:
        contract = self._own(customer, given)
        on = given.get("on") or max(contract.earliest_end, clock.now().date())
        says = Words(f"{contract.product} zum {on_day(on).de} kündigen", f"End {contract.product} on {on_day(on).en}")
        undo = Words("Kündigung zurücknehmen", "Take the cancellation back")
        step = self._put("end_contract", contract, says, undo, steps.end(contract), {"on": on.isoformat()})
        return self._plan(
            step, told=Words(f"Ihr Vertrag endet am {on_day(on).de}.", f"Your contract ends on {on_day(on).en}.")
        )

    @plans("block_account")
    def _plan_bar(self, customer: str, _given: Mapping[str, Any]) -> Plan:
        return self._bar(customer, barred=True)

    @plans("release_account")
    def _plan_release(self, customer: str, _given: Mapping[str, Any]) -> Plan:
        return self._bar(customer, barred=False)

    def _bar(self, customer: str, *, barred: bool) -> Plan:
        """Only a decision puts it back, so there is no undo."""
        known = self._customer(customer)
        if known.barred == barred:
            raise refusal("already_barred" if barred else "not_barred")
        says = (
            Words("Alle Anschlüsse sperren, Notruf und wir bleiben erreichbar",
                  "Bar all lines; emergency calls and we stay within reach")
            if barred else Words("Alle Anschlüsse freigeben", "Release all lines")
        )  # fmt: skip
        return self._plan(
            steps.change(
                "bar_lines", customer, says, customer=customer, before={"barred": not barred}, wish={"barred": barred},
                put={} if barred else None,
            ),
            lasting=Words(
                "Freigegeben oder gesperrt wird nur durch eine Entscheidung.", "Only a decision bars or releases."
            ),
        )  # fmt: skip

    @plans("change_payer")
    def _plan_payer(self, customer: str, given: Mapping[str, Any]) -> Plan:
        contract = self._own(customer, given)
        name, iban = " ".join(given["holder"].split()), given["iban"]
        shown = steps.shown_iban(iban)
        # Masked is all that can be read back: what looks the same could never be seen to have been done.
        if steps.payer(contract) == {"holder": name, "iban": shown}:
            raise refusal("same_payer")
        step = steps.change(
            "change_payer", contract.number,
            Words(f"Lastschrift künftig von {name}, {shown}", f"Direct debit from {name}, {shown}"), customer=customer,
            before=steps.payer(contract), wish={"holder": name, "iban": shown}, put={"holder": name, "iban": iban},
        )  # fmt: skip
        return self._plan(
            step,
            lasting=Words(
                "Die bisherige Bankverbindung ist nur verdeckt lesbar und lässt sich nicht zurückholen.",
                "The bank details until now can only be read masked, so they cannot be put back.",
            ),
            told=Words("Die neue Bankverbindung gilt ab sofort.", "The new bank details hold from now on."),
        )

    @does("set_address")
    @does("set_modem_address")
    @does("activate_line")
    @does("pause_line")
    @does("enter_move")
    @does("change_holder")
    @does("end_contract")
    @does("change_payer")
    @does("bar_lines")
    def _change(self, step: Step, key: str) -> Mapping[str, Any]:
        method, path, body = steps.request(step)
        if step.verb in ("set_address", "bar_lines"):
            return {"changed": self._client.change(method, path, answers.customer, body=body, key=key).number}
        return {"changed": self._client.change(method, path, answers.contract, body=body, key=key).number}

    @does("test_line")
    def _test(self, step: Step, key: str) -> Mapping[str, Any]:
        """The answer says how the line is, in both languages; the customer is told in the same words."""
        method, path, body = steps.request(step)
        found = self._client.change(method, path, answers.test, body=body, key=key)
        says = result_of(found.result, found.down_kbit, found.up_kbit)
        return {
            "test": found.number, "result": found.result, "cause": found.cause, "says": says.data(),
            "ergebnis": says.de, "outcome": says.en,
        }  # fmt: skip

    @looks("activate_line")
    @looks("pause_line")
    @looks("enter_move")
    @looks("change_holder")
    @looks("end_contract")
    @looks("change_payer")
    def _look(self, step: Step) -> Mapping[str, Any]:
        try:
            return steps.PRESENT[step.verb](self._contract(step.target))
        except Rejected:
            return dict(step.before)

    @looks("set_address")
    def _look_at_address(self, step: Step) -> Mapping[str, Any]:
        known = self._known(step.target)
        return {**known.address.data(), "country": known.address.country} if known is not None else dict(step.before)

    @looks("bar_lines")
    def _look_at_bar(self, step: Step) -> Mapping[str, Any]:
        known = self._known(step.target)
        return {"barred": known.barred} if known is not None else dict(step.before)

    @looks("set_modem_address")
    def _look_at_modem(self, step: Step) -> Mapping[str, Any]:
        try:
            contract = self._contract(str(step.arguments["contract"]))
        except Rejected:
            return dict(step.before)
        return next((one.to.data() for one in contract.modems if one.serial == step.target), dict(step.before))

    @looks("test_line")
    def _look_at_test(self, step: Step) -> Mapping[str, Any]:
        if not step.key:
            return dict(step.before)
        path = f"/v1/contracts/{part(step.target)}/tests"
        return {"tested": bool(self._client.get(path, answers.tests, key=step.key))}

    def _plan(
        self, step: Step, *, warns: tuple[Words, ...] = (), lasting: Words | None = None, told: Words | None = None
    ) -> Plan:
        """The system itself says whether it would do it."""
        self._attempt(step)
        return Plan((step,), warns=warns, lasting=lasting, told=told, touches=(step.target,))

    def _attempt(self, step: Step) -> None:
        method, path, body = steps.request(step)
        self._client.attempt(method, path, lambda _answer: None, body=body)

    def _put(
        self,
        verb: str,
        contract: Contract,
        says: Words,
        undo: Words,
        before: Mapping[str, Any],
        wish: Mapping[str, Any],
        **more: str,
    ) -> Step:
        """A change that can be taken back."""
        customer, number = contract.customer, contract.number
        return steps.change(
            verb, number, says, customer=customer, before=before, wish=wish, put={**wish, **more},
            undo=steps.back(verb, number, undo, customer=customer, was=before, now=wish),
        )  # fmt: skip

    def _known(self, number: str) -> Customer | None:
        try:
            path, read = f"/v1/customers/{part(number)}", answers.that(number, answers.customer)
            return self._client.get(path, read, lacking="unknown_customer")
        except Rejected:
            return None

    def _customer(self, number: str) -> Customer:
        known = self._known(number)
        if known is None:
            raise refusal("unknown_customer")
        return known

    def _contract(self, number: str) -> Contract:
        path, read = f"/v1/contracts/{part(number)}", answers.that(number, answers.contract)
        return self._client.get(path, read, lacking="unknown_contract")

    def _own(self, customer: str, given: Mapping[str, Any]) -> Contract:
        """Somebody else's contract is as unknown as one that does not exist."""
        number = str(given["contract"]).strip()
        if not number:
            raise refusal("unknown_contract")
        contract = self._contract(number)
        if contract.customer != customer:
            raise refusal("unknown_contract")
        return contract

    def _holder(self, named: str) -> Customer:
        """By customer number or mail address."""
        found = self.find(Who(numbers=(named.strip(),), emails=(named,) if "@" in named else ()))
        if len(found) != 1:
            raise refusal("unknown_holder")
        return self._customer(found[0])
