"""Blocking an account: told why, heard, decided by somebody else, read back, appealed to a third person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions import running
from onehand.actions.due_process import appealing, deciding, links, proposing, provisional, roles, timers
from onehand.actions.due_process.carrying import again
from onehand.actions.due_process.tests.conftest import (
    EVIDENCE,
    REASON,
    Barring,
    fresh,
    kinds,
    mails_of,
    secret_of,
    told,
    worked,
)
from onehand.actions.models import Run
from onehand.actions.models.due_process import Appeal, Blocking, Provisional
from onehand.cases import closing
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Case, Delivery, Message, Outgoing
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent, Team

pytestmark = pytest.mark.django_db
WHY = "Die Verträge wurden nachweislich aus Ihrem Konto bestellt."
State = Blocking.State


def after_hearing(blocking: Blocking) -> Blocking:
    clock.set(blocking.hearing_until + timedelta(minutes=1))
    timers.fire()
    return fresh(blocking)


def blocked(blocking: Blocking, by: Agent) -> Blocking:
    deciding.decide(after_hearing(blocking), blocks=True, reason=WHY, by=by)
    worked()
    return fresh(blocking)


def test_the_proposal_is_a_case_of_its_own_and_tells_why_and_until_when_and_blocks_nothing(
    blocking: Blocking, case: Case, system: Barring
) -> None:
    assert blocking.case_id != case.pk
    assert "block_case" in kinds(case)
    (mail,) = [one for one in mails_of(blocking.case) if one.kind == "due_process"]
    for words in (REASON, EVIDENCE, "Montag, 9. März, 17:00 Uhr", "Antworten Sie einfach", "Einspruch", "Carla Kern"):
        assert words in mail.text
    assert "/hearing/" in mail.buttons[0]["url"]
    assert blocking.state == State.HEARING
    assert not system.barred
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


def test_a_word_that_is_not_surely_theirs_opens_no_decision(blocking: Blocking, nora: Agent) -> None:
    mails.take(mails.answer(blocking.case, "Ich gebe alles zu.", sender="Wer <wer@example.net>"))
    assert Message.objects.filter(case=blocking.case, held=True).exists()
    with pytest.raises(Refused, match="hearing_open"):
        deciding.decide(blocking, blocks=True, reason=WHY, by=nora)


def test_the_decision_is_told_when_it_was_read_back_and_not_before(
    blocking: Blocking, nora: Agent, system: Barring
) -> None:
    system.down = True
    deciding.decide(after_hearing(blocking), blocks=True, reason=WHY, by=nora)
    worked()
    assert told(blocking) == ["notice"]
    system.down = False
    clock.advance(timedelta(seconds=30))
    worked()
    found = fresh(blocking)
    assert (found.state, system.barred, found.in_force) == (State.BLOCKED, True, True)
    assert told(blocking) == ["notice", "decision"]
    mail = Outgoing.objects.get(message=found.told)
    for words in (WHY, "Einspruch", "Antwort auf diese Mail", "jederzeit schreiben"):
        assert words in mail.text
    assert len(system.done) == 1


def test_a_system_that_says_yes_and_does_nothing_blocks_nobody_and_tells_nothing(
    blocking: Blocking, nora: Agent, system: Barring
) -> None:
    system.ignores = True
    found = blocked(blocking, nora)
    assert (found.state, found.in_force) == (State.EXECUTING, False)
    assert told(blocking) == ["notice"]
    run = Run.objects.get()
    assert run.state == Run.State.STUCK
    running.drop(run, by=nora, why="Nachgesehen")
    system.ignores = False
    again(found, by=nora)
    worked()
    assert fresh(blocking).state == State.BLOCKED


def test_where_no_system_knows_them_it_stands_for_a_person(blocking: Blocking, nora: Agent, system: Barring) -> None:
    blocking.case.customer.identities.update(value="anders@example.org")
    found = blocked(blocking, nora)
    assert found.state == State.EXECUTING
    assert found.why["code"] == "impossible"
    assert "block_not_done" in kinds(found.case)
    timers.fire()
    worked()
    assert kinds(found.case).count("block_not_done") == 1


def test_not_to_block_is_told_at_once_with_the_reason(blocking: Blocking, nora: Agent, system: Barring) -> None:
    deciding.decide(blocking, blocks=False, reason="Ihr Bruder hat es bestätigt.", by=nora)
    found = fresh(blocking)
    assert (found.state, found.outcome) == (State.ENDED, "not_blocked")
    assert told(blocking) == ["notice", "end"]
    assert "Bruder" in mails_of(found.case)[-1].text
    assert not Run.objects.exists()
    assert not found.case.open_ends.filter(closed_at__isnull=True).exists()


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


def test_undecided_in_time_it_lapses_in_their_favour(blocking: Blocking, nora: Agent, system: Barring) -> None:
    found = after_hearing(blocking)
    assert found.decide_by is not None
    clock.set(found.decide_by)
    timers.fire()
    timers.fire()
    assert fresh(blocking).outcome == "lapsed"
    assert told(blocking) == ["notice", "end"]
    assert "nicht rechtzeitig entschieden" in mails_of(blocking.case)[-1].text
    assert not system.barred


def test_a_worker_that_was_away_for_three_days_takes_nobodys_time(blocking: Blocking) -> None:
    clock.set(blocking.hearing_until + timedelta(days=3))
    for _ in range(3):
        timers.fire()
    found = fresh(blocking)
    assert found.state == State.DECIDING
    assert found.decide_by is not None
    assert found.decide_by > clock.now() + timedelta(days=2)
    assert kinds(found.case).count("hearing_over") == 1


def test_the_ordinary_way_to_act_blocks_nobody(case: Case, ada: Agent, system: Barring) -> None:
    for kind in ("block_account", "release_account"):
        with pytest.raises(Refused, match="not_by_itself"):
            running.start(case, kind, {}, by=ada)
    with pytest.raises(Refused, match="not_by_itself"):
        running.start(case, "cancel", {"order": "1", "reason": "x"}, by=ada, within="due_process")
    assert not system.barred


def test_service_is_never_closed_to_who_is_blocked(blocking: Blocking, carla: Customer, nora: Agent) -> None:
    found = blocked(blocking, nora)
    assert carla.account is not None
    assert carla.account.is_active
    taken = mails.message_of(mails.take(mails.mail("Und wo bleibt mein Schrank?")))
    assert taken.case.hand is not None
    with pytest.raises(Refused, match="open_ends"):
        closing.close_without_asking(found.case, by=nora, reason="fertig")


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


def test_an_appeal_by_link_goes_to_a_third_person_and_is_put_right(
    blocking: Blocking, ada: Agent, nora: Agent, lena: Agent, system: Barring
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
    assert (found.state, found.outcome, system.barred) == (State.ENDED, "upheld", False)
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


def test_a_person_lifts_a_block_later_with_the_reason(blocking: Blocking, nora: Agent, system: Barring) -> None:
    found = blocked(blocking, nora)
    deciding.lift(found, reason="Die Verträge sind bezahlt.", by=nora)
    worked()
    assert (fresh(blocking).outcome, system.barred) == ("lifted", False)
    assert "Die Verträge sind bezahlt." in mails_of(found.case)[-1].text


def test_acute_danger_takes_two_people_and_ends_by_itself_after_three_days(
    blocking: Blocking, ada: Agent, nora: Agent, system: Barring
) -> None:
    provisional.ask(blocking, reason="Gerade wird bestellt.", by=ada)
    worked()
    assert not system.barred
    with pytest.raises(Refused, match="needs_second"):
        provisional.agree(blocking, by=ada)
    with pytest.raises(Refused, match="provisional_once"):
        provisional.ask(blocking, reason="x", by=nora)
    provisional.agree(blocking, by=nora)
    worked()
    row = Provisional.objects.get()
    assert system.barred
    assert row.until == clock.now() + timedelta(days=3)
    assert told(blocking) == ["notice", "provisional"]
    assert "Gerade wird bestellt." in mails_of(blocking.case)[-1].text
    clock.advance(timedelta(days=3))
    timers.fire()
    timers.fire()
    worked()
    assert not system.barred
    assert told(blocking) == ["notice", "provisional", "provisional_over"]
    assert fresh(blocking).state == State.HEARING
    assert kinds(blocking.case).count("provisional_over") == 1


def test_a_decision_stands_in_the_place_of_the_provisional_one(
    blocking: Blocking, ada: Agent, nora: Agent, system: Barring
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
    assert system.barred
    assert fresh(blocking).state in (State.BLOCKED, State.APPEALED)
    assert len(system.done) == 1


def test_decided_against_it_the_provisional_one_ends_too(
    blocking: Blocking, ada: Agent, nora: Agent, system: Barring
) -> None:
    provisional.ask(blocking, reason="Gerade wird bestellt.", by=ada)
    provisional.agree(blocking, by=nora)
    deciding.decide(fresh(blocking), blocks=False, reason="Alles geklärt.", by=nora)
    worked()
    clock.advance(timedelta(seconds=5))
    worked()
    assert not system.barred
    assert fresh(blocking).outcome == "not_blocked"
    assert "Alles geklärt." in mails_of(blocking.case)[-1].text


def test_the_second_person_may_say_no(blocking: Blocking, ada: Agent, nora: Agent, system: Barring) -> None:
    provisional.ask(blocking, reason="x", by=ada)
    provisional.refuse(blocking, reason="Keine akute Gefahr.", by=nora)
    worked()
    assert not system.barred
    with pytest.raises(Refused, match="decided"):
        provisional.agree(blocking, by=nora)


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


def test_who_does_not_see_the_case_sees_nothing_of_it(blocking: Blocking, nora: Agent, lena: Agent) -> None:
    stranger = lena if blocking.case.hand == nora else nora
    blocking.case.team = Team.objects.create(name="Buchhaltung")
    blocking.case.save()
    with pytest.raises(NotFound):
        roles.access_blocking(stranger, blocking.pk)
    with pytest.raises(NotFound):
        roles.access_blocking(stranger, 2**70)


def test_a_lost_job_is_found_again(blocking: Blocking, nora: Agent, system: Barring) -> None:
    from onehand.foundation.jobs.models import Job

    deciding.decide(after_hearing(blocking), blocks=True, reason=WHY, by=nora)
    Job.objects.all().delete()
    timers.fire()
    worked()
    assert fresh(blocking).state == State.BLOCKED


def test_their_word_in_the_portal_is_a_hearing_too(blocking: Blocking, carla: Customer, nora: Agent) -> None:
    write(blocking.case, by=carla, text="Ich war verreist.")
    assert deciding.decide(blocking, blocks=True, reason=WHY, by=nora).state == State.EXECUTING
