"""Mail out through a real Exim: encryption, sign-in, and what arrives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.cases.models import Delivery, Outgoing
from onehand.cases.reply import reply
from onehand.channels.email import places, transmit
from onehand.channels.email.tests.conftest import case_by_mail
from onehand.foundation import jobs
from onehand.foundation.mailparse import parse
from onehand.team.models import Agent
from tests.mail.conftest import Configure
from tests.support.exim import Exim

CARLA = "carla.kern@example.org"
Write = Callable[[], Outgoing]


@pytest.fixture
def write(transactional_db: None, ada: Agent) -> Write:
    """Ada answers Carla. The receipt is out before."""
    case = case_by_mail()
    jobs.run_due()
    return lambda: Outgoing.objects.get(message=reply(case, by=ada, text=".\nWir kommen\n.\nmorgen — früh."))


def sent(outgoing: Outgoing) -> tuple[str, str]:
    jobs.run_due()
    outgoing.refresh_from_db()
    return outgoing.state, outgoing.error


def test_a_reply_arrives_as_it_was_composed(write: Write, exim: Exim, configure: Configure) -> None:
    configure(mail_out=exim.url())
    outgoing = write()
    assert sent(outgoing) == (Delivery.ACCEPTED, "")
    (raw,) = exim.wait_for(CARLA)
    arrived = parse(raw)
    assert arrived.message_id == outgoing.external_id
    assert arrived.from_[0].name == "Ada Brandt · Möbelhaus"
    assert arrived.text.startswith(".\nWir kommen\n.\nmorgen — früh.")
    assert raw.partition(b"Return-path: <")[2].startswith(b"hilfe+")
    # Within this machine encryption is spoken where it is offered, whoever signed the certificate.
    assert b"(TLS1" in raw or b"X=TLS1" in exim.log.encode()


@pytest.mark.parametrize("tls", [False, True])
def test_a_server_that_wants_a_password_gets_it_over_tls_only(
    write: Write, guarded_exim: Exim, configure: Configure, monkeypatch: pytest.MonkeyPatch, tls: bool
) -> None:
    url = guarded_exim.url(tls=tls) + ("" if tls else "?tls=required")
    configure(mail_out=url)
    outgoing = write()
    state, error = sent(outgoing)
    assert state == Delivery.DEFERRED
    assert "CERTIFICATE_VERIFY_FAILED" in error
    monkeypatch.setenv("SSL_CERT_FILE", str(guarded_exim.certificate.chain))
    Outgoing.objects.filter(pk=outgoing.pk).update(state=Delivery.QUEUED)
    from onehand.channels.email.deliver import deliver

    deliver.call(outgoing.pk)
    assert sent(outgoing) == (Delivery.ACCEPTED, "")
    guarded_exim.wait_for(CARLA)


def test_a_wrong_password_defers_and_is_told(write: Write, guarded_exim: Exim, configure: Configure) -> None:
    configure(mail_out=guarded_exim.url().replace("geheim", "falsch"))
    outgoing = write()
    state, error = sent(outgoing)
    assert state == Delivery.DEFERRED
    assert "535" in error
    assert "falsch" not in error


def test_a_refused_recipient_bounces(write: Write, exim: Exim, configure: Configure) -> None:
    configure(mail_out=exim.url())
    exim.refuse(CARLA)
    assert sent(write()) == (Delivery.BOUNCED, "550 5.1.1 no such user here")


def test_the_sign_in_can_be_tried_out(guarded_exim: Exim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(guarded_exim.certificate.chain))
    transmit.sign_in(places.relay(guarded_exim.url(tls=True)), helo="moebelhaus.example")
