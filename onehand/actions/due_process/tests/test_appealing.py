"""A decision is appealed against once, and decided by a third person."""

from __future__ import annotations

import pytest

from onehand.actions.due_process import appealing, days, links, provisional, roles, timers
from onehand.actions.due_process.tests.barring import (
    Barring,
    blocked,
    fresh,
    kinds,
    mails_of,
    secret_of,
    told,
    worked,
)
from onehand.actions.models.due_process import Appeal, Blocking
from onehand.cases.errors import Refused
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
State = Blocking.State


def test_an_appeal_by_link_goes_to_a_third_person_and_is_put_right(
    blocking: Blocking, ada: Agent, nora: Agent, lena: Agent, barring: Barring
) -> None:
    found = blocked(blocking, nora)
    link = links.link_of(secret_of(mails_of(found.case)[-1]))
    assert link is not None
    appealing.write_by_link(link, text="Mein Konto wurde benutzt, ich habe Anzeige erstattet.")
    found = fresh(blocking)
    assert found.state == State.APPEALED
    assert roles.appeal_deciders(found) == [lena]
    for who in (ada, nora):
        with pytest.raises(Refused, match="took_part"):
            appealing.decide_appeal(found, upheld=True, reason="x", corrected="y", by=who)
    with pytest.raises(Refused, match="corrected_missing"):
        appealing.decide_appeal(found, upheld=True, reason="Die Anzeige liegt vor.", by=lena)
    appealing.decide_appeal(
        found, upheld=True, reason="Die Anzeige liegt vor.", corrected="Die 14 Verträge sind storniert.", by=lena
    )
    assert told(blocking) == ["notice", "decision", "appeal"]
    worked()
    found = fresh(blocking)
    assert (found.state, found.outcome, barring.barred) == (State.ENDED, "upheld", False)
    assert told(blocking)[-1] == "appeal_decision"
    text = mails_of(found.case)[-1].text
    assert "Die 14 Verträge sind storniert." in text
    assert "nachgesehen" in text


def test_any_reply_after_the_decision_is_an_appeal_and_only_one(blocking: Blocking, nora: Agent, lena: Agent) -> None:
    found = blocked(blocking, nora)
    mails.take(mails.answer(found.case, "Das stimmt nicht!"))
    assert timers.fire()["appealed"] == 1
    assert timers.fire()["appealed"] == 0
    found = fresh(blocking)
    assert (found.state, Appeal.objects.get().message.text) == (State.APPEALED, "Das stimmt nicht!")
    appealing.decide_appeal(found, upheld=False, reason="Die Belege sind eindeutig.", by=lena)
    assert fresh(blocking).state == State.BLOCKED
    assert "Die Belege sind eindeutig." in mails_of(found.case)[-1].text
    mails.take(mails.answer(found.case, "Trotzdem nicht!"))
    assert timers.fire()["appealed"] == 0
    with pytest.raises(Refused, match="decided"):
        appealing.decide_appeal(fresh(blocking), upheld=True, reason="x", corrected="y", by=lena)


def test_in_the_portal_they_appeal_once(blocking: Blocking, carla: Customer, nora: Agent) -> None:
    with pytest.raises(Refused, match="not_blocked"):
        appealing.appeal(blocking, text="x", by=carla)
    found = blocked(blocking, nora)
    appealing.appeal(found, text="Bitte prüfen.", by=carla)
    with pytest.raises(Refused, match="appealed"):
        appealing.appeal(found, text="Bitte prüfen.", by=carla)


def test_where_nobody_is_left_to_decide_that_is_said_to_the_leads(
    blocking: Blocking, carla: Customer, nora: Agent, lena: Agent
) -> None:
    provisional.ask(blocking, reason="Gerade laufen Bestellungen.", by=lena)
    found = blocked(blocking, nora)
    appealing.appeal(found, text="Nein.", by=carla)
    assert kinds(found.case, audience="lead").count("appeal_nobody") == 1
    assert fresh(blocking) in roles.waiting_for(lena)
    assert fresh(blocking) not in roles.waiting_for(nora)
    timers.fire()
    assert kinds(found.case, audience="lead").count("appeal_nobody") == 1


def test_an_appeal_that_is_late_is_told_once_with_a_new_time(blocking: Blocking, carla: Customer, nora: Agent) -> None:
    found = blocked(blocking, nora)
    row = appealing.appeal(found, text="Nein.", by=carla)
    clock.set(row.decide_by)
    assert timers.fire()["late"] == 1
    assert timers.fire()["late"] == 0
    row.refresh_from_db()
    assert row.decide_by > clock.now()
    assert told(blocking)[-1] == "appeal_late"


def test_the_operator_sets_until_when_an_appeal_is_decided(
    blocking: Blocking, nora: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails.settings_with(monkeypatch, appeal_days=1)
    found = blocked(blocking, nora)
    mails.take(mails.answer(found.case, "Das stimmt nicht!"))
    assert timers.fire()["appealed"] == 1
    due = Appeal.objects.get(blocking=blocking).decide_by
    assert due == days.end_of(found.case, 1)
    assert due < days.end_of(found.case, 3)
