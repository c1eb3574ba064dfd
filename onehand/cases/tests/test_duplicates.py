from __future__ import annotations

import pytest

from onehand.cases import intake, ledger
from onehand.cases.intake import Arrival
from onehand.cases.models import Message
from onehand.cases.tests import mails
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_the_same_mail_again_is_a_declared_duplicate_of_the_first(ada: Agent) -> None:
    raw = mails.mail()
    first, second = mails.take(raw), mails.take(raw)
    assert second.outcome == "duplicate"
    assert (second.case, second.message) == (first.case, first.message)
    assert Message.objects.count() == 1
    assert ledger.counts()["duplicates"] == 1


def test_other_trace_headers_do_not_make_another_mail(ada: Agent) -> None:
    raw = mails.mail()
    trace = b"Received: from mx.example by us; Mon, 2 Mar 2026 09:00:00 +0100\r\nDelivered-To: x@y.example\r\n"
    more = b"Authentication-Results: mx; dkim=pass\r\nReturn-Path: <carla.kern@example.org>\r\n"
    mails.take(raw)
    assert mails.take(trace + more + raw).outcome == "duplicate"


def test_other_line_ends_do_not_make_another_mail(ada: Agent) -> None:
    raw = mails.mail()
    mails.take(raw)
    assert mails.take(raw.replace(b"\r\n", b"\n")).outcome == "duplicate"


def test_the_same_message_id_with_other_content_keeps_both(ada: Agent) -> None:
    first = mails.take(mails.mail("Erste Fassung.\n", message_id="<same@example.org>"))
    second = mails.take(mails.mail("Zweite Fassung.\n", message_id="<same@example.org>"))
    assert [first.outcome, second.outcome] == ["new_case", "new_case"]
    assert Message.objects.count() == 2


def test_the_same_words_under_another_message_id_are_another_mail(ada: Agent) -> None:
    mails.take(mails.mail("Bitte um Rückruf.\n"))
    assert mails.take(mails.mail("Bitte um Rückruf.\n")).outcome == "new_case"


def test_without_message_id_equal_bytes_are_one_mail_and_other_bytes_are_two(ada: Agent) -> None:
    raw = mails.mail(without=["Message-ID"])
    mails.take(raw)
    assert mails.take(raw).outcome == "duplicate"
    assert mails.take(raw.replace(b"Schrank", b"Tisch")).outcome == "new_case"


def test_twice_in_one_batch_is_one_message(ada: Agent) -> None:
    raw = mails.mail()
    answers = intake.receive_many([Arrival(source="a", raw=raw), Arrival(source="b", raw=raw)])
    assert [one.outcome for one in answers] == ["new_case", "duplicate"]
    assert answers[0].message == answers[1].message
    assert Message.objects.count() == 1


def test_a_duplicate_gets_no_second_receipt_and_no_second_entry(ada: Agent) -> None:
    from onehand.foundation import jobs
    from onehand.timeline.models import Entry

    raw = mails.mail()
    case = mails.case_of(mails.take(raw))
    jobs.run_due()
    entries = Entry.objects.filter(subject_id=case.pk).count()
    mails.take(raw)
    jobs.run_due()
    assert Entry.objects.filter(subject_id=case.pk).count() == entries
    assert len(mails.written()) == 1


def test_an_unread_row_that_two_processes_read_becomes_one_message(ada: Agent) -> None:
    """A slow process and `recover` may hold the same row at the same time."""
    from onehand.foundation import blobs

    raw = mails.mail()
    key = blobs.put(raw)
    [row] = intake.accept([Arrival(source="s", raw=raw)], [key])
    from onehand.cases.models import Ledger

    stale = Ledger.objects.get(pk=row.pk)
    first = intake.read_rows([row])[0]
    second = intake.read_rows([stale])[0]
    assert Message.objects.count() == 1
    assert second.message == first.message
