"""Leaving beside joining: steps from the catalogue, times of everybody together, nothing about one person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from onehand.accounts.models import Account
from onehand.actions import backends
from onehand.actions.contract import Backend, Plan, plans
from onehand.actions.kinds import kind_of
from onehand.actions.models import Run
from onehand.actions.tests.fixtures import Connect
from onehand.actions.words import Words
from onehand.cases.models import Case, Message
from onehand.foundation import clock
from onehand.insight import leaving
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


class Contracts(Backend):
    code, title = "contracts", Words("Verträge", "Contracts")

    @plans("activate")
    @plans("cancel_contract")
    @plans("pause")
    def _plan(self, _customer: str, _given: object) -> Plan:
        return Plan(())


@pytest.fixture(autouse=True)
def _connected(connect: Connect) -> None:
    connect(Contracts())


def agents(count: int, first: int = 0) -> list[Agent]:
    accounts = [Account.objects.create(email=f"a{n}@x.example") for n in range(first, first + count)]
    return [Agent.objects.create(account=one, display_name=one.email[:2], handle=one.email[:2]) for one in accounts]


def ended(case: Case, agent: Agent, minutes: int, kind: str = "cancel_contract", **more: object) -> Run:
    """Two months ago, in a case of its own, wished by a message of the customer."""
    case = Case.objects.create(customer=case.customer, subject="x", language="de", channel="email")
    done = clock.now() - timedelta(days=60)
    wished = done - timedelta(minutes=minutes)
    Message.objects.create(case=case, direction=Message.Direction.IN, channel="email", at=wished, subject="x")
    return Run.objects.create(**{
        "case": case, "kind": kind, "agent": agent, "state": Run.State.DONE, "ended_at": done,
        "created_at": done - timedelta(minutes=1), **more,
    })  # fmt: skip


def minutes_of(code: str) -> int | None:
    return next(act.minutes for act in leaving.compare().acts if act.code == code)


def test_steps_are_what_is_asked_proved_and_confirmed() -> None:
    assert leaving.steps_of(kind_of("activate")).count == 2  # contract, confirmation
    cancel = leaving.steps_of(kind_of("cancel_contract"))
    assert [step.en for step in cancel.says] == [
        "Contract", "The wish must come from a confirmed address", "Look at what will happen, and confirm",
    ]  # fmt: skip
    assert leaving.steps_of(kind_of("goodwill")).says[-1] == leaving.APPROVAL


def test_the_difference_is_told_in_words() -> None:
    found = leaving.compare(timed=False)
    assert found.difference() == 1
    assert found.sentence().de == "Kündigen braucht 1 Schritt mehr als Abschließen."
    assert found.sentence("change").en == "Changing takes 2 steps more than concluding."


def test_what_no_system_can_do_is_not_compared() -> None:
    backends.disconnect("contracts")
    found = leaving.compare()
    assert found.difference() is None
    assert "nicht vergleichen" in found.sentence().de


def test_the_time_runs_from_the_wish_to_the_read_back_over_everybody(case: Case) -> None:
    for agent, minutes in zip(agents(5), (10, 20, 30, 40, 500), strict=True):
        ended(case, agent, minutes)
    assert minutes_of("cancel") == 30
    assert minutes_of("conclude") is None


def test_of_fewer_than_five_people_no_time_is_told(case: Case) -> None:
    four = agents(4)
    for agent in four * 5:
        ended(case, agent, 10)
    assert minutes_of("cancel") is None
    [fifth] = agents(1, first=4)
    ended(case, fifth, 10)
    assert minutes_of("cancel") == 10


def test_this_month_counts_only_when_it_is_over_so_that_nothing_can_be_subtracted(case: Case) -> None:
    five = agents(5)
    for agent in five:
        ended(case, agent, 10)
    before = minutes_of("cancel")
    ended(case, five[0], 900, ended_at=clock.now(), created_at=clock.now())
    assert minutes_of("cancel") == before == 10


def test_what_was_taken_back_or_not_done_does_not_count(case: Case) -> None:
    for agent in agents(5):
        ended(case, agent, 10, state=Run.State.DROPPED)
    assert minutes_of("cancel") is None


def test_page_and_api_name_nobody(case: Case, ada: Agent, signed_in: Callable[[Agent | Customer], Client]) -> None:
    for agent in agents(5):
        ended(case, agent, 10)
    page = signed_in(ada).get("/desk/leaving/").content.decode()
    assert "Kündigen braucht 1 Schritt mehr als Abschließen." in page
    assert "innerhalb von 10" in page
    assert "Von weniger als 5 verschiedenen Personen" in page
    assert not any(f"A{n}<" in page or f"a{n}@" in page for n in range(5))
