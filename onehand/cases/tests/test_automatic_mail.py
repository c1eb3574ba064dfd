"""Automatic mail is recorded, never answered, never reopens and never counts as an answer (rule 4)."""

from __future__ import annotations

import pytest

from onehand.cases import closing, reply
from onehand.cases.models import Case, Outgoing
from onehand.cases.tests import mails
from onehand.foundation import jobs
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

AUTOMATIC = [
    {"Auto-Submitted": "auto-replied"},
    {"Auto-Submitted": "auto-generated"},
    {"Auto-Submitted": "AUTO-NOTIFIED; owner-email=x@example.org"},
    {"Precedence": "bulk"},
    {"Precedence": "list"},
    {"List-Id": "<liste.example.org>"},
    {"List-Unsubscribe": "<https://example.org/aus>"},
    {"X-Autoreply": "yes"},
]


@pytest.mark.parametrize("headers", AUTOMATIC, ids=lambda headers: next(iter(headers)))
def test_automatic_mail_is_recorded_and_gets_no_receipt(ada: Agent, headers: dict[str, str]) -> None:
    received = mails.take(mails.mail(headers=headers))
    jobs.run_due()
    assert received.automatic
    assert received.outcome == "new_case"
    case = mails.case_of(received)
    assert (case.waiting_since, case.answer_due) == (None, None)
    assert not Outgoing.objects.exists()


@pytest.mark.parametrize("value", ["no", "No", " no ", "no (a person)"])
def test_auto_submitted_no_is_a_persons_mail(ada: Agent, value: str) -> None:
    received = mails.take(mails.mail(headers={"Auto-Submitted": value}))
    jobs.run_due()
    assert not received.automatic
    assert Outgoing.objects.filter(kind="receipt").count() == 1


def test_the_null_sender_of_the_envelope_is_automatic(ada: Agent) -> None:
    received = mails.take(mails.mail(), envelope_from="")
    assert received.automatic
    assert mails.message_of(received).automatic == "null-sender"


def test_an_unknown_envelope_sender_says_nothing(ada: Agent) -> None:
    assert not mails.take(mails.mail(), envelope_from=None).automatic


@pytest.mark.parametrize("sender", [mails.SUPPORT, mails.SUPPORT.upper(), f"Wir <{mails.SUPPORT}>"])
def test_mail_from_our_own_address_is_a_loop_and_gets_no_answer(ada: Agent, sender: str) -> None:
    received = mails.take(mails.mail(sender=sender))
    jobs.run_due()
    assert received.automatic
    assert not Outgoing.objects.exists()


def test_mail_from_one_of_our_reply_addresses_is_a_loop_too(ada: Agent, case: Case) -> None:
    from onehand.cases.reference import reply_address

    received = mails.take(mails.mail(sender=reply_address(case.pk)))
    jobs.run_due()
    assert received.automatic
    assert not Outgoing.objects.filter(recipient__contains="moebelhaus").exists()


def test_a_vacation_answer_lands_in_the_case_and_changes_nothing(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    reply.reply(case, by=ada, text="Am Freitag.", answers=mails.asked_in(case))
    written = len(mails.written())
    received = mails.take(mails.vacation(mails.outgoing_of(case)))
    jobs.run_due()
    case = Case.objects.get(pk=case.pk)
    assert (received.case, received.automatic, received.held) == (case.pk, True, False)
    assert (case.state, case.waiting_since) == ("held", None)
    assert len([one for one in mails.written() if one.kind != "receipt"]) == written


@pytest.mark.parametrize("close", [True, False])
def test_automatic_mail_reopens_nothing(ada: Agent, close: bool) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    reply.reply(case, by=ada, text="Am Freitag.", answers=mails.asked_in(case))
    case = mails.case_of(mails.take(mails.answer(case)))
    closing.ask_solved(case, by=ada)
    if close:
        closing.confirm(case, by=case.customer)
    state = Case.objects.get(pk=case.pk).state
    mails.take(mails.vacation(mails.outgoing_of(case)))
    assert Case.objects.get(pk=case.pk).state == state


def test_automatic_mail_does_not_stop_the_clock_of_an_answer(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    since = case.waiting_since
    mails.take(mails.answer(case, headers={"Auto-Submitted": "auto-replied"}))
    assert Case.objects.get(pk=case.pk).waiting_since == since


def test_automatic_mail_of_a_stranger_with_a_true_token_is_held_and_silent(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    jobs.run_due()
    before = len(mails.written())
    received = mails.take(mails.answer(case, sender=mails.SAM, headers={"Auto-Submitted": "auto-replied"}))
    jobs.run_due()
    assert (received.held, received.automatic) == (True, True)
    assert len(mails.written()) == before
