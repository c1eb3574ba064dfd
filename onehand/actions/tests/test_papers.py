"""What an action has brought about goes to the customer with the message that says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from onehand.actions import running
from onehand.actions.contract import Paper, Step, Unreachable
from onehand.actions.models import Run
from onehand.actions.tests.fixtures import Connect
from onehand.actions.tests.toy import Toy
from onehand.cases.attachments import content
from onehand.cases.models import Attachment, Case, Message
from onehand.foundation import clock, jobs
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

CANCEL = {"order": "1", "reason": "x"}
LABEL = Paper("Etikett.pdf", "application/pdf", b"%PDF-1.4 label")


class Printing(Toy):
    jammed = False

    def papers(self, step: Step) -> Sequence[Paper]:
        if self.jammed:
            raise Unreachable("the printer is off")
        assert step.key
        return (LABEL,)


@pytest.fixture
def toy(connect: Connect) -> Printing:
    return connect(Printing())


def test_a_paper_goes_along_with_the_message(known: Case, ada: Agent, toy: Printing) -> None:
    run = running.start(known, "cancel", CANCEL, by=ada, tell="Das Etikett liegt bei.")
    jobs.run_due()
    assert Run.objects.get(pk=run.pk).state == Run.State.DONE
    sent = Attachment.objects.get(message__text="Das Etikett liegt bei.")
    assert (sent.name, sent.type, content(sent)) == (LABEL.name, LABEL.type, LABEL.content)


def test_without_a_message_nothing_is_sent(known: Case, ada: Agent, toy: Printing) -> None:
    toy.jammed = True
    run = running.start(known, "cancel", CANCEL, by=ada)
    jobs.run_due()
    assert Run.objects.get(pk=run.pk).state == Run.State.DONE
    assert not Attachment.objects.exists()


def test_while_the_paper_cannot_be_had_nothing_is_said_and_the_deed_is_not_done_twice(
    known: Case, ada: Agent, toy: Printing
) -> None:
    toy.jammed = True
    run = running.start(known, "cancel", CANCEL, by=ada, tell="Das Etikett liegt bei.")
    jobs.run_due()
    assert Run.objects.get(pk=run.pk).why["code"] == "silent"
    assert not Message.objects.filter(text="Das Etikett liegt bei.").exists()
    toy.jammed = False
    clock.advance(timedelta(minutes=1))
    jobs.run_due()
    assert Run.objects.get(pk=run.pk).state == Run.State.DONE
    assert sum(toy.done.values()) == 1
    assert Attachment.objects.filter(message__text="Das Etikett liegt bei.").count() == 1
