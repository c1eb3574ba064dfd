"""Spans, kinds, quotations and odd texts of promises."""

from __future__ import annotations

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onehand.cases.recognise import MOST, recognise
from onehand.cases.recognise.found import Promise

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def _found(text: str, language: str = "de") -> tuple[Promise, ...]:
    found = recognise(text, direction="out", now=NOW, language=language).promises
    assert all(text[one.start : one.end] == one.text for one in found)
    return found


def test_the_customer_promises_us_nothing() -> None:
    assert recognise("Ich schicke Ihnen das Foto morgen.", direction="in", now=NOW).promises == ()


def test_two_dues_in_one_sentence_are_two_promises_with_their_clauses() -> None:
    one, two = _found("Wir schicken Ihnen am Montag ein Gerät, und die Rechnung bekommen Sie bis zum 20. März.")
    assert one.text == "Wir schicken Ihnen am Montag ein Gerät"
    assert two.text == "die Rechnung bekommen Sie bis zum 20. März."
    assert (two.due_text, two.kind) == ("bis zum 20. März", "message")


def test_one_promise_spans_its_sentence() -> None:
    (found,) = _found("Danke. Wenn Sie mir die Rechnung schicken, prüfe ich das bis Mittwoch. Bis bald!")
    assert found.text == "Wenn Sie mir die Rechnung schicken, prüfe ich das bis Mittwoch."


def test_what_is_quoted_promises_nothing() -> None:
    assert _found("> Wir melden uns bis Freitag.") == ()
    assert _found("Gut.\n\nAm 3. März schrieb Carla Kern:\nWir melden uns bis Freitag.") == ()
    assert _found('Ihre Nachricht "Ich bringe den Router am Montag vorbei" liegt vor.') == ()


def test_an_impossible_date_keeps_its_words() -> None:
    (found,) = _found("Am 31. Februar liefern wir das Sofa aus.")
    assert (found.due, found.due_text) == (None, "Am 31. Februar")


def test_vague_words_are_kept() -> None:
    (found,) = _found("Wir melden uns zeitnah bei Ihnen.")
    assert (found.due, found.due_text) == (None, "zeitnah")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ich rufe Sie morgen zurück.", "callback"),
        ("Wir melden uns bis Freitag bei Ihnen.", "message"),
        ("Der Betrag wird Ihnen bis Freitag erstattet.", "refund"),
        ("Das Paket geht morgen raus.", "shipment"),
        ("Sie bekommen die Bestätigung bis Freitag per Post.", "letter"),
        ("Unser Techniker kommt am Dienstag.", "action"),
    ],
)
def test_the_kind_decides_the_evidence(text: str, kind: str) -> None:
    assert [one.kind for one in _found(text)] == [kind]


def test_a_letter_that_grows_in_lower_case_moves_nothing() -> None:
    (found,) = _found("Herr İİİİ Yılmaz, ich rufe Sie morgen um 15 Uhr an.")
    assert found.due_text == "morgen um 15 Uhr"


@pytest.mark.parametrize(
    "piece",
    [
        "bis ", "7", "a", "?", "am 3. ", "Wir melden uns bis Freitag. ", "und ", ", ", "wir melden uns, ", "\n", "> \n",
        "ich ", "Am 1 schrieb:\n", '"', "zu ", "wird ",
    ],
)  # fmt: skip
def test_a_text_of_a_megabyte_ends_soon(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    began = time.process_time()
    found = recognise(text, direction="out", now=NOW, language="de")
    assert time.process_time() - began < 3  # on a busy machine; a fraction of a second on a quiet one
    assert all(one.end <= MOST for one in found.promises)


def test_a_wrong_direction_or_language_is_refused() -> None:
    with pytest.raises(ValueError, match="direction"):
        recognise("x", direction="up", now=NOW)
    with pytest.raises(ValueError, match="language"):
        recognise("x", direction="in", now=NOW, language="fr")


def test_the_language_is_guessed() -> None:
    assert (
        recognise("We will call you back on Friday, thank you for your order.", direction="out", now=NOW).language
        == "en"
    )
    assert recognise("Ihre Bestellung kommt am Freitag.", direction="out", now=NOW).language == "de"
