from __future__ import annotations

import pytest

from onehand.cases import ledger, quarantine
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Ledger
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.foundation import clock, mailparse
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(ada: Agent) -> Ledger:
    received = mails.take(mails.many_parts(3_000))
    assert received.outcome == "quarantined"
    return mails.row_of(received)


def test_an_unreadable_mail_waits_with_reason_and_raw_bytes(row: Ledger) -> None:
    assert row.reason.startswith("too-many-parts")
    assert quarantine.raw_of(row).count(b"--B") == 3_001
    assert list(quarantine.listed()) == [row]
    assert ledger.counts() == {
        "accepted": 1, "messages": 0, "quarantined": 1, "duplicates": 0, "erased": 0, "difference": 0,
    }  # fmt: skip


def test_what_is_being_read_this_moment_is_not_listed_until_it_is_stale(ada: Agent) -> None:
    unread = Ledger.objects.create(source="s", content_hash="x", raw="0" * 64, size=1, at=clock.now())
    assert not quarantine.listed().exists()
    mails.hours_later(1)
    assert quarantine.listed().get() == unread


def test_a_retry_that_fails_again_keeps_it_where_it_is(row: Ledger, ada: Agent) -> None:
    received = quarantine.retry(row, by=ada)
    assert received.outcome == "quarantined"
    row.refresh_from_db()
    assert row.reason.startswith("too-many-parts")
    assert row.attempts == 2


def test_a_retry_after_the_software_has_learned_makes_it_a_message(
    row: Ledger, ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onehand.foundation.mailparse import structure

    monkeypatch.setattr(structure, "MAX_PARTS", 10_000)
    received = quarantine.retry(row, by=ada)
    assert received.outcome == "new_case"
    assert not quarantine.listed().exists()
    assert Entry.objects.filter(kind="quarantine_retried", subject_id=row.pk).exists()


def test_a_row_that_is_a_message_cannot_be_retried_nor_assigned(ada: Agent) -> None:
    row = mails.row_of(mails.take(mails.mail()))
    with pytest.raises(Refused) as refused:
        quarantine.retry(row, by=ada)
    assert refused.value.code == "not_quarantined"
    with pytest.raises(Refused):
        quarantine.assign_to(row, agent=ada, by=ada)


def test_it_can_be_given_to_an_agent_as_it_is(row: Ledger, ada: Agent, nora: Agent) -> None:
    message = quarantine.assign_to(row, agent=nora, by=ada)
    assert message.case.hand == nora
    assert message.case.customer.identities.get().value == "carla.kern@example.org"
    assert message.case.subject
    attachment = message.attachments.get()
    assert (attachment.name, attachment.type) == ("original.eml", "message/rfc822")
    row.refresh_from_db()
    assert (row.outcome, row.message) == (Ledger.Outcome.MESSAGE, message)
    assert ledger.counts()["difference"] == 0


def test_it_can_be_put_into_a_case(row: Ledger, ada: Agent, case: Case) -> None:
    message = quarantine.assign_to(row, case=case, by=ada)
    assert message.case == case
    assert case.messages.filter(direction="in").count() == 2
    assert reply(case, by=ada, text="Ist angekommen.").people["to"][0]["address"] == "carla.kern@example.org"


def test_the_same_unreadable_mail_again_is_its_duplicate(row: Ledger) -> None:
    from onehand.foundation import blobs

    again = mails.take(blobs.get(row.raw))
    assert again.outcome == "duplicate"
    assert ledger.counts()["difference"] == 0


def test_an_encrypted_mail_is_a_message_with_a_remark_not_a_quarantine_item(ada: Agent) -> None:
    body = mails.multipart(
        ["Content-Type: application/pgp-encrypted\n\nVersion: 1\n", "Content-Type: application/octet-stream\n\nxyz\n"]
    )
    kind = 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=BORDER'
    received = mails.take(mails.mail(body, type=kind))
    assert received.outcome == "new_case"
    assert "protection:encrypted" in mails.message_of(received).remark


def test_the_reason_is_a_code_and_a_sentence() -> None:
    with pytest.raises(mailparse.Unreadable) as unreadable:
        mailparse.parse(mails.many_parts(3_000))
    assert str(unreadable.value).startswith("too-many-parts: ")
