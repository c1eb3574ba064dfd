"""From the act page the customer is asked once; what they gave counts, stays on the server, and is gone after use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from onehand.actions import asking
from onehand.actions.contract import Plan, Process, Step, View, does, looks, plans
from onehand.actions.models import Run
from onehand.actions.models.asking import Asking
from onehand.actions.tests.fixtures import Connect
from onehand.actions.tests.test_asking import secret_of
from onehand.actions.tests.toy import Toy
from onehand.actions.words import Words
from onehand.cases.models import Case
from onehand.foundation import jobs
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db
IBAN = "DE89370400440532013000"


class Bank(Toy):
    """A toy that changes the payer of a contract."""

    def __init__(self) -> None:
        super().__init__()
        self.payer = "nobody"

    def read(self, customer: str) -> View:
        return View(customer, processes=(Process("subscription", "7", Words("Abo 7", "Plan 7"), "runs"),))

    @plans("change_payer")
    def _plan_payer(self, _customer: str, given: Mapping[str, Any]) -> Plan:
        says = Words(f"Abbuchung von {given['iban']}", f"Debit {given['iban']}")
        step = Step("payer", given["contract"], says, before={"iban": self.payer}, wish={"iban": given["iban"]})
        return Plan((step,), told=Words(f"Wir buchen von {given['iban']} ab.", f"We debit {given['iban']}."))

    @does("payer")
    def _write_payer(self, step: Step, _key: str) -> dict[str, Any]:
        self.payer = str(step.wish["iban"])
        return {}

    @looks("payer")
    def _look_payer(self, _step: Step) -> dict[str, Any]:
        return {"iban": self.payer}


@pytest.fixture
def bank(connect: Connect) -> Bank:
    return connect(Bank())


def test_asked_given_used_and_gone(ada: Agent, known: Case, bank: Bank, signed_in: SignedIn) -> None:
    desk, act = signed_in(ada), f"/desk/cases/{known.pk}/act/"
    assert "Carla Kern nach Fehlendem fragen" in desk.get(f"{act}?action=change_payer").content.decode()
    typed = {"action": "change_payer", "contract": "toy:7", "holder": "C. Kern", "iban": "DE0", "key": "k"}
    answer = desk.post(f"/desk/cases/{known.pk}/askings/", {**typed, "iban": "", "ask": ["iban"]})
    assert answer.status_code == 303
    assert "holder=C.+Kern" in answer["Location"]
    shown = desk.get(answer["Location"]).content.decode()
    assert "erfragt am" in shown
    assert 'value="C. Kern"' in shown
    row = asking.asking_of(secret_of(known))
    assert row is not None
    asking.fill(row, {"iban": IBAN})

    shown = desk.get(answer["Location"]).content.decode()
    assert "Bankverbindung liegt vor" in shown
    assert "DE89 … 3000" in shown
    assert 'name="iban"' not in shown
    assert IBAN not in shown
    assert 'value="run"' in shown
    digest = shown.split('name="digest" value="')[1].split('"')[0]
    fields = {"action": "change_payer", "contract": "toy:7", "holder": "C. Kern", "key": "k", "do": "run"}
    for _twice in range(2):
        assert desk.post(act, {**fields, "digest": digest}).status_code == 303
    assert Asking.objects.get().sealed == ""
    jobs.run_due()
    assert bank.payer == IBAN
    run = Run.objects.get()
    assert run.state == "done"
    assert IBAN not in str(list(Run.objects.values())) + str(list(run.steps.values()))
    assert "liegt vor" not in desk.get(f"{act}?action=change_payer").content.decode()


def test_a_second_ask_is_refused_in_words(ada: Agent, known: Case, bank: Bank, signed_in: SignedIn) -> None:
    desk = signed_in(ada)
    fields = {"action": "change_payer", "ask": ["iban"]}
    assert desk.post(f"/desk/cases/{known.pk}/askings/", fields).status_code == 303
    again = desk.post(f"/desk/cases/{known.pk}/askings/", fields)
    assert again.status_code in (409, 422)
    assert "Danach ist schon gefragt" in again.content.decode()
    assert desk.post(f"/desk/cases/{known.pk}/askings/", {"action": "nonsense"}).status_code in (409, 422)


def test_typed_bank_details_do_not_travel_in_an_address(
    ada: Agent, known: Case, bank: Bank, signed_in: SignedIn
) -> None:
    answer = signed_in(ada).post(
        f"/desk/cases/{known.pk}/askings/", {"action": "change_payer", "iban": IBAN, "ask": ["holder"]}
    )
    assert answer.status_code == 303
    assert "iban" not in answer["Location"]
