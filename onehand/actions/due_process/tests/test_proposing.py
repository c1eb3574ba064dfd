"""A blocking is proposed: told why and until when, heard, and nothing is blocked by it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions import running
from onehand.actions.due_process import appealing, days, deciding, links, proposing, roles, timers
from onehand.actions.due_process.tests.barring import (
    EVIDENCE,
    REASON,
    WHY,
    Barring,
    after_hearing,
    blocked,
    fresh,
    kinds,
    mails_of,
    secret_of,
    told,
)
from onehand.actions.models import Run
from onehand.actions.models.due_process import Blocking
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Case, Delivery, Message, Outgoing
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent, Team

pytestmark = pytest.mark.django_db
State = Blocking.State


def test_the_proposal_is_a_case_of_its_own_and_tells_why_and_until_when_and_blocks_nothing(
    blocking: Blocking, case: Case, barring: Barring
) -> None:
    assert blocking.case_id != case.pk
    assert "block_case" in kinds(case)
    (mail,) = [one for one in mails_of(blocking.case) if one.kind == "due_process"]
    for words in (REASON, EVIDENCE, "Montag, 9. März, 17:00 Uhr", "Antworten Sie einfach", "Einspruch", "Carla Kern"):
        assert words in mail.text
    assert "/hearing/" in mail.buttons[0]["url"]
    assert blocking.state == State.HEARING
    assert not barring.barred
    assert not Run.objects.exists()


@pytest.mark.parametrize(("form", "language", "words"), [
    ("du", "de", "deine Sicht hören"), ("sie", "de", "Ihre Sicht hören"), ("", "en", "hear your side"),
])  # fmt: skip
def test_it_speaks_to_them_as_they_wish(
    carla: Customer, ada: Agent, nora: Agent, form: str, language: str, words: str
) -> None:
    carla.form, carla.language = form, language
    carla.save()
    found = proposing.propose(carla, reason="x", evidence="y", by=ada)
    assert words in mails_of(found.case)[-1].text


def test_the_operator_sets_how_long_a_hearing_lasts_where_nobody_chooses(
    carla: Customer, case: Case, ada: Agent, nora: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails.settings_with(monkeypatch, hearing_days=8)
    assert proposing.usual() == 8
    found = proposing.propose(carla, reason=REASON, evidence=EVIDENCE, by=ada, about=case)
    assert found.hearing_until == days.end_of(found.case, 8)
    proposing.withdraw(found, reason="Irrtum", by=ada)
    found = proposing.propose(carla, reason=REASON, evidence=EVIDENCE, by=ada, about=case, hearing_days=4)
    assert found.hearing_until == days.end_of(found.case, 4)


def test_what_is_missing_is_refused(carla: Customer, sam: Customer, ada: Agent, nora: Agent, case: Case) -> None:
    for given, code in (
        ({"reason": " ", "evidence": "y"}, "reason_missing"), ({"reason": "x", "evidence": ""}, "evidence_missing"),
        ({"reason": "x", "evidence": "y", "hearing_days": 2}, "hearing_days"),
        ({"reason": "x", "evidence": "y", "hearing_days": 999}, "hearing_days"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            proposing.propose(carla, by=ada, **given)
    before = Case.objects.count()
    sam.identities.all().delete()
    with pytest.raises(Refused, match="no_address"):
        proposing.propose(sam, reason="x", evidence="y", by=ada)
    nora.active = False
    nora.save()
    with pytest.raises(Refused, match="nobody_decides"):
        proposing.propose(carla, reason="x", evidence="y", by=ada)
    assert Case.objects.count() == before
    assert not Outgoing.objects.filter(kind="due_process").exists()


def test_there_is_one_at_a_time_and_a_second_click_is_the_same(carla: Customer, ada: Agent, nora: Agent) -> None:
    one = proposing.propose(carla, reason="x", evidence="y", by=ada, key="k")
    assert proposing.propose(carla, reason="x", evidence="y", by=ada, key="k") == one
    with pytest.raises(Refused, match="already_proposed"):
        proposing.propose(carla, reason="x", evidence="y", by=nora)
    assert Blocking.objects.count() == 1


def test_a_word_that_is_not_surely_theirs_opens_no_decision(blocking: Blocking, nora: Agent) -> None:
    mails.take(mails.answer(blocking.case, "Ich gebe alles zu.", sender="Wer <wer@example.net>"))
    assert Message.objects.filter(case=blocking.case, held=True).exists()
    with pytest.raises(Refused, match="hearing_open"):
        deciding.decide(blocking, blocks=True, reason=WHY, by=nora)


def test_who_proposed_can_take_it_back_and_nobody_else(blocking: Blocking, ada: Agent, nora: Agent) -> None:
    with pytest.raises(Refused, match="not_yours"):
        proposing.withdraw(blocking, reason="x", by=nora)
    proposing.withdraw(blocking, reason="Verwechslung mit einem anderen Konto.", by=ada)
    assert fresh(blocking).outcome == "withdrawn"
    assert "Verwechslung" in mails_of(blocking.case)[-1].text
    with pytest.raises(Refused, match="decided"):
        deciding.decide(blocking, blocks=True, reason=WHY, by=nora)


def test_what_was_not_delivered_is_no_hearing(blocking: Blocking, nora: Agent) -> None:
    Outgoing.objects.filter(message=blocking.notice).update(state=Delivery.BOUNCED)
    found = after_hearing(blocking)
    assert found.state == State.HEARING
    assert kinds(found.case, audience="lead").count("hearing_untold") == 1
    timers.fire()
    assert kinds(found.case, audience="lead").count("hearing_untold") == 1
    with pytest.raises(Refused, match="not_told"):
        deciding.decide(found, blocks=True, reason=WHY, by=nora)
    Outgoing.objects.filter(message=blocking.notice).update(state=Delivery.DELIVERED)
    timers.fire()
    assert fresh(blocking).state == State.DECIDING


def test_undecided_in_time_it_lapses_in_their_favour(blocking: Blocking, nora: Agent, barring: Barring) -> None:
    found = after_hearing(blocking)
    assert found.decide_by is not None
    clock.set(found.decide_by)
    timers.fire()
    timers.fire()
    assert fresh(blocking).outcome == "lapsed"
    assert told(blocking) == ["notice", "end"]
    assert "nicht rechtzeitig entschieden" in mails_of(blocking.case)[-1].text
    assert not barring.barred


def test_a_worker_that_was_away_for_three_days_takes_nobodys_time(blocking: Blocking) -> None:
    clock.set(blocking.hearing_until + timedelta(days=3))
    for _ in range(3):
        timers.fire()
    found = fresh(blocking)
    assert found.state == State.DECIDING
    assert found.decide_by is not None
    assert found.decide_by > clock.now() + timedelta(days=2)
    assert kinds(found.case).count("hearing_over") == 1


def test_the_ordinary_way_to_act_blocks_nobody(case: Case, ada: Agent, barring: Barring) -> None:
    for kind in ("block_account", "release_account"):
        with pytest.raises(Refused, match="not_by_itself"):
            running.start(case, kind, {}, by=ada)
    with pytest.raises(Refused, match="not_by_itself"):
        running.start(case, "cancel", {"order": "1", "reason": "x"}, by=ada, within="due_process")
    assert not barring.barred


def test_a_link_answers_in_the_hearing_once(blocking: Blocking, nora: Agent) -> None:
    secret = secret_of(mails_of(blocking.case)[-1])
    link = links.link_of(secret)
    assert link is not None
    with pytest.raises(Refused, match="empty"):
        appealing.write_by_link(link, text="  ")
    appealing.write_by_link(link, text="Ich war das nicht.")
    with pytest.raises(Refused, match="link_over"):
        appealing.write_by_link(link, text="Noch einmal.")
    assert Message.objects.get(case=blocking.case, direction="in").text == "Ich war das nicht."
    deciding.decide(blocking, blocks=True, reason=WHY, by=nora)
    assert links.link_of(secret) is None


def test_their_word_in_the_portal_is_a_hearing_too(blocking: Blocking, carla: Customer, nora: Agent) -> None:
    write(blocking.case, by=carla, text="Ich war verreist.")
    assert deciding.decide(blocking, blocks=True, reason=WHY, by=nora).state == State.EXECUTING


def test_who_does_not_see_the_case_sees_nothing_of_it(blocking: Blocking, nora: Agent, lena: Agent) -> None:
    stranger = lena if blocking.case.hand == nora else nora
    blocking.case.team = Team.objects.create(name="Buchhaltung")
    blocking.case.save()
    with pytest.raises(NotFound):
        roles.access_blocking(stranger, blocking.pk)
    with pytest.raises(NotFound):
        roles.access_blocking(stranger, 2**70)


def test_today_shows_it_to_whom_it_waits_for(
    blocking: Blocking, carla: Customer, ada: Agent, nora: Agent, lena: Agent
) -> None:
    assert [roles.waiting_for(one) for one in (ada, nora, lena)] == [[], [], []]
    after_hearing(blocking)
    assert roles.waiting_for(ada) == []
    assert roles.waiting_for(nora) == [blocking]
    found = blocked(blocking, nora)
    assert roles.waiting_for(lena) == []
    appealing.appeal(found, text="Nein.", by=carla)
    assert [bool(roles.waiting_for(one)) for one in (ada, nora, lena)] == [False, False, True]
