"""R2, R10, R14: two people decide at once, double clicks, two workers, a worker away over the end of a hearing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from onehand.actions.due_process import appealing, deciding, links, proposing, provisional, timers
from onehand.actions.due_process.tests.barring import Barring, fresh, kinds, told, worked
from onehand.actions.models import Run
from onehand.actions.models.due_process import Appeal, Blocking, HearingLink, Provisional
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Message
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline import chain
from tests.faults.test_r2_twice_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def tried(*acts: Callable[[], object]) -> Counter[str]:
    def outcome(act: Callable[[], object]) -> str:
        try:
            act()
        except Refused as refused:
            return refused.code
        return "done"

    return Counter(at_once([lambda act=act: outcome(act) for act in acts]))  # type: ignore[misc]


def test_of_two_who_decide_at_once_one_does(blocking: Blocking, nora: Agent, lena: Agent, barring: Barring) -> None:
    clock.set(blocking.hearing_until)
    timers.fire()
    found = tried(
        lambda: deciding.decide(fresh(blocking), blocks=True, reason="Belegt.", by=nora),
        lambda: deciding.decide(fresh(blocking), blocks=False, reason="Nicht belegt.", by=lena),
    )
    assert found == {"done": 1, "decided": 1}
    worked()
    after = fresh(blocking)
    assert barring.barred is bool(after.blocks)
    assert len(told(blocking)) == 2
    assert chain.broken_at() is None


def test_a_double_click_decides_once_and_is_told_once(blocking: Blocking, nora: Agent, barring: Barring) -> None:
    clock.set(blocking.hearing_until)
    timers.fire()
    one = [lambda: deciding.decide(fresh(blocking), blocks=True, reason="Belegt.", by=nora)] * 4
    assert tried(*one) == {"done": 1, "decided": 3}
    worked()
    assert Run.objects.count() == 1
    assert len(barring.done) == 1
    assert told(blocking) == ["notice", "decision"]


def test_two_proposals_at_once_are_one(carla: Customer, ada: Agent, nora: Agent, lena: Agent, barring: Barring) -> None:
    def by(agent: Agent) -> Callable[[], object]:
        return lambda: proposing.propose(Customer.objects.get(pk=carla.pk), reason="x", evidence="y", by=agent)

    assert tried(by(ada), by(nora), by(lena)) == {"done": 1, "already_proposed": 2}
    assert Message.objects.filter(automatic="due_process").count() == 1
    assert Case.objects.filter(blocking__isnull=False).count() == 1
    assert Case.objects.filter(subject__contains="Anhörung").count() == 1


def test_two_workers_fire_each_timer_once(blocking: Blocking, nora: Agent) -> None:
    clock.set(blocking.hearing_until + timedelta(days=3))  # away for three days over the end of the hearing
    at_once([timers.fire] * 3)
    after = fresh(blocking)
    assert after.state == "deciding"
    assert kinds(after.case).count("hearing_over") == 1
    assert after.decide_by is not None
    clock.set(after.decide_by + timedelta(days=3))
    at_once([timers.fire] * 3)
    worked()
    assert kinds(after.case).count("block_lapsed") == 1
    assert told(blocking) == ["notice", "end"]


def test_the_end_of_a_provisional_one_against_a_decision_at_the_same_moment(
    blocking: Blocking, ada: Agent, nora: Agent, lena: Agent, barring: Barring
) -> None:
    provisional.ask(blocking, reason="Akut.", by=ada)
    agreed = tried(*[lambda agent=agent: provisional.agree(fresh(blocking), by=agent) for agent in (nora, lena)])
    assert agreed == {"done": 1, "decided": 1}
    worked()
    assert barring.barred
    Blocking.objects.filter(pk=blocking.pk).update(hearing_until=clock.now())
    clock.advance(timedelta(days=3))
    at_once([
        timers.fire,
        lambda: deciding.decide(fresh(blocking), blocks=True, reason="Belegt.", by=lena),
    ])  # fmt: skip
    for _ in range(5):
        clock.advance(timedelta(seconds=3))
        worked()
    after = fresh(blocking)
    assert (after.state, after.in_force, barring.barred) == ("blocked", True, True)
    assert Provisional.objects.get().over_at is not None
    assert told(blocking).count("decision") == 1


def test_an_appeal_by_link_and_by_reply_at_once_is_one(
    blocking: Blocking, carla: Customer, nora: Agent, lena: Agent
) -> None:
    clock.set(blocking.hearing_until)
    timers.fire()
    deciding.decide(fresh(blocking), blocks=True, reason="Belegt.", by=nora)
    worked()
    link = HearingLink.objects.latest("pk")
    assert links.link_of("x") is None

    def by_link() -> object:
        return appealing.write_by_link(
            HearingLink.objects.select_related("blocking__case__customer").get(pk=link.pk), text="Falsch."
        )

    found = tried(
        by_link, by_link,
        lambda: appealing.appeal(fresh(blocking), text="Falsch!", by=Customer.objects.get(pk=carla.pk)),
    )  # fmt: skip
    assert found["done"] == 1
    assert Appeal.objects.count() == 1
    decided = tried(*[
        lambda upheld=upheld: appealing.decide_appeal(
            fresh(blocking), upheld=upheld, reason="x", corrected="y", by=lena
        ) for upheld in (True, False)
    ])  # fmt: skip
    assert decided == {"done": 1, "decided": 1}
