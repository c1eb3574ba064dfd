"""Each question is an item: answered by a sent message, or the customer is told why not (C3)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.cases import closing, delivery, drafts, questions, reply
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Delivery, Message, Outgoing, Question
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

TWO = "Guten Tag,\n\nwann kommt mein Schrank? Und was kostet die Montage?\n\nCarla Kern\n"


@pytest.fixture
def two(ada: Agent) -> Case:
    """Carla's case by mail, in which she asked two things."""
    return mails.case_of(mails.take(mails.mail(TWO)))


def texts(case: Case) -> list[str]:
    return [question.text for question in questions.open_of(case)]


def code(action: object) -> str:
    with pytest.raises(Refused) as refused:
        action()  # type: ignore[operator]
    return refused.value.code


def waits(case: Case) -> bool:
    return Case.objects.get(pk=case.pk).waiting_since is not None


# By hand


def test_a_person_adds_what_was_not_recognised(case: Case, ada: Agent) -> None:
    message = case.messages.get()
    question = questions.add(case, message=message, text="Die linke Tür hat einen Riss.", by=ada)
    assert (question.start, question.end, question.found_by) == (0, 29, ada)
    assert message.text[question.start : question.end] == question.text
    assert Entry.objects.filter(kind="question_added", ref=question.pk).exists()


def test_it_is_added_only_to_a_message_of_the_customer_in_this_case(two: Case, case: Case, ada: Agent) -> None:
    ours = reply.reply(case, by=ada, text="Am Freitag.")
    for message in (ours, two.messages.get()):
        assert code(lambda m=message: questions.add(case, message=m, text="x?", by=ada)) == "not_of_this_case"
    assert code(lambda: questions.add(case, message=case.messages.first(), text=" ", by=ada)) == "empty"  # type: ignore[arg-type]


def test_a_misread_one_is_ended_once_and_can_be_opened_again(two: Case, ada: Agent) -> None:
    first = questions.open_of(two)[0]
    questions.misread(first, by=ada)
    assert len(texts(two)) == 1
    assert code(lambda: questions.misread(first, by=ada)) == "question_over"
    questions.reopen(first, by=ada)
    assert len(texts(two)) == 2
    assert code(lambda: questions.reopen(first, by=ada)) == "question_open"


# Answered


def test_a_reply_links_what_it_answers(two: Case, ada: Agent) -> None:
    first, second = questions.open_of(two)
    message = reply.reply(two, by=ada, text="Am Freitag.", answers=[first.pk])
    first.refresh_from_db()
    assert (first.ended, first.answer, first.ended_at) == ("answered", message, clock.now())
    assert questions.open_of(two) == [second]
    assert Entry.objects.get(kind="question_answered").values == {"text": "wann kommt mein Schrank?"}


def test_a_question_of_another_case_cannot_be_answered_here(two: Case, case: Case, ada: Agent) -> None:
    foreign = questions.open_of(two)[0].pk
    for ids in ([foreign], [foreign, foreign], [2**70], [0], [-1]):
        refused = code(lambda i=ids: reply.reply(case, by=ada, text="Geheim.", answers=i))
        assert refused == "not_of_this_case"
    assert not Outgoing.objects.filter(case=case).exists()
    assert not case.messages.filter(direction="out").exists()
    assert len(texts(two)) == 2


def test_one_that_a_colleague_answered_meanwhile_stays_with_that_answer(two: Case, ada: Agent, nora: Agent) -> None:
    first = questions.open_of(two)[0]
    before = reply.reply(two, by=nora, text="Am Freitag.", answers=[first.pk])
    reply.reply(two, by=ada, text="Am Freitag.", answers=[first.pk])
    first.refresh_from_db()
    assert first.answer == before


def test_the_same_key_again_changes_nothing(two: Case, ada: Agent) -> None:
    first, second = questions.open_of(two)
    message = reply.reply(two, by=ada, text="Am Freitag.", key="k", answers=[first.pk])
    again = reply.reply(two, by=ada, text="Am Freitag.", key="k", answers=[first.pk, second.pk])
    assert again == message
    assert questions.open_of(two) == [second]
    assert Outgoing.objects.filter(kind="reply").count() == 1


def test_a_refused_reply_leaves_nothing_behind_and_the_draft_stands(two: Case, ada: Agent) -> None:
    drafts.save_draft(two, text="Am Freitag.", by=ada)
    first = questions.open_of(two)[0]
    assert code(lambda: reply.reply(two, by=ada, text="Am Freitag.", answers=[first.pk], keeps=[99])) == (
        "not_of_this_case"
    )
    assert len(texts(two)) == 2
    assert not Message.objects.filter(direction="out", automatic="").exists()
    assert drafts.draft_of(two, ada) is not None


# The clock runs until a real answer (C6)


def test_words_that_answer_nothing_stop_no_clock(two: Case, ada: Agent) -> None:
    reply.reply(two, by=ada, text="Das kläre ich.")
    after = Case.objects.get(pk=two.pk)
    assert (after.waiting_since, after.answer_due) == (two.waiting_since, two.answer_due)
    reply.reply(two, by=ada, text="Am Freitag.", answers=mails.asked_in(two)[:1])
    assert not waits(two)


def test_any_words_answer_where_nothing_was_asked(case: Case, ada: Agent) -> None:
    reply.reply(case, by=ada, text="Eine neue Tür ist bestellt.")
    assert not waits(case)


def test_what_stayed_open_before_does_not_keep_a_later_answer_from_being_one(two: Case, ada: Agent) -> None:
    reply.reply(two, by=ada, text="Am Freitag.", answers=mails.asked_in(two)[:1])
    mails.hours_later(1)
    mails.take(mails.answer(two, "Vielen Dank, das passt.\n"))
    assert waits(two)
    reply.reply(Case.objects.get(pk=two.pk), by=ada, text="Gern geschehen.")
    assert not waits(two)


# No answer


def test_the_customer_is_told_why_there_is_no_answer(two: Case, ada: Agent) -> None:
    first, second = questions.open_of(two)
    message = questions.no_answer(first, why="Der Hersteller nennt keinen Termin.", by=ada)
    assert "„wann kommt mein Schrank?“: Der Hersteller nennt keinen Termin." in message.text
    assert mails.outgoing_of(two).text == message.text
    assert (first.ended, first.why, first.answer) == ("no_answer", "Der Hersteller nennt keinen Termin.", message)
    assert questions.open_of(two) == [second]
    assert not waits(two)
    assert code(lambda: questions.no_answer(first, why="x", by=ada)) == "question_over"
    assert code(lambda: questions.no_answer(second, why=" ", by=ada)) == "reason_missing"


def test_a_reply_says_the_reason_once(two: Case, ada: Agent) -> None:
    first, second = questions.open_of(two)
    message = reply.reply(
        two, by=ada, text="Die Montage kostet 40 €. Leider nennt der Hersteller keinen Termin.",
        answers=[second.pk], no_answer={first.pk: "nennt der Hersteller keinen Termin"},
    )  # fmt: skip
    assert message.text == "Die Montage kostet 40 €. Leider nennt der Hersteller keinen Termin."
    assert texts(two) == []


def test_the_reason_is_told_with_du_to_whom_we_say_du(two: Case, ada: Agent) -> None:
    two.customer.form = "du"
    two.customer.save(update_fields=["form"])
    message = questions.no_answer(questions.open_of(two)[0], why="Das weiß niemand.", by=ada)
    assert message.text == "Hallo,\n\nzu deiner Frage „wann kommt mein Schrank?“: Das weiß niemand."


# Undelivered


def test_what_bounces_has_answered_nothing(two: Case, ada: Agent) -> None:
    message = reply.reply(two, by=ada, text="Am Freitag, 40 €.", answers=mails.asked_in(two))
    assert not waits(two)
    delivery.delivery_changed(mails.outgoing_of(two), Delivery.BOUNCED)
    assert len(texts(two)) == 2
    after = Case.objects.get(pk=two.pk)
    assert after.waiting_since == questions.open_of(two)[0].asked_at
    assert Entry.objects.filter(kind="question_reopened").count() == 2
    assert questions.undelivered(message) == []


def test_what_arrived_stays_answered(two: Case, ada: Agent) -> None:
    message = reply.reply(two, by=ada, text="Am Freitag, 40 €.", answers=mails.asked_in(two))
    delivery.delivery_changed(mails.outgoing_of(two), Delivery.DELIVERED)
    assert questions.undelivered(message) == []
    assert texts(two) == []


# Closing names them


def test_neither_asking_nor_closing_hides_a_question(two: Case, ada: Agent) -> None:
    acts: list[Callable[[], object]] = [
        lambda: closing.ask_solved(two, by=ada),
        lambda: closing.close_without_asking(two, by=ada, reason="erledigt"),
    ]
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "questions_open"
        assert refused.value.values["questions"] == texts(two)
    assert Case.objects.get(pk=two.pk).state == "held"


def test_closing_with_the_reason_told_ends_them(two: Case, ada: Agent) -> None:
    why = dict.fromkeys(mails.asked_in(two), "Wir führen diese Möbel nicht mehr.")
    closing.close_without_asking(two, by=ada, reason="nicht mehr im Sortiment", no_answer=why)
    assert Case.objects.get(pk=two.pk).state == "closed"
    assert set(Question.objects.values_list("ended", flat=True)) == {"no_answer"}
    assert "Wir führen diese Möbel nicht mehr." in mails.outgoing_of(two).text


def test_the_customers_word_settles_what_they_asked(two: Case) -> None:
    closing.confirm(two, by=two.customer)
    assert Case.objects.get(pk=two.pk).state == "closed"
    assert set(Question.objects.values_list("ended", flat=True)) == {"settled"}
