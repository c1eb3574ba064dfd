from __future__ import annotations

import pytest

from onehand.cases.models import Outgoing
from onehand.cases.tests import mails
from onehand.foundation import blobs, jobs
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    mails.settings_with(monkeypatch, mail_max_bytes=20_000)


LARGE = "Sehr viel Text. " * 4_000


def test_a_mail_over_the_limit_is_durable_and_visible_with_its_head(ada: Agent) -> None:
    raw = mails.mail(LARGE, subject="Große Bilder")
    received = mails.take(raw)
    message = mails.message_of(received)
    assert received.outcome == "new_case"
    assert message.subject == "Große Bilder"
    assert "size:too-large" in message.remark
    assert message.text == ""
    assert blobs.get(message.raw) == raw
    assert mails.case_of(received).hand == ada


def test_its_sender_is_told_once_and_gets_no_receipt_beside(ada: Agent) -> None:
    received = mails.take(mails.mail(LARGE))
    jobs.run_due()
    told = Outgoing.objects.get()
    assert (told.kind, told.recipient, told.automatic) == ("notice", mails.CARLA, True)
    assert told.case_id == received.case


def test_the_same_large_mail_again_tells_nobody_again(ada: Agent) -> None:
    raw = mails.mail(LARGE)
    mails.take(raw)
    mails.take(raw)
    assert Outgoing.objects.count() == 1


def test_many_large_mails_of_one_address_are_told_about_once_a_day(ada: Agent) -> None:
    """Else a forged sender could be flooded with our notices (S4, S5)."""
    for _ in range(5):
        mails.take(mails.mail(LARGE))
    assert Outgoing.objects.filter(recipient=mails.CARLA).count() == 1
    mails.hours_later(25)
    mails.take(mails.mail(LARGE))
    assert Outgoing.objects.filter(recipient=mails.CARLA).count() == 2


def test_a_large_automatic_mail_is_told_to_nobody(ada: Agent) -> None:
    mails.take(mails.mail(LARGE, headers={"Auto-Submitted": "auto-generated"}))
    assert not Outgoing.objects.exists()


def test_a_large_mail_with_a_forged_reference_gets_no_word_from_us(ada: Agent) -> None:
    raw = mails.referring("<m1.aaaaaaaaaaaaaaaaaaaaaaaaaa@moebelhaus.example>", text=LARGE)
    mails.take(raw)
    jobs.run_due()
    assert not Outgoing.objects.exists()


def test_a_large_answer_still_lands_in_its_case(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    received = mails.take(mails.answer(case, LARGE))
    assert received.case == case.pk
