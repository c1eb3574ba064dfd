"""What came back goes on by the next own address, once; what reached nobody is the hand's task."""

from __future__ import annotations

import pytest

from onehand.cases import delivery, reply
from onehand.cases.delivery import delivery_changed
from onehand.cases.going_on import MOST, not_reached
from onehand.cases.models import Case, Delivery, Outgoing, Question
from onehand.cases.notice import write_notice
from onehand.cases.tests import mails
from onehand.foundation import jobs
from onehand.people.known import find_or_make
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.models import Entry
from onehand.timeline.record import SYSTEM, writing

pytestmark = pytest.mark.django_db

OTHER = "carla@arbeit.example"
PROVED, SEEN, CLAIMED = Identity.Assurance.PROVED, Identity.Assurance.SEEN, Identity.Assurance.CLAIMED


@pytest.fixture
def written(ada: Agent) -> Case:
    return mails.case_of(mails.take(mails.mail()))


def also(customer: Customer, address: str, assurance: str) -> Identity:
    identity = Identity.objects.create(customer=customer, kind="email", value=address, assurance=assurance)
    return identity


def surely(case: Case, assurance: str) -> None:
    case.customer.identities.filter(value=mails.CARLA).update(assurance=assurance)


def sent(case: Case, ada: Agent, text: str = "Am Freitag.") -> Outgoing:
    message = reply.reply(case, by=ada, text=text)
    return Outgoing.objects.get(message=message)


def mails_of(outgoing: Outgoing) -> list[tuple[str, str]]:
    rows = Outgoing.objects.filter(message=outgoing.message).order_by("pk")
    return list(rows.values_list("recipient", "state"))


def told(case: Case, kind: str) -> list[object]:
    return [one.values for one in Entry.objects.filter(subject_id=case.pk, kind=kind).order_by("seq")]


def test_a_bounce_goes_on_to_the_next_address_and_the_timeline_says_so(written: Case, ada: Agent) -> None:
    also(written.customer, OTHER, SEEN)
    first = sent(written, ada)
    mails.take(mails.bounce(first), envelope_from="")
    assert mails_of(first) == [(mails.CARLA, "bounced"), (OTHER, "queued")]
    second = Outgoing.objects.get(message=first.message, recipient=OTHER)
    assert (second.text, second.kind, second.cc) == (first.text, "reply", [])
    assert second.external_id != first.external_id
    assert first.external_id not in second.references
    assert told(written, "went_on") == [{"recipient": OTHER, "failed": mails.CARLA}]
    assert first.message is not None
    first.message.refresh_from_db()
    assert first.message.delivery == "queued"
    assert not_reached(ada) == []


def test_it_is_told_only_when_it_was_delivered(written: Case, ada: Agent) -> None:
    also(written.customer, OTHER, SEEN)
    question = Question.objects.get(case=written)
    message = reply.reply(written, by=ada, text="Am Freitag.", answers=[question.pk])
    first = Outgoing.objects.get(message=message)
    delivery_changed(first, Delivery.BOUNCED, error="550")
    question.refresh_from_db()
    assert question.ended == Question.Ended.ANSWERED  # it is on its way to the other address
    second = Outgoing.objects.get(message=message, recipient=OTHER)
    delivery_changed(second, Delivery.BOUNCED, error="550")
    question.refresh_from_db()
    assert question.ended_at is None  # nobody got it


def test_each_address_is_tried_once_and_then_the_hand_is_told(written: Case, ada: Agent) -> None:
    for number in range(MOST + 3):
        also(written.customer, f"carla{number}@arbeit.example", SEEN)
    first = sent(written, ada)
    while (row := Outgoing.objects.filter(message=first.message, state=Delivery.QUEUED).first()) is not None:
        delivery_changed(row, Delivery.BOUNCED, error="550")
    found = mails_of(first)
    assert len(found) == len(dict(found)) == MOST
    assert len(told(written, "not_reached")) == 1
    assert [one.case for one in not_reached(ada)] == [written]


def test_a_bounce_that_comes_twice_sends_nothing_twice(written: Case, ada: Agent) -> None:
    also(written.customer, OTHER, SEEN)
    first = sent(written, ada)
    mails.take(mails.bounce(first), envelope_from="")
    mails.take(mails.bounce(first), envelope_from="")
    jobs.run_due()
    assert [address for address, _ in mails_of(first)] == [mails.CARLA, OTHER]


@pytest.mark.parametrize(
    ("failed", "other", "goes"),
    [
        (CLAIMED, CLAIMED, False),
        (CLAIMED, SEEN, True),
        (SEEN, SEEN, True),
        (PROVED, SEEN, False),
        (PROVED, PROVED, True),
    ],
)
def test_only_an_address_that_is_at_least_as_sure(
    written: Case, ada: Agent, failed: str, other: str, goes: bool
) -> None:
    surely(written, failed)
    also(written.customer, OTHER, other)
    first = sent(written, ada)
    delivery_changed(first, Delivery.BOUNCED, error="550")
    assert (len(mails_of(first)) == 2) is goes
    assert bool(not_reached(ada)) is not goes


def test_never_to_a_stranger_and_never_to_what_a_mail_merely_named(ada: Agent, sam: Customer) -> None:
    sam.identities.update(assurance=PROVED)
    raw = mails.mail("Schreiben Sie mir bitte an sam@example.net.", headers={"Reply-To": "neu@example.net"})
    case = mails.case_of(mails.take(raw))
    also(case.customer, OTHER, SEEN)
    first = sent(case, ada)
    assert first.recipient == "neu@example.net"
    delivery_changed(first, Delivery.BOUNCED, error="550")
    assert [address for address, _ in mails_of(first)] == ["neu@example.net"]
    assert told(case, "not_reached") == [{"recipient": "neu@example.net"}]


def test_whoever_wants_no_mail_gets_no_second_one(written: Case, ada: Agent) -> None:
    also(written.customer, OTHER, SEEN)
    Customer.objects.filter(pk=written.customer_id).update(preferred_channel="letter")
    first = sent(written, ada)
    delivery_changed(first, Delivery.BOUNCED, error="550")
    assert len(mails_of(first)) == 1


def test_who_was_merged_into_them_has_addresses_too(written: Case, ada: Agent) -> None:
    twin, _ = find_or_make("email", OTHER, name="Carla K.", language="de")
    twin.identities.update(assurance=SEEN)
    twin.merged_into = written.customer
    twin.save()
    first = sent(written, ada)
    delivery_changed(first, Delivery.BOUNCED, error="550")
    assert [address for address, _ in mails_of(first)] == [mails.CARLA, OTHER]


def test_a_copy_that_failed_is_no_reason_to_go_on(written: Case, ada: Agent) -> None:
    also(written.customer, OTHER, SEEN)
    first = sent(written, ada)
    Outgoing.objects.filter(pk=first.pk).update(cc=["chef@example.net"])
    first.refresh_from_db()
    delivery.reported(first, action="failed", detail="5.1.1", recipients=["Chef@example.net"])
    assert len(mails_of(first)) == 1
    assert told(written, "not_reached") == []


@pytest.mark.parametrize("kind", ["confirming", "asking", "due_process"])
def test_what_proves_something_stays_with_the_address_it_was_for(written: Case, ada: Agent, kind: str) -> None:
    also(written.customer, OTHER, PROVED)
    with writing():
        message = write_notice(
            written, recipient=mails.CARLA, text="Waren Sie das?", kind=kind, entry=Kind.NOTICE_SENT, by=SYSTEM
        )
    delivery_changed(Outgoing.objects.get(message=message), Delivery.BOUNCED, error="550")
    assert Outgoing.objects.filter(message=message).count() == 1
    assert len(told(written, "not_reached")) == 1


def test_a_receipt_is_neither_sent_on_nor_a_task(written: Case, ada: Agent) -> None:
    also(written.customer, OTHER, SEEN)
    jobs.run_due()
    receipt = Outgoing.objects.get(case=written, kind="receipt")
    delivery_changed(receipt, Delivery.BOUNCED, error="550")
    assert Outgoing.objects.filter(kind="receipt").count() == 1
    assert not_reached(ada) == []


def test_the_task_is_over_when_they_write_or_a_later_mail_arrives(written: Case, ada: Agent, nora: Agent) -> None:
    first = sent(written, ada)
    delivery_changed(first, Delivery.BOUNCED, error="550")
    assert [one.pk for one in not_reached(ada)] == [first.pk]
    assert not_reached(nora) == []
    later = sent(written, ada, "Noch einmal: am Freitag.")
    assert not_reached(ada)
    delivery_changed(later, Delivery.ACCEPTED)
    assert not_reached(ada) == []


def test_answers_to_the_second_mail_find_the_case(written: Case, ada: Agent) -> None:
    also(written.customer, OTHER, SEEN)
    first = sent(written, ada)
    delivery_changed(first, Delivery.BOUNCED, error="550")
    second = Outgoing.objects.get(message=first.message, recipient=OTHER)
    raw = mails.mail("Danke!", sender=f"Carla Kern <{OTHER}>", headers={"In-Reply-To": second.external_id})
    assert mails.take(raw).case == written.pk
