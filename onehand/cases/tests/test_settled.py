"""A case closes when its questions are answered, its promises kept, and the customer says so (A5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from onehand.cases import closing, evidence, promises, questions, reply, silence, waiting
from onehand.cases.errors import Refused
from onehand.cases.models import Case, OpenEnd, Promise
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def promise(case: Case, by: Agent, kind: str, days: int = 2) -> Promise:
    return promises.make(case, text=f"Zusage {kind}", kind=kind, due=clock.now() + timedelta(days=days), by=by)


def now(case: Case) -> Case:
    return Case.objects.select_related("customer").get(pk=case.pk)


def code(action: object) -> str:
    with pytest.raises(Refused) as refused:
        action()  # type: ignore[operator]
    return refused.value.code


# Agents


@pytest.mark.parametrize("kind", ["callback", "message", "refund", "shipment", "letter", "action", "other"])
def test_an_open_promise_forbids_asking_and_closing(case: Case, ada: Agent, kind: str) -> None:
    promise(case, ada, kind)
    with pytest.raises(Refused) as refused:
        closing.ask_solved(case, by=ada)
    assert (refused.value.code, refused.value.values["promises"]) == ("promises_open", [f"Zusage {kind}"])
    assert code(lambda: closing.close_without_asking(case, by=ada, reason="x")) == "promises_open"


def test_one_whose_message_is_on_its_way_does_not(case: Case, ada: Agent) -> None:
    owed = promise(case, ada, "message")
    clock.advance(timedelta(minutes=1))
    reply.reply(case, by=ada, text="Die Tür ist bestellt.", keeps=[owed.pk])
    closing.ask_solved(now(case), by=ada)
    assert now(case).state == "asked"


def test_the_question_whether_it_is_solved_stops_no_clock(case: Case, ada: Agent) -> None:
    closing.ask_solved(case, by=ada)
    after = now(case)
    assert (after.state, after.waiting_since, after.answer_due) == ("asked", case.waiting_since, case.answer_due)


# Silence


def test_silence_cannot_close_what_is_still_owed(case: Case, ada: Agent) -> None:
    closing.ask_solved(case, by=ada)
    promise(now(case), ada, "message", days=20)
    clock.advance(timedelta(days=8))
    assert silence.close_by_silence() == 0
    after = now(case)
    assert (after.state, after.hand) == ("held", ada)
    assert Entry.objects.filter(subject_id=case.pk, kind="reopened").count() == 1
    assert silence.close_by_silence() == 0


@pytest.mark.parametrize("closed", [True, False])
def test_an_answer_that_came_back_takes_the_case_back_to_its_hand(ada: Agent, closed: bool) -> None:
    case = mails.case_of(mails.take(mails.mail("Wann kommt mein Schrank?\n")))
    message = reply.reply(case, by=ada, text="Am Freitag.", answers=mails.asked_in(case))
    closing.ask_solved(now(case), by=ada)
    if closed:
        clock.advance(timedelta(days=8))
        assert silence.close_by_silence() == 1
    message.deliveries.update(state="bounced")
    questions.undelivered(message)
    after = now(case)
    assert (after.state, after.hand, after.waiting_since) == ("held", ada, case.waiting_since)
    clock.advance(timedelta(days=8))
    assert silence.close_by_silence() == 0


def test_a_late_bounce_does_not_contradict_the_customers_word(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail("Wann kommt mein Schrank?\n")))
    message = reply.reply(case, by=ada, text="Am Freitag.", answers=mails.asked_in(case))
    closing.confirm(now(case), by=case.customer)
    message.deliveries.update(state="bounced")
    assert questions.undelivered(message) == []
    assert now(case).state == "closed"


# The customer's word


@pytest.mark.parametrize("kind", ["callback", "message", "other"])
def test_solved_ends_what_was_only_to_be_said(case: Case, ada: Agent, kind: str) -> None:
    owed = promise(case, ada, kind)
    closing.confirm(case, by=case.customer)
    owed.refresh_from_db()
    assert (now(case).state, owed.withdrawn_at) == ("closed", clock.now())
    assert owed.why == "vom Kunden als gelöst bestätigt"
    assert Entry.objects.get(kind="promise_withdrawn").audience == "customer"


@pytest.mark.parametrize("kind", ["refund", "shipment", "letter", "action"])
def test_solved_waits_for_what_was_to_be_done(case: Case, ada: Agent, kind: str) -> None:
    owed = promise(case, ada, kind)
    closure = closing.confirm(case, by=case.customer)
    after = now(case)
    assert (after.state, after.hand, after.wait_until, after.wait_for) == ("waiting", ada, owed.due, f"Zusage {kind}")
    assert (closure.how, closure.closed_at, after.waiting_since) == ("customer", None, None)
    assert Promise.objects.get().is_open
    assert Entry.objects.filter(kind="confirmed").count() == 1
    closing.confirm(after, by=after.customer)
    assert Entry.objects.filter(kind="confirmed").count() == 1
    assert silence.close_confirmed() == 0


def test_once_it_is_done_the_case_closes_by_the_customers_word(case: Case, ada: Agent) -> None:
    promise(case, ada, "refund")
    closing.confirm(case, by=case.customer)
    clock.advance(timedelta(hours=1))
    assert evidence.by_action(now(case), kind="refund", reference="r1", at=clock.now()) is not None
    assert silence.close_confirmed() == 1
    after = now(case)
    assert (after.state, after.hand, after.closures.get().how) == ("closed", None, "customer")
    assert silence.close_confirmed() == 0


def test_what_is_not_done_in_time_comes_back_to_the_hand_and_is_asked_anew(case: Case, ada: Agent) -> None:
    owed = promise(case, ada, "refund")
    closing.confirm(case, by=case.customer)
    clock.advance(timedelta(days=3))
    assert waiting.over() == 1
    assert now(case).state == "held"
    assert evidence.by_action(now(case), kind="refund", reference="r1", at=clock.now()) == owed
    assert silence.close_confirmed() == 0
    closing.ask_solved(now(case), by=ada)
    assert now(case).state == "asked"
    assert case.closures.filter(undone_at__isnull=True).count() == 1


def test_what_runs_elsewhere_is_not_hidden_by_the_customers_word(case: Case) -> None:
    end = OpenEnd.objects.create(case=case, kind="action", reference="1")
    closing.confirm(case, by=case.customer)
    after = now(case)
    assert (after.state, after.wait_for, after.closed_at) == ("waiting", "eine Änderung in unseren Systemen", None)
    assert silence.close_confirmed() == 0
    end.closed_at = clock.now()
    end.save()
    assert silence.close_confirmed() == 1


def test_a_new_word_of_the_customer_takes_back_that_it_was_solved(case: Case, ada: Agent) -> None:
    promise(case, ada, "refund")
    closing.confirm(case, by=case.customer)
    mails.take(mails.answer(case, "Es klemmt doch noch.\n"))
    after = now(case)
    assert (after.state, after.closures.filter(undone_at__isnull=True).exists()) == ("held", False)
    clock.advance(timedelta(hours=1))
    evidence.by_action(after, kind="refund", reference="r1", at=clock.now())
    assert silence.close_confirmed() == 0
    assert now(case).state == "held"


def test_in_a_waiting_case_the_link_shows_that_it_was_answered(case: Case, ada: Agent) -> None:
    closing.ask_solved(case, by=ada)
    closure = case.closures.get()
    promise(now(case), ada, "refund")
    closing.confirm(now(case), by=case.customer)
    secret = closing.answer_url(closure).rstrip("/").rpartition("/")[2]
    page = Client(headers={"accept-language": "de"}).get(f"/solved/{secret}/").content.decode()
    assert "Noch nicht gelöst" not in page
