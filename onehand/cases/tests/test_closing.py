"""Solved is the customer's word: asked, confirmed or silent until announced, reopened by any answer (A5)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases import closing, handover, reply, silence
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Closure, OpenEnd, Outgoing
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.models import Entry
from onehand.timeline.record import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(case: Case, ada: Agent) -> Case:
    reply.reply(case, by=ada, text="Die neue Tür ist da.")
    closing.ask_solved(case, by=ada)
    return Case.objects.get(pk=case.pk)


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def code(action: object) -> str:
    with pytest.raises(Refused) as refused:
        action()  # type: ignore[operator]
    return refused.value.code


def test_the_question_announces_until_when_silence_closes(asked: Case) -> None:
    closure = asked.closures.get()
    assert asked.state == "asked"
    assert closure.silence_until == clock.now() + timedelta(days=7)
    mail = mails.outgoing_of(asked, "question")
    assert mail.recipient == mails.CARLA
    assert "Wenn wir bis Montag, 9. März, 09:00 Uhr nichts von Ihnen hören" in mail.text
    assert [button["url"].rpartition("?")[2] for button in mail.buttons] == ["answer=yes", "answer=no"]


def test_asking_twice_is_asking_once(asked: Case, ada: Agent) -> None:
    closing.ask_solved(asked, by=ada)
    assert Closure.objects.count() == 1
    assert Outgoing.objects.filter(kind="question").count() == 1


def test_the_customers_yes_closes(asked: Case) -> None:
    closing.confirm(asked, by=asked.customer)
    after = Case.objects.get(pk=asked.pk)
    assert (after.state, after.hand, after.closed_at) == ("closed", None, clock.now())
    assert after.closures.get().how == "customer"


def test_the_customers_yes_twice_closes_once(asked: Case) -> None:
    stale = Case.objects.get(pk=asked.pk)
    closing.confirm(asked, by=asked.customer)
    closing.confirm(stale, by=asked.customer)
    assert Entry.objects.filter(kind="confirmed").count() == 1


def test_the_customer_may_say_solved_unasked(case: Case) -> None:
    closing.confirm(case, by=case.customer)
    assert state(case) == "closed"


def test_the_customers_no_goes_back_to_the_same_hand(asked: Case, ada: Agent) -> None:
    closing.deny(asked, by=asked.customer)
    after = Case.objects.get(pk=asked.pk)
    assert (after.state, after.hand) == ("held", ada)
    assert after.closures.filter(undone_at__isnull=True).count() == 0


def test_the_customers_no_with_words_is_a_message_that_waits_for_an_answer(asked: Case) -> None:
    closing.deny(asked, by=asked.customer, text="Es klemmt noch.")
    after = Case.objects.get(pk=asked.pk)
    assert after.waiting_since is not None
    assert after.messages.filter(direction="in", text="Es klemmt noch.").exists()


def test_silence_closes_at_the_announced_time_and_not_before(asked: Case) -> None:
    clock.advance(timedelta(days=7) - timedelta(seconds=1))
    assert silence.close_by_silence() == 0
    clock.advance(timedelta(seconds=1))
    assert silence.close_by_silence() == 1
    assert state(asked) == "closed"
    assert asked.closures.get().how == "silence"
    assert silence.close_by_silence() == 0


def test_an_answer_in_the_last_moment_wins_over_silence(asked: Case) -> None:
    clock.advance(timedelta(days=8))
    stale = Closure.objects.select_related("case").get(case=asked)
    mails.take(mails.answer(asked, "Noch nicht!\n"))
    assert silence._silent(stale, by=SYSTEM) == 0
    assert state(asked) == "held"


def test_silence_does_not_close_while_something_still_runs(asked: Case) -> None:
    end = OpenEnd.objects.create(case=asked, kind="action", reference="1")
    clock.advance(timedelta(days=8))
    assert silence.close_by_silence() == 0
    end.closed_at = clock.now()
    end.save()
    assert silence.close_by_silence() == 1


@pytest.mark.parametrize("how", ["mail", "portal"])
@pytest.mark.parametrize("closed", [True, False])
def test_any_answer_reopens_to_the_same_hand(asked: Case, ada: Agent, nora: Agent, how: str, closed: bool) -> None:
    if closed:
        closing.confirm(asked, by=asked.customer)
    mails.hours_later(24 * 90)
    if how == "mail":
        mails.take(mails.answer(asked, "Es ist wieder kaputt.\n"))
    else:
        write(Case.objects.get(pk=asked.pk), by=asked.customer, text="Es ist wieder kaputt.")
    after = Case.objects.get(pk=asked.pk)
    assert (after.state, after.hand, after.closed_at) == ("held", ada, None)
    assert after.waiting_since == clock.now()
    assert Entry.objects.filter(subject_id=asked.pk, kind="reopened").count() == 1


def test_reopened_after_the_hand_has_left_it_goes_to_somebody_else(asked: Case, ada: Agent, nora: Agent) -> None:
    closing.confirm(asked, by=asked.customer)
    Agent.objects.filter(pk=ada.pk).update(active=False)
    write(Case.objects.get(pk=asked.pk), by=asked.customer, text="Noch etwas.")
    assert Case.objects.get(pk=asked.pk).hand == nora


def test_a_reopened_case_can_be_asked_and_closed_again(asked: Case, ada: Agent) -> None:
    closing.confirm(asked, by=asked.customer)
    write(Case.objects.get(pk=asked.pk), by=asked.customer, text="Noch etwas.")
    closing.ask_solved(Case.objects.get(pk=asked.pk), by=ada)
    closing.confirm(Case.objects.get(pk=asked.pk), by=asked.customer)
    assert state(asked) == "closed"
    assert Closure.objects.filter(undone_at__isnull=True).count() == 1


def test_closing_without_asking_needs_a_reason_that_all_can_read(case: Case, ada: Agent) -> None:
    assert code(lambda: closing.close_without_asking(case, by=ada, reason=" ")) == "reason_missing"
    closing.close_without_asking(case, by=ada, reason="Werbung")
    told = Entry.objects.get(subject_id=case.pk, kind="closed")
    assert (told.audience, told.values) == ("customer", {"reason": "Werbung"})
    assert code(lambda: closing.close_without_asking(case, by=ada, reason="x")) == "closed"


def test_an_open_end_forbids_asking_and_closing_until_it_is_over(case: Case, ada: Agent) -> None:
    end = OpenEnd.objects.create(case=case, kind="refund", reference="7")
    with pytest.raises(Refused) as refused:
        closing.ask_solved(case, by=ada)
    assert (refused.value.code, refused.value.values) == ("open_ends", {"ends": "refund"})
    assert code(lambda: closing.close_without_asking(case, by=ada, reason="x")) == "open_ends"
    end.closed_at = clock.now()
    end.save()
    closing.ask_solved(case, by=ada)


def test_what_has_nobody_to_ask_cannot_be_asked(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail(without=["From"])))
    assert code(lambda: closing.ask_solved(case, by=ada)) == "no_address"


def test_an_agent_can_undo_a_closing_and_the_hand_is_back(case: Case, ada: Agent, nora: Agent) -> None:
    closing.close_without_asking(case, by=ada, reason="aus Versehen")
    closing.reopen(case, by=nora)
    after = Case.objects.get(pk=case.pk)
    assert (after.state, after.hand) == ("held", ada)
    assert code(lambda: closing.reopen(after, by=nora)) == "not_closed"


def test_the_link_in_the_mail_leads_to_its_question_only(asked: Case, ada: Agent) -> None:
    closure = asked.closures.get()
    secret = closing.answer_url(closure).rstrip("/").rpartition("/")[2]
    found = closing.closure_of(secret)
    assert found == closure
    assert state(asked) == "asked"
    for forged in ("", "x", secret[:-1], secret + "a", secret.replace(".", "")):
        assert closing.closure_of(forged) is None


def test_the_link_of_an_earlier_question_is_dead_after_a_reopening(asked: Case) -> None:
    closure = asked.closures.get()
    secret = closing.answer_url(closure).rstrip("/").rpartition("/")[2]
    write(asked, by=asked.customer, text="Nein, es klemmt noch.")
    assert closing.closure_of(secret) is None


def test_closing_ends_waiting_and_every_clock(case: Case, ada: Agent) -> None:
    closing.close_without_asking(case, by=ada, reason="x")
    after = Case.objects.get(pk=case.pk)
    assert (after.waiting_since, after.answer_due, after.wait_until, after.wait_for) == (None, None, None, "")


def test_the_question_names_the_hand_in_the_customers_language(ada: Agent) -> None:
    text = "Hello,\n\nmy order has not arrived. I have been waiting for two weeks.\n"
    case = mails.case_of(mails.take(mails.mail(text)))
    closing.ask_solved(case, by=ada)
    assert "reopens it with Ada Brandt" in mails.outgoing_of(case, "question").text


def test_taking_over_a_case_that_was_asked_keeps_the_question(asked: Case, nora: Agent) -> None:
    handover.take(asked, by=nora, reason="x")
    assert state(asked) == "asked"
