"""`onehand check` finds what would make us unreachable, and says what to do."""

from __future__ import annotations

import pytest

from onehand.channels import registry
from onehand.channels.contract import Finding
from onehand.channels.email import checks, places, start
from onehand.channels.email.listen import Listener
from onehand.channels.email.places import PlaceError
from onehand.channels.email.tests.conftest import Configure


@pytest.mark.parametrize(
    "local",
    [
        "noreply", "no-reply", "No_Reply", "no.reply.shop", "noreply-de", "donotreply", "do-not-reply", "do_not_reply",
        "dont-reply", "nicht-antworten", "bitte-nicht-antworten", "keine-antwort", "keineantwort", "kein.reply-noreply",
        "no-answer", "notreply", "noreplies",
    ],
)  # fmt: skip
def test_a_no_reply_sender_is_refused(configure: Configure, local: str) -> None:
    configure(mail_addresses=(f"{local}@moebelhaus.example".lower(),))
    (found,) = checks.no_reply()
    assert found.level == "error"
    assert found.advice


@pytest.mark.parametrize(
    "local", ["hilfe", "service", "antwort", "info", "reply", "norbert.eply", "antworten", "kontakt", "noah"]
)
def test_an_address_for_people_is_fine(local: str) -> None:
    assert not checks.is_no_reply(f"{local}@moebelhaus.example")


def levels(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.part, finding.level) for finding in findings]


def test_answers_that_nobody_would_receive_are_an_error(configure: Configure) -> None:
    configure(mail_listen="", mail_in=())
    assert levels(list(checks.answers_arrive())) == [("ONEHAND_MAIL_IN", "error")]
    configure(mail_listen="smtp://127.0.0.1:2525", mail_out="smtp://127.0.0.1", mail_addresses=("hilfe@localhost",))
    assert levels(list(checks.answers_arrive())) == [("ONEHAND_MAIL_ADDRESS", "error")]


def test_a_mailbox_of_another_name_is_a_warning(configure: Configure) -> None:
    configure(mail_listen="", mail_out="smtp://127.0.0.1", mail_in=("imaps://verkauf:x@mail.example",))
    assert levels(list(checks.answers_arrive())) == [("ONEHAND_MAIL_IN", "warning")]
    for user in ("hilfe", "hilfe%40moebelhaus.example"):
        configure(mail_in=(f"imaps://{user}:x@mail.example",))
        assert list(checks.answers_arrive()) == []


def test_servers_that_are_not_there_are_told_with_advice_and_without_passwords(configure: Configure) -> None:
    configure(mail_in=("imap://hilfe:geheim@127.0.0.1:1",), mail_out="smtp://u:geheim@127.0.0.1:1", mail_listen="")
    found = registry.check()
    assert [finding.level for finding in found] == ["error", "error"]
    assert all(finding.advice for finding in found)
    assert "geheim" not in repr(found)


@pytest.mark.parametrize(
    "url",
    [
        "imap://u:p@mail.example/?verify=off", "imap://u:p@mail.example/?tls=off", "imaps://u:p@mail.example/?auth=ntlm",
        "imaps://u:p@mail.example/?vrfy=off", "pop3://u:p@mail.example", "imap://u:p@mail.example:99999",
    ],
)  # fmt: skip
def test_a_mailbox_url_that_is_unsafe_or_wrong_is_refused(configure: Configure, url: str) -> None:
    with pytest.raises(PlaceError):
        places.mailbox(url)
    configure(mail_in=(url,), mail_listen="")
    assert levels(list(checks.mailboxes_open())) == [("ONEHAND_MAIL_IN", "error")]
    assert [part.ok for part in start.health()] == [False]


def test_encryption_is_required_outside_of_this_machine() -> None:
    assert places.mailbox("imap://u:p@mail.example").tls == "required"
    assert places.mailbox("imap://u:p@127.0.0.1").tls == "off"
    assert places.relay("smtp://u:p@mail.example").tls == "required"
    relay = places.relay("smtp://mail.example")
    assert (relay.tls, relay.verify) == ("offered", True)
    assert places.mailbox("imaps://a%40b.example:p%2Fw@mail.example/Kunden%2FNeu").source == (
        "imaps://a@b.example@mail.example:993/Kunden/Neu"
    )


def test_health_tells_of_a_listener_that_is_down_and_of_an_unread_mailbox(
    configure: Configure, transactional_db: None, listener: Listener
) -> None:
    configure(mail_listen=listener.place.source, mail_in=("imap://hilfe:x@127.0.0.1:1",))
    assert [(part.ok, part.sentence) for part in registry.health()] == [(True, ""), (False, "has not been read yet")]
    configure(mail_listen="smtp://127.0.0.1:1")
    assert [part.ok for part in registry.health()] == [False, False]
