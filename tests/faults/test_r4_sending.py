"""R4: what a mail server may do to a mail of ours, and what we then say of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest

from onehand.cases.delivery import send_again
from onehand.cases.models import Delivery, Outgoing
from onehand.cases.reply import reply
from onehand.channels.email import deliver as sending
from onehand.channels.email import transmit
from onehand.channels.email.models import Attempt
from onehand.channels.email.tests.conftest import case_by_mail, change_settings
from onehand.foundation import jobs
from onehand.foundation.jobs import holder
from onehand.foundation.mailparse import parse
from onehand.team.models import Agent
from onehand.timeline.models import Entry
from tests.support.faulty import FaultySmtp, Step

CARLA = "carla.kern@example.org"
Write = Callable[..., Outgoing]


@pytest.fixture
def write(transactional_db: None, ada: Agent, monkeypatch: pytest.MonkeyPatch, faulty_smtp: FaultySmtp) -> Write:
    """Ada answers Carla; the mail leaves by the faulty server. The receipt is out before."""
    case = case_by_mail(cc="sam@example.net")
    jobs.run_due()
    change_settings(monkeypatch, mail_out=faulty_smtp.url)

    def answer(**more: object) -> Outgoing:
        return Outgoing.objects.get(message=reply(case, by=ada, text="Wir kommen morgen.", **more))  # type: ignore[arg-type]

    return answer


def state(outgoing: Outgoing) -> tuple[str, str]:
    outgoing.refresh_from_db()
    return outgoing.state, outgoing.error


def test_an_accepted_mail_is_sent_once(write: Write, faulty_smtp: FaultySmtp) -> None:
    outgoing = write()
    jobs.run_due()
    assert state(outgoing) == (Delivery.ACCEPTED, "")
    (delivery,) = faulty_smtp.deliveries
    assert parse(delivery.raw).message_id == outgoing.external_id
    assert delivery.recipients == (CARLA,)
    assert delivery.sender.startswith("hilfe+")
    sending.enqueue(outgoing)
    jobs.run_due()
    assert len(faulty_smtp.deliveries) == 1
    assert Entry.objects.filter(kind="delivery", ref=outgoing.message_id).count() == 1


@pytest.mark.parametrize("step", ["connect", "mail", "rcpt", "data", "dot"])
def test_a_temporary_refusal_is_tried_again_with_the_same_mail(
    write: Write, faulty_smtp: FaultySmtp, clock: ModuleType, step: Step
) -> None:
    faulty_smtp.answer(step, "451 4.7.1 greylisted", times=2)
    outgoing = write()
    for wait in (1, 3):
        jobs.run_due()
        assert state(outgoing) == (Delivery.DEFERRED, "451 4.7.1 greylisted")
        clock.advance(timedelta(minutes=wait, seconds=-1))
        assert jobs.run_due() == 0
        clock.advance(timedelta(seconds=1))
    jobs.run_due()
    assert state(outgoing) == (Delivery.ACCEPTED, "")
    assert len({delivery.raw for delivery in faulty_smtp.deliveries}) == 1
    assert len(faulty_smtp.accepted) == 1
    assert outgoing.attempts == 3


@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "dot"])
def test_a_permanent_refusal_is_a_bounce_with_its_reason(write: Write, faulty_smtp: FaultySmtp, step: Step) -> None:
    faulty_smtp.answer(step, "550 5.1.1 no such user here")
    outgoing = write()
    jobs.run_due()
    assert state(outgoing) == (Delivery.BOUNCED, "550 5.1.1 no such user here")
    assert jobs.run_due() == 0
    assert faulty_smtp.connections == 1


@pytest.mark.parametrize("step", ["connect", "ehlo", "mail", "rcpt", "data"])
def test_a_connection_that_breaks_before_the_final_dot_is_tried_again(
    write: Write, faulty_smtp: FaultySmtp, clock: ModuleType, step: Step
) -> None:
    faulty_smtp.drop(step, times=1)
    outgoing = write()
    jobs.run_due()
    assert state(outgoing)[0] == Delivery.DEFERRED
    clock.advance(timedelta(minutes=1))
    jobs.run_due()
    assert state(outgoing) == (Delivery.ACCEPTED, "")
    assert len(faulty_smtp.deliveries) == 1


def test_after_the_final_dot_nobody_knows_and_only_a_person_sends_it_again(
    write: Write, faulty_smtp: FaultySmtp, clock: ModuleType, ada: Agent
) -> None:
    faulty_smtp.drop("dot", times=1)
    outgoing = write()
    jobs.run_due()
    assert state(outgoing)[0] == Delivery.UNCERTAIN
    assert "after the whole mail" in outgoing.error
    for _ in range(20):
        clock.advance(timedelta(hours=8))
        sending.sweep.call()
        jobs.run_due()
    assert len(faulty_smtp.deliveries) == 1
    send_again(outgoing, by=ada)
    jobs.run_due()
    assert state(outgoing) == (Delivery.ACCEPTED, "")
    first, second = faulty_smtp.deliveries
    assert first.raw == second.raw


def test_a_server_that_is_away_for_days_is_waited_for_and_then_given_up(
    write: Write, faulty_smtp: FaultySmtp, clock: ModuleType
) -> None:
    faulty_smtp.close_listener()
    outgoing = write()
    begun = clock.now()
    while state(outgoing)[0] != Delivery.BOUNCED:
        jobs.run_due()
        clock.advance(timedelta(minutes=30))
        assert clock.now() - begun < timedelta(days=6)
    assert clock.now() - begun > timedelta(days=5)
    assert "not accepted within 5 days" in outgoing.error
    assert outgoing.attempts < 60


def test_a_refused_copy_does_not_keep_the_mail_from_the_customer(write: Write, faulty_smtp: FaultySmtp) -> None:
    faulty_smtp.answer("rcpt", "250 2.1.5 ok", times=1)
    faulty_smtp.answer("rcpt", "550 5.1.1 unknown", times=1)
    outgoing = write(cc=["sam@example.net"])
    jobs.run_due()
    assert state(outgoing) == (Delivery.ACCEPTED, "sam@example.net: 550 5.1.1 unknown")
    assert faulty_smtp.deliveries[0].recipients == (CARLA,)


def test_a_copy_that_is_put_off_for_long_is_left_out(write: Write, faulty_smtp: FaultySmtp, clock: ModuleType) -> None:
    outgoing = write(cc=["sam@example.net"])
    for _ in range(10):
        faulty_smtp.answer("rcpt", "250 2.1.5 ok", times=1)
        faulty_smtp.answer("rcpt", "450 4.2.2 full", times=1)
        jobs.run_due()
        if state(outgoing)[0] == Delivery.ACCEPTED:
            break
        clock.advance(timedelta(hours=4))
    assert outgoing.error == "sam@example.net: 450 4.2.2 full"
    assert outgoing.attempts == sending.PATIENT_WITH_COPIES


def test_a_refused_sign_in_is_no_bounce(write: Write, faulty_smtp: FaultySmtp) -> None:
    faulty_smtp.answer("mail", "530 5.7.0 Authentication required", times=1)
    outgoing = write()
    jobs.run_due()
    assert state(outgoing) == (Delivery.DEFERRED, "530 5.7.0 Authentication required")


def test_a_delay_reported_by_the_next_server_makes_nobody_send_twice(
    write: Write, faulty_smtp: FaultySmtp, clock: ModuleType
) -> None:
    from onehand.cases.delivery import reported

    outgoing = write()
    jobs.run_due()
    outgoing.refresh_from_db()
    reported(outgoing, action="delayed", detail="4.4.1 waiting")
    for _ in range(10):
        clock.advance(timedelta(hours=4))
        sending.sweep.call()
        jobs.run_due()
    assert len(faulty_smtp.deliveries) == 1


def test_a_bounce_that_is_faster_than_our_own_word_stays(
    write: Write, faulty_smtp: FaultySmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onehand.cases.delivery import reported

    outgoing = write()
    real = transmit.transmit

    def slow(*given: object, **more: object) -> object:
        outcome = real(*given, **more)  # type: ignore[arg-type]
        reported(Outgoing.objects.get(pk=outgoing.pk), action="failed", detail="5.1.1 unknown")
        return outcome

    monkeypatch.setattr(sending, "transmit", slow)
    jobs.run_due()
    assert state(outgoing) == (Delivery.BOUNCED, "5.1.1 unknown")


def _cut_short(outgoing: Outgoing, *, dot: bool, dead: bool = True) -> None:
    """As a worker leaves it that was killed in the middle."""
    attempt = sending.claim(outgoing)
    assert attempt is not None
    name = holder.me().rsplit(":", 2)[0] + ":999999:1" if dead else "elsewhere-1-1:5:77"
    Attempt.objects.filter(pk=attempt.pk).update(holder=name, dot_at=attempt.began_at if dot else None)


def test_a_try_that_was_killed_before_the_dot_is_made_again(write: Write, faulty_smtp: FaultySmtp) -> None:
    outgoing = write()
    _cut_short(outgoing, dot=False)
    jobs.run_due()
    assert state(outgoing) == (Delivery.ACCEPTED, "")
    assert len(faulty_smtp.deliveries) == 1


def test_a_try_that_was_killed_after_the_dot_is_uncertain(write: Write, faulty_smtp: FaultySmtp) -> None:
    outgoing = write()
    _cut_short(outgoing, dot=True)
    jobs.run_due()
    assert state(outgoing)[0] == Delivery.UNCERTAIN
    assert not faulty_smtp.deliveries


def test_a_try_on_another_machine_is_left_alone_until_its_lease_is_over(
    write: Write, faulty_smtp: FaultySmtp, clock: ModuleType
) -> None:
    outgoing = write()
    _cut_short(outgoing, dot=False, dead=False)
    jobs.run_due()
    assert state(outgoing)[0] == Delivery.SENDING
    clock.advance(sending.LEASE)
    jobs.run_due()
    assert state(outgoing)[0] == Delivery.ACCEPTED


def test_a_mail_whose_job_is_lost_is_swept_up(write: Write, faulty_smtp: FaultySmtp, clock: ModuleType) -> None:
    from onehand.foundation.jobs.models import Job

    outgoing = write()
    Job.objects.all().delete()
    clock.advance(timedelta(minutes=6))
    sending.sweep.call()
    jobs.run_due()
    assert state(outgoing)[0] == Delivery.ACCEPTED


def test_without_a_server_mail_stays_in_the_local_outbox(
    write: Write, faulty_smtp: FaultySmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_settings(monkeypatch, mail_out="")
    outgoing = write()
    jobs.run_due()
    assert state(outgoing) == (Delivery.OUTBOX, "")
    assert outgoing.raw
    assert faulty_smtp.connections == 0
