"""Kept by evidence that matches this very promise, and by nothing else."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import closing, delivery, evidence, lateness, promises, write
from onehand.cases.errors import Refused
from onehand.cases.models import Call, Case, Delivery, Message, Outgoing, Promise
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.cases.tests.test_promises import code_of, entries, fresh
from onehand.foundation import clock
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline.record import SYSTEM

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 3, 6, 15, tzinfo=ZoneInfo("Europe/Berlin"))


def made(case: Case, by: Agent, kind: str = "message", **more: object) -> Promise:
    promise = promises.make(case, text=f"Zusage {kind}", kind=kind, due=FRIDAY, by=by, **more)  # type: ignore[arg-type]
    clock.advance(timedelta(minutes=5))
    return promise


def answered(promise: Promise, by: Agent) -> Outgoing:
    message = reply(promise.case, by=by, text="Hier ist die Auskunft.", keeps=[promise.pk])
    return Outgoing.objects.select_related("message").get(message=message, kind="reply")


@pytest.mark.parametrize("state", ["accepted", "delivered", "outbox"])
def test_a_message_keeps_it_once_it_has_arrived(case: Case, ada: Agent, state: str) -> None:
    promise = made(case, ada)
    mail = answered(promise, ada)
    assert fresh(promise).is_open
    delivery.delivery_changed(mail, Delivery.SENDING)
    assert fresh(promise).is_open
    delivery.delivery_changed(mail, Delivery(state))
    kept = fresh(promise)
    assert promises.state_of(kept) == "kept"
    assert (kept.evidence["kind"], kept.evidence["id"]) == ("message", mail.message_id)
    assert entries(case, "promise_kept")[0].audience == "customer"


@pytest.mark.parametrize("state", ["deferred", "bounced", "uncertain"])
def test_a_message_that_has_not_arrived_keeps_nothing(case: Case, ada: Agent, state: str) -> None:
    promise = made(case, ada)
    delivery.delivery_changed(answered(promise, ada), Delivery(state))
    assert fresh(promise).is_open


def test_what_comes_back_opens_it_again_with_timers_of_its_own(case: Case, ada: Agent) -> None:
    promise = made(case, ada)
    mail = answered(promise, ada)
    delivery.delivery_changed(mail, Delivery.ACCEPTED)
    Promise.objects.update(reminded_at=clock.now(), at_risk_since=clock.now())
    clock.set(FRIDAY - timedelta(minutes=30))
    delivery.delivery_changed(mail, Delivery.BOUNCED, error="550")
    after = fresh(promise)
    assert after.is_open
    assert after.evidence == {}
    assert (after.reminded_at, after.at_risk_since) == (None, None)
    assert after.remind_at is not None
    assert clock.now() < after.remind_at < FRIDAY
    assert len(entries(case, "promise_not_kept")) == 1
    delivery.send_again(mail, by=ada)
    delivery.delivery_changed(mail, Delivery.ACCEPTED)
    assert promises.state_of(fresh(promise)) == "kept"


def test_a_case_that_was_closed_meanwhile_is_open_again_with_its_hand(case: Case, ada: Agent) -> None:
    promise = made(case, ada)
    mail = answered(promise, ada)
    closing.close_without_asking(case, by=ada, reason="erledigt")
    delivery.delivery_changed(mail, Delivery.ACCEPTED)
    delivery.delivery_changed(mail, Delivery.BOUNCED)
    after = Case.objects.get(pk=case.pk)
    assert (after.state, after.hand) == ("held", ada)


def test_told_twice_that_it_arrived_it_is_kept_once(case: Case, ada: Agent) -> None:
    promise = made(case, ada)
    mail = answered(promise, ada)
    delivery.delivery_changed(mail, Delivery.ACCEPTED)
    delivery.delivery_changed(mail, Delivery.DELIVERED)
    assert len(entries(case, "promise_kept")) == 1


def test_in_the_portal_it_has_arrived_at_once(case: Case, ada: Agent) -> None:
    promise = made(case, ada)
    Identity.objects.all().delete()
    Message.objects.update(people={})
    message = reply(case, by=ada, text="Hier ist die Auskunft.", keeps=[promise.pk])
    assert message.channel == "portal"
    assert promises.state_of(fresh(promise)) == "kept"


def test_a_mail_to_somebody_else_keeps_nothing(case: Case, ada: Agent, sam: Customer) -> None:
    promise = made(case, ada)
    mail = answered(promise, ada)
    Outgoing.objects.filter(pk=mail.pk).update(recipient="sam@example.net")
    mail.refresh_from_db()
    delivery.delivery_changed(mail, Delivery.ACCEPTED)
    assert fresh(promise).is_open


def test_a_mail_to_where_they_asked_for_the_answer_keeps_it(ada: Agent) -> None:
    raw = mails.mail(headers={"Reply-To": "buero@kern.example"})
    promise = made(mails.case_of(mails.take(raw)), ada)
    mail = answered(promise, ada)
    assert mail.recipient == "buero@kern.example"
    delivery.delivery_changed(mail, Delivery.ACCEPTED)
    assert promises.state_of(fresh(promise)) == "kept"


def test_the_message_in_which_it_was_said_does_not_keep_it(case: Case, ada: Agent) -> None:
    said = reply(case, by=ada, text="Ich schreibe bis Freitag.")
    promise = made(case, ada, message=said)
    assert code_of(lambda: promises.keep_by_message(promise, said)) == "evidence_early"


def test_nor_does_one_that_is_older(case: Case, ada: Agent) -> None:
    before = reply(case, by=ada, text="Guten Tag.")
    clock.advance(timedelta(minutes=1))
    promise = made(case, ada)
    assert code_of(lambda: promises.keep_by_message(promise, before)) == "evidence_early"


def test_nor_one_of_the_customer_nor_an_automatic_one(case: Case, ada: Agent) -> None:
    promise = made(case, ada)
    theirs = write.write(case, by=case.customer, text="Und?")
    assert code_of(lambda: promises.keep_by_message(promise, theirs)) == "evidence_automatic"
    receipt = Message.objects.create(case=case, direction="out", channel="portal", automatic="receipt", at=clock.now())
    assert code_of(lambda: promises.keep_by_message(promise, receipt)) == "evidence_automatic"


def test_nor_one_of_another_case(case: Case, ada: Agent) -> None:
    promise = made(case, ada)
    other = mails.case_of(mails.take(mails.mail(sender="Sam <sam@example.net>")))
    message = reply(other, by=ada, text="Hier.")
    assert code_of(lambda: promises.keep_by_message(promise, message)) == "evidence_foreign"


@pytest.mark.parametrize("kind", ["callback", "refund", "action", "shipment", "letter"])
def test_no_message_keeps_what_needs_other_evidence(case: Case, ada: Agent, kind: str) -> None:
    promise = made(case, ada, kind)
    with pytest.raises(Refused) as refused:
        reply(case, by=ada, text="Erledigt.", keeps=[promise.pk])
    assert refused.value.code == "evidence_kind"


def test_a_word_about_lateness_is_never_evidence(case: Case, ada: Agent) -> None:
    promise, other = made(case, ada), made(case, ada)
    clock.set(FRIDAY + timedelta(hours=1))
    renewed = lateness.tell(promise, by=ada)
    told = fresh(promise).late_told
    assert told is not None
    assert code_of(lambda: promises.keep_by_message(renewed, told)) == "evidence_automatic"
    assert code_of(lambda: promises.keep_by_message(other, told)) == "evidence_automatic"
    # Not even by a row that somehow names it.
    Promise.objects.filter(pk__in=[renewed.pk, other.pk]).update(answer=told)
    delivery.delivery_changed(Outgoing.objects.get(message=told), Delivery.DELIVERED)
    assert fresh(renewed).is_open
    assert fresh(other).is_open


def test_nor_is_the_systems_own(case: Case, ada: Agent) -> None:
    promise = made(case, ada)
    clock.set(FRIDAY + timedelta(hours=1))
    renewed = lateness.tell(promise, by=SYSTEM)
    Promise.objects.filter(pk=renewed.pk).update(answer=fresh(promise).late_told)
    delivery.delivery_changed(Outgoing.objects.get(kind="late"), Delivery.DELIVERED)
    assert fresh(renewed).is_open


def call(case: Case, by: Agent, *, reached: bool = True, direction: str = "out") -> Call:
    message = Message.objects.create(case=case, direction=direction, channel="phone", agent=by, at=clock.now())
    return Call.objects.create(message=message, reached=reached, began_at=clock.now())


def test_a_promised_call_is_kept_by_a_call_that_reached_them(case: Case, ada: Agent) -> None:
    promise = made(case, ada, "callback")
    made_call = call(case, ada)
    assert evidence.by_call(made_call) == [promise]
    assert fresh(promise).evidence["id"] == made_call.message_id


def test_a_call_in_vain_is_remembered_and_keeps_nothing(case: Case, ada: Agent) -> None:
    promise = made(case, ada, "callback")
    in_vain = call(case, ada, reached=False)
    assert evidence.by_call(in_vain) == []
    assert fresh(promise).is_open
    clock.advance(timedelta(hours=1))
    evidence.by_call(call(case, ada))
    kept = fresh(promise)
    assert [one["id"] for one in kept.evidence["tried"]] == [in_vain.message_id]
    assert kept.evidence["kind"] == "call"


def test_one_call_keeps_the_next_promised_one_or_those_that_are_named(case: Case, ada: Agent) -> None:
    first, second = made(case, ada, "callback"), made(case, ada, "callback")
    assert evidence.by_call(call(case, ada)) == [first]
    third = made(case, ada, "callback")
    assert evidence.by_call(call(case, ada), promises=[third.pk]) == [third]
    assert fresh(second).is_open


def test_a_call_from_before_the_promise_or_from_them_keeps_nothing(case: Case, ada: Agent) -> None:
    before = call(case, ada)
    clock.advance(timedelta(minutes=1))
    made(case, ada, "callback")
    assert evidence.by_call(before) == []
    assert evidence.by_call(call(case, ada, direction="in")) == []


def test_a_call_keeps_no_promised_message(case: Case, ada: Agent) -> None:
    made(case, ada, "message")
    assert evidence.by_call(call(case, ada)) == []


def test_a_letter_is_kept_by_the_day_it_was_posted(case: Case, ada: Agent) -> None:
    promise = made(case, ada, "letter")
    evidence.by_letter(promise, posted_on=date(2026, 3, 2), by=ada)
    assert fresh(promise).evidence["posted_on"] == "2026-03-02"


@pytest.mark.parametrize(
    ("kind", "day", "code"),
    [
        ("letter", date(2026, 3, 1), "evidence_early"),
        ("letter", date(2026, 3, 3), "evidence_future"),
        ("message", date(2026, 3, 2), "evidence_kind"),
    ],
)
def test_what_no_posted_letter_keeps(case: Case, ada: Agent, kind: str, day: date, code: str) -> None:
    promise = made(case, ada, kind)
    assert code_of(lambda: evidence.by_letter(promise, posted_on=day, by=ada)) == code


def test_an_action_keeps_the_promise_of_its_kind_and_only_one(case: Case, ada: Agent) -> None:
    first, second, other = made(case, ada, "refund"), made(case, ada, "refund"), made(case, ada, "action")
    assert evidence.by_action(case, kind="refund", reference="R-1", at=clock.now()) == first
    assert evidence.by_action(case, kind="refund", reference="R-1", at=clock.now()) is None
    assert [fresh(one).is_open for one in (first, second, other)] == [False, True, True]
    assert fresh(first).evidence["reference"] == "R-1"


def test_an_action_that_names_its_promise_keeps_that_one(case: Case, ada: Agent) -> None:
    first, second = made(case, ada, "refund"), made(case, ada, "refund")
    kept = evidence.by_action(case, kind="refund", reference="R-1", at=clock.now(), promise=second)
    assert kept == second
    assert fresh(first).is_open


def test_an_event_keeps_the_promise_of_its_kind(case: Case, ada: Agent) -> None:
    promise = made(case, ada, "shipment")
    early = clock.now() - timedelta(days=1)
    assert evidence.by_event(case, kind="shipment", reference="P-1", at=early) is None
    assert evidence.by_event(case, kind="arrival", reference="P-1", at=clock.now()) is None
    assert evidence.by_action(case, kind="shipment", reference="P-1", at=clock.now()) is None
    assert evidence.by_event(case, kind="shipment", reference="P-1", at=clock.now()) == promise


def test_the_database_itself_knows_no_tick_without_evidence(case: Case, ada: Agent) -> None:
    from django.db import IntegrityError, transaction

    promise = made(case, ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=promise.pk).update(kept_at=clock.now())


def test_what_is_over_is_not_kept(case: Case, ada: Agent) -> None:
    promise = made(case, ada)
    promises.withdraw(promise, why="geht nicht", by=ada)
    message = reply(case, by=ada, text="Doch.")
    assert code_of(lambda: promises.keep_by_message(promise, message)) == "promise_over"
