"""Telephone numbers as E.164 and mail addresses; not those of the house."""

from __future__ import annotations

import pytest

from onehand.cases.recognise.tests.test_facts import found, values

PHONES = [
    ("Sie erreichen mich unter 0171 / 123 45 67", "de", "+491711234567"),
    ("+49 (0)30 1234567", "de", "+49301234567"),
    ("Festnetz 030-1234567", "de", "+49301234567"),
    ("Tel.: 0049 171 1234567", "de", "+491711234567"),
    ("Telefon (089) 12 34 56 78", "de", "+498912345678"),
    ("unter der 0664 1234567 erreichbar, wohne in Wien", "de", "+436641234567"),
    ("Tel. 044 668 18 00, Zürich", "de", "+41446681800"),
    ("Rufen Sie mich unter 0171 1234567 an, ich habe schon dreimal angerufen!", "de", "+491711234567"),
    ("Meine Büronummer lautet 0043 1 5138890.", "de", "+4315138890"),
    ("the landline 01904 555123 stays", "en", "+441904555123"),
    ("Call me on 07700 900123 after 5pm", "en", "+447700900123"),
    ("phone (020) 7946 0123", "en", "+442079460123"),
    ("reach me at (415) 555-0132", "en", "+14155550132"),
    ("my number is 0151 23456789 (Germany)", "en", "+4915123456789"),
    ("Old: 01223 356789. New: 07400 123456.", "en", "+447400123456"),
]


@pytest.mark.parametrize(("text", "language", "value"), PHONES)
def test_a_phone_number_is_read_as_written_in_its_country(text: str, language: str, value: str) -> None:
    assert values(text, "phone", language) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Ihre Hotline unter 0800 3302020 ist ständig besetzt.",
        "Ich habe mehrfach unter 030 12345678 angerufen",
        "Auf Ihrer Webseite steht 0800 5556677.",
        "Ich konnte Sie unter 089 1234567 nicht erreichen.",
        "Ihr Fahrer hat von der 0171 2233445 angerufen",
        "Art. Nr. 07890950",
        "am 01.12.2026 um 10:30",
        "Fax: 030 1234567",
    ],
)
def test_the_house_s_numbers_and_strangers_and_dates_are_none(text: str) -> None:
    assert values(text, "phone") == []


def test_a_mail_address_is_taken_as_written() -> None:
    assert values("Mailen Sie an Carla.Kern+abc@Firma-Nord.de.", "email") == ["Carla.Kern+abc@Firma-Nord.de"]


def test_of_an_old_and_a_new_address_the_new_one_counts() -> None:
    assert values("nicht mehr an alt@kern.de, sondern an neu@kern.de", "email") == ["neu@kern.de"]


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe am 3.3. an support@firma.de geschrieben.",
        "Auf noreply@shop.example kann man ja nicht antworten.",
        "a@b",
        "@carla",
    ],
)
def test_addresses_of_the_house_are_none(text: str) -> None:
    assert found(text) == []
