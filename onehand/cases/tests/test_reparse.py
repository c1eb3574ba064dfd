from __future__ import annotations

import pytest

from onehand.cases.models import Message
from onehand.cases.reparse import reparse, with_raw
from onehand.cases.tests import mails
from onehand.foundation.search import index
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_read_anew_a_message_is_what_its_bytes_say(ada: Agent) -> None:
    received = mails.take(mails.with_attachment("liste.csv", "a;b", text="Siehe Kirschholz.\n"))
    message = mails.message_of(received)
    Message.objects.filter(pk=message.pk).update(text="falsch gelesen", subject="", has_attachments=False)
    message.attachments.update(name="falsch")
    [found] = with_raw()
    assert reparse(found)
    again = mails.message_of(received)
    assert (again.text.strip(), again.subject, again.has_attachments) == ("Siehe Kirschholz.", "Anhang", True)
    assert again.attachments.get().name == "liste.csv"
    assert index.places("Kirschholz") == [received.case]


def test_read_anew_twice_changes_nothing_more(ada: Agent) -> None:
    message = mails.message_of(mails.take(mails.with_attachment("liste.csv")))
    assert reparse(message)
    assert reparse(message)
    assert message.attachments.count() == 1
    assert len(index.hits("liste")) == 1


def test_what_cannot_be_read_any_more_stays_as_it_was(ada: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    from onehand.foundation.mailparse import structure

    message = mails.message_of(mails.take(mails.with_attachment("liste.csv")))
    monkeypatch.setattr(structure, "MAX_PARTS", 0)
    before = message.text
    reparse(message)
    assert Message.objects.get(pk=message.pk).text == before
