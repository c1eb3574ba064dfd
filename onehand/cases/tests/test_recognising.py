"""What a person writes is read for questions and facts at every door, whatever it holds (B3, C3)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onehand.cases import held, intake, note, questions, reply
from onehand.cases.intake import Arrival
from onehand.cases.models import Case, Fact, Message, Question
from onehand.cases.tests import mails
from onehand.cases.write import write
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


# Recognised at every door


def test_a_mail_with_two_questions_has_two_items_at_their_places(two: Case) -> None:
    first, second = questions.open_of(two)
    assert (first.text, second.text) == ("wann kommt mein Schrank?", "Und was kostet die Montage?")
    assert first.message.text[first.start : first.end] == first.text
    assert (first.found_by, first.asked_at) == (None, first.message.at)
    told = Entry.objects.get(subject_id=two.pk, kind="question_found")
    assert (told.audience, told.ref) == ("agent", first.message_id)
    assert told.values["text"] == "wann kommt mein Schrank? · Und was kostet die Montage?"


def test_the_portal_an_answer_and_a_new_case_are_read_too(case: Case, ada: Agent) -> None:
    write(case, by=case.customer, text="Wann kommt die neue Tür?")
    mails.take(mails.answer(case, "Und wer baut sie ein?\n"))
    assert texts(case) == ["Wann kommt die neue Tür?", "Und wer baut sie ein?"]


def test_nothing_is_read_in_automatic_mail_notes_and_what_we_write(case: Case, ada: Agent) -> None:
    reply.reply(case, by=ada, text="Wann passt es Ihnen?")
    note.note(case, by=ada, text="Wann kommt das Ersatzteil?")
    mails.take(mails.vacation(mails.outgoing_of(case)))
    assert texts(case) == []


def test_a_held_mail_is_read_when_it_is_taken_in(case: Case, ada: Agent) -> None:
    message = mails.message_of(mails.take(mails.answer(case, "Wann kommt er?\n", sender=mails.SAM)))
    assert texts(case) == []
    held.accept_held(message, by=ada)
    assert texts(case) == ["Wann kommt er?"]


def test_a_held_mail_that_becomes_a_case_of_its_own_asks_there(case: Case, ada: Agent) -> None:
    message = mails.message_of(mails.take(mails.answer(case, "Wann kommt er?\n", sender=mails.SAM)))
    split = held.split_held(message, by=ada)
    assert (texts(case), texts(split)) == ([], ["Wann kommt er?"])


def test_what_is_quoted_asks_nothing(case: Case, ada: Agent) -> None:
    reply.reply(case, by=ada, text="Passt Ihnen Freitag?")
    mails.take(mails.answer(case, "Ja.\n\nAm 02.03.2026 um 09:00 schrieb Ada Brandt:\n> Passt Ihnen Freitag?\n"))
    assert texts(case) == []


# Bad input


def test_a_mail_of_a_megabyte_of_questions_has_fifty_and_says_so(ada: Agent) -> None:
    text = "".join(f"Wann kommt Paket {number}? " for number in range(45_000))
    assert len(text) > 1_000_000
    message = mails.message_of(mails.take(mails.mail(text)))
    assert Question.objects.count() == 50
    assert "questions:more" in message.remark


def test_mails_of_new_customers_cost_no_look_up_each(ada: Agent) -> None:
    text = "Wann kommt meine Bestellung {n}? Ich bin bis Freitag verreist. Kundennummer K-{n}.\n"

    def looks(count: int, place: str) -> int:
        arrivals = [
            Arrival(source=place, raw=mails.mail(text.replace("{n}", str(n)), sender=f"<{place}{n}@example.org>"))
            for n in range(count)
        ]
        with CaptureQueriesContext(connection) as captured:
            intake.receive_many(arrivals)
        return len([one for one in captured if one["sql"].startswith("SELECT")])

    looks(2, "warm")
    assert looks(4, "few") == looks(12, "many")
    assert Question.objects.count() == 18


def test_the_same_question_a_thousand_times_is_one(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail("Wann kommt er?\n" * 40)))
    assert texts(case) == ["Wann kommt er?"]


def test_a_recogniser_that_fails_does_not_stop_the_intake(
    ada: Agent, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from onehand.cases import recognising

    def breaks(*_args: object, **_options: object) -> None:
        raise RecursionError("wann kommt mein Schrank?")

    monkeypatch.setattr(recognising, "recognise", breaks)
    message = mails.message_of(mails.take(mails.mail()))
    assert Message.objects.get(pk=message.pk).remark == "recognise:failed"
    assert "Schrank" not in caplog.text
    assert not Question.objects.exists()


def test_a_number_in_the_subject_is_proposed_once(ada: Agent) -> None:
    received = intake.receive(
        intake.Arrival(source="test", raw=mails.mail("Guten Tag, er wackelt.", subject="Schrank, Bestellung 20041"))
    )
    fact = Fact.objects.get(case=received.case)
    assert (fact.kind, fact.value, fact.start, fact.end) == ("order_number", "20041", 0, 0)


def test_a_number_in_subject_and_text_is_one_fact(ada: Agent) -> None:
    received = intake.receive(
        intake.Arrival(source="test", raw=mails.mail("Meine Bestellung 20041 wackelt.", subject="Bestellung 20041"))
    )
    fact = Fact.objects.get(case=received.case)
    assert fact.end > fact.start > 0
