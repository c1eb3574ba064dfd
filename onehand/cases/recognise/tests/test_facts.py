"""All kinds together: order, overlaps, quoted text, offsets, and texts made to do harm."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from onehand.cases.recognise import facts
from onehand.cases.recognise.found import Fact
from onehand.cases.recognise.sentences import Sentence, split

NOW = datetime.fromisoformat("2026-03-02T09:00:00+01:00")  # a Monday


def found(text: str, language: str = "de", now: datetime = NOW) -> list[Fact]:
    return facts.find(text, split(text, language), now, language)


def values(text: str, kind: str, language: str = "de", now: datetime = NOW) -> list[str]:
    return [fact.value for fact in found(text, language, now) if fact.kind == kind]


LETTER = """Guten Tag,

meine Bestellung 20041 (Kundennummer 558812) kam nicht an, Sendungsnummer 00340434161094042557.
Bitte erstatten Sie auf DE89 3704 0044 0532 0130 00. Vom 9. bis 12. März bin ich verreist,
am besten erreichen Sie mich per Mail.

Mit freundlichen Grüßen
Carla Kern
Hauptstraße 5
12345 Berlin
0171 / 123 45 67
carla.kern@example.org

Am 27.02.2026 um 10:11 schrieb Ihr Kundendienst:
> Ihre Bestellung 99999 ist unterwegs.
> Rufen Sie uns an: 030 99999999
"""


def test_a_letter_gives_its_facts_in_the_order_of_the_text() -> None:
    assert [(fact.kind, fact.value) for fact in found(LETTER)] == [
        ("order_number", "20041"),
        ("customer_number", "558812"),
        ("tracking_number", "00340434161094042557"),
        ("iban", "DE89 •••• 3000"),
        ("absence", "2026-03-09/2026-03-12"),
        ("preference", "email_only"),
        ("postal_address", "Hauptstraße 5, 12345 Berlin"),
        ("phone", "+491711234567"),
        ("email", "carla.kern@example.org"),
    ]


def test_offsets_hold_also_behind_letters_whose_small_form_is_longer() -> None:
    text = "İİİ Grüße, meine Bestellung 20041 fehlt."
    (fact,) = found(text)
    assert text[fact.start : fact.end] == fact.value == "20041"


def test_nothing_is_taken_from_quoted_text() -> None:
    assert found("> Ihre Kundennummer lautet 77123.\n> Rückruf unter 08031 223344.\nDanke!") == []


def test_a_text_that_was_not_split_is_read_too() -> None:
    assert [fact.value for fact in facts.find("Bestellung 20041", [], NOW, "de")] == ["20041"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "ß", "\x00\x01", "@", "+", "(0", "1Z", "DE", "IBAN", "12345", "0" * 500]
)
def test_scraps_give_nothing(text: str) -> None:
    assert found(text) == []


HOSTILE = [
    "1", "1 ", "DE89", "DE89 ", "Straße 1 ", "12345 Berlin ", "@", "a@", "a@b.c ", "0171 ", "+49 ", "(0",
    "Bestellung ", "Nr. 1234 ", "urlaub ", "nicht ", "W-1/", "Ich bin vom 3. bis 10. verreist. ", "samsung 1 ",
    "iphone ", "SW1A 2AA ", "#1234 ", "muss bis ", "bitte nur per mail ", "Hauptstr. ", "am ", "A B ", "rue ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_harm_is_read_in_time_and_gives_only_short_values(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    begin = time.process_time()
    got = facts.find(text, [Sentence(text, 0, len(text))], NOW, "de")
    spent = time.process_time() - begin
    assert spent < 1.0  # about 0.1 on an idle machine
    assert all(len(fact.value) <= 300 and 0 <= fact.start < fact.end <= len(text) for fact in got)
    assert len(got) <= 2_000
