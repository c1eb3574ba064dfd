"""What a reply carries beside its text: promises, parties, templates; and what it is held back for (B4, B7, C1, C9)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases import facts, parties, promises, questions, reply
from onehand.cases.asking import reply_and_ask
from onehand.cases.composed import Evidenced, Said
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Claim, Message, Outgoing, Promise
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def code(action: object) -> str:
    with pytest.raises(Refused) as refused:
        action()  # type: ignore[operator]
    return refused.value.code


def said(text: str = "Wir rufen Sie morgen an", kind: str = "callback", **more: object) -> Said:
    return Said(text, clock.now() + timedelta(days=1), kind, **more)  # type: ignore[arg-type]


@pytest.fixture
def mailed(ada: Agent) -> Case:
    """Carla's case by mail, with one question."""
    return mails.case_of(mails.take(mails.mail("Guten Tag,\n\nwann kommt mein Schrank?\n")))


# Promises


def test_a_reply_makes_promises_and_stops_the_clock(mailed: Case, ada: Agent) -> None:
    message = reply.reply(mailed, by=ada, text="Wir rufen Sie morgen an.", promises=[said(start=0, end=23)])
    promise = Promise.objects.get()
    assert (promise.message, promise.by, promise.needs) == (message, ada, "call")
    assert Case.objects.get(pk=mailed.pk).waiting_since is None
    assert len(mails.asked_in(mailed)) == 1


def test_an_impossible_promise_sends_nothing(mailed: Case, ada: Agent) -> None:
    late = Said("gestern", clock.now() - timedelta(days=1), "message")
    answers = mails.asked_in(mailed)
    assert code(lambda: reply.reply(mailed, by=ada, text="Hallo.", answers=answers, promises=[late])) == "due_past"
    assert not Outgoing.objects.filter(kind="reply").exists()
    assert not Promise.objects.exists()
    assert mails.asked_in(mailed) == answers


def test_the_same_key_again_promises_nothing_more(mailed: Case, ada: Agent) -> None:
    for _ in range(2):
        reply.reply(mailed, by=ada, text="Wir rufen Sie morgen an.", key="k", promises=[said()])
    assert Promise.objects.count() == 1


def test_a_reply_keeps_a_promised_message(mailed: Case, ada: Agent) -> None:
    promise = promises.make(mailed, text="Ich melde mich", kind="message", due=clock.now() + timedelta(days=1), by=ada)
    clock.advance(timedelta(minutes=1))
    message = reply.reply(mailed, by=ada, text="Am Freitag.", keeps=[promise.pk])
    promise.refresh_from_db()
    assert (promise.answer, promise.kept_at) == (message, None)
    assert Case.objects.get(pk=mailed.pk).waiting_since is None


def test_promises_of_another_case_are_not_kept_here(mailed: Case, case: Case, ada: Agent) -> None:
    promise = promises.make(case, text="x", kind="message", due=clock.now() + timedelta(days=1), by=ada)
    assert code(lambda: reply.reply(mailed, by=ada, text="Am Freitag.", keeps=[promise.pk])) == "not_of_this_case"


def test_answer_and_question_go_together_or_not_at_all(mailed: Case, ada: Agent) -> None:
    assert code(lambda: reply_and_ask(mailed, by=ada, text="Am Freitag.")) == "questions_open"
    asked = lambda: reply_and_ask(  # noqa: E731
        mailed, by=ada, text="Wir rufen an.", answers=mails.asked_in(mailed), promises=[said()]
    )
    assert code(asked) == "promises_open"
    assert not Outgoing.objects.filter(kind="reply").exists()
    reply_and_ask(mailed, by=ada, text="Am Freitag.", answers=mails.asked_in(mailed))
    assert Case.objects.get(pk=mailed.pk).state == "asked"


# Held back before it is sent (strict)


def test_open_questions_are_named_before_sending(mailed: Case, ada: Agent) -> None:
    with pytest.raises(Refused) as refused:
        reply.reply(mailed, by=ada, text="Guten Tag.", strict=True)
    assert refused.value.code == "questions_open"
    assert refused.value.values["questions"] == ["wann kommt mein Schrank?"]
    reply.reply(mailed, by=ada, text="Guten Tag.", strict=True, leave_open=True)
    assert len(questions.open_of(mailed)) == 1


def test_asking_for_what_is_known_is_named_with_its_value(mailed: Case, ada: Agent) -> None:
    facts.add(mailed, kind="order_number", value="20041", by=ada)
    text = "Bitte teilen Sie uns Ihre Bestellnummer mit."
    answers = mails.asked_in(mailed)
    with pytest.raises(Refused) as refused:
        reply.reply(mailed, by=ada, text=text, answers=answers, strict=True)
    assert refused.value.code == "asks_known"
    assert refused.value.values["asks"] == [{"kind": "order_number", "value": "20041"}]
    reply.reply(mailed, by=ada, text=text, answers=answers, strict=True, ask_anyway=True)


def test_a_gap_is_never_sent(mailed: Case, ada: Agent) -> None:
    text = "Ihre Bestellung [Bestellnummer?] ist da."
    assert code(lambda: reply.reply(mailed, by=ada, text=text, strict=True, leave_open=True, ask_anyway=True)) == "gap"
    assert not Outgoing.objects.filter(kind="reply").exists()


def test_without_strict_a_program_is_not_asked_back(mailed: Case, ada: Agent) -> None:
    reply.reply(mailed, by=ada, text="Ihre Bestellung [Bestellnummer?] ist da.")


def test_blame_wants_its_evidence(mailed: Case, ada: Agent) -> None:
    text = "Sie haben die falsche Adresse angegeben."
    answers = mails.asked_in(mailed)
    bare = lambda: reply.reply(mailed, by=ada, text=text, answers=answers, strict=True)  # noqa: E731
    assert code(bare) == "claim_without_evidence"
    shown_by = mailed.messages.get(direction="in").pk
    claims = [Evidenced(text, evidence=shown_by)]
    message = reply.reply(mailed, by=ada, text=text, answers=answers, strict=True, claims=claims)
    assert Claim.objects.get().message == message


def test_a_template_that_is_gone_is_not_sent(mailed: Case, ada: Agent) -> None:
    assert code(lambda: reply.reply(mailed, by=ada, text="Am Freitag.", templates=[99])) == "template_gone"


# Parties


@pytest.fixture
def payer(mailed: Case, ada: Agent, sam: Customer) -> int:
    return parties.add(mailed, by=ada, customer=sam, role="payer", told=True).pk


def test_each_party_gets_a_mail_of_its_own(mailed: Case, ada: Agent, payer: int) -> None:
    message = reply.reply(mailed, by=ada, text="Am Freitag.", parties=[payer])
    own, theirs = Outgoing.objects.filter(message=message).order_by("pk")
    assert (own.kind, own.recipient, own.cc) == ("reply", mails.CARLA, [])
    assert (theirs.kind, theirs.recipient, theirs.cc) == ("party", mails.SAM, [])
    assert own.external_id != theirs.external_id == theirs.external_id
    assert message.external_id == own.external_id
    assert theirs.in_reply_to == ""
    assert not set(theirs.references.split()) & {message.external_id, "<first@example.org>"}
    assert message.people["parties"] == [{"party": payer, "name": "Sam Fremd", "address": mails.SAM}]
    assert mails.SAM not in str(message.people["to"]) + str(message.people["cc"])


def test_a_partys_answer_to_the_own_mail_belongs_to_the_case(mailed: Case, ada: Agent, payer: int) -> None:
    message = reply.reply(mailed, by=ada, text="Am Freitag.", parties=[payer])
    theirs = Outgoing.objects.get(message=message, kind="party")
    taken = mails.take(mails.referring(theirs.external_id, sender=f"Sam <{mails.SAM}>"))
    assert (taken.case, taken.held) == (mailed.pk, False)


def test_who_gets_no_answers_or_left_is_not_written_to(mailed: Case, case: Case, ada: Agent, sam: Customer) -> None:
    silent = parties.add(mailed, by=ada, customer=sam, role="recipient")
    send = lambda: reply.reply(mailed, by=ada, text="Am Freitag.", parties=[silent.pk])  # noqa: E731
    assert code(send) == "party_not_told"
    parties.leave(silent, by=ada)
    assert code(send) == "not_of_this_case"
    assert code(lambda: reply.reply(case, by=ada, text="x", parties=[silent.pk])) == "not_of_this_case"
    assert not Message.objects.filter(direction="out", automatic="").exists()


@pytest.mark.parametrize("channel", ["letter", "phone"])
def test_who_wants_a_letter_or_a_call_is_told_by_a_person(mailed: Case, ada: Agent, payer: int, channel: str) -> None:
    parties.change(mailed.parties.get(pk=payer), by=ada, channel=channel)
    assert code(lambda: reply.reply(mailed, by=ada, text="Am Freitag.", parties=[payer])) == "party_channel"


def test_who_reads_in_the_portal_gets_no_mail(mailed: Case, ada: Agent, payer: int) -> None:
    parties.change(mailed.parties.get(pk=payer), by=ada, channel="portal")
    message = reply.reply(mailed, by=ada, text="Am Freitag.", parties=[payer])
    assert message.deliveries.count() == 1


def test_who_is_on_copy_already_gets_one_mail(ada: Agent, sam: Customer) -> None:
    raw = mails.mail("Wann kommt er?\n", headers={"Cc": mails.SAM})
    case = mails.case_of(mails.take(raw))
    payer = parties.add(case, by=ada, customer=sam, role="payer", told=True).pk
    message = reply.reply(case, by=ada, text="Am Freitag.", parties=[payer], cc=[mails.SAM])
    assert message.deliveries.count() == 1


# By whom it can be answered


def test_a_caller_is_answered_by_mail_if_they_have_an_address(case: Case, ada: Agent) -> None:
    identity = case.customer.identities.create(kind="phone", value="+4930901820")
    Message.objects.create(case=case, direction="in", channel="phone", identity=identity, text="Ruft an.")
    message = reply.reply(case, by=ada, text="Am Freitag.")
    assert message.deliveries.get().recipient == mails.CARLA


def test_a_caller_without_an_address_cannot_be_answered_in_writing(case: Case, ada: Agent) -> None:
    case.customer.identities.all().delete()
    Message.objects.create(case=case, direction="in", channel="phone", text="Ruft an.")
    assert code(lambda: reply.reply(case, by=ada, text="Am Freitag.")) == "no_address"
