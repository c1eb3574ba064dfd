"""What only the deed brings forth is named to the customer, and nothing is sent with a hole in it."""

from __future__ import annotations

import dataclasses

import pytest

from onehand.actions import assurance, running
from onehand.actions.models import Run
from onehand.actions.tests.toy import Toy
from onehand.actions.words import Words
from onehand.cases.models import Case, Message
from onehand.foundation import jobs
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def labelled(case: Case, ada: Agent, toy: Toy, monkeypatch: pytest.MonkeyPatch) -> Case:
    assurance.vouch(case, how="am Telefon", by=ada)
    plan = toy._plan_cancel

    def with_told(customer: str, given: object) -> object:
        told = Words("Der Beleg ist {receipt}.", "The receipt is {receipt}.")
        return dataclasses.replace(plan(customer, given), told=told)  # type: ignore[arg-type]

    monkeypatch.setattr(toy, "_plan_cancel", with_told)
    return case


def ended(case: Case, ada: Agent, text: str) -> Run:
    run = running.start(case, "cancel", {"order": "1", "reason": "Doppelt"}, by=ada, tell=text)
    jobs.run_due()
    return Run.objects.get(pk=run.pk)


def test_the_answer_fills_what_the_plan_named_and_nothing_else(
    labelled: Case, ada: Agent, toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toy, "_cancel", lambda step, key: toy._change(step, key, "cancelled") | {"receipt": "S-77"})
    run = ended(labelled, ada, "Guten Tag, der Beleg ist {receipt}. Und {order} bleibt stehen.")
    assert run.told_at is not None
    said = Message.objects.get(case=labelled, direction="out", automatic="")
    assert said.text == "Guten Tag, der Beleg ist S-77. Und {order} bleibt stehen."


@pytest.mark.parametrize("answer", [{}, {"receipt": ""}, {"receipt": True}, {"receipt": ["x"]}, {"receipt": "x" * 999}])
def test_what_lacks_in_the_answer_is_not_sent_with_a_hole(
    labelled: Case, ada: Agent, toy: Toy, monkeypatch: pytest.MonkeyPatch, answer: dict[str, object]
) -> None:
    monkeypatch.setattr(toy, "_cancel", lambda step, key: toy._change(step, key, "cancelled") | answer)
    run = ended(labelled, ada, "Der Beleg ist {receipt}.")
    assert (run.state, run.told_at) == (Run.State.DONE, None)
    assert not Message.objects.filter(case=labelled, direction="out", automatic="").exists()
    assert "action_untold" in Entry.objects.values_list("kind", flat=True)
