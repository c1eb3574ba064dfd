from __future__ import annotations

import pytest

from onehand.cases import delivery, reply
from onehand.cases.models import Case, Delivery, Outgoing
from onehand.cases.signals import outgoing_written
from onehand.cases.tests import mails
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(case: Case, ada: Agent) -> Outgoing:
    reply.reply(case, by=ada, text="Am Freitag.")
    return mails.outgoing_of(case)


def told(sent: Outgoing) -> list[object]:
    assert sent.case_id is not None
    entries = Entry.objects.filter(subject_id=sent.case_id, kind="delivery").order_by("seq")
    return [entry.values["state"] for entry in entries]


def test_a_new_mail_is_queued(sent: Outgoing) -> None:
    assert sent.state == Delivery.QUEUED
    assert sent.message is not None
    assert sent.message.delivery == "queued"


@pytest.mark.parametrize("state", ["accepted", "deferred", "bounced", "uncertain", "outbox", "delivered"])
def test_how_it_fared_is_told_in_the_case(sent: Outgoing, state: str) -> None:
    delivery.delivery_changed(sent, Delivery(state), error="451 später" * 200)
    sent.refresh_from_db()
    assert sent.state == state
    assert len(sent.error) <= 500
    assert told(sent) == [state]


def test_being_sent_is_no_news(sent: Outgoing) -> None:
    delivery.delivery_changed(sent, Delivery.SENDING)
    assert told(sent) == []


def test_a_mail_without_a_case_is_told_nowhere(db: None) -> None:
    outgoing = Outgoing.objects.create(kind="sign_in", recipient="x@example.org", external_id="<s@x>")
    delivery.delivery_changed(outgoing, Delivery.ACCEPTED)
    assert not Entry.objects.filter(kind="delivery").exists()


def test_sent_again_it_keeps_its_message_id_and_is_given_to_the_channel(sent: Outgoing, ada: Agent) -> None:
    given: list[Outgoing] = []

    def catch(outgoing: Outgoing, **rest: object) -> None:
        given.append(outgoing)

    delivery.delivery_changed(sent, Delivery.UNCERTAIN, error="?")
    before = sent.external_id
    outgoing_written.connect(catch)
    try:
        delivery.send_again(sent, by=ada)
    finally:
        outgoing_written.disconnect(catch)
    sent.refresh_from_db()
    assert (sent.state, sent.error, sent.external_id) == (Delivery.QUEUED, "", before)
    assert given == [sent]
    assert Entry.objects.filter(kind="delivery").latest("seq").actor_name == "Ada Brandt"


def test_the_state_of_delivery_is_for_agents_only(sent: Outgoing) -> None:
    delivery.delivery_changed(sent, Delivery.BOUNCED, error="550")
    assert Entry.objects.get(kind="delivery").audience == "agent"
