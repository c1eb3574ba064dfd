"""Wishes about an order in free words: only for proposing, so plain ones are found and others left alone."""

from __future__ import annotations

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from onehand.actions import wishes

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def found(text: str, language: str = "de") -> list[tuple[str, date | None]]:
    return [(one.action, one.on) for one in wishes.find(text, now=NOW, language=language)]


@pytest.mark.parametrize(
    "text",
    [
        "Bitte stornieren Sie meine Bestellung.",
        "bitte stornieren",
        "Ich möchte die Bestellung 20041 stornieren.",
        "Dann storniere ich eben.",
        "Hiermit trete ich vom Kauf zurück.",
    ],
)
def test_a_wish_to_cancel_in_german(text: str) -> None:
    assert found(text) == [("cancel", None)]


@pytest.mark.parametrize("text", ["Please cancel my order.", "I want to cancel.", "cancel it please"])
def test_a_wish_to_cancel_in_english(text: str) -> None:
    assert found(text, "en") == [("cancel", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Bitte nicht stornieren!",
        "Meine andere Bestellung wurde storniert.",
        "Ich habe gestern storniert und noch kein Geld.",
        "Wann wird geliefert?",
        "Der Schrank ist da, danke.",
        "> Bitte stornieren",
        "Die Lieferung kam am 1. Dezember.",
        "Bitte lassen Sie den alten Schrank am 12. Dezember abholen.",
    ],
)
def test_what_is_no_wish_in_german(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["Please do not cancel my order.", "My order was cancelled.", "When will you deliver?", "Thanks a lot."]
)
def test_what_is_no_wish_in_english(text: str) -> None:
    assert found(text, "en") == []


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("please deliver after 10 December", "en", date(2026, 12, 11)),
        ("Could you deliver on 15 December instead?", "en", date(2026, 12, 15)),
        ("Bitte liefern Sie erst nach dem 10. Dezember.", "de", date(2026, 12, 11)),
        ("Bitte am 14.12. liefern.", "de", date(2026, 12, 14)),
        ("Können Sie ab dem 16. Dezember liefern?", "de", date(2026, 12, 16)),
        ("Bitte nach dem 12. Dezember liefern.", "de", date(2026, 12, 14)),  # the 13th is a Sunday
    ],
)
def test_another_day_is_the_first_that_would_do(text: str, language: str, day: date) -> None:
    assert found(text, language) == [("change_delivery_date", day)]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Ich würde ihn selbst abholen.", "de"), ("Kann ich die Lampe abholen?", "de"), ("Can I pick it up?", "en")],
)
def test_a_wish_to_pick_it_up(text: str, language: str) -> None:
    assert found(text, language) == [("pick_up", None)]


def test_one_of_each_kind_with_its_own_words() -> None:
    said = wishes.find("Bitte am 14.12. liefern. Sonst bitte stornieren. Bitte stornieren.", now=NOW, language="de")
    assert [(one.action, one.said) for one in said] == [
        ("change_delivery_date", "Bitte am 14.12. liefern."),
        ("cancel", "Sonst bitte stornieren."),
    ]


@pytest.mark.parametrize(
    "text", ["stornieren " * 20_000, "a." * 100_000, "trete " * 40_000, "1.1.1." * 30_000, "\n" * 99_999]
)
def test_a_hostile_text_costs_little(text: str) -> None:
    began = time.process_time()
    wishes.find(text, now=NOW, language="de")
    assert time.process_time() - began < 1
