"""R2: the same mail twice, out of order, by two workers at once. The guard is the database's, not a lock's."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connections

from onehand.cases import intake, ledger, reply
from onehand.cases.intake import Arrival, Received
from onehand.cases.models import Case, Ledger, Message, Outgoing
from onehand.cases.receipt import write_receipts
from onehand.cases.tests import mails
from onehand.foundation import blobs, jobs
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline import chain

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

T = TypeVar("T")
WORKERS = 6


def at_once(acts: Sequence[Callable[[], T]]) -> list[T]:
    """Run all in threads that start in the same moment, each with its own connection."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        try:
            gate.wait(20)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(60) for future in [pool.submit(run, act) for act in acts]]


def whole() -> None:
    assert ledger.counts()["difference"] == 0
    assert chain.broken_at() is None


@pytest.mark.parametrize("_turn", range(3))
def test_the_same_mail_by_many_workers_is_one_message(ada: Agent, _turn: int) -> None:
    raw = mails.mail()
    answers = at_once([lambda: mails.take(raw)] * WORKERS)
    assert Counter(one.outcome for one in answers) == {"new_case": 1, "duplicate": WORKERS - 1}
    assert Message.objects.filter(direction="in").count() == 1
    assert Case.objects.count() == 1
    assert Customer.objects.count() == 1
    whole()


def test_the_same_batch_by_two_workers_is_each_mail_once(ada: Agent) -> None:
    raws = [mails.mail(f"Frage {n}\n", sender=f"p{n}@example.org") for n in range(20)]
    # In different order, so that each is first with some of them.
    batches = [[Arrival(source="a", raw=raw) for raw in order] for order in (raws, list(reversed(raws)))]
    answers = at_once([lambda batch=batch: intake.receive_many(batch) for batch in batches])  # type: ignore[misc]
    outcomes = Counter(one.outcome for batch in answers for one in batch)
    assert outcomes == {"new_case": 20, "duplicate": 20}
    assert Message.objects.filter(direction="in").count() == 20
    whole()


def test_the_same_place_of_a_mailbox_by_two_workers_is_entered_once(ada: Agent) -> None:
    raw = mails.mail()
    at_once([lambda: mails.take(raw, source="imap://box", cursor="7:12")] * WORKERS)
    assert Ledger.objects.count() == 1
    assert Message.objects.filter(direction="in").count() == 1
    whole()


def test_a_row_that_two_workers_read_is_one_message(ada: Agent) -> None:
    """`recover` may come while a slow process still reads."""
    raw = mails.mail()
    [row] = intake.accept([Arrival(source="s", raw=raw)], [blobs.put(raw)])
    rows = [Ledger.objects.get(pk=row.pk) for _ in range(WORKERS)]
    answers = at_once([lambda row=row: intake.read_rows([row])[0] for row in rows])  # type: ignore[misc]
    assert len({one.message for one in answers}) == 1
    assert Message.objects.filter(direction="in").count() == 1
    whole()


def test_two_first_mails_of_a_new_person_make_one_customer(ada: Agent) -> None:
    raws = [mails.mail(f"Frage {n}\n", sender="Neu <neu@example.org>") for n in range(WORKERS)]
    answers = at_once([lambda raw=raw: mails.take(raw) for raw in raws])  # type: ignore[misc]
    assert {one.outcome for one in answers} == {"new_case"}
    assert Identity.objects.filter(value="neu@example.org").count() == 1
    assert Customer.objects.count() == 1
    whole()


def test_answers_at_once_into_one_case_are_all_there(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    raws = [mails.answer(case, f"Nachtrag {n}\n") for n in range(WORKERS)]
    answers = at_once([lambda raw=raw: mails.take(raw) for raw in raws])  # type: ignore[misc]
    assert {(one.outcome, one.case) for one in answers} == {("added", case.pk)}
    assert case.messages.filter(direction="in").count() == WORKERS + 1
    whole()


def test_the_same_message_id_with_other_content_at_once_keeps_both(ada: Agent) -> None:
    raws = [mails.mail(f"Fassung {n}\n", message_id="<same@example.org>") for n in range(2)]
    answers = at_once([lambda raw=raw: mails.take(raw) for raw in raws])  # type: ignore[misc]
    assert [one.outcome for one in answers] == ["new_case", "new_case"]
    whole()


def test_an_address_gets_one_receipt_though_two_workers_write_it(ada: Agent) -> None:
    received = [mails.take(mails.mail(f"Frage {n}\n")) for n in range(WORKERS)]
    from onehand.foundation.jobs.models import Job

    Job.objects.all().delete()
    at_once([lambda one=one: write_receipts.call([one.message]) for one in received])  # type: ignore[misc]
    assert Outgoing.objects.filter(kind="receipt").count() == 1


def test_out_of_order_a_bounce_and_an_answer_before_our_own_word_is_known(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    reply.reply(case, by=ada, text="Am Freitag.")
    sent = mails.outgoing_of(case)
    first = mails.take(mails.answer(case, "Antwort auf die Antwort.\n"))
    mails.take(mails.bounce(sent))
    jobs.run_due()
    sent.refresh_from_db()
    assert first.case == case.pk
    assert sent.state == "bounced"
    whole()


def test_a_reply_and_its_forerunner_in_the_wrong_order_are_two_messages_of_one_case(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    early, late = mails.answer(case, "zuerst geschrieben\n"), mails.answer(case, "danach geschrieben\n")
    received: list[Received] = [mails.take(late), mails.take(early), mails.take(late)]
    assert [one.outcome for one in received] == ["added", "added", "duplicate"]
    whole()
