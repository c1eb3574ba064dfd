"""Absence gives a stand-in for the time; the customer who waits is told once (A4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases import closing, handover, reply, standin
from onehand.cases.models import Case, Outgoing
from onehand.cases.tests import mails
from onehand.foundation import clock, jobs
from onehand.team.absence import end_absence, plan_absence
from onehand.team.models import Absence, Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailed(ada: Agent, nora: Agent) -> Case:
    """Carla's case by mail, in Ada's hand, unanswered."""
    case = mails.case_of(mails.take(mails.mail()))
    assert case.hand == ada
    jobs.run_due()
    return case


def away(agent: Agent, *, stand_in: Agent | None = None, days: float = 5) -> Absence:
    now = clock.now()
    return plan_absence(agent, now, now + timedelta(days=days), stand_in, by=agent)


def hand(case: Case) -> Agent | None:
    return Case.objects.get(pk=case.pk).hand


def notices() -> list[Outgoing]:
    return list(Outgoing.objects.filter(kind="notice").order_by("pk"))


def test_the_named_stand_in_has_the_hand_for_the_time(mailed: Case, ada: Agent, nora: Agent, lena: Agent) -> None:
    absence = away(ada, stand_in=lena)
    assert standin.cover() == 1
    holding = Case.objects.get(pk=mailed.pk).holding
    assert holding is not None
    assert (holding.agent, holding.stands_in_for, holding.planned_return) == (lena, ada, absence.until)


def test_without_a_named_one_the_ranking_chooses(mailed: Case, ada: Agent, nora: Agent) -> None:
    away(ada)
    standin.cover()
    assert hand(mailed) == nora


def test_who_waits_for_an_answer_is_told_once(mailed: Case, ada: Agent, nora: Agent) -> None:
    away(ada)
    standin.cover()
    standin.cover()
    [told] = notices()
    assert told.recipient == mails.CARLA
    assert "Ada Brandt ist bis Samstag, 7. März, 09:00 Uhr nicht da" in told.text
    assert "Nora Lindt" in told.text
    assert told.automatic


def test_who_waits_for_nothing_is_not_written_to(mailed: Case, ada: Agent, nora: Agent) -> None:
    reply.reply(mailed, by=ada, text="Am Freitag.", answers=mails.asked_in(mailed))
    away(ada)
    standin.cover()
    assert hand(mailed) == nora
    assert notices() == []
    assert Entry.objects.filter(subject_id=mailed.pk, kind="stood_in", audience="customer").exists()


def test_a_return_gives_the_hand_back_without_a_mail(mailed: Case, ada: Agent, nora: Agent) -> None:
    away(ada, days=1)
    standin.cover()
    clock.advance(timedelta(days=1, minutes=1))
    assert standin.cover() == 1
    assert hand(mailed) == ada
    assert len(notices()) == 1
    assert Entry.objects.filter(subject_id=mailed.pk, kind="came_back").exists()


def test_who_comes_back_early_has_it_back_early(mailed: Case, ada: Agent, nora: Agent) -> None:
    absence = away(ada)
    standin.cover()
    end_absence(absence, by=ada)
    standin.cover()
    assert hand(mailed) == ada


def test_an_absence_ahead_changes_nothing_yet(mailed: Case, ada: Agent, nora: Agent) -> None:
    now = clock.now()
    plan_absence(ada, now + timedelta(days=1), now + timedelta(days=2), nora, by=ada)
    assert standin.cover() == 0
    assert hand(mailed) == ada


def test_when_the_stand_in_goes_away_too_the_case_returns_to_its_first_hand(
    mailed: Case, ada: Agent, nora: Agent, lena: Agent
) -> None:
    away(ada, stand_in=nora, days=3)
    standin.cover()
    away(nora, stand_in=lena, days=3)
    standin.cover()
    assert hand(mailed) == lena
    clock.advance(timedelta(days=3, minutes=1))
    standin.cover()
    assert hand(mailed) == ada


def test_a_stand_in_who_is_away_too_is_passed_over(mailed: Case, ada: Agent, nora: Agent, lena: Agent) -> None:
    away(nora)
    away(ada, stand_in=nora)
    standin.cover()
    assert hand(mailed) == lena


def test_when_nobody_else_is_there_the_hand_stays_and_it_ends(mailed: Case, ada: Agent, nora: Agent) -> None:
    away(nora)
    away(ada)
    assert standin.cover() == 0
    assert hand(mailed) == ada


def test_closed_cases_stay_as_they_are(mailed: Case, ada: Agent, nora: Agent) -> None:
    closing.confirm(mailed, by=mailed.customer)
    away(ada)
    assert standin.cover() == 0


def test_what_was_taken_over_by_another_stays_there_on_return(
    mailed: Case, ada: Agent, nora: Agent, lena: Agent
) -> None:
    away(ada, stand_in=nora, days=1)
    standin.cover()
    handover.take(Case.objects.get(pk=mailed.pk), by=lena, reason="dauerhaft meins")
    clock.advance(timedelta(days=2))
    standin.cover()
    assert hand(mailed) == lena


def test_taking_it_back_during_the_absence_does_not_break_the_covering(mailed: Case, ada: Agent, nora: Agent) -> None:
    away(ada, stand_in=nora)
    standin.cover()
    handover.take(Case.objects.get(pk=mailed.pk), by=ada, reason="schaue kurz hinein")
    standin.cover()
    assert hand(mailed) == nora
    assert len(notices()) == 1


def test_more_cases_than_one_round_holds_are_all_covered(
    ada: Agent, nora: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standin, "AT_ONCE", 2)
    for n in range(7):
        case = mails.case_of(mails.take(mails.mail(sender=f"p{n}@example.org")))
        if case.hand != ada:
            handover.take(case, by=ada, reason="x")
    away(ada)
    assert standin.cover() == 7


def test_a_customer_without_an_address_is_not_a_problem(ada: Agent, nora: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail(without=["From"])))
    away(ada)
    standin.cover()
    assert hand(case) == nora
    assert notices() == []
