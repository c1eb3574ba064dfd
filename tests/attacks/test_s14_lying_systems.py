"""S14, R10: a connected system that lies, breaks the contract or never ends. What it says is text, what it costs is
asked for, and nothing that it answers leaves an action half done out of sight or holds up another system."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from onehand.actions import planning, running
from onehand.actions.contract import Happened, Plan, Step
from onehand.actions.events import polling
from onehand.actions.models import Run
from onehand.actions.models.events import Event
from onehand.actions.tests.fixtures import Connect
from onehand.actions.tests.toy import Toy
from onehand.actions.words import Words
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.foundation import clock, jobs
from onehand.foundation.money import Money
from onehand.team.models import Agent, Mandate

pytestmark = pytest.mark.django_db

CANCEL = {"order": "1", "reason": "Doppelt bestellt"}
GIVE = {"amount": "20", "reason": "Drei Wochen ohne Tür"}
# None of them can be kept by both databases.
UNKEEPABLE: dict[str, Any] = {
    "no number": float("nan"), "infinite": float("inf"), "NUL": "a\x00b", "half a character": "\ud800",
    "bytes": {"x": b"bytes"}, "a set": {"x": {1, 2}}, "an object": object(), "megabytes": "x" * 3_000_000,
}  # fmt: skip


class Lying(Toy):
    def __init__(self, code: str = "toy") -> None:
        super().__init__(code)
        self.plan_says: Any = None  # in place of its plan
        self.look_says: Any = None
        self.do_says: Any = None
        self.tells: Any = ()

    def plan(self, kind: str, customer: str, given: Mapping[str, Any]) -> Plan:
        return super().plan(kind, customer, given) if self.plan_says is None else self.plan_says

    def look(self, step: Step) -> Mapping[str, Any]:
        return super().look(step) if self.look_says is None else self.look_says

    def do(self, step: Step, key: str) -> Mapping[str, Any]:
        answer = super().do(step, key)
        return answer if self.do_says is None else self.do_says

    def happened(self, since: str) -> Any:
        return self.tells


@pytest.fixture
def lying(connect: Connect) -> Lying:
    return connect(Lying())


def after(run: Run) -> Run:
    clock.advance(timedelta(minutes=1))
    jobs.run_due()
    return Run.objects.get(pk=run.pk)


def step(**more: Any) -> Step:
    values: dict[str, Any] = {
        "verb": "cancel_order", "target": "1", "says": Words("Tun", "Do"), "before": {"state": "open"},
        "wish": {"state": "cancelled"}, **more,
    }  # fmt: skip
    return Step(**values)


@pytest.mark.parametrize("value", UNKEEPABLE.values(), ids=UNKEEPABLE)
def test_an_answer_that_cannot_be_kept_leaves_nothing_out_of_sight(
    known: Case, ada: Agent, lying: Lying, value: Any
) -> None:
    lying.do_says = {"answer": value}
    run = after(running.start(known, "cancel", CANCEL, by=ada))
    assert run.state == Run.State.DONE  # what it shows when it is read back counts
    assert sum(lying.done.values()) == 1


@pytest.mark.parametrize("value", UNKEEPABLE.values(), ids=UNKEEPABLE)
def test_a_read_back_that_cannot_be_kept_is_silence(known: Case, ada: Agent, lying: Lying, value: Any) -> None:
    run = running.start(known, "cancel", CANCEL, by=ada)
    for answer in ({"state": "open", "more": value}, {"state": value}, value):
        lying.look_says = answer
        run = after(run)
        assert (run.state, run.why["code"]) == (Run.State.RUNNING, "silent")
    assert not lying.done
    lying.look_says = None
    assert after(run).state == Run.State.DONE


NO_PLANS: dict[str, Any] = {
    "no plan": "yes",
    "no steps": Plan(steps=None),  # type: ignore[arg-type]
    "no step": Plan(({"verb": "x"},)),  # type: ignore[arg-type]
    "a wish that is no number": Plan((step(wish={"cents": float("nan")}),)),
    "a NUL": Plan((step(says=Words("a\x00", "a")),)),
    "half a character": Plan((step(target="\ud800"),)),
    "an object": Plan((step(arguments={"x": object()}),)),
    "no words": Plan((step(says="Tun"),)),
    "steps without end": Plan(tuple(step(target=str(number)) for number in range(2_000))),
    "too much to keep": Plan((step(arguments={"x": "x" * 3_000_000}),)),
    "a cost below nothing": Plan((step(),), cost=Money(-5_000)),
    "a cost beyond numbers": Plan((step(),), cost=Money(10**12)),
    "a cost that is no number": Plan((step(),), cost=Money(float("nan"))),  # type: ignore[arg-type]
    "a currency that is none": Plan((step(),), cost=Money(100, "EURO")),
    "told in no words": Plan((step(),), told="Erledigt\x00"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("plan", NO_PLANS.values(), ids=NO_PLANS)
def test_a_plan_that_is_none_is_silence(known: Case, ada: Agent, lying: Lying, plan: Any) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=2000)
    lying.plan_says = plan
    seen = planning.preview(known, "goodwill", GIVE, by=ada)
    assert (seen.silent, seen.steps, seen.parts) == (("toy",), (), ())
    run = after(running.start(known, "goodwill", GIVE, by=ada))
    assert (run.state, run.cents) == (Run.State.WAITING, 0)
    lying.plan_says = None
    assert after(run).state == Run.State.DONE


def test_costs_in_two_currencies_are_no_sum(known: Case, ada: Agent, connect: Connect) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=9000)
    one, other = connect(Lying("toy")), connect(Lying("toy2"))
    one.plan_says, other.plan_says = Plan((step(),), cost=Money(100)), Plan((step(),), cost=Money(100, "CHF"))
    with pytest.raises(Refused) as no:
        running.start(known, "goodwill", GIVE, by=ada)
    assert no.value.code == "impossible"
    assert not Run.objects.exists()


@pytest.mark.parametrize("tells", [
    None, 5, ((), ""), ([None], "1"), ([{"id": 1}], "1"), ("ab", "1"), ([], None), ([], "x" * 100_000), ([], 5),
    ([Happened("e", "delivered", "20041", "gestern")], "1"),  # type: ignore[arg-type]
    ([Happened(7, "delivered", "20041", clock.now())], "1"),  # type: ignore[arg-type]
    ([Happened("e", "delivered", "20041", clock.now(), values=None)], "1"),  # type: ignore[arg-type]
], ids=range(12))  # fmt: skip
def test_a_system_that_tells_nonsense_holds_up_no_other(carla: Any, ada: Agent, connect: Connect, tells: Any) -> None:
    nonsense, honest = connect(Lying("aaa")), connect(Lying("toy"))
    nonsense.tells = tells
    honest.tells = ([Happened("e1", "delivery_failed", "1", clock.now(), "K1")], "1")
    for system in (nonsense, honest):
        polling.poll(system.code)
    assert Event.objects.filter(backend="toy", external_id="e1").count() == 1
    assert polling.poll("toy") == 0
