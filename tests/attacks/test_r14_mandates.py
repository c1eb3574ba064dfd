"""R14, D4: what is beyond a limit is not given without somebody else's word, in whatever slices, currency or order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from onehand.actions import assurance, confirming, running
from onehand.actions.contract import Plan, Step, plans
from onehand.actions.kinds import Assurance
from onehand.actions.models import Proof, Run
from onehand.actions.tests.delivering import Delivering
from onehand.actions.tests.toy import Toy
from onehand.actions.words import Words
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Outgoing
from onehand.foundation import clock, jobs
from onehand.foundation.money import Money
from onehand.people.models import Customer
from onehand.team.models import Agent, Mandate

pytestmark = pytest.mark.django_db

GIVE = {"amount": "20", "reason": "Drei Wochen ohne Tür"}
CANCEL = {"order": "1", "reason": "Doppelt bestellt"}


class Abroad(Toy):
    """It credits in whatever currency it is asked for."""

    @plans("goodwill")
    def _plan_abroad(self, customer: str, given: dict[str, Any]) -> Plan:
        self._up()
        amount: Money = given["amount"]
        step = Step(
            "credit", customer, Words("Gutschreiben", "Credit"),
            before={"credited": 0}, wish={"credited": amount.cents}, arguments={"cents": amount.cents},
        )  # fmt: skip
        return Plan((step,), cost=amount)


class Costly(Toy):
    """It refunds."""

    @plans("refund")
    def _plan_refund(self, customer: str, given: dict[str, Any]) -> Plan:
        return self._plan_goodwill(customer, given)


def code(work: object) -> str:
    with pytest.raises(Refused) as refused:
        work()  # type: ignore[operator]
    return refused.value.code


def after(run: Run) -> Run:
    clock.advance(timedelta(minutes=1))
    jobs.run_due()
    return Run.objects.get(pk=run.pk)


def test_what_nobody_may_give_is_not_given_by_going_on(known: Case, ada: Agent, toy: Toy) -> None:
    toy.down = True
    run = running.start(known, "goodwill", GIVE, by=ada)
    toy.down = False
    run = after(run)
    assert (run.state, run.why["code"]) == (Run.State.STUCK, "nobody_may")
    for _ in range(3):
        run = after(running.again(run, by=ada))
        assert (run.state, run.why["code"]) == (Run.State.STUCK, "nobody_may")
    assert not toy.credits


def test_going_on_asks_as_soon_as_somebody_may(known: Case, ada: Agent, lena: Agent, toy: Toy) -> None:
    toy.down = True
    run = running.start(known, "goodwill", GIVE, by=ada, reason="Drei Wochen")
    toy.down = False
    run = after(run)
    assert run.state == Run.State.STUCK
    Mandate.objects.create(agent=lena, action_kind="goodwill", limit=5000)
    run = after(running.again(run, by=ada))
    assert (run.state, run.approval.asked_by) == (Run.State.ASKED, ada)
    assert not toy.credits
    assert after(running.approve(run, by=lena)).state == Run.State.DONE


def test_a_limit_is_not_had_once_in_each_currency(known: Case, ada: Agent, lena: Agent, connect: Any) -> None:
    toy = connect(Abroad())
    for agent, limit in ((ada, 2000), (lena, 3000)):
        Mandate.objects.create(agent=agent, action_kind="goodwill", limit=limit)
    for currency in ("EUR", "CHF"):
        give = {**GIVE, "amount": {"cents": 1500, "currency": currency}}
        run = after(running.start(known, "goodwill", give, by=ada, reason="Bitte"))
        assert run.state == (Run.State.DONE if currency == "EUR" else Run.State.ASKED)
    assert sum(toy.credits.values()) == 1500
    more = {**GIVE, "amount": {"cents": 100, "currency": "USD"}}
    assert code(lambda: running.start(known, "goodwill", more, by=ada, reason="Bitte")) == "nobody_may"


@pytest.mark.parametrize("amount", [
    "0", "-20", "+0,00", "NaN", "Infinity", "1e400", "1e2", "0,001", "00.000", "20 EUR 30", "10000000",
    "9" * 5_000, {"cents": -1}, {"cents": 0}, {"cents": True}, {"cents": 20.5}, {"cents": "2000"},
    {"cents": 10**9}, {"cents": 2000, "currency": "eur"}, {"cents": 2000, "currency": "EUR\n"},
    {"cents": 2000, "currency": None}, {"cents": None}, [2000], float("nan"), float("inf"), True,
])  # fmt: skip
def test_no_amount_is_read_out_of_what_is_none(known: Case, ada: Agent, toy: Toy, amount: Any) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=10**9)
    assert code(lambda: running.start(known, "goodwill", {**GIVE, "amount": amount}, by=ada)) == "arguments"
    assert not Run.objects.exists()


@pytest.fixture
def linked(known: Case, carla: Customer, ada: Agent) -> tuple[Case, str]:
    """Her case, the wish confirmed by a link, and a second link that was not answered yet."""
    Proof.objects.all().delete()
    carla.identities.update(created_at=clock.now() - timedelta(days=9))
    known.messages.update(channel="email")
    secrets = []
    for _ in range(2):
        confirming.ask_to_confirm(known, by=ada, action="cancel")
        url = str(Outgoing.objects.filter(kind="confirming").latest("pk").buttons[0]["url"])
        secrets.append(url.rstrip("/").rpartition("/")[2])
        if len(secrets) == 1:
            confirming.confirm(secrets[0])
            clock.advance(timedelta(minutes=1))
    assert assurance.assurance_of(known) == Assurance.LINK
    return known, secrets[1]


def test_what_was_disowned_since_is_not_approved(
    linked: tuple[Case, str], lena: Agent, ada: Agent, connect: Any
) -> None:
    case, secret = linked
    toy = connect(Costly())
    Mandate.objects.create(agent=lena, action_kind="refund", limit=5000)
    run = running.start(case, "refund", {"order": "1", "amount": "20", "reason": "Riss"}, by=ada, reason="Bitte")
    confirming.deny(secret)
    assert code(lambda: running.approve(run, by=lena)) == "needs_proof"
    assert Run.objects.get(pk=run.pk).state == Run.State.ASKED
    assert not toy.credits
    assert running.refuse(run, by=lena, answer="Das war nicht sie").state == Run.State.REFUSED


def test_what_was_disowned_while_a_system_was_silent_stands_for_a_person(
    linked: tuple[Case, str], ada: Agent, toy: Toy
) -> None:
    case, secret = linked
    toy.down = True
    run = running.start(case, "cancel", CANCEL, by=ada)
    assert run.state == Run.State.WAITING
    confirming.deny(secret)
    toy.down = False
    run = after(run)
    assert (run.state, run.why["code"]) == (Run.State.STUCK, "disowned")
    assert (after(running.again(run, by=ada))).state == Run.State.STUCK
    assert toy.orders == {"1": "open"}


def test_who_is_identified_after_that_has_said_it_anew(linked: tuple[Case, str], ada: Agent, toy: Toy) -> None:
    case, secret = linked
    toy.down = True
    run = running.start(case, "cancel", CANCEL, by=ada)
    confirming.deny(secret)
    clock.advance(timedelta(minutes=1))
    assurance.vouch(case, how="am Telefon", by=ada)
    toy.down = False
    assert after(run).state == Run.State.DONE


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", "2200-01-01"])
def test_a_day_at_the_end_of_the_calendar_makes_no_system_look_silent(
    known: Case, ada: Agent, connect: Any, day: str
) -> None:
    connect(Delivering())
    for kind, given in (("hold_delivery", {"absence": [day, day]}), ("change_delivery_date", {"on": day})):
        with pytest.raises(Refused) as no:
            running.start(known, kind, {"order": "20041", **given}, by=ada)
        assert no.value.code == "arguments"
    assert not Run.objects.exists()
