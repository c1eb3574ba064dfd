"""A blocking is decided by somebody else, carried out and read back, and only then told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions import running
from onehand.actions.due_process import deciding, timers
from onehand.actions.due_process.carrying import again
from onehand.actions.due_process.tests.barring import (
    WHY,
    Barring,
    after_hearing,
    blocked,
    fresh,
    kinds,
    mails_of,
    told,
    worked,
)
from onehand.actions.models import Run
from onehand.actions.models.due_process import Blocking
from onehand.cases import closing
from onehand.cases.errors import Refused
from onehand.cases.models import Outgoing
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
State = Blocking.State


def test_nobody_decides_before_the_hearing_is_over_or_answered_and_never_who_proposed(
    blocking: Blocking, ada: Agent, nora: Agent
) -> None:
    with pytest.raises(Refused, match="own_proposal"):
        deciding.decide(blocking, blocks=True, reason=WHY, by=ada)
    with pytest.raises(Refused, match="hearing_open"):
        deciding.decide(blocking, blocks=True, reason=WHY, by=nora)
    mails.take(mails.answer(blocking.case, "Das war mein Bruder."))
    with pytest.raises(Refused, match="own_proposal"):
        deciding.decide(blocking, blocks=True, reason=WHY, by=ada)
    with pytest.raises(Refused, match="reason_missing"):
        deciding.decide(blocking, blocks=True, reason=" ", by=nora)
    assert deciding.decide(blocking, blocks=True, reason=WHY, by=nora).state == State.EXECUTING


def test_the_decision_is_told_when_it_was_read_back_and_not_before(
    blocking: Blocking, nora: Agent, barring: Barring
) -> None:
    barring.down = True
    deciding.decide(after_hearing(blocking), blocks=True, reason=WHY, by=nora)
    worked()
    assert told(blocking) == ["notice"]
    barring.down = False
    clock.advance(timedelta(seconds=30))
    worked()
    found = fresh(blocking)
    assert (found.state, barring.barred, found.in_force) == (State.BLOCKED, True, True)
    assert told(blocking) == ["notice", "decision"]
    mail = Outgoing.objects.get(message=found.told)
    for words in (WHY, "Einspruch", "Antwort auf diese Mail", "jederzeit schreiben"):
        assert words in mail.text
    assert len(barring.done) == 1


def test_a_system_that_says_yes_and_does_nothing_blocks_nobody_and_tells_nothing(
    blocking: Blocking, nora: Agent, barring: Barring
) -> None:
    barring.ignores = True
    found = blocked(blocking, nora)
    assert (found.state, found.in_force) == (State.EXECUTING, False)
    assert told(blocking) == ["notice"]
    run = Run.objects.get()
    assert run.state == Run.State.STUCK
    running.drop(run, by=nora, why="Nachgesehen")
    barring.ignores = False
    again(found, by=nora)
    worked()
    assert fresh(blocking).state == State.BLOCKED


def test_where_no_system_knows_them_it_stands_for_a_person(blocking: Blocking, nora: Agent, barring: Barring) -> None:
    blocking.case.customer.identities.update(value="anders@example.org")
    found = blocked(blocking, nora)
    assert found.state == State.EXECUTING
    assert found.why["code"] == "impossible"
    assert "block_not_done" in kinds(found.case)
    timers.fire()
    worked()
    assert kinds(found.case).count("block_not_done") == 1


def test_not_to_block_is_told_at_once_with_the_reason(blocking: Blocking, nora: Agent, barring: Barring) -> None:
    deciding.decide(blocking, blocks=False, reason="Ihr Bruder hat es bestätigt.", by=nora)
    found = fresh(blocking)
    assert (found.state, found.outcome) == (State.ENDED, "not_blocked")
    assert told(blocking) == ["notice", "end"]
    assert "Bruder" in mails_of(found.case)[-1].text
    assert not Run.objects.exists()
    assert not found.case.open_ends.filter(closed_at__isnull=True).exists()


def test_service_is_never_closed_to_who_is_blocked(blocking: Blocking, carla: Customer, nora: Agent) -> None:
    found = blocked(blocking, nora)
    assert carla.account is not None
    assert carla.account.is_active
    taken = mails.message_of(mails.take(mails.mail("Und wo bleibt mein Schrank?")))
    assert taken.case.hand is not None
    with pytest.raises(Refused, match="open_ends"):
        closing.close_without_asking(found.case, by=nora, reason="fertig")


def test_a_person_lifts_a_block_later_with_the_reason(blocking: Blocking, nora: Agent, barring: Barring) -> None:
    found = blocked(blocking, nora)
    deciding.lift(found, reason="Die Verträge sind bezahlt.", by=nora)
    worked()
    assert (fresh(blocking).outcome, barring.barred) == ("lifted", False)
    assert "Die Verträge sind bezahlt." in mails_of(found.case)[-1].text


def test_a_lost_job_is_found_again(blocking: Blocking, nora: Agent, barring: Barring) -> None:
    from onehand.foundation.jobs.models import Job

    deciding.decide(after_hearing(blocking), blocks=True, reason=WHY, by=nora)
    Job.objects.all().delete()
    timers.fire()
    worked()
    assert fresh(blocking).state == State.BLOCKED
