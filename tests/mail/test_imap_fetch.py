"""Mail in from a real Dovecot."""

from __future__ import annotations

import pytest

from onehand.cases.models import Case, Ledger
from onehand.channels.email import places
from onehand.channels.email.imap import Folder
from onehand.channels.email.models import Mailbox
from onehand.channels.email.tests.conftest import mail
from onehand.foundation import blobs
from onehand.team.models import Agent
from tests.mail.conftest import Fetching, hand_over
from tests.support.dovecot import Dovecot
from tests.support.ports import until, within


def numbered(*numbers: int) -> list[bytes]:
    return [mail(f"Nummer {number}", message_id=f"<{number}@example.org>") for number in numbers]


def fetched(count: int) -> None:
    read = Ledger.objects.filter(outcome="message")
    until(lambda: read.count() == count, lambda: f"{count} mails, have {read.count()}", timeout=20)


def test_old_and_new_mail_is_fetched_and_the_mailbox_stays_as_it_was(
    dovecot: Dovecot, fetching: Fetching, ada: Agent
) -> None:
    raws = numbered(*range(7))
    dovecot.deliver("hilfe", *raws[:5])
    fetcher = fetching(dovecot.url("hilfe"))
    fetched(5)
    until(lambda: Mailbox.objects.filter(error="", checked_at__isnull=False).exists(), "a finished round")
    with within(5, "new mail by IDLE"):
        hand_over(dovecot, "hilfe", *raws[5:])
        fetched(7)
    assert {blobs.get(row.raw) for row in Ledger.objects.all()} >= set(raws[:5])
    assert {row.source for row in Ledger.objects.all()} == {f"imap://hilfe@127.0.0.1:{dovecot.port}/INBOX"}
    assert Case.objects.count() == 7
    shown = dovecot.messages("hilfe")
    assert sorted(shown) == list(range(1, 8))
    assert not any("\\Seen" in flags for flags, _ in shown.values())
    validity = dovecot.uidvalidity("hilfe")
    assert {row.cursor for row in Ledger.objects.all()} == {f"{validity}:{uid}" for uid in shown}
    until(lambda: (fetcher.row().uidvalidity, fetcher.row().uid) == (validity, 7), "the cursor")


@pytest.mark.parametrize("folder", ["INBOX", "Kunden/Anfragen", "Störungen & mehr"])
def test_any_folder_of_several_mailboxes_is_fetched(
    dovecot: Dovecot, fetching: Fetching, ada: Agent, folder: str
) -> None:
    if folder != "INBOX":
        with dovecot.client("hilfe", None) as client:
            client.create_folder(folder.replace("/", "."))
    dovecot.deliver("hilfe", *numbered(1), folder=folder.replace("/", "."))
    dovecot.deliver("rechnung@moebelhaus.example", *numbered(2))
    fetching(dovecot.url("hilfe", folder.replace("/", ".")))
    fetching(dovecot.url("rechnung@moebelhaus.example"))
    fetched(2)


def test_encrypted_connections_are_verified(
    dovecot: Dovecot, fetching: Fetching, ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.deliver("hilfe", *numbered(1))
    fetching(dovecot.url("hilfe", tls=True))
    until(lambda: Mailbox.objects.filter(error__contains="CERTIFICATE_VERIFY_FAILED").exists(), "the refusal")
    assert not Ledger.objects.exists()
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.certificate.chain))
    fetched(1)
    until(lambda: not Mailbox.objects.exclude(error="").exists(), "the error to go")


def test_starttls_is_spoken_where_it_is_required(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.certificate.chain))
    dovecot.deliver("hilfe", *numbered(1))
    folder = Folder.open(places.mailbox(dovecot.url("hilfe") + "?tls=required"))
    assert folder.uids_after(0) == [1]
    folder.close()


def test_a_wrong_password_is_told_and_mended_without_a_restart(
    dovecot: Dovecot, fetching: Fetching, ada: Agent
) -> None:
    dovecot.deliver("hilfe", *numbered(1))
    fetching(dovecot.url("hilfe", password="falsch"))
    until(lambda: Mailbox.objects.filter(error__contains="refuses the sign-in").exists(), "the refusal")
    assert "falsch" not in Mailbox.objects.get().error
    assert not Ledger.objects.exists()


def test_hundreds_of_mails_come_in_batches(dovecot: Dovecot, fetching: Fetching, ada: Agent) -> None:
    dovecot.deliver("hilfe", *numbered(*range(230)))
    fetching(dovecot.url("hilfe"))
    until(lambda: Ledger.objects.filter(outcome="message").count() == 230, "230 mails", timeout=60)
    assert Case.objects.count() == 230


def test_mails_with_long_lines_and_bare_line_ends_arrive_byte_for_byte(
    dovecot: Dovecot, fetching: Fetching, ada: Agent
) -> None:
    raw = b"From: a@example.org\r\nSubject: lang\r\n\r\n" + b"x" * 2_000_000 + b"\r\n\xff\xfe\r\n"
    dovecot.deliver("hilfe", raw)
    fetching(dovecot.url("hilfe"))
    fetched(1)
    assert blobs.get(Ledger.objects.get().raw) == raw


def test_a_server_without_idle_is_polled(
    dovecot: Dovecot, fetching: Fetching, ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Folder, "can_idle", property(lambda _: False, lambda *_: None), raising=False)
    fetching(dovecot.url("hilfe"), round_seconds=0.1)
    until(lambda: Mailbox.objects.filter(checked_at__isnull=False).exists(), "the first round")
    hand_over(dovecot, "hilfe", *numbered(1))
    fetched(1)
