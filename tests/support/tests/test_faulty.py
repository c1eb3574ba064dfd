"""The misbehaving servers misbehave as told, and only so long."""

from __future__ import annotations

import smtplib
import threading

import pytest

from tests.support.faulty import FaultySmtp, Step
from tests.support.ports import HOST
from tests.support.wire import Wire

CARLA = "carla.kern@example.org"
MAIL = b"Subject: Hallo\r\n\r\n.Punkt am Anfang\r\n"


def send(port: int) -> None:
    with smtplib.SMTP(HOST, port, timeout=5) as client:
        client.sendmail("hilfe@moebelhaus.example", CARLA, MAIL)


def test_untold_it_behaves_well(faulty_smtp: FaultySmtp) -> None:
    send(faulty_smtp.port)
    [delivery] = faulty_smtp.accepted
    assert delivery.sender == "hilfe@moebelhaus.example"
    assert delivery.recipients == (CARLA,)
    assert delivery.raw == MAIL


@pytest.mark.parametrize(
    ("step", "answer", "error"),
    [
        ("connect", "421 4.3.2 not now", smtplib.SMTPConnectError),
        ("mail", "451 4.3.0 not now", smtplib.SMTPSenderRefused),
        ("rcpt", "550 5.1.1 no such user", smtplib.SMTPRecipientsRefused),
        ("data", "554 5.7.1 no", smtplib.SMTPDataError),
        ("dot", "550 5.7.1 spam", smtplib.SMTPDataError),
    ],
)
def test_each_step_can_be_refused(faulty_smtp: FaultySmtp, step: Step, answer: str, error: type[Exception]) -> None:
    faulty_smtp.answer(step, answer, times=1)
    with pytest.raises(error):
        send(faulty_smtp.port)
    assert faulty_smtp.accepted == []
    send(faulty_smtp.port)
    assert len(faulty_smtp.accepted) == 1


def test_a_connection_dropped_after_the_final_dot_leaves_the_mail(faulty_smtp: FaultySmtp) -> None:
    faulty_smtp.drop("dot", times=1)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(faulty_smtp.port)
    [delivery] = faulty_smtp.wait_for()
    assert delivery.raw == MAIL
    assert delivery.answer == ""


def test_a_held_client_waits_until_it_is_let_go(faulty_smtp: FaultySmtp) -> None:
    faulty_smtp.hold("dot")
    client = threading.Thread(target=send, args=(faulty_smtp.port,))
    client.start()
    faulty_smtp.wait_until_held("dot")
    assert faulty_smtp.accepted == []
    faulty_smtp.let_go()
    client.join(5)
    assert len(faulty_smtp.accepted) == 1


def test_a_client_with_less_patience_than_the_server_gives_up(faulty_smtp: FaultySmtp) -> None:
    faulty_smtp.slow("rcpt", 30)
    with smtplib.SMTP(HOST, faulty_smtp.port, timeout=0.2) as client:
        client.ehlo()
        client.mail("hilfe@moebelhaus.example")
        with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
            client.rcpt(CARLA)


def test_with_the_listener_closed_connections_are_refused(faulty_smtp: FaultySmtp) -> None:
    faulty_smtp.close_listener()
    with pytest.raises(ConnectionRefusedError):
        send(faulty_smtp.port)
    faulty_smtp.open_listener()
    send(faulty_smtp.port)


def test_a_cut_wire_refuses_until_it_is_mended(faulty_smtp: FaultySmtp) -> None:
    with Wire(faulty_smtp.port) as wire:
        with smtplib.SMTP(HOST, wire.port, timeout=5) as client:
            client.ehlo()
            wire.cut()
            with pytest.raises((OSError, smtplib.SMTPServerDisconnected)):
                client.noop()
        with pytest.raises(ConnectionRefusedError):
            send(wire.port)
        wire.mend()
        send(wire.port)
    assert len(faulty_smtp.accepted) == 1


def test_a_stalled_wire_keeps_the_connection_and_carries_nothing(faulty_smtp: FaultySmtp) -> None:
    with Wire(faulty_smtp.port) as wire, smtplib.SMTP(HOST, wire.port, timeout=0.2) as client:
        client.ehlo()
        wire.stall()
        with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
            client.noop()
        wire.flow()
    send(faulty_smtp.port)
