"""S21: recognition of a megabyte of any text ends within a second, in either direction; so do the mail that bears it,
the check of a draft, and the page that underlines what was found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import known_facts, questions, recognising
from onehand.cases.checking import check
from onehand.cases.gaps import gaps_in
from onehand.cases.models import Case, Fact, Message, Question
from onehand.cases.recognise import blame, done, recognise
from onehand.cases.tests import mails
from onehand.desk.marking import Span, marked
from onehand.team.models import Agent
from tests.attacks.test_s21_costly_text import allowed, repeated, seconds, within_a_second

NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Berlin"))
TEXTS = {
    "questions": repeated("Wann kommt mein Schrank? "),
    "question marks": repeated("?"),
    "indirect questions": repeated("Ich wüsste gern, ob und wann und wo und wie "),
    "promises": repeated("Ich rufe Sie morgen um 15 Uhr zurück. "),
    "promises without end": repeated("ich werde Ihnen "),
    "asks": repeated("Bitte teilen Sie uns Ihre Bestellnummer mit. "),
    "english": repeated("Could you please let me know whether, when and where I will "),
    "digits": repeated("1"),
    "digits with blanks": repeated("1 "),
    "numbers": repeated("DE89 3704 0044 0532 0130 00 "),
    "an iban without end": "DE" + repeated("89 3704 "),
    "phone numbers": repeated("+49 30 901820-"),
    "dates": repeated("am 31. Februar 2026 bis spätestens Freitag, den 29.02.2027 um 25:61 Uhr, "),
    "times": repeated("zwischen 8 und 12 "),
    "addresses": repeated("Ringstraße 5, 20095 Hamburg, "),
    "capital words": repeated("Straße "),
    "mail addresses": repeated("a@b.c"),
    "at signs": repeated("@"),
    "negations": repeated("nicht kein nie nichts ohne "),
    "conditionals": repeated("wenn falls sofern würde könnte "),
    "commas": repeated(","),
    "periods": repeated("z.B. d.h. u.a. Nr. "),
    "quoted": repeated("> Ich rufe zurück?\n"),
    "quotation marks": repeated("„"),
    "parentheses": repeated("("),
    "line breaks": repeated("\n"),
    "no-break blanks": repeated("\u00a0"),
    "combining marks": "a" + repeated("\u0301"),
    "long word": repeated("ß"),
    "emoji": repeated("🙂"),
    "list": repeated("- wann?\n1. wo?\n"),
    "braces": repeated("{{ [[ "),
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_megabyte_is_recognised_within_a_second(name: str, language: str) -> None:
    text = TEXTS[name]
    within_a_second(lambda: recognise(text, direction="in", now=NOW, language=language))
    within_a_second(lambda: recognise(text, direction="out", now=NOW, language=language))


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("read", [blame.find, done.find], ids=["blame", "done"])
def test_blame_and_claims_are_found_within_a_second(name: str, read: Callable[[str, str], object]) -> None:
    text = TEXTS[name]
    within_a_second(lambda: read(text, "de"))
    within_a_second(lambda: gaps_in(text))


def took(act: Callable[[], object]) -> float:
    """The better of two, for what may be done twice."""
    return min(seconds(act), seconds(act))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["questions", "numbers", "dates", "addresses", "list", "indirect questions"])
def test_a_mail_of_a_megabyte_is_taken_in_and_all_of_it_is_kept(ada: Agent, name: str) -> None:
    text = "\n".join(TEXTS[name][at : at + 900] for at in range(0, len(TEXTS[name]), 900))
    spent = seconds(lambda: mails.take(mails.mail(text)))
    assert spent <= 4 * allowed(), f"{spent:.2f} s"
    message = Message.objects.get(direction="in")
    assert len(message.text + message.quoted) >= 0.9 * len(text)
    assert Question.objects.count() <= recognising.MOST
    assert Fact.objects.count() <= recognising.MOST


@pytest.mark.django_db
def test_many_questions_are_cut_at_fifty_with_a_remark_and_the_rest_is_there_to_read(ada: Agent) -> None:
    text = "\n".join(f"Wann kommt Paket {number}?" for number in range(30_000))
    case = mails.case_of(mails.take(mails.mail(text)))
    assert len(questions.open_of(case)) == 50
    message = case.messages.get()
    assert "questions:more" in message.remark
    assert "Paket 29999" in message.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["promises", "asks", "numbers", "commas", "quotation marks", "long word"])
def test_a_draft_of_a_megabyte_is_checked_within_a_second(case: Case, ada: Agent, name: str) -> None:
    for number in range(20):
        questions.add(case, message=case.messages.get(), text=f"Wann kommt der {number}. Schrank?", by=ada)
    assert took(lambda: check(case, TEXTS[name], by=ada)) <= allowed()
    assert known_facts.proposed(case) == []


def test_a_megabyte_is_underlined_within_two_seconds() -> None:
    spans = [Span(at, at + 2_500, "fact", "x", f"f{at}") for at in range(0, 1_000_000, 997)]
    for text in (repeated("https://a.b/c "), repeated("<&> "), repeated("http://"), repeated("www.a.b.")):
        assert took(lambda text=text: marked(text, spans)) <= 2 * allowed()  # type: ignore[misc]
