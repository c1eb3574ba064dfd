"""Rules between actions: a substitution is asked first, a dispute stops what presses (D14)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from onehand.actions import assurance, confirming, interlocks, planning, running, undoing
from onehand.actions.contract import Plan, Step, does, looks, plans
from onehand.actions.kinds import kind_of
from onehand.actions.models import Proof, Run
from onehand.actions.tests.fixtures import Connect
from onehand.actions.tests.toy import Toy
from onehand.actions.words import Words
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Outgoing
from onehand.foundation import clock, jobs
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

OTHER = {"order": "1", "reason": "Nicht lieferbar"}
HOLD = {"invoice": "RE-1", "reason": "Die Ware kam nie an"}


class Disputed(Toy):
    held = False

    @plans("hold_dunning")
    def _plan_hold(self, _customer: str, given: Mapping[str, Any]) -> Plan:
        free, held = {"held": False}, {"held": True}
        back = Step("hold", given["invoice"], Words("Weiter", "Go on"), held, free)
        return Plan((Step("hold", given["invoice"], Words("Anhalten", "Hold"), free, held, undo=back),))

    @does("hold")
    def _hold(self, step: Step, _key: str) -> dict[str, Any]:
        self.held = bool(step.wish["held"])
        return {}

    @looks("hold")
    def _look_at_hold(self, _step: Step) -> dict[str, Any]:
        return {"held": self.held}


@pytest.fixture
def disputed(connect: Connect) -> Disputed:
    return connect(Disputed())


@pytest.fixture
def substituting(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> Toy:
    plan = toy._plan_cancel

    def other_thing(customer: str, given: Mapping[str, Any]) -> Plan:
        return dataclasses.replace(plan(customer, given), substitutes=True)

    monkeypatch.setattr(toy, "_plan_cancel", other_thing)
    return toy


def codes(case: Case, ada: Agent) -> list[str]:
    return [no.code for no in planning.preview(case, "cancel", OTHER, by=ada).refused]


def after(run: Run) -> Run:
    jobs.run_due()
    return Run.objects.get(pk=run.pk)


def test_something_else_goes_out_only_after_the_customers_own_yes(case: Case, ada: Agent, substituting: Toy) -> None:
    assert codes(case, ada) == ["not_asked"]  # signed in, which is enough to cancel, but not to get another thing
    case.customer.identities.update(assurance="proved", verified_at=clock.now() - timedelta(days=90))
    proof = confirming.ask_to_confirm(case, by=ada, action="cancel")
    link = Outgoing.objects.get(kind="confirming").buttons[0]["url"]
    assert codes(case, ada) == ["not_asked"]  # asked is not answered
    confirming.confirm(link.rstrip("/").rpartition("/")[2])
    assert codes(case, ada) == []
    assert Proof.objects.get(pk=proof.pk).note == "cancel"


def test_a_yes_to_another_action_is_none_to_this_one(case: Case, ada: Agent, substituting: Toy) -> None:
    now = clock.now()
    Proof.objects.create(case=case, level=2, how="link", note="return", given_at=now, until=now + timedelta(days=7))
    assert codes(case, ada) == ["not_asked"]


def test_a_yes_that_an_agent_heard_and_noted_counts_for_half_a_day(case: Case, ada: Agent, substituting: Toy) -> None:
    assurance.vouch(case, how="am Telefon, Kundennummer genannt", by=ada)
    assert codes(case, ada) == []
    clock.advance(timedelta(hours=13))
    assert codes(case, ada) == ["not_asked"]


def test_nothing_is_begun_without_it(case: Case, ada: Agent, substituting: Toy) -> None:
    with pytest.raises(Refused) as refused:
        running.start(case, "cancel", OTHER, by=ada)
    assert refused.value.code == "impossible"
    assert not Run.objects.exists()


def blocked(case: Case) -> list[str]:
    return [one.code for one in interlocks.check(case, kind_of("block_account"), [])]


def test_a_dispute_stops_what_presses_until_it_is_taken_back(case: Case, ada: Agent, disputed: Disputed) -> None:
    assert blocked(case) == []
    hold = running.start(case, "hold_dunning", HOLD, by=ada)
    assert blocked(case) == ["disputed"]  # from the wish on, not only when it is done
    assert after(hold).state == Run.State.DONE
    assert disputed.held
    assert blocked(case) == ["disputed"]
    assert interlocks.check(case, kind_of("resend"), []) == []  # what does not press goes on
    assert after(undoing.undo(Run.objects.get(pk=hold.pk), by=ada)).state == Run.State.DONE
    assert not disputed.held
    assert blocked(case) == []


def test_a_hold_that_was_given_up_stops_nothing(case: Case, ada: Agent, disputed: Disputed) -> None:
    disputed.down = True
    hold = running.start(case, "hold_dunning", HOLD, by=ada)
    assert blocked(case) == ["disputed"]
    running.drop(hold, by=ada, why="Doch nicht strittig")
    assert blocked(case) == []


def test_the_dispute_of_somebody_else_is_none_of_theirs(case: Case, ada: Agent, sam: Any, disputed: Disputed) -> None:
    running.start(case, "hold_dunning", HOLD, by=ada)
    other = Case.objects.create(customer=sam, subject="x", language="de", channel="email")
    assert blocked(other) == []
