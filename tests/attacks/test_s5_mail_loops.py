"""S5: receipts, bounces, vacation answers and reopenings must not make a loop.

24 hours are simulated by moving the clock: two peers that confirm every mail, a vacation responder, one that
answers every mail under `Auto-Submitted: no`, a mailbox that bounces, and our own receipts coming back to us.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from onehand.cases import closing, reply, silence
from onehand.cases.models import Case, Outgoing
from onehand.cases.tests import mails
from onehand.foundation import clock, jobs
from onehand.people.models import Identity
from onehand.team.models import Agent
from onehand.timeline import chain

pytestmark = pytest.mark.django_db

Peer = Callable[[Outgoing], bytes | None]

ONE, TWO = "hilfe@eins.example", "hilfe@zwei.example"
VACATION, BOUNCING, CHATTY = "urlaub@example.org", "weg@example.org", "robot@example.org"


def confirms(address: str, *, marked: bool) -> Peer:
    """Another help desk: a receipt for each mail; an older one does not even mark it as automatic."""

    def answer(sent: Outgoing) -> bytes:
        headers = {"Auto-Submitted": "auto-replied"} if marked else {}
        refers = {"In-Reply-To": sent.external_id, "References": sent.external_id}
        subject = f"[Ticket {sent.pk}] {sent.subject}"
        return mails.mail(
            "Wir haben Ihre Nachricht erhalten.\n",
            sender=address,
            to=mails.SUPPORT,
            subject=subject,
            headers=headers | refers,
        )

    return answer


def confirms_as_new(address: str) -> Peer:
    """The worst one: unmarked, without any reference to our mail, to our bare address."""
    return lambda sent: mails.mail(
        f"Eingang bestätigt, Vorgang {sent.pk}.\n", sender=address, subject=f"Vorgang {sent.pk}"
    )


def bounces(sent: Outgoing) -> bytes:
    return mails.bounce(sent)


def simulate(peers: dict[str, Peer], *, hours: int = 24, step: timedelta = timedelta(minutes=10)) -> Counter[str]:
    """Pass every mail of ours to its peer and every answer back, until the time is over; mails per recipient."""
    known: set[int] = set()
    end = clock.now() + timedelta(hours=hours)
    while clock.now() < end:
        jobs.run_due()
        silence.close_by_silence()
        for sent in list(Outgoing.objects.exclude(pk__in=known).order_by("pk")):
            known.add(sent.pk)
            peer = peers.get(sent.recipient)
            answer = peer(sent) if peer else None
            if answer is not None:
                mails.take(answer)
        clock.advance(step)
    jobs.run_due()
    return Counter(Outgoing.objects.filter(automatic=True).values_list("recipient", flat=True))


PEERS: dict[str, Peer] = {
    ONE: confirms(ONE, marked=True),
    TWO: confirms(TWO, marked=False),
    VACATION: lambda sent: mails.vacation(sent, sender=VACATION),
    BOUNCING: bounces,
    CHATTY: confirms_as_new(CHATTY),
}


def test_in_24_hours_no_peer_gets_more_than_two_automatic_mails(ada: Agent, nora: Agent) -> None:
    for address in PEERS:
        mails.take(mails.mail(sender=address))
    sent = simulate(PEERS)
    assert sent
    assert max(sent.values()) <= 2, sent
    assert chain.broken_at() is None


def test_when_an_agent_answers_and_asks_it_stays_that_quiet(ada: Agent) -> None:
    for address in PEERS:
        case = mails.case_of(mails.take(mails.mail(sender=address)))
        reply.reply(case, by=ada, text="Am Freitag.")
    simulate(PEERS, hours=3)
    before = Counter(Outgoing.objects.filter(automatic=True).values_list("recipient", flat=True))
    sent = simulate(PEERS)
    assert max((sent - before).values(), default=0) <= 2


def test_machines_that_answer_the_question_whether_it_is_solved_reopen_nothing(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail(sender=VACATION)))
    reply.reply(case, by=ada, text="Am Freitag.", answers=mails.asked_in(case))
    simulate(PEERS, hours=1)
    closing.ask_solved(Case.objects.get(pk=case.pk), by=ada)
    simulate(PEERS, hours=24 * 8, step=timedelta(hours=3))
    assert Case.objects.get(pk=case.pk).state == "closed"
    assert Outgoing.objects.filter(case=case, kind="question").count() == 1


def test_our_own_receipt_that_comes_back_to_us_is_answered_by_nobody(ada: Agent) -> None:
    """A forwarding back to the support address, or a sender that names us."""
    mails.take(mails.mail())
    jobs.run_due()
    [receipt] = mails.written()
    back = mails.mail(receipt.text, sender=f"Möbelhaus <{mails.SUPPORT}>", message_id=receipt.external_id)
    received = mails.take(back)
    jobs.run_due()
    assert received.automatic
    assert mails.written() == [receipt]


def test_a_loop_through_a_mailing_list_ends_at_once(ada: Agent) -> None:
    listed = {"List-Id": "<kunden.example.org>", "Precedence": "list"}
    for _ in range(10):
        mails.take(mails.mail(sender=ONE, headers=listed))
    jobs.run_due()
    assert mails.written() == []


def test_a_hundred_bounces_of_one_mail_are_a_hundred_notes_and_no_mail(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    reply.reply(case, by=ada, text="Am Freitag.")
    jobs.run_due()
    before = Outgoing.objects.count()
    sent = mails.outgoing_of(case)
    for _ in range(100):
        mails.take(mails.bounce(sent), envelope_from="")
    jobs.run_due()
    assert Outgoing.objects.count() == before
    assert Case.objects.count() == 1


def test_two_addresses_of_one_person_that_bounce_and_answer_by_themselves_make_no_loop(ada: Agent) -> None:
    """Each message goes to each of them once, whoever sends reports for it and however often."""
    case = mails.case_of(mails.take(mails.mail(sender=BOUNCING)))
    for address in (TWO, VACATION, CHATTY):
        Identity.objects.create(customer=case.customer, kind="email", value=address, assurance="proved")
    case.customer.identities.filter(value=BOUNCING).update(assurance="seen")
    reply.reply(case, by=ada, text="Am Freitag.")
    peers = {**PEERS, TWO: bounces, VACATION: bounces}
    simulate(peers)
    sent = Counter(Outgoing.objects.filter(kind="reply").values_list("message", "recipient"))
    assert len(sent) > 1
    assert max(sent.values()) == 1
    automatic = Counter(Outgoing.objects.filter(automatic=True).values_list("recipient", flat=True))
    assert max(automatic.values()) <= 2, automatic


def test_auto_submitted_no_is_a_persons_word(ada: Agent) -> None:
    received = mails.take(mails.mail(headers={"Auto-Submitted": "no"}))
    jobs.run_due()
    assert not received.automatic
    assert [one.kind for one in mails.written()] == ["receipt"]


def test_every_automatic_mail_of_ours_says_so_and_is_taken_for_one(ada: Agent) -> None:
    """Two instances of this software must recognise each other."""
    from onehand.channels.email.compose import compose
    from onehand.foundation import mailparse

    mails.take(mails.mail())
    jobs.run_due()
    [receipt] = mails.written()
    assert mailparse.parse(compose(receipt).raw).automatic
