"""What agents and customers read of a case."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.cases import closing, handover, note, reply, telling
from onehand.cases.feed import case_timeline, last_seq
from onehand.cases.feed_page import timeline_page
from onehand.cases.models import Case
from onehand.cases.tests import mails
from onehand.foundation import jobs
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(case: Case, ada: Agent, nora: Agent) -> Case:
    """A case in which everything has happened that a customer must not read, and much that they may."""
    jobs.run_due()
    note.note(case, by=ada, text="@nora intern: Kulanz bis 50 Euro")
    note.note(case, by=nora, text="intern: ja")
    mails.take(mails.answer(case, "intern eines Fremden\n", sender=mails.SAM))
    mails.take(mails.answer(case, "intern einer Maschine\n", headers={"Auto-Submitted": "auto-replied"}))
    offer = handover.offer(case, to=nora, reason="intern: Urlaub", summary="intern: heikel", by=ada)
    handover.refuse(offer, by=nora, reason="intern: voll")
    handover.refuse_assignment(Case.objects.get(pk=case.pk), by=ada, reason="intern: kenne ich nicht")
    reply.reply(case, by=nora, text="Die Tür wird getauscht.")
    jobs.run_due()
    return Case.objects.get(pk=case.pk)


def test_an_agent_reads_everything_in_order(told: Case) -> None:
    items = case_timeline(told)
    kinds = [item.entry.kind for item in items]
    assert kinds[:3] == ["case_opened", "assigned", "message_received"]
    for kind in ("noted", "consulted", "consult_answered", "message_held", "automatic_received", "replied"):
        assert kind in kinds
    seqs = [item.entry.seq for item in items]
    assert seqs == sorted(seqs)


def test_a_customer_reads_no_note_no_held_and_no_automatic_mail(told: Case) -> None:
    items = case_timeline(told, for_customer=True)
    kinds = {item.entry.kind for item in items}
    assert kinds <= {"case_opened", "assigned", "message_received", "receipt_sent", "replied", "notice_sent"}
    for item in items:
        assert item.entry.audience == "customer"
        words = [item.entry.text, str(item.entry.values), item.message.full_text if item.message else ""]
        assert "intern" not in " ".join(words)


def test_a_customer_reads_the_own_words_the_answers_and_who_has_the_hand(told: Case) -> None:
    items = case_timeline(told, for_customer=True)
    texts = [item.message.text for item in items if item.message and not item.message.automatic]
    assert texts == ["Die linke Tür hat einen Riss.", "Die Tür wird getauscht."]
    assert [item.entry.values["hand"] for item in items if item.entry.kind == "assigned"] == [
        "Ada Brandt",
        "Nora Lindt",
    ]


def test_pages_hold_every_entry_once(told: Case) -> None:
    whole = [item.entry.seq for item in case_timeline(told)]
    for size in (1, 2, 5, 200):
        seen: list[int] = []
        after: int | None = 0
        while after is not None:
            page = timeline_page(told, after=after, size=size)
            seen += [item.entry.seq for item in page.items]
            after = page.next
        assert seen == whole


def test_after_and_before_cut_the_timeline(told: Case) -> None:
    seqs = [item.entry.seq for item in case_timeline(told)]
    assert [item.entry.seq for item in case_timeline(told, after=seqs[3])] == seqs[4:]
    assert [item.entry.seq for item in case_timeline(told, before=seqs[3])] == seqs[:3]
    assert [item.entry.seq for item in case_timeline(told, size=4)] == seqs[-4:]
    assert last_seq(told) == Entry.objects.filter(subject_id=told.pk).latest("seq").seq


def test_a_timeline_takes_few_questions(told: Case, django_assert_max_num_queries: Callable[[int], object]) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        for item in case_timeline(told):
            if item.message:
                assert item.message.delivery is not None
                list(item.message.attachments.all())


def test_entries_of_other_cases_stay_there(told: Case, sam: Customer) -> None:
    other = mails.case_of(mails.take(mails.mail(sender=mails.SAM)))
    assert {item.entry.subject_id for item in case_timeline(told)} == {told.pk}
    assert {item.entry.subject_id for item in case_timeline(other)} == {other.pk}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_entry_is_a_sentence_in_both_languages(told: Case, ada: Agent, language: str) -> None:
    closing.close_without_asking(told, by=ada, reason="fertig")
    for entry in Entry.objects.all():
        sentence = telling.sentence(entry, language)
        assert sentence
        assert "{" not in sentence
        assert not sentence.endswith(":")


def test_an_erased_entry_keeps_its_sentence_without_a_name(told: Case) -> None:
    entry = Entry.objects.filter(kind="replied").latest("seq")
    entry.actor_name, entry.values, entry.salt = "", {}, ""
    assert telling.sentence(entry, "de") == "Jemand hat geantwortet"
