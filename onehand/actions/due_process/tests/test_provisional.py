"""Acute danger: two people block for three days, and no longer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions.due_process import deciding, provisional, timers
from onehand.actions.due_process.tests.barring import (
    WHY,
    Barring,
    fresh,
    kinds,
    mails_of,
    told,
    worked,
)
from onehand.actions.models.due_process import Blocking, Provisional
from onehand.cases.errors import Refused
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
State = Blocking.State


def test_acute_danger_takes_two_people_and_ends_by_itself_after_three_days(
    blocking: Blocking, ada: Agent, nora: Agent, barring: Barring
) -> None:
    provisional.ask(blocking, reason="Gerade wird bestellt.", by=ada)
    worked()
    assert not barring.barred
    with pytest.raises(Refused, match="needs_second"):
        provisional.agree(blocking, by=ada)
    with pytest.raises(Refused, match="provisional_once"):
        provisional.ask(blocking, reason="x", by=nora)
    provisional.agree(blocking, by=nora)
    worked()
    row = Provisional.objects.get()
    assert barring.barred
    assert row.until == clock.now() + timedelta(days=3)
    assert told(blocking) == ["notice", "provisional"]
    assert "Gerade wird bestellt." in mails_of(blocking.case)[-1].text
    clock.advance(timedelta(days=3))
    timers.fire()
    timers.fire()
    worked()
    assert not barring.barred
    assert told(blocking) == ["notice", "provisional", "provisional_over"]
    assert fresh(blocking).state == State.HEARING
    assert kinds(blocking.case).count("provisional_over") == 1


def test_a_decision_stands_in_the_place_of_the_provisional_one(
    blocking: Blocking, ada: Agent, nora: Agent, barring: Barring
) -> None:
    provisional.ask(blocking, reason="Gerade wird bestellt.", by=ada)
    provisional.agree(blocking, by=nora)
    worked()
    mails.take(mails.answer(blocking.case, "Na und?"))
    deciding.decide(fresh(blocking), blocks=True, reason=WHY, by=nora)
    worked()
    clock.advance(timedelta(days=4))
    timers.fire()
    worked()
    assert barring.barred
    assert fresh(blocking).state in (State.BLOCKED, State.APPEALED)
    assert len(barring.done) == 1


def test_decided_against_it_the_provisional_one_ends_too(
    blocking: Blocking, ada: Agent, nora: Agent, barring: Barring
) -> None:
    provisional.ask(blocking, reason="Gerade wird bestellt.", by=ada)
    provisional.agree(blocking, by=nora)
    deciding.decide(fresh(blocking), blocks=False, reason="Alles geklärt.", by=nora)
    worked()
    clock.advance(timedelta(seconds=5))
    worked()
    assert not barring.barred
    assert fresh(blocking).outcome == "not_blocked"
    assert "Alles geklärt." in mails_of(blocking.case)[-1].text


def test_the_second_person_may_say_no(blocking: Blocking, ada: Agent, nora: Agent, barring: Barring) -> None:
    provisional.ask(blocking, reason="x", by=ada)
    provisional.refuse(blocking, reason="Keine akute Gefahr.", by=nora)
    worked()
    assert not barring.barred
    with pytest.raises(Refused, match="decided"):
        provisional.agree(blocking, by=nora)
