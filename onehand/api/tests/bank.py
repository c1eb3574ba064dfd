"""A toy shop that also holds bank details, and is careless with them: it says them wherever it can."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onehand.actions.contract import (
    Cannot,
    Document,
    Line,
    Plan,
    Process,
    Rejected,
    Stage,
    Step,
    View,
    does,
    looks,
    plans,
)
from onehand.actions.tests.toy import Toy
from onehand.actions.words import Words
from onehand.foundation import clock
from onehand.foundation.money import Money

IBAN = "DE89370400440532013000"
OLD = "GB29NWBK60161331926819"
REFUSED = "NL91ABNA0417164300"


class Bank(Toy):
    def __init__(self) -> None:
        super().__init__("toy")
        self.iban = OLD

    def read(self, customer: str) -> View:
        seen = super().read(customer)
        day = clock.now().date()
        door = Stage(Words("Wird gepackt", "Being packed"), "now", until=day, mover=Words("Lager", "Warehouse"))
        process = Process(
            "order", "20041", Words("Schrank", "Wardrobe"), "confirmed",
            stages=(Stage(Words("Bestellt", "Ordered"), "done", at=clock.now()), door),
            lines=(Line("1", "S-1", "Schrank Alva", 1, Money(49900)),), total=Money(49900), placed=day, expected=day,
        )  # fmt: skip
        paper = Document(
            "invoice", "RE-7", day, Money(49900),
            Words(f"Wird von {OLD} abgebucht.", f"Will be taken from {OLD}."), "20041",
        )  # fmt: skip
        return View(customer, seen.name, processes=(*seen.processes, process), documents=(paper,))

    @plans("change_payer")
    def _plan_payer(self, _customer: str, given: Mapping[str, Any]) -> Plan:
        self._up()
        iban = given["iban"]
        if iban == REFUSED:
            raise Rejected("iban_refused", Words(f"Von {iban} wird nicht abgebucht.", f"Nothing is taken from {iban}."))
        step = Step(
            "payer", f"Mandat {iban}", Words(f"Bankverbindung {iban} eintragen", f"Enter the bank details {iban}"),
            before={"iban": self.iban}, wish={"iban": iban, "holder": given["holder"]}, arguments={"iban": iban},
        )  # fmt: skip
        words = Words(f"Konto {iban[:4]} {iban[4:8]} {iban[8:]}", f"Account {iban}")
        return Plan(
            (step,), cannot=(Cannot(words, words, words),), warns=(words,), told=words, lasting=words,
            touches=(f"mandate {iban}",),
        )  # fmt: skip

    @does("payer")
    def _write_payer(self, step: Step, key: str) -> dict[str, Any]:
        self._up()
        self._lost("lose_requests")
        if step.wish["holder"] == "Falsch":
            raise Rejected(
                "holder", Words(f"{step.wish['iban']} gehört ihm nicht.", f"{step.wish['iban']} is not his.")
            )
        self.iban = step.wish["iban"]
        self.done[key] += 1
        return {"says": f"entered {self.iban}"}

    @looks("payer")
    def _look_payer(self, step: Step) -> dict[str, Any]:
        self._up()
        return {"iban": self.iban, "holder": step.wish["holder"] if self.iban == step.wish["iban"] else ""}
