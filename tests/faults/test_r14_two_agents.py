"""R14: two agents at once, double submit: no lost update, one send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from onehand.cases import closing, handover, held, note, reply, standin, waiting
from onehand.cases.errors import Outdated, Refused
from onehand.cases.feed import last_seq
from onehand.cases.models import Case, Handover, Message, Outgoing
from onehand.cases.open import open_case
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.absence import plan_absence
from onehand.team.models import Agent
from onehand.timeline import chain
from onehand.timeline.models import Entry
from tests.faults.test_r2_twice_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def mailed(ada: Agent, nora: Agent) -> Case:
    return mails.case_of(mails.take(mails.mail()))


def fresh(case: Case) -> Case:
    """As another request has it: an object of its own."""
    return Case.objects.select_related("customer", "team").get(pk=case.pk)


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except Outdated:
        return "outdated"
    except Refused as refused:
        return refused.code
    return "done"


def tried(*acts: Callable[[], object]) -> Counter[str]:
    return Counter(at_once([lambda act=act: outcome(act) for act in acts]))  # type: ignore[misc]


def one_hand(case: Case) -> Agent:
    open_holdings = list(case.holdings.filter(until__isnull=True).select_related("agent"))
    assert len(open_holdings) == 1
    assert chain.broken_at() is None
    return open_holdings[0].agent


@pytest.mark.parametrize("_turn", range(3))
def test_of_two_replies_with_the_same_knowledge_one_is_held_back(
    mailed: Case, ada: Agent, nora: Agent, _turn: int
) -> None:
    seen = last_seq(mailed)
    found = tried(
        *(
            lambda agent=agent: reply.reply(fresh(mailed), by=agent, text=f"Von {agent}", seen=seen)
            for agent in (ada, nora)
        )
    )
    assert found == {"done": 1, "outdated": 1}
    assert Outgoing.objects.filter(kind="reply").count() == 1
    assert Message.objects.filter(direction="out", automatic="").count() == 1


def test_a_double_submit_is_one_message_and_one_mail(mailed: Case, ada: Agent) -> None:
    seen = last_seq(mailed)
    found = at_once([lambda: reply.reply(fresh(mailed), by=ada, text="Am Freitag.", seen=seen, key="k").pk] * 5)
    assert len(set(found)) == 1
    assert Outgoing.objects.filter(kind="reply").count() == 1
    assert Entry.objects.filter(kind="replied").count() == 1


def test_a_double_submit_of_a_note_is_one_note(mailed: Case, ada: Agent) -> None:
    found = at_once([lambda: note.note(fresh(mailed), by=ada, text="@nora?", key="n").pk] * 5)
    assert len(set(found)) == 1
    assert Message.objects.filter(direction="note").count() == 1


def test_a_double_submit_of_a_customers_word_is_one_message(mailed: Case) -> None:
    found = at_once([lambda: write(fresh(mailed), by=mailed.customer, text="Noch etwas.", key="w").pk] * 5)
    assert len(set(found)) == 1
    assert mailed.messages.filter(text="Noch etwas.").count() == 1


def test_a_double_submit_of_a_new_case_is_one_case(ada: Agent, carla: Customer) -> None:
    def submit() -> int:
        case = open_case(carla, None, subject="x", text="y", channel="portal", language="de", by=carla, key="o")
        return case.pk

    assert len(set(at_once([submit] * 5))) == 1
    assert Case.objects.count() == 1


def test_a_reply_and_the_customers_mail_at_once_leave_no_word_unanswered_unseen(mailed: Case, ada: Agent) -> None:
    seen = last_seq(mailed)
    raw = mails.answer(mailed, "Hat sich erledigt!\n")
    found = tried(
        lambda: reply.reply(fresh(mailed), by=ada, text="Am Freitag.", seen=seen),
        lambda: mails.take(raw),
    )
    after = fresh(mailed)
    # Either the reply saw the mail and was held back, or the mail came after it and waits for an answer.
    assert found["done"] >= 1
    assert after.waiting_since is not None
    assert mailed.messages.filter(direction="in").count() == 2


def test_of_two_who_take_the_hand_both_were_it_and_one_is(mailed: Case, nora: Agent, lena: Agent) -> None:
    tried(*(lambda agent=agent: handover.take(fresh(mailed), by=agent, reason="eilt") for agent in (nora, lena)))
    assert one_hand(mailed) in (nora, lena)


@pytest.mark.parametrize("_turn", range(3))
def test_an_offer_is_decided_once(mailed: Case, ada: Agent, nora: Agent, _turn: int) -> None:
    offer = handover.offer(mailed, to=nora, reason="x", by=ada)
    found = tried(
        lambda: handover.accept(Handover.objects.get(pk=offer.pk), by=nora),
        lambda: handover.refuse(Handover.objects.get(pk=offer.pk), by=nora),
        lambda: handover.withdraw(Handover.objects.get(pk=offer.pk), by=ada),
    )
    assert found == {"done": 1, "handover_over": 2}
    offer.refresh_from_db()
    assert one_hand(mailed) == (nora if offer.accepted_at else ada)


def test_two_offers_at_once_are_one(mailed: Case, ada: Agent, nora: Agent, lena: Agent) -> None:
    found = tried(*(lambda to=to: handover.offer(fresh(mailed), to=to, reason="x", by=ada) for to in (nora, lena)))
    assert found == {"done": 1, "handover_open": 1}


def test_a_held_message_is_decided_once(mailed: Case, ada: Agent, nora: Agent) -> None:
    message = mails.message_of(mails.take(mails.answer(mailed, sender=mails.SAM)))
    found = tried(
        lambda: held.accept_held(Message.objects.select_related("case").get(pk=message.pk), by=ada),
        lambda: held.split_held(Message.objects.select_related("case").get(pk=message.pk), by=nora),
    )
    assert found == {"done": 1, "not_held": 1}


@pytest.mark.parametrize("_turn", range(3))
def test_closing_and_the_customers_word_at_once_end_with_an_open_case_or_a_reopened_one(
    mailed: Case, ada: Agent, _turn: int
) -> None:
    raw = mails.answer(mailed, "Noch nicht!\n")
    tried(
        lambda: closing.close_without_asking(fresh(mailed), by=ada, reason="Werbung"),
        lambda: mails.take(raw),
    )
    after = fresh(mailed)
    closed_last = Entry.objects.filter(subject_id=mailed.pk, kind__in=["closed", "message_received"]).latest("seq")
    assert after.state == ("closed" if closed_last.kind == "closed" else "held")
    if after.state == "held":
        one_hand(mailed)


def test_the_yes_and_the_no_of_one_page_at_once_leave_one_answer(mailed: Case, ada: Agent) -> None:
    reply.reply(mailed, by=ada, text="Fertig.", answers=mails.asked_in(mailed))
    closing.ask_solved(fresh(mailed), by=ada)
    tried(
        lambda: closing.confirm(fresh(mailed), by=mailed.customer),
        lambda: closing.deny(fresh(mailed), by=mailed.customer),
    )
    after = fresh(mailed)
    assert after.state in ("closed", "held")
    assert after.holdings.filter(until__isnull=True).count() == (1 if after.state == "held" else 0)


def test_two_questions_at_once_are_one_question(mailed: Case, ada: Agent, nora: Agent) -> None:
    reply.reply(mailed, by=ada, text="Am Freitag.", answers=mails.asked_in(mailed))
    found = tried(*(lambda agent=agent: closing.ask_solved(fresh(mailed), by=agent) for agent in (ada, nora)))
    assert found == {"done": 2}
    assert Outgoing.objects.filter(kind="question").count() == 1


def test_the_end_of_waiting_is_told_once(mailed: Case, ada: Agent) -> None:
    waiting.wait(mailed, until=clock.now() + timedelta(hours=1), what="Teil", by=ada)
    clock.advance(timedelta(hours=2))
    at_once([waiting.over] * 4)
    assert Entry.objects.filter(subject_id=mailed.pk, kind="waiting_ended").count() == 1


def test_an_absence_is_covered_once_though_two_workers_do_it(mailed: Case, ada: Agent, nora: Agent) -> None:
    plan_absence(ada, clock.now(), clock.now() + timedelta(days=1), nora, by=ada)
    at_once([standin.cover] * 3)
    assert one_hand(mailed) == nora
    assert Outgoing.objects.filter(kind="notice").count() == 1
