"""What was done is taken back by a run of its own; one that was given up does not stand in the way of the next."""

from __future__ import annotations

import pytest

from onehand.actions import assurance, running, undoing
from onehand.actions.models import Run
from onehand.actions.tests.toy import Toy
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.foundation import jobs
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(case: Case, ada: Agent, toy: Toy) -> Run:
    assurance.vouch(case, how="am Telefon", by=ada)
    run = running.start(case, "cancel", {"order": "1", "reason": "Doppelt"}, by=ada)
    return after(run)


def after(run: Run) -> Run:
    jobs.run_due()
    return Run.objects.get(pk=run.pk)


def test_a_second_reversal_is_possible_once_the_first_was_given_up(done: Run, ada: Agent, toy: Toy) -> None:
    toy.ignores = True
    first = after(undoing.undo(done, by=ada))
    assert first.state == Run.State.STUCK
    with pytest.raises(Refused):
        undoing.undo(done, by=ada)
    running.drop(first, by=ada, why="Das System tut nichts")
    toy.ignores = False
    assert undoing.undoable(Run.objects.get(pk=done.pk))
    second = after(undoing.undo(done, by=ada))
    assert (second.state, toy.orders["1"]) == (Run.State.DONE, "open")
    assert Run.objects.get(pk=done.pk).undone_by == second
    with pytest.raises(Refused):
        undoing.undo(done, by=ada)


def test_what_was_taken_back_twice_over_counts_once(done: Run, ada: Agent, toy: Toy) -> None:
    first = undoing.undo(done, by=ada)
    assert Run.objects.get(pk=done.pk).undone_by == first
    assert after(first).state == Run.State.DONE
    assert not undoing.undoable(Run.objects.get(pk=done.pk))
