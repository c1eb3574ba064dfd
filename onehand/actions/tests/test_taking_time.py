"""A system that says yes and needs its time is read back later, and stands for a person only when that has passed."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from onehand.actions import assurance, running
from onehand.actions.models import Run
from onehand.actions.tests.toy import Toy
from onehand.cases.models import Case, Message
from onehand.foundation import clock, jobs
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def slow(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> Toy:
    """Cancelling may take an hour: the toy accepts, and does it when it is told to."""
    plan = toy._plan_cancel

    def with_time(customer: str, given: object) -> object:
        found = plan(customer, given)  # type: ignore[arg-type]
        return dataclasses.replace(found, steps=tuple(dataclasses.replace(one, within=3600) for one in found.steps))

    monkeypatch.setattr(toy, "_plan_cancel", with_time)
    toy.ignores = True
    return toy


@pytest.fixture
def run(case: Case, ada: Agent, slow: Toy) -> Run:
    assurance.vouch(case, how="am Telefon", by=ada)
    order = {"order": "1", "reason": "Doppelt"}
    return after(running.start(case, "cancel", order, by=ada, tell="Storniert."))


def after(run: Run, minutes: int = 1) -> Run:
    clock.advance(timedelta(minutes=minutes))
    jobs.run_due()
    return Run.objects.get(pk=run.pk)


def test_it_is_read_back_when_the_system_has_done_it_and_told_only_then(run: Run, slow: Toy) -> None:
    assert (run.state, run.why["code"]) == (Run.State.RUNNING, "working")
    run = after(run, 30)
    assert run.state == Run.State.RUNNING
    assert not Message.objects.filter(text="Storniert.").exists()
    slow.orders["1"] = "cancelling"  # half-way, neither as before nor as wished
    assert after(run).state == Run.State.RUNNING
    slow.orders["1"] = "cancelled"
    assert after(run).state == Run.State.DONE
    assert Message.objects.filter(text="Storniert.").count() == 1
    assert sum(slow.done.values()) == 1  # asked for once
    assert list(Entry.objects.values_list("kind", flat=True)).count("action_works") == 1


def test_when_the_time_has_passed_a_person_looks(run: Run, slow: Toy, ada: Agent) -> None:
    run = after(run, 61)
    assert (run.state, run.why["code"]) == (Run.State.STUCK, "differs")
    assert sum(slow.done.values()) == 1
    slow.ignores = False
    assert after(running.again(run, by=ada)).state == Run.State.DONE


def test_a_lost_answer_is_sent_again_under_the_same_key(case: Case, ada: Agent, slow: Toy) -> None:
    assurance.vouch(case, how="am Telefon", by=ada)
    slow.lose_requests, slow.ignores = 1, False
    run = after(running.start(case, "cancel", {"order": "1", "reason": "Doppelt"}, by=ada))
    assert run.why["code"] == "silent"
    assert after(run).state == Run.State.DONE
    assert len(slow.done) == 1


def test_it_can_be_given_up_while_the_system_takes_its_time(run: Run, ada: Agent) -> None:
    assert running.drop(run, by=ada, why="Anders gelöst").state == Run.State.DROPPED
    assert run.steps.get().state == "stuck"  # nobody knows what becomes of it
