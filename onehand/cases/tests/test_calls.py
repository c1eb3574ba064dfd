"""Calls are agreed first, noted as messages, and keep what was promised when somebody was reached (B6, C2, C5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import calls, closing, promises, reply, slots
from onehand.cases.errors import Refused
from onehand.cases.models import Call, Case, Message, Outgoing, Promise
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people import card
from onehand.people.merging import merge
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
NUMBER = "+49 30 901820"
TEN = datetime(2026, 3, 3, 10, tzinfo=BERLIN)


def took(case: Case, by: Agent, text: str = "Sie fragt nach dem Liefertermin.", **more: object) -> Message:
    return calls.log(case, by=by, direction="in", number=NUMBER, reached=True, text=text, **more)  # type: ignore[arg-type]


def rang(case: Case, by: Agent, *, reached: bool = True, **more: object) -> Message:
    text = "Termin erklärt." if reached else ""
    return calls.log(case, by=by, direction="out", number=NUMBER, reached=reached, text=text, **more)  # type: ignore[arg-type]


def fresh(case: Case) -> Case:
    return Case.objects.select_related("customer", "team").get(pk=case.pk)


def refused(act: object, *args: object, **more: object) -> Refused:
    with pytest.raises(Refused) as why:
        act(*args, **more)  # type: ignore[operator]
    return why.value


@pytest.fixture
def callback(case: Case) -> Promise:
    promise = slots.book(case, start=TEN, number=NUMBER, by=case.customer).promise
    assert promise is not None
    return promise


def test_a_call_of_theirs_is_their_word_noted_by_an_agent(case: Case, nora: Agent, carla: Customer) -> None:
    message = took(case, nora, seconds=240)
    assert (message.direction, message.channel, message.agent) == ("in", "phone", nora)
    assert message.identity == Identity.objects.get(kind="phone", customer=carla, value="+4930901820")
    call = Call.objects.get(message=message)
    assert (call.number, call.reached, call.seconds, call.logged) == ("+4930901820", True, 240, True)
    entry = Entry.objects.get(kind="call_taken")
    assert (entry.audience, entry.ref, entry.actor_name) == ("customer", message.pk, "Nora Lindt")


def test_it_waits_for_an_answer_unless_it_was_given_while_they_spoke(case: Case, ada: Agent) -> None:
    reply.reply(case, by=ada, text="Am Freitag.")
    took(fresh(case), ada)
    assert fresh(case).waiting_since == clock.now()
    assert fresh(case).answer_due is not None
    took(fresh(case), ada, answered=True)
    assert (fresh(case).waiting_since, fresh(case).answer_due) == (None, None)


def test_it_reopens_what_was_closed(case: Case, ada: Agent) -> None:
    closing.close_without_asking(case, by=ada, reason="erledigt")
    took(fresh(case), ada)
    assert (fresh(case).state, fresh(case).hand) == ("held", ada)


def test_what_they_asked_on_the_phone_is_a_question(case: Case, ada: Agent) -> None:
    message = took(case, ada, "Wann wird der Schrank geliefert?")
    assert [one.text for one in message.questions.all()] == ["Wann wird der Schrank geliefert?"]


def test_a_hidden_number_is_no_hindrance(case: Case, ada: Agent) -> None:
    message = calls.log(case, by=ada, direction="in", number=" ", reached=True, text="Ohne Nummer.")
    assert message.identity is None
    assert Call.objects.get().number == ""


def test_after_a_call_a_written_answer_still_reaches_them_by_mail(case: Case, ada: Agent) -> None:
    took(case, ada)
    message = reply.reply(fresh(case), by=ada, text="Wie besprochen: am Freitag.")
    assert Outgoing.objects.get(message=message).recipient == mails.CARLA


def test_a_call_that_nobody_agreed_to_is_refused(case: Case, ada: Agent) -> None:
    assert refused(rang, case, ada).code == "call_not_agreed"
    assert not Call.objects.exists()
    assert calls.may_call(case.customer, clock.now(), asked=True).ok


def test_who_prefers_the_phone_may_be_called(case: Case, carla: Customer, ada: Agent) -> None:
    card.change(carla, by=carla, preferred_channel="phone")
    assert rang(fresh(case), ada).direction == "out"


def test_who_called_may_be_called_back_within_the_hour_whatever_the_card_says(
    case: Case, carla: Customer, ada: Agent
) -> None:
    card.change(carla, by=carla, no_phone=True, quiet_from="00:00", quiet_until="23:00")
    took(fresh(case), ada)
    clock.advance(timedelta(minutes=59))
    assert calls.may_call(carla, clock.now()).ok
    clock.advance(timedelta(minutes=2))
    assert calls.may_call(carla, clock.now()).code == "no_phone"


def test_no_phone_and_quiet_hours_are_refused_with_their_reason(case: Case, carla: Customer, ada: Agent) -> None:
    card.change(carla, by=carla, preferred_channel="phone", quiet_from="20:00", quiet_until="10:00")
    word = refused(rang, fresh(case), ada)
    assert (word.code, word.values) == ("quiet_hours", {"until": "10:00"})
    card.change(carla, by=carla, no_phone=True)
    assert refused(rang, fresh(case), ada).code == "no_phone"


def test_all_who_were_merged_count(case: Case, carla: Customer, sam: Customer, ada: Agent) -> None:
    card.change(sam, by=sam, no_phone=True)
    merge(sam, into=carla, by=ada, why="dieselbe Person")
    assert refused(rang, fresh(case), ada, asked=True).code == "no_phone"


def test_a_slot_around_the_moment_opens_the_line_for_who_asked_not_to_be_called(
    case: Case, carla: Customer, callback: Promise
) -> None:
    card.change(carla, by=carla, no_phone=True)
    minutes = {-31: False, -30: True, 0: True, 30: True, 31: False}
    assert {one: calls.may_call(carla, TEN + timedelta(minutes=one)).ok for one in minutes} == minutes


def test_reached_at_the_agreed_time_keeps_the_promise_and_answers(case: Case, ada: Agent, callback: Promise) -> None:
    clock.set(TEN)
    message = rang(fresh(case), ada, keeps=[callback.pk])
    callback.refresh_from_db()
    assert callback.kept_at == TEN
    assert callback.evidence["id"] == message.pk
    assert (fresh(case).waiting_since, fresh(case).answer_due) == (None, None)
    assert slots.booked_of(case) == []
    entry = Entry.objects.get(kind="called")
    assert (entry.audience, entry.ref) == ("customer", message.pk)


def test_only_the_chosen_promise_is_kept(case: Case, ada: Agent, callback: Promise) -> None:
    rang(case, ada)
    callback.refresh_from_db()
    assert callback.kept_at is None


def test_a_call_in_vain_keeps_nothing_and_offers_another_time_once_a_day(
    case: Case, ada: Agent, callback: Promise
) -> None:
    clock.set(TEN)
    message = rang(fresh(case), ada, reached=False, keeps=[callback.pk])
    callback.refresh_from_db()
    assert callback.kept_at is None
    assert message.text == "Angerufen, niemand hat abgenommen."
    assert fresh(case).waiting_since is not None
    mail = Outgoing.objects.filter(kind="callback").latest("pk")
    assert "nicht erreicht. Wann passt es Ihnen besser?" in mail.text
    before = Outgoing.objects.count()
    rang(fresh(case), ada, reached=False, keeps=[callback.pk])
    assert Outgoing.objects.count() == before


def test_the_new_time_takes_the_place_of_the_one_at_which_nobody_answered(
    case: Case, ada: Agent, callback: Promise
) -> None:
    clock.set(TEN)
    rang(fresh(case), ada, reached=False, keeps=[callback.pk])
    clock.advance(timedelta(hours=2))
    slot = slots.book(fresh(case), start=TEN + timedelta(days=1), number=NUMBER, by=case.customer)
    assert [one.pk for one in promises.open_of(case)] == [slot.promise_id]


def test_a_callback_that_we_forgot_stays_owed_when_another_time_is_chosen(case: Case, callback: Promise) -> None:
    clock.set(TEN + timedelta(hours=2))
    slots.book(fresh(case), start=TEN + timedelta(days=1), number=NUMBER, by=case.customer)
    assert callback.pk in [one.pk for one in promises.open_of(case)]


def test_an_agreed_call_may_be_written_down_later(case: Case, carla: Customer, ada: Agent, callback: Promise) -> None:
    card.change(carla, by=carla, no_phone=True)
    clock.set(TEN + timedelta(hours=5))
    rang(fresh(case), ada, keeps=[callback.pk], began_at=TEN + timedelta(minutes=2))
    callback.refresh_from_db()
    assert callback.kept_at is not None
    assert Call.objects.get().began_at == TEN + timedelta(minutes=2)


def test_a_promise_of_another_case_is_refused_and_nothing_is_noted(case: Case, ada: Agent, callback: Promise) -> None:
    other = mails.case_of(mails.take(mails.mail()))
    assert refused(rang, other, ada, asked=True, keeps=[callback.pk]).code == "not_of_this_case"
    assert not Call.objects.exists()


@pytest.mark.parametrize("number", ["", "12", "keine"])
def test_we_cannot_have_called_what_is_no_number(case: Case, ada: Agent, number: str) -> None:
    word = refused(calls.log, case, by=ada, direction="out", number=number, reached=True, text="x", asked=True)
    assert word.code == "number_unusable"


def test_a_call_that_reached_somebody_needs_a_note(case: Case, ada: Agent) -> None:
    assert refused(took, case, ada, "  ").code == "empty"


def test_the_same_form_twice_is_one_call(case: Case, ada: Agent) -> None:
    assert took(case, ada, key="k") == took(case, ada, key="k")
    assert Call.objects.count() == 1
