"""The IMAP server does what the tests of fetching rely on."""

from __future__ import annotations

from pathlib import Path

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from tests.support.certificate import make_certificate
from tests.support.dovecot import Dovecot
from tests.support.oauth import OAuth
from tests.support.ports import HOST, until, within
from tests.support.wire import Wire

USER = "hilfe@moebelhaus.example"
MAIL = b"From: Carla Kern <carla.kern@example.org>\r\nSubject: Der Tisch wackelt\r\n\r\nSeit gestern.\r\n"


def test_it_starts_within_a_second() -> None:
    with within(1, "starting Dovecot"), Dovecot():
        pass


def test_delivered_mail_is_there_with_its_bytes(dovecot: Dovecot) -> None:
    dovecot.deliver(USER, MAIL, MAIL.replace(b"Tisch", b"Stuhl"))
    found = dovecot.messages(USER)
    assert [raw for _, raw in found.values()] == [MAIL, MAIL.replace(b"Tisch", b"Stuhl")]
    assert list(found) == [1, 2]


def test_users_and_folders_are_apart(dovecot: Dovecot) -> None:
    dovecot.deliver(USER, MAIL, folder="Reklamationen.Möbel")
    assert len(dovecot.messages(USER, "Reklamationen.Möbel")) == 1
    assert dovecot.messages(USER) == {}
    assert dovecot.messages("nora@moebelhaus.example") == {}


def test_an_idle_client_hears_of_new_mail_at_once(dovecot: Dovecot) -> None:
    with dovecot.client(USER) as client:
        client.idle()
        dovecot.deliver(USER, MAIL)
        with within(2, "the push"):
            seen = until(lambda: client.idle_check(timeout=1), "EXISTS")
        client.idle_done()
    assert (1, b"EXISTS") in seen


def test_a_url_quotes_user_password_and_folder() -> None:
    server = Dovecot(password="p@ss/wort")
    with server:
        assert server.url(USER, "A/B") == (
            f"imap://hilfe%40moebelhaus.example:p%40ss%2Fwort@127.0.0.1:{server.port}/A%2FB"
        )
        assert server.url(USER, tls=True).startswith("imaps://")


def test_a_wrong_password_is_refused(dovecot: Dovecot) -> None:
    with IMAPClient(HOST, port=dovecot.port, ssl=False) as client, pytest.raises(LoginError):
        client.login(USER, "falsch")


def test_tls_is_verified_against_its_certificate(dovecot: Dovecot) -> None:
    context = dovecot.certificate.trust()
    with IMAPClient(HOST, port=dovecot.tls_port, ssl=True, ssl_context=context) as client:
        client.login(USER, dovecot.password)
    with IMAPClient(HOST, port=dovecot.port, ssl=False) as client:
        client.starttls(context)
        client.login(USER, dovecot.password)


def test_a_foreign_certificate_is_not_trusted(dovecot: Dovecot, tmp_path: Path) -> None:
    context = make_certificate(tmp_path).trust()
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        IMAPClient(HOST, port=dovecot.tls_port, ssl=True, ssl_context=context)


def test_killing_it_breaks_connections_and_keeps_mail(dovecot: Dovecot) -> None:
    dovecot.deliver(USER, MAIL)
    with IMAPClient(HOST, port=dovecot.port, ssl=False) as client:
        client.login(USER, dovecot.password)
        client.select_folder("INBOX")
        dovecot.kill()
        with pytest.raises((OSError, IMAPClient.AbortError)):
            client.fetch([1], ["BODY.PEEK[]"])
    dovecot.deliver(USER, MAIL)
    with within(1, "starting again"):
        dovecot.start()
    assert list(dovecot.messages(USER)) == [1, 2]


def test_a_wire_breaks_a_fetch_in_the_middle(dovecot: Dovecot) -> None:
    dovecot.deliver(USER, MAIL + b"x" * 200_000)
    with Wire(dovecot.port) as wire, IMAPClient(HOST, port=wire.port, ssl=False) as client:
        client.login(USER, dovecot.password)
        client.select_folder("INBOX")
        wire.cut_after(50_000)
        with pytest.raises((OSError, IMAPClient.AbortError)):
            client.fetch([1], ["BODY.PEEK[]"])


def test_a_new_uidvalidity_numbers_the_mail_afresh(dovecot: Dovecot) -> None:
    dovecot.deliver(USER, MAIL, MAIL, MAIL)
    before = dovecot.uidvalidity(USER)
    dovecot.expunge(USER, [1])
    assert list(dovecot.messages(USER)) == [2, 3]
    changed = dovecot.change_uidvalidity(USER)
    assert changed != before
    assert dovecot.uidvalidity(USER) == changed
    assert list(dovecot.messages(USER)) == [1, 2]


def test_mail_can_be_marked_seen(dovecot: Dovecot) -> None:
    dovecot.deliver(USER, MAIL, MAIL)
    dovecot.mark_seen(USER, [2])
    flags = {uid: "\\Seen" in flags for uid, (flags, _) in dovecot.messages(USER).items()}
    assert flags == {1: False, 2: True}


def test_a_token_signs_in_until_it_is_revoked(oauth: OAuth, oauth_dovecot: Dovecot) -> None:
    token = oauth.issue(USER)
    for method in ("oauth2_login", "oauthbearer_login"):
        with IMAPClient(HOST, port=oauth_dovecot.port, ssl=False) as client:
            getattr(client, method)(USER, token)
    with IMAPClient(HOST, port=oauth_dovecot.port, ssl=False) as client, pytest.raises(LoginError):
        client.oauth2_login("nora@moebelhaus.example", token)
    oauth.revoke(token)
    with IMAPClient(HOST, port=oauth_dovecot.port, ssl=False) as client, pytest.raises(LoginError):
        client.oauth2_login(USER, token)
