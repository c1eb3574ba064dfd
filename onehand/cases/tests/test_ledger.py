"""The rule I1: accepted = messages + quarantined + duplicates + erased, at any time."""

from __future__ import annotations

import pytest

from onehand.cases import intake, ledger
from onehand.cases.intake import Arrival
from onehand.cases.models import Ledger, Message
from onehand.cases.tests import mails
from onehand.foundation import blobs
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_nothing_accepted_is_nothing(db: None) -> None:
    assert set(ledger.counts().values()) == {0}


def test_every_kind_of_mail_is_counted_once(ada: Agent) -> None:
    raw = mails.mail()
    for one in (raw, raw, mails.many_parts(3_000), mails.mail(headers={"Auto-Submitted": "auto-replied"}), b""):
        mails.take(one)
    key = blobs.put(b"unread")
    intake.accept([Arrival(source="s", raw=b"unread")], [key])
    Ledger.objects.create(source="s", content_hash="e", raw="", size=0, outcome="erased", reason="")
    counts = ledger.counts()
    assert counts["accepted"] == 7
    assert counts["difference"] == 0
    assert (counts["duplicates"], counts["erased"]) == (1, 1)
    assert counts["messages"] == Message.objects.filter(direction="in").count()


def test_a_row_whose_message_is_gone_shows_as_a_difference(ada: Agent) -> None:
    received = mails.take(mails.mail())
    mails.message_of(received).delete()
    counts = ledger.counts()
    assert (counts["messages"], counts["difference"]) == (0, 1)
