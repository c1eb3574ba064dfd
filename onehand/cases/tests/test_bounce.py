from __future__ import annotations

import pytest

from onehand.cases import reply
from onehand.cases.models import Case, Delivery, Outgoing
from onehand.cases.reference import reply_address
from onehand.cases.tests import mails
from onehand.foundation import jobs
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(ada: Agent) -> Outgoing:
    case = mails.case_of(mails.take(mails.mail()))
    reply.reply(case, by=ada, text="Am Freitag.")
    return mails.outgoing_of(case)


def test_a_bounce_comes_back_to_the_mail_it_speaks_of(sent: Outgoing) -> None:
    received = mails.take(mails.bounce(sent), envelope_from="")
    sent.refresh_from_db()
    assert sent.state == Delivery.BOUNCED
    assert sent.error.startswith("5.1.1")
    assert (received.case, received.automatic, received.held) == (sent.case_id, True, False)


def test_a_bounce_is_told_in_the_timeline_and_answered_by_nobody(sent: Outgoing) -> None:
    jobs.run_due()
    before = Outgoing.objects.count()
    mails.take(mails.bounce(sent))
    jobs.run_due()
    assert sent.case_id is not None
    told = Entry.objects.filter(subject_id=sent.case_id, kind="delivery").latest("seq")
    assert told.values == {"state": "bounced"}
    assert told.ref == sent.message_id
    assert Outgoing.objects.count() == before


def test_a_bounce_without_our_headers_is_known_by_the_token_of_its_address(sent: Outgoing) -> None:
    assert sent.case_id is not None
    mails.take(mails.bounce(sent, to=reply_address(sent.case_id), quote=False))
    sent.refresh_from_db()
    assert sent.state == Delivery.BOUNCED


def test_a_report_of_success_says_delivered(sent: Outgoing) -> None:
    mails.take(mails.bounce(sent, action="delivered", status="2.0.0"))
    sent.refresh_from_db()
    assert (sent.state, sent.error) == (Delivery.DELIVERED, "")


def test_a_report_of_success_does_not_undo_a_bounce(sent: Outgoing) -> None:
    mails.take(mails.bounce(sent))
    mails.take(mails.bounce(sent, action="delivered", status="2.0.0"))
    sent.refresh_from_db()
    assert sent.state == Delivery.BOUNCED


def test_a_late_report_of_delay_does_not_undo_a_delivery(sent: Outgoing) -> None:
    mails.take(mails.bounce(sent, action="delivered", status="2.0.0"))
    mails.take(mails.bounce(sent, action="delayed", status="4.4.1"))
    sent.refresh_from_db()
    assert sent.state == Delivery.DELIVERED


def test_a_bounce_that_speaks_of_no_mail_of_ours_is_a_case_without_receipt(ada: Agent, sent: Outgoing) -> None:
    stranger = Outgoing(external_id="<x@elsewhere.example>", recipient="a@elsewhere.example")
    received = mails.take(mails.bounce(stranger))
    jobs.run_due()
    sent.refresh_from_db()
    assert received.outcome == "new_case"
    assert sent.state != Delivery.BOUNCED
    assert not Outgoing.objects.filter(recipient__contains="mailer-daemon").exists()


def test_a_bounce_holds_back_no_reply(sent: Outgoing, ada: Agent) -> None:
    from onehand.cases.feed import last_seq

    assert sent.case is not None
    case = Case.objects.get(pk=sent.case.pk)
    seen = last_seq(case)
    mails.take(mails.bounce(sent))
    reply.reply(case, by=ada, text="Noch ein Versuch.", seen=seen)
