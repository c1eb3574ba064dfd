"""The mail transfer agent does what the tests of sending and of intake rely on."""

from __future__ import annotations

import base64
import smtplib
from datetime import timedelta
from email import message_from_bytes

import pytest

from tests.support.dovecot import Dovecot
from tests.support.exim import Exim, Login
from tests.support.faulty import FaultySmtp
from tests.support.oauth import OAuth
from tests.support.ports import HOST, within

CARLA = "carla.kern@example.org"
DESK = "hilfe@moebelhaus.example"
MAIL = b"From: Carla Kern <carla.kern@example.org>\r\nSubject: Der Tisch wackelt\r\n\r\nSeit gestern.\r\n"


def test_it_starts_within_a_second() -> None:
    with within(1, "starting Exim"), Exim():
        pass


def test_mail_reaches_the_mailbox_of_each_recipient(exim: Exim) -> None:
    exim.send(DESK, [CARLA, "sam@example.org"], MAIL)
    [raw] = exim.wait_for(CARLA)
    mail = message_from_bytes(raw)
    assert mail["Return-path"] == f"<{DESK}>"
    assert mail["Envelope-to"] == CARLA
    assert mail.get_payload() == "Seit gestern.\n"
    assert len(exim.wait_for("sam@example.org")) == 1
    assert exim.mailbox("nora@example.org") == []


def test_mail_for_an_unknown_user_is_refused_at_rcpt(exim: Exim) -> None:
    exim.refuse("weg@example.org")
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        exim.send(DESK, "weg@example.org", MAIL)
    assert refusal.value.recipients == {"weg@example.org": (550, b"5.1.1 no such user here")}


def test_a_deferred_address_takes_mail_later(exim: Exim) -> None:
    exim.defer(CARLA)
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        exim.send(DESK, CARLA, MAIL)
    assert refusal.value.recipients[CARLA][0] == 451
    exim.accept(CARLA)
    exim.send(DESK, CARLA, MAIL)
    assert len(exim.wait_for(CARLA)) == 1


def test_a_bounce_comes_back_to_the_envelope_sender(exim: Exim) -> None:
    exim.bounce("voll@example.org", "mailbox full")
    exim.send(DESK, "voll@example.org", MAIL)
    report = message_from_bytes(exim.wait_for(DESK)[0])
    assert report["Return-path"] == "<>"
    assert report.get_content_type() == "multipart/report"
    assert report.get_param("report-type") == "delivery-status"
    types = [part.get_content_type() for part in report.walk()]
    assert "message/delivery-status" in types
    assert "message/rfc822" in types
    assert "Action: failed" in report.as_string()
    assert "Der Tisch wackelt" in report.as_string()


def test_a_stalled_mail_is_warned_about_and_then_bounced(exim: Exim) -> None:
    exim.stall(CARLA)
    exim.send(DESK, CARLA, MAIL)
    exim.wait_for_queue(1)
    exim.age_queue(timedelta(hours=5))
    exim.run_queue()
    assert b"Action: delayed" in exim.wait_for(DESK)[0]
    exim.age_queue(timedelta(days=5))
    exim.run_queue()
    assert b"Action: failed" in exim.wait_for(DESK, 2)[1]
    assert exim.wait_for_queue(0) == []


def test_a_stalled_mail_is_delivered_once_it_is_accepted(exim: Exim) -> None:
    exim.stall(CARLA)
    exim.send(DESK, CARLA, MAIL)
    exim.wait_for_queue(1)
    exim.accept(CARLA)
    exim.run_queue()
    assert len(exim.wait_for(CARLA)) == 1


def test_a_domain_is_routed_by_lmtp(exim: Exim, dovecot: Dovecot) -> None:
    exim.route("moebelhaus.example", dovecot.lmtp_port, protocol="lmtp")
    exim.send(CARLA, DESK, MAIL)
    exim.wait_for_queue(0)
    exim.wait_until_idle()
    [(_, raw)] = dovecot.messages(DESK).values()
    assert raw.endswith(b"Seit gestern.\r\n")


def test_a_route_by_smtp_queues_while_nobody_answers(exim: Exim, faulty_smtp: FaultySmtp) -> None:
    exim.route("moebelhaus.example", faulty_smtp.port)
    faulty_smtp.close_listener()
    exim.send(CARLA, "Hilfe+AbC@moebelhaus.example", MAIL)
    exim.wait_until_idle()
    assert len(exim.queue) == 1
    faulty_smtp.open_listener()
    exim.run_queue()
    [delivery] = faulty_smtp.wait_for()
    assert delivery.recipients == ("Hilfe+AbC@moebelhaus.example",)
    assert exim.wait_for_queue(0) == []


def test_the_queue_survives_a_kill(exim: Exim) -> None:
    exim.stall(CARLA)
    exim.send(DESK, CARLA, MAIL)
    exim.wait_for_queue(1)
    exim.kill()
    exim.accept(CARLA)
    exim.start()
    exim.run_queue()
    assert len(exim.wait_for(CARLA)) == 1


def test_without_a_password_a_guarded_server_takes_nothing(guarded_exim: Exim) -> None:
    with smtplib.SMTP(HOST, guarded_exim.port) as client:
        client.ehlo()
        assert not client.has_extn("auth")
        assert client.mail(DESK)[0] == 530
        client.starttls(context=guarded_exim.certificate.trust())
        client.ehlo()
        assert client.mail(DESK)[0] == 530
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("onehand", "falsch")


def test_a_guarded_server_takes_mail_by_starttls_and_by_tls(guarded_exim: Exim) -> None:
    guarded_exim.send(DESK, CARLA, MAIL)
    context = guarded_exim.certificate.trust()
    with smtplib.SMTP_SSL(HOST, guarded_exim.tls_port, context=context) as client:
        client.login("onehand", "geheim")
        client.sendmail(DESK, CARLA, MAIL)
    assert len(guarded_exim.wait_for(CARLA, 2)) == 2
    assert guarded_exim.url() == f"smtp://onehand:geheim@127.0.0.1:{guarded_exim.port}"
    assert guarded_exim.url(tls=True) == f"smtps://onehand:geheim@127.0.0.1:{guarded_exim.tls_port}"


def test_a_token_signs_in_for_its_own_user_only(oauth: OAuth) -> None:
    token = oauth.issue(DESK)
    with Exim(login=Login(), oauth=oauth) as exim:
        for user, given, code in ((DESK, token, 235), (CARLA, token, 535), (DESK, "falsch", 535)):
            answer = f"user={user}\x01auth=Bearer {given}\x01\x01".encode()
            context = exim.certificate.trust()
            with smtplib.SMTP_SSL(HOST, exim.tls_port, context=context) as client:
                client.ehlo()
                assert client.docmd("AUTH", "XOAUTH2 " + base64.b64encode(answer).decode())[0] == code
