"""A draft is read before it is sent (B4, B8, C1, C3)."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import facts, promises, questions
from onehand.cases.checking import check
from onehand.cases.models import Case
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


def case_with(text: str) -> Case:
    return mails.case_of(mails.take(mails.mail(text, subject="Frage")))


def answered(text: str, draft: str, agent: Agent) -> list[bool]:
    case = case_with(text)
    seen = check(case, draft, by=agent)
    assert [guess.question for guess in seen.answers] == questions.open_of(case)
    return [guess.likely for guess in seen.answers]


# Which questions it answers

THREE = "Wann kommt mein Kleiderschrank? Was kostet die Montage? Kann ich mit Karte zahlen?\n"


@pytest.mark.parametrize(
    ("draft", "likely"),
    [
        ("Guten Tag Frau Kern,\n\nder Schrank kommt am Freitag.\n\nViele Grüße", [True, False, False]),
        ("Die Montage kostet 40 Euro.", [False, True, False]),
        ("Ja, Sie können mit Karte zahlen.", [False, False, True]),
        ("Der Schrank kommt am Freitag. Die Montage kostet 40 €. Mit Karte zahlen geht leider nicht.", [True] * 3),
        ("1. Am Freitag.\n2. 40 €.\n3. Ja.", [True, True, True]),
        ("Vielen Dank für Ihre Nachricht. Ich melde mich bis Freitag bei Ihnen.", [False, False, False]),
        ("Guten Tag,\n\nich kümmere mich darum und melde mich.\n\nMit freundlichen Grüßen", [False, False, False]),
        ("Es tut uns leid.", [False, False, False]),
        ("> Was kostet die Montage?\n\nNichts, sie ist dabei.", [False, True, False]),
        ("", [False, False, False]),
    ],
)
def test_of_three_questions_it_sees_which_are_answered(ada: Agent, draft: str, likely: list[bool]) -> None:
    assert answered(THREE, draft, ada) == likely


@pytest.mark.parametrize(
    ("question", "draft", "likely"),
    [
        ("Wann kommt mein Schrank?", "Am Freitag.", True),
        ("Wann kommt mein Schrank?", "Die Spedition hat ihn heute geladen und stellt ihn Ihnen zu.", True),
        ("Wann kommt mein Schrank?", "Vielen Dank für Ihre Nachricht.", False),
        ("Wann kommt mein Schrank?", "Bitte nennen Sie uns Ihre Bestellnummer.", False),
        ("Wann kommt mein Schrank?", "Ich frage nach und melde mich morgen bei Ihnen.", False),
        ("Können Sie mir die Rechnung noch einmal schicken?", "Gern.", True),
        ("Können Sie mir die Rechnung noch einmal schicken?", "Die Rechnung finden Sie im Anhang.", True),
        ("When will my order arrive?", "It will arrive on Friday.", True),
        ("How much is the delivery?", "Delivery is free of charge.", True),
        ("When will my order arrive?", "Thank you for your message. We will get back to you soon.", False),
    ],
)
def test_of_one_question_it_sees_whether_it_is_answered(ada: Agent, question: str, draft: str, likely: bool) -> None:
    assert answered(question + "\n", draft, ada) == [likely]


# Promises


def test_a_promise_has_its_due_time_in_business_hours(case: Case, ada: Agent) -> None:
    text = "Ich rufe Sie morgen um 15 Uhr zurück."
    (promise,) = check(case, text, by=ada).promises
    assert promise.due == datetime(2026, 3, 3, 15, tzinfo=BERLIN)
    assert (promise.due.tzinfo, promise.kind, promise.needs) == (UTC, "callback", "call")
    assert (promise.by_default, promise.outside_hours, promise.misses_deadline) == (False, False, None)
    assert text[promise.start : promise.end] == promise.text


def test_an_undated_one_gets_the_default_and_says_so(case: Case, ada: Agent) -> None:
    (promise,) = check(case, "Ich kümmere mich darum und melde mich bei Ihnen.", by=ada).promises
    assert promise.by_default
    assert promise.due > clock.now()


def test_it_says_when_nobody_is_there_then(case: Case, ada: Agent) -> None:
    (promise,) = check(case, "Ich rufe Sie am Samstag um 22 Uhr an.", by=ada).promises
    assert promise.outside_hours


def test_it_says_which_deadline_of_the_customer_it_misses(case: Case, ada: Agent) -> None:
    deadline = facts.add(case, kind="deadline", value="bis Mittwoch", due=date(2026, 3, 4), by=ada)
    seen = check(case, "Der Monteur kommt am Freitag um 10 Uhr zu Ihnen.", by=ada)
    assert [one.misses_deadline for one in seen.promises] == [deadline]
    seen = check(case, "Der Monteur kommt morgen um 10 Uhr zu Ihnen.", by=ada)
    assert [one.misses_deadline for one in seen.promises] == [None]


def test_an_impossible_time_is_no_time(case: Case, ada: Agent) -> None:
    for text in ("Wir liefern am 31. Februar.", "Wir liefern am 12.03.2999 an Sie aus."):
        for promise in check(case, text, by=ada).promises:
            assert promise.by_default


def test_it_sees_which_promise_it_could_keep(case: Case, ada: Agent) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    said = promises.make(case, text="Ich sage Ihnen, was die Tür kostet", kind="message", due=tomorrow, by=ada)
    promises.make(case, text="Wir rufen Sie an", kind="callback", due=tomorrow, by=ada)
    seen = check(case, "Die Tür kostet 80 Euro, der Einbau ist dabei.", by=ada)
    assert [(guess.promise, guess.likely) for guess in seen.keeps] == [(said, True)]
    seen = check(case, "Ich melde mich morgen bei Ihnen.", by=ada)
    assert [guess.likely for guess in seen.keeps] == [False]


# Asks


def test_what_is_known_stands_beside_what_is_asked(case: Case, ada: Agent) -> None:
    known = facts.add(case, kind="order_number", value="20041", by=ada)
    text = "Bitte teilen Sie uns Ihre Bestellnummer und Ihre Seriennummer mit."
    seen = check(case, text, by=ada)
    assert {ask.kind: ask.known for ask in seen.asks} == {"order_number": known, "serial_number": None}


def test_of_two_known_the_newest_of_this_case_is_shown(case: Case, ada: Agent) -> None:
    facts.add(case, kind="order_number", value="1", by=ada)
    newest = facts.add(case, kind="order_number", value="2", by=ada)
    other = case_with("Ich habe eine andere Frage.\n")
    facts.add(other, kind="order_number", value="3", by=ada)
    (ask,) = check(case, "Wie lautet Ihre Bestellnummer?", by=ada).asks
    assert ask.known == newest


def test_the_address_under_which_they_write_is_known(case: Case, ada: Agent) -> None:
    (ask,) = check(case, "Bitte nennen Sie uns Ihre E-Mail-Adresse.", by=ada).asks
    assert ask.known is not None
    assert ask.known.value == mails.CARLA
    assert ask.known.pk is None


# Claims and gaps


def test_gaps_and_blame_are_seen(case: Case, ada: Agent) -> None:
    seen = check(case, "Ihre Bestellung [Bestellnummer?] fehlt. Sie haben die falsche Adresse angegeben.", by=ada)
    assert seen.gaps == ["[Bestellnummer?]"]
    assert [claim.text for claim in seen.claims] == ["Sie haben die falsche Adresse angegeben."]


# Cost


def test_it_asks_little(ada: Agent, django_assert_max_num_queries: object) -> None:
    case = case_with(THREE)
    facts.add(case, kind="order_number", value="20041", by=ada)
    for days in (1, 2, 3):
        promises.make(case, text="Ich melde mich", kind="message", due=clock.now() + timedelta(days=days), by=ada)
    draft = "Ich rufe morgen an. Wir liefern am Freitag. Ich melde mich bald. Wie lautet Ihre Bestellnummer?"
    case = Case.objects.select_related("customer", "team").get(pk=case.pk)
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        seen = check(case, draft, by=ada)
    assert (len(seen.promises), len(seen.keeps), len(seen.asks)) == (3, 3, 1)


def test_a_draft_of_a_megabyte_is_read_in_its_beginning(case: Case, ada: Agent) -> None:
    write_many = "Wann kommt er? Was kostet es? Und wo? " * 10
    mails.take(mails.answer(case, write_many))
    draft = "Ich rufe Sie morgen um 15 Uhr an. Wie lautet Ihre Bestellnummer? Sie irren sich. " * 13_000
    assert len(draft) > 1_000_000
    began = time.perf_counter()
    seen = check(case, draft, by=ada)
    assert time.perf_counter() - began < 5
    assert all(promise.end <= 100_000 for promise in seen.promises)
