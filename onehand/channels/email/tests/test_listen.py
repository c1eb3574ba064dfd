"""Mail handed in by SMTP is in the ledger when it is answered, and only then answered well."""

from __future__ import annotations

import errno
import smtplib
import socket
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError

from onehand.cases import intake
from onehand.cases.intake import Arrival, Received
from onehand.cases.models import Ledger
from onehand.cases.models import Message as CaseMessage
from onehand.channels.email.listen import Listener
from onehand.channels.email.tests.conftest import mail
from onehand.foundation import blobs, tokens
from onehand.team.models import Agent

SUPPORT = "hilfe@moebelhaus.example"
CARLA = "carla.kern@example.org"


def client(listener: Listener) -> smtplib.SMTP:
    return smtplib.SMTP(listener.place.host, listener.place.port, local_hostname="client.example", timeout=20)


class Wire:
    """A client that sends exactly the bytes it is told."""

    def __init__(self, listener: Listener) -> None:
        self.socket = socket.create_connection((listener.place.host, listener.place.port), timeout=20)
        self.file = self.socket.makefile("rb")
        self.answer()

    def answer(self) -> str:
        while True:
            line = self.file.readline().decode()
            if line[3:4] != "-":
                return line.strip()

    def say(self, command: bytes) -> str:
        self.socket.sendall(command + b"\r\n")
        return self.answer()

    def begin(self, hello: bytes = b"EHLO x", recipients: Sequence[bytes] = (SUPPORT.encode(),)) -> None:
        assert self.say(hello).startswith("250")
        assert self.say(b"MAIL FROM:<carla.kern@example.org>").startswith("250")
        for recipient in recipients:
            assert self.say(b"RCPT TO:<" + recipient + b">").startswith("250")
        assert self.say(b"DATA").startswith("354")


def test_a_mail_is_a_case_when_it_is_answered(listener: Listener, ada: Agent) -> None:
    with client(listener) as server:
        server.sendmail(CARLA, [SUPPORT], mail(), ["SIZE=500"])
    row = Ledger.objects.get()
    assert row.outcome == Ledger.Outcome.MESSAGE
    assert row.source == listener.place.source
    assert (row.envelope_from, row.envelope_to) == (CARLA, [SUPPORT])
    assert blobs.get(row.raw) == mail()
    assert row.message is not None
    assert row.message.case.hand == ada


def test_support_addresses_are_taken_with_and_without_a_token(listener: Listener) -> None:
    token = tokens.reply_token(1)
    with client(listener) as server:
        server.ehlo()
        server.mail(CARLA)
        for address in (SUPPORT, f"hilfe+{token}@moebelhaus.example", "HILFE+any@Moebelhaus.Example", "postmaster"):
            assert server.rcpt(address)[0] == 250
        for address in ("sam@moebelhaus.example", "hilfe@example.org", "carla@gmail.example", "hilfe+x"):
            code, answer = server.rcpt(address)
            assert code == 550
            assert answer.startswith(b"5.1.1")


def test_a_bounce_has_no_envelope_sender(listener: Listener) -> None:
    with client(listener) as server:
        server.sendmail("<>", [SUPPORT], mail(auto_submitted="auto-replied"))
    assert Ledger.objects.get().envelope_from == ""


def test_only_crlf_dot_crlf_ends_a_mail(listener: Listener) -> None:
    wire = Wire(listener)
    wire.begin()
    smuggled = (
        b"MAIL FROM:<ada@moebelhaus.example>\r\nRCPT TO:<hilfe@moebelhaus.example>\r\nDATA\r\nSubject: forged\r\n\r\n"
    )
    text = mail()
    for end in (b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r\n", b"\r\n.\r", b"\r\n\0.\r\n", b"\n..\r\n"):
        text += b"x" + end + smuggled
    wire.socket.sendall(text.replace(b"\r\n..", b"\r\n...") + b"\r\n.\r\n")
    assert wire.answer().startswith("250")
    assert wire.say(b"NOOP").startswith("250")
    assert Ledger.objects.count() == 1
    assert blobs.get(Ledger.objects.get().raw).count(b"forged") == 7


@pytest.mark.parametrize("size", [1, 997, 998, 65_535, 65_536, 65_537, 131_072, 3_000_000])
def test_lines_may_be_as_long_as_the_mail(listener: Listener, size: int) -> None:
    raw = mail("x" * size)
    with client(listener) as server:
        server.sendmail(CARLA, [SUPPORT], raw)
    assert blobs.get(Ledger.objects.get().raw) == raw


@pytest.mark.parametrize(
    "body", [b"", b"\r\n", b".\r\n", b"..\r\n.\r\nx\r\n", b"A: b\r\n\r\n.\r\n.\r\n", b"x.\r\ny.\r\n", b"\r\n.x\r\n"]
)
def test_dots_and_empty_mails_arrive_as_they_were(listener: Listener, body: bytes) -> None:
    wire = Wire(listener)
    wire.begin()
    sent = body.replace(b"\r\n.", b"\r\n..")
    wire.socket.sendall((b"." if sent.startswith(b".") else b"") + sent + b".\r\nNOOP\r\n")
    assert wire.answer().startswith("250 2.0.0")
    assert wire.answer().startswith("250")
    assert blobs.get(Ledger.objects.get().raw) == body


def test_a_mail_that_comes_byte_by_byte_is_whole(listener: Listener) -> None:
    wire = Wire(listener)
    wire.begin()
    wire.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in b"Subject: s\r\n\r\n..\r\nx\r\n.\r\n":
        wire.socket.sendall(bytes([byte]))
    assert wire.answer().startswith("250")
    assert blobs.get(Ledger.objects.get().raw) == b"Subject: s\r\n\r\n.\r\nx\r\n"


def test_eight_bit_and_utf8_addresses_are_taken(listener: Listener) -> None:
    with client(listener) as server:
        server.ehlo()
        assert server.has_extn("8bitmime")
        assert server.has_extn("smtputf8")
        server.sendmail("jürgen@example.org", [SUPPORT], mail(), ["SMTPUTF8", "BODY=8BITMIME"])
    assert Ledger.objects.get().envelope_from == "jürgen@example.org"


def test_lmtp_answers_for_each_recipient(lmtp_listener: Listener) -> None:
    wire = Wire(lmtp_listener)
    assert wire.say(b"EHLO x").startswith("500")
    wire.begin(b"LHLO x", [SUPPORT.encode(), b"hilfe+x@moebelhaus.example"])
    wire.socket.sendall(mail() + b".\r\n")
    assert wire.answer().startswith("250 2.0.0")
    assert wire.answer().startswith("250 2.0.0")
    assert wire.say(b"QUIT").startswith("221")
    assert Ledger.objects.get().envelope_to == [SUPPORT, "hilfe+x@moebelhaus.example"]


def test_a_mail_over_four_times_the_limit_is_refused_and_the_connection_goes_on(small_listener: Listener) -> None:
    with client(small_listener) as server:
        server.ehlo()
        assert server.esmtp_features["size"] == "8192"
        with pytest.raises(smtplib.SMTPSenderRefused):
            server.sendmail(CARLA, [SUPPORT], b"x" * 9000)
        server.esmtp_features.pop("size")
        with pytest.raises(smtplib.SMTPDataError) as refused:
            server.sendmail(CARLA, [SUPPORT], b"x" * 9000)
        assert refused.value.smtp_code == 552
        server.sendmail(CARLA, [SUPPORT], mail("x" * 4000))
    assert Ledger.objects.count() == 1


def test_too_many_connections_are_asked_to_come_later(small_listener: Listener) -> None:
    first, second = Wire(small_listener), Wire(small_listener)
    with socket.create_connection((small_listener.place.host, small_listener.place.port), timeout=5) as third:
        assert third.makefile("rb").readline().startswith(b"421 4.3.2")
    first.socket.close()
    first.file.close()
    assert second.say(b"NOOP").startswith("250")


def test_a_client_that_says_nothing_is_sent_away(small_listener: Listener) -> None:
    wire = Wire(small_listener)
    wire.begin()
    wire.socket.sendall(b"Subject: half a ma")
    assert wire.file.read() == b""
    assert Ledger.objects.count() == 0


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 452),
        (OSError(errno.EIO, "Input/output error"), 451),
        (OperationalError("database is locked"), 451),
        (RuntimeError("anything"), 451),
    ],
)
def test_what_is_not_stored_is_not_acknowledged(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def broken(arrivals: Sequence[Arrival]) -> list[Received]:
        raise error

    with client(listener) as server:
        with monkeypatch.context() as patch:
            patch.setattr(intake, "receive_many", broken)
            with pytest.raises(smtplib.SMTPDataError) as refused:
                server.sendmail(CARLA, [SUPPORT], mail())
        assert refused.value.smtp_code == code
        assert listener.intake.trouble
        server.sendmail(CARLA, [SUPPORT], mail())
    assert Ledger.objects.count() == 1
    assert not listener.intake.trouble


def test_concurrent_mails_are_committed_together_and_a_bad_one_hurts_nobody_else(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, sizes, begun = intake.receive_many, list[int](), threading.Event()

    def watched(arrivals: Sequence[Arrival]) -> list[Received]:
        sizes.append(len(arrivals))
        begun.wait(10)
        if any(b"POISON" in arrival.raw for arrival in arrivals):
            raise OperationalError("no")
        return real(arrivals)

    monkeypatch.setattr(intake, "receive_many", watched)

    def send(number: int) -> bool:
        with client(listener) as server:
            if number == 11:
                begun.set()
            try:
                text = "POISON" if number == 5 else "Hallo"
                server.sendmail(CARLA, [SUPPORT], mail(text, message_id=f"<{number}@example.org>"))
                return True
            except smtplib.SMTPDataError as error:
                return error.smtp_code != 451

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(send, range(12)))
    assert answers == [number != 5 for number in range(12)]
    assert max(sizes) > 1
    assert CaseMessage.objects.filter(direction="in").count() == 11


def test_a_port_that_is_taken_is_tried_again(transactional_db: None, listener: Listener) -> None:
    stop = threading.Event()
    second = Listener(listener.place, stop)
    thread = second.start()
    while not second.problem:
        assert thread.is_alive()
    assert "cannot listen" in second.problem
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
