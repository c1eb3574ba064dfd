"""What a process left unread when it died is read by the next one."""

from __future__ import annotations

import pytest

from onehand.cases import intake, ledger
from onehand.cases.intake import Arrival
from onehand.cases.models import Ledger, Message
from onehand.cases.tests import mails
from onehand.foundation import blobs, clock
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def _left_unread(raw: bytes) -> Ledger:
    """As after a crash between the ledger row and the reading."""
    [row] = intake.accept([Arrival(source="s", raw=raw)], [blobs.put(raw)])
    return row


def test_an_unread_mail_is_read_once_it_is_stale(ada: Agent) -> None:
    row = _left_unread(mails.mail())
    assert ledger.counts()["quarantined"] == 1
    assert intake.recover() == 0
    mails.hours_later(0.1)
    assert intake.recover() == 1
    row.refresh_from_db()
    assert row.outcome == Ledger.Outcome.MESSAGE
    assert Message.objects.count() == 1
    assert intake.recover() == 0


def test_a_mail_that_killed_three_processes_is_left_in_quarantine(ada: Agent) -> None:
    row = _left_unread(mails.mail())
    Ledger.objects.filter(pk=row.pk).update(attempts=3)
    mails.hours_later(0.1)
    intake.recover()
    row.refresh_from_db()
    assert (row.outcome, row.reason) == ("quarantined", "reading it stopped the process several times")
    assert intake.recover() == 0


def test_each_recovery_counts_as_an_attempt_before_it_reads(ada: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    row = _left_unread(mails.mail())
    mails.hours_later(0.1)

    def dies(rows: object) -> None:
        assert Ledger.objects.get(pk=row.pk).attempts == 2
        raise OSError("as if killed")

    monkeypatch.setattr(intake, "read_rows", dies)
    intake.recover()
    assert Ledger.objects.get(pk=row.pk).reason == "unread"


def test_missing_raw_bytes_are_a_reason_and_no_crash(ada: Agent) -> None:
    row = _left_unread(mails.mail())
    blobs.remove(row.raw)
    mails.hours_later(0.1)
    intake.recover()
    row.refresh_from_db()
    assert (row.outcome, row.reason) == ("quarantined", "the raw bytes are missing")


def test_one_row_that_cannot_be_read_now_does_not_stop_the_others(ada: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = _left_unread(mails.mail()), _left_unread(mails.mail("Zweite\n"))
    clock.advance(intake.STALE * 2)
    true_get = blobs.get

    def get(key: str) -> bytes:
        if key == first.raw:
            raise OSError("bad sector")
        return true_get(key)

    monkeypatch.setattr(blobs, "get", get)
    intake.recover()
    second.refresh_from_db()
    assert second.outcome == Ledger.Outcome.MESSAGE
    first.refresh_from_db()
    assert first.reason == "unread"
