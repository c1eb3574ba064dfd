"""Out by Exim, back by SMTP: a bounce comes home to the case, an answer to the same hand."""

from __future__ import annotations

import smtplib
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest

from onehand.cases.models import Case, Delivery, Message, Outgoing
from onehand.cases.reply import reply
from onehand.channels.email import places
from onehand.channels.email.listen import Listener
from onehand.channels.email.tests.conftest import case_by_mail, mail
from onehand.foundation import jobs
from onehand.foundation.mailparse import parse
from onehand.people.models import Identity
from onehand.team.models import Agent
from tests.mail.conftest import Configure
from tests.support.exim import Exim
from tests.support.ports import HOST, free_port, until

CARLA = "carla.kern@example.org"
OTHER = "carla@arbeit.example"


@pytest.fixture(params=["smtp", "lmtp"])
def house(request: pytest.FixtureRequest, transactional_db: None, exim: Exim, configure: Configure) -> Iterator[Exim]:
    """Exim, which delivers our domain's mail to our listener and takes ours."""
    stop = threading.Event()
    listener = Listener(places.listener(f"{request.param}://{HOST}:{free_port()}"), stop)
    thread = listener.start()
    assert listener.up.wait(10)
    exim.route("moebelhaus.example", listener.place.port, protocol=request.param)
    configure(mail_out=exim.url())
    yield exim
    stop.set()
    thread.join(30)


def write(ada: Agent) -> Outgoing:
    case = case_by_mail()
    return Outgoing.objects.get(message=reply(case, by=ada, text="Wir kommen morgen."))


def state_becomes(outgoing: Outgoing, state: str, exim: Exim) -> None:
    found = Outgoing.objects.filter(pk=outgoing.pk, state=state)
    until(found.exists, lambda: f"{state}:\n{exim.log}", timeout=20)
    outgoing.refresh_from_db()


def test_a_bounce_comes_back_to_the_mail_it_speaks_of(house: Exim, ada: Agent) -> None:
    house.bounce(CARLA, "mailbox unavailable")
    outgoing = write(ada)
    jobs.run_due()
    state_becomes(outgoing, Delivery.BOUNCED, house)
    assert outgoing.error.startswith("5.")
    assert outgoing.case is not None
    report = Message.objects.filter(case=outgoing.case, direction="in").order_by("-pk")[0]
    assert report.automatic
    assert Case.objects.count() == 1
    jobs.run_due()
    house.wait_for_queue(0)
    assert Outgoing.objects.filter(kind="receipt").count() <= 1


def test_what_bounced_goes_on_to_the_other_address_of_the_same_person(house: Exim, ada: Agent) -> None:
    house.bounce(CARLA, "mailbox unavailable")
    outgoing = write(ada)
    assert outgoing.case is not None
    Identity.objects.create(customer=outgoing.case.customer, kind="email", value=OTHER, assurance="proved")
    jobs.run_due()
    state_becomes(outgoing, Delivery.BOUNCED, house)
    jobs.run_due()
    found = until(lambda: house.mailbox(OTHER), lambda: f"the mail at the other address:\n{house.log}")
    assert [parse(raw).text.startswith(outgoing.text) for raw in found] == [True]
    assert parse(found[0]).message_id != outgoing.external_id
    house.wait_for_queue(0)
    mails = Outgoing.objects.filter(message=outgoing.message).order_by("pk")
    assert list(mails.values_list("recipient", "state")) == [(CARLA, "bounced"), (OTHER, "accepted")]


def test_a_warning_of_delay_is_told_and_nothing_is_sent_twice(house: Exim, ada: Agent) -> None:
    house.stall(CARLA)
    outgoing = write(ada)
    jobs.run_due()
    house.wait_until_idle()
    house.age_queue(timedelta(hours=5))
    house.run_queue()
    state_becomes(outgoing, Delivery.DEFERRED, house)
    jobs.run_due()
    house.accept(CARLA)
    house.run_queue()
    found = until(lambda: house.mailbox(CARLA), "the mail")
    assert [parse(raw).message_id for raw in found].count(outgoing.external_id) == 1


def test_the_answer_of_the_customer_lands_in_the_case_and_with_its_hand(house: Exim, ada: Agent) -> None:
    outgoing = write(ada)
    jobs.run_due()
    until(lambda: len(house.mailbox(CARLA)) >= 1, "our mail")
    ours = next(parse(raw) for raw in house.mailbox(CARLA) if parse(raw).message_id == outgoing.external_id)
    answer = EmailMessage()
    answer["From"], answer["To"] = f"Carla Kern <{CARLA}>", ours.reply_to[0].address
    answer["Subject"], answer["Message-ID"] = "ganz anderer Betreff", "<antwort@example.org>"
    answer.set_content("Prima, danke!")
    # Exim hands on in its own time; mail servers on the way may fold the case of a local part.
    answer.replace_header("To", ours.reply_to[0].address.upper())
    house.send(CARLA, ours.reply_to[0].address.upper(), answer.as_bytes())
    found = Message.objects.filter(external_id="<antwort@example.org>")
    until(found.exists, lambda: house.log, timeout=20)
    assert found.get().case == outgoing.case
    assert found.get().case.hand == ada


def test_a_foreign_recipient_is_refused_at_the_door(house: Exim, ada: Agent) -> None:
    try:
        house.send(CARLA, "fremd@moebelhaus.example", mail())
    except smtplib.SMTPException:
        return
    # Exim has accepted it and gets our 550: its bounce goes to the sender.
    until(lambda: house.mailbox(CARLA), lambda: house.log, timeout=20)
    assert b"There is no such address here" in house.mailbox(CARLA)[0]
    assert not Case.objects.exists()
