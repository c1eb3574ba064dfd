"""How a broken promise came about: steps in order, plain, without a name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases import delivery, evidence, promises, timers
from onehand.cases.models import Case, Delivery
from onehand.cases.reply import reply
from onehand.cases.review import letter, review
from onehand.cases.tests import mails
from onehand.cases.tests.test_evidence import call
from onehand.foundation import clock
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def wait(**span: float) -> None:
    clock.advance(timedelta(**span))
    timers.fire()


def test_a_chain_of_steps_from_the_promise_to_its_end(case: Case, ada: Agent) -> None:
    promises.make(case, text="Wir rufen Sie an.", kind="callback", due=clock.now() + timedelta(hours=1), by=ada)
    wait(hours=1)
    wait(hours=1)
    clock.advance(timedelta(minutes=30))
    evidence.by_call(call(case, ada, reached=False))
    clock.advance(timedelta(minutes=30))
    [renewed] = promises.open_of(case)
    promises.renew(renewed, due=clock.now() + timedelta(hours=1), text="Heute noch.", by=ada)
    clock.advance(timedelta(minutes=30))
    evidence.by_call(call(case, ada))
    assert [step.code for step in review(case)] == [
        "made", "late", "told_by_itself", "called_in_vain", "renewed", "kept_call"
    ]  # fmt: skip
    text = letter(case)
    assert text.startswith("Guten Tag,\n\nso ist es dazu gekommen:\n\n- Montag, 2. März, 09:00 Uhr: Wir sagten zu")
    assert "Wir riefen an und erreichten niemanden." in text
    assert "Ada" not in text
    assert "!" not in text


def test_an_answer_that_came_back_is_a_step(case: Case, ada: Agent) -> None:
    promise = promises.make(case, text="Ich schreibe.", kind="message", by=ada)
    clock.advance(timedelta(minutes=1))
    reply(case, by=ada, text="Hier.", keeps=[promise.pk])
    mail = mails.outgoing_of(case)
    delivery.delivery_changed(mail, Delivery.ACCEPTED)
    clock.advance(timedelta(minutes=1))
    delivery.delivery_changed(mail, Delivery.BOUNCED)
    assert [step.code for step in review(case)] == ["made_by_default", "not_arrived"]
    assert review(case)[1].sentence("en") == "Our message did not arrive. The promise was open again."


def test_a_withdrawal_tells_its_reason(case: Case, ada: Agent) -> None:
    promises.withdraw(promises.make(case, text="x", by=ada), why="Kein Teil.", by=ada)
    assert review(case)[-1].sentence("de") == "Wir nahmen die Zusage zurück. Der Grund: Kein Teil."


def test_what_was_kept_in_time_needs_no_review(case: Case, ada: Agent) -> None:
    promises.make(case, text="x", kind="callback", by=ada)
    clock.advance(timedelta(minutes=1))
    evidence.by_call(call(case, ada))
    assert review(case) == []
    assert letter(case) == ""
