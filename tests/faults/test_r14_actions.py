"""R14 for actions: two agents at once, a double submit, two approvers, twenty at once: one run each, no limit spent
twice, and what was begun first is done first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from onehand.actions import carrying, planning, running
from onehand.actions.models import Run
from onehand.actions.tests.toy import Toy
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Message
from onehand.foundation import jobs
from onehand.team.models import Agent, Mandate
from onehand.timeline import chain
from onehand.timeline.models import Entry
from tests.faults.test_r2_twice_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

CANCEL = {"order": "1", "reason": "Doppelt bestellt"}
GIVE = {"amount": "5,00", "reason": "Drei Wochen ohne Tür"}
TOLD = "Ihre Bestellung ist storniert."


def fresh(case: Case) -> Case:
    """As another request has it: an object of its own."""
    return Case.objects.select_related("customer", "team").get(pk=case.pk)


def outcome(act: Callable[[], Run]) -> str:
    try:
        return act().state
    except Refused as refused:
        return refused.code


def tried(*acts: Callable[[], Run]) -> Counter[str]:
    return Counter(at_once([lambda act=act: outcome(act) for act in acts]))  # type: ignore[misc]


def entries(case: Case, kind: str) -> int:
    return Entry.objects.filter(subject_id=case.pk, kind=kind).count()


@pytest.mark.parametrize("_turn", range(3))
def test_a_double_submit_is_one_run_one_deed_and_one_message(known: Case, ada: Agent, toy: Toy, _turn: int) -> None:
    digest = planning.preview(known, "cancel", CANCEL, by=ada).digest

    def submit() -> Run:
        return running.start(fresh(known), "cancel", CANCEL, by=ada, digest=digest, key="form", tell=TOLD)

    runs = at_once([submit] * 5)
    assert len({run.pk for run in runs}) == 1
    jobs.run_due()
    assert Run.objects.get().state == Run.State.DONE
    assert sum(toy.done.values()) == 1
    assert Message.objects.filter(case=known, text=TOLD).count() == 1
    assert entries(known, "action_started") == entries(known, "action_done") == 1
    assert chain.broken_at() is None


@pytest.mark.parametrize("_turn", range(3))
def test_two_agents_who_looked_at_the_same_plan_begin_it_once(
    known: Case, ada: Agent, nora: Agent, toy: Toy, _turn: int
) -> None:
    for agent in (ada, nora):
        Mandate.objects.create(agent=agent, action_kind="goodwill", limit=5000)
    digest = planning.preview(known, "goodwill", GIVE, by=ada).digest
    found = tried(
        *(
            lambda agent=agent: running.start(fresh(known), "goodwill", GIVE, by=agent, digest=digest, key=f"{agent}")
            for agent in (ada, nora)
        )
    )
    assert found == {"running": 1, "being_done": 1}
    jobs.run_due()
    assert list(toy.credits.values()) == [500]


def test_the_same_again_is_possible_once_the_first_is_done(known: Case, ada: Agent, toy: Toy) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=5000)
    for _ in range(2):
        digest = planning.preview(known, "goodwill", GIVE, by=ada).digest
        running.start(known, "goodwill", GIVE, by=ada, digest=digest)
        jobs.run_due()
    assert list(toy.credits.values()) == [500, 500]


@pytest.mark.parametrize("_turn", range(3))
def test_of_two_who_decide_at_once_one_has_decided(
    known: Case, ada: Agent, nora: Agent, lena: Agent, toy: Toy, _turn: int
) -> None:
    for agent in (nora, lena):
        Mandate.objects.create(agent=agent, action_kind="goodwill", limit=5000)
    run = running.start(known, "goodwill", GIVE, by=ada, reason="Bitte")
    assert run.state == Run.State.ASKED
    found = tried(
        lambda: running.approve(Run.objects.get(pk=run.pk), by=nora),
        lambda: running.approve(Run.objects.get(pk=run.pk), by=lena),
        lambda: running.refuse(Run.objects.get(pk=run.pk), by=lena, answer="Nein"),
    )
    assert found["decided"] == 2
    jobs.run_due()
    state = Run.objects.get(pk=run.pk).state
    assert list(toy.credits.values()) == ([500] if state == Run.State.DONE else [])
    assert entries(known, "approval_given") + entries(known, "approval_refused") == 1


def test_of_twenty_at_once_no_limit_is_spent_twice_and_the_first_is_done_first(
    known: Case, ada: Agent, lena: Agent, toy: Toy
) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=2000)
    Mandate.objects.create(agent=lena, action_kind="goodwill", limit=50_000)
    found = tried(*[lambda: running.start(fresh(known), "goodwill", GIVE, by=ada, reason="Bitte")] * 20)
    assert found == {"running": 4, "asked": 16}
    work_at_once()
    assert sorted(toy.credits.values()) == [500] * 4
    done = Run.objects.filter(state=Run.State.DONE).order_by("pk")
    assert [run.ended_at for run in done] == sorted(run.ended_at for run in done if run.ended_at)
    assert chain.broken_at() is None


def test_two_workers_on_one_run_do_it_once(known: Case, ada: Agent, toy: Toy) -> None:
    """As when a lease was lost while the first worker went on."""
    run = running.start(known, "cancel", CANCEL, by=ada, tell=TOLD)

    def work() -> None:
        carrying.carry_out.func(run.pk)

    at_once([work] * 3)
    assert Run.objects.get(pk=run.pk).state == Run.State.DONE
    assert toy.orders == {"1": "cancelled"}
    assert len(toy.done) == 1
    assert Message.objects.filter(case=known, text=TOLD).count() == 1
    assert entries(known, "action_done") == 1


def work_at_once() -> None:
    """Several workers, while the clock stands still: whoever ends calls the one behind it."""
    for _ in range(10):
        at_once([jobs.run_due] * 3)
        if not Run.objects.filter(state=Run.State.RUNNING).exists():
            return


def test_an_open_run_of_another_wish_hinders_nobody(known: Case, ada: Agent, nora: Agent, toy: Toy) -> None:
    for agent in (ada, nora):
        Mandate.objects.create(agent=agent, action_kind="goodwill", limit=5000)
    wishes: list[tuple[Agent, dict[str, Any]]] = [(ada, GIVE), (nora, {**GIVE, "amount": "7,00"})]
    found = tried(
        *(
            lambda agent=agent, wish=wish: running.start(
                fresh(known), "goodwill", wish, by=agent, digest=digest_of(known, agent, wish)
            )
            for agent, wish in wishes
        )
    )
    assert found == {"running": 2}


def digest_of(case: Case, agent: Agent, wish: dict[str, Any]) -> str:
    return planning.preview(case, "goodwill", wish, by=agent).digest
