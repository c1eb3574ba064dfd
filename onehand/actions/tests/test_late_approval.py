"""Whoever approves has seen what is done: the systems are read once more, and the rules between actions asked again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from onehand.actions import assurance, interlocks, running
from onehand.actions.interlocks import Locked
from onehand.actions.models import Run
from onehand.actions.tests.toy import Toy
from onehand.actions.words import Words
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.foundation import clock, jobs
from onehand.team.models import Agent, Mandate
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

GIVE = {"amount": "20", "reason": "Drei Wochen ohne Tür"}


@pytest.fixture
def known(case: Case, ada: Agent, lena: Agent) -> Case:
    assurance.vouch(case, how="am Telefon", by=ada)
    Mandate.objects.create(agent=lena, action_kind="goodwill", limit=5000)
    return case


@pytest.fixture
def asked(known: Case, ada: Agent, toy: Toy) -> Run:
    return running.start(known, "goodwill", GIVE, by=ada, reason="Bitte")


def after(run: Run) -> Run:
    clock.advance(timedelta(minutes=1))
    jobs.run_due()
    return Run.objects.get(pk=run.pk)


def code(work: object) -> str:
    with pytest.raises(Refused) as refused:
        work()  # type: ignore[operator]
    return refused.value.code


def test_a_plan_that_is_another_one_by_now_is_shown_before_it_is_approved(asked: Run, lena: Agent, toy: Toy) -> None:
    toy.fee = 300
    assert code(lambda: running.approve(asked, by=lena)) == "plan_renewed"
    run = Run.objects.get(pk=asked.pk)
    assert (run.state, run.cents) == (Run.State.ASKED, 2300)
    assert run.steps.get().content["wish"] == {"credited": 2300}
    assert "plan_changed" in Entry.objects.values_list("kind", flat=True)
    assert not toy.credits
    assert after(running.approve(run, by=lena)).state == Run.State.DONE
    assert list(toy.credits.values()) == [2300]


def test_who_looked_at_the_former_plan_has_not_approved_the_new_one(asked: Run, lena: Agent, toy: Toy) -> None:
    before = asked.digest
    toy.fee = 300
    assert code(lambda: running.approve(asked, by=lena)) == "plan_renewed"
    assert code(lambda: running.approve(asked, by=lena, digest=before)) == "plan_renewed"
    now = Run.objects.get(pk=asked.pk)
    assert running.approve(now, by=lena, digest=now.digest).state == Run.State.RUNNING


def test_a_new_plan_beyond_the_approvers_own_mandate_is_not_approved(asked: Run, lena: Agent, toy: Toy) -> None:
    toy.fee = 4000
    assert code(lambda: running.approve(asked, by=lena)) == "plan_renewed"
    assert code(lambda: running.approve(asked, by=lena)) == "beyond_mandate"


def test_the_rules_between_actions_are_asked_again(
    asked: Run, lena: Agent, toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = Locked("closed_by_rule", Words("Jetzt nicht.", "Not now."), Words("Warten.", "Wait."))
    monkeypatch.setattr(interlocks, "RULES", (lambda *_: closed,))
    with pytest.raises(Refused) as refused:
        running.approve(asked, by=lena)
    assert refused.value.code == "impossible"
    said: Any = refused.value.values["no"]
    assert [no["code"] for no in said] == ["closed_by_rule"]
    assert Run.objects.get(pk=asked.pk).state == Run.State.ASKED
    assert running.refuse(asked, by=lena, answer="Geht nicht mehr").state == Run.State.REFUSED


def test_a_silent_system_does_not_hinder_an_approval_and_nothing_is_overwritten(
    asked: Run, lena: Agent, toy: Toy
) -> None:
    toy.down = True
    run = after(running.approve(asked, by=lena))
    assert (run.state, run.why["code"]) == (Run.State.RUNNING, "silent")
    toy.down = False
    assert after(run).state == Run.State.DONE


def test_a_plan_that_comes_late_and_costs_more_than_may_be_given_asks(known: Case, ada: Agent, toy: Toy) -> None:
    toy.down = True
    run = running.start(known, "goodwill", GIVE, by=ada, reason="Drei Wochen")
    assert run.state == Run.State.WAITING
    toy.down = False
    run = after(run)
    assert (run.state, run.why["code"], run.cents) == (Run.State.ASKED, "dearer", 2000)
    assert (run.approval.reason, run.approval.asked_by) == ("Drei Wochen", ada)
    assert not toy.credits
    lena = Agent.objects.get(handle="lena")
    assert after(running.approve(run, by=lena)).state == Run.State.DONE


def test_where_nobody_may_give_that_much_it_stands_for_a_person(known: Case, ada: Agent, toy: Toy) -> None:
    Mandate.objects.all().delete()
    toy.down = True
    run = running.start(known, "goodwill", GIVE, by=ada)
    toy.down = False
    run = after(run)
    assert (run.state, run.why["code"]) == (Run.State.STUCK, "nobody_may")
    assert not toy.credits


def test_within_the_own_mandate_a_late_plan_is_carried_out(known: Case, ada: Agent, toy: Toy) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=2000)
    toy.down = True
    run = running.start(known, "goodwill", GIVE, by=ada)
    toy.down = False
    assert after(run).state == Run.State.DONE
