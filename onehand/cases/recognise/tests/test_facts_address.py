"""Postal addresses on one line and on several, German, Austrian, Swiss, British and American."""

from __future__ import annotations

import pytest

from onehand.cases.recognise.tests.test_facts import values

GERMAN = [
    ("Mit freundlichen Grüßen\nCarla Kern\nHauptstraße 5\n12345 Berlin", "Hauptstraße 5, 12345 Berlin"),
    ("Carla Kern, c/o Meyer, Hauptstr. 5, 12345 Berlin", "c/o Meyer, Hauptstr. 5, 12345 Berlin"),
    ("Ich wohne Am Alten Markt 3a, 12345 Berlin", "Am Alten Markt 3a, 12345 Berlin"),
    ("Bitte an Straße des 17. Juni 135, 10623 Berlin liefern", "Straße des 17. Juni 135, 10623 Berlin"),
    ("1010 Wien, Kärntner Straße 12/3", "1010 Wien, Kärntner Straße 12/3"),
    ("Unter den Linden 77, 10117 Berlin", "Unter den Linden 77, 10117 Berlin"),
    ("jetzt in der Mariahilfer Straße 88/12, 1070 Wien.", "Mariahilfer Straße 88/12, 1070 Wien"),
    ("in die Lange Straße 12 b, 60313 Frankfurt am Main umgezogen", "Lange Straße 12 b, 60313 Frankfurt am Main"),
    ("ich wohne hauptstr. 5, 12345 berlin", "hauptstr. 5, 12345 berlin"),
    ("Kurfürstendamm 211, 3. OG, 10719 Berlin", "Kurfürstendamm 211, 3. OG, 10719 Berlin"),
    ("An der Alster 5 in 20099 Hamburg", "An der Alster 5, 20099 Hamburg"),
    ("Rue du Rhône 12, 1204 Genève", "Rue du Rhône 12, 1204 Genève"),
    ("Postfach 10 20 30, 70025 Stuttgart", "Postfach 10 20 30, 70025 Stuttgart"),
    ("Ich wohne jetzt in der Lindenstr. 12 in Köln", "Lindenstr. 12, Köln"),
    ("L 14, 7\n68161 Mannheim", "L 14, 7, 68161 Mannheim"),
]


@pytest.mark.parametrize(("text", "value"), GERMAN)
def test_german_austrian_and_swiss_addresses(text: str, value: str) -> None:
    assert values(text, "postal_address") == [value]


FOREIGN = [
    ("10 Downing Street, London SW1A 2AA", "10 Downing Street, London SW1A 2AA"),
    ("i live at 10 downing street, london sw1a 2aa", "10 downing street, london sw1a 2aa"),
    ("Jane Doe\n12 Acacia Avenue\nLeeds\nLS1 4AP", "12 Acacia Avenue, Leeds, LS1 4AP"),
    ("The Old Rectory, Church Lane, Wells BA5 2UE", "The Old Rectory, Church Lane, Wells BA5 2UE"),
    ("742 Evergreen Terrace, Springfield, IL 62704", "742 Evergreen Terrace, Springfield, IL 62704"),
    ("my new address is 1234 Main St Apt 5, Denver, CO 80202", "1234 Main St Apt 5, Denver, CO 80202"),
    ("it's 9 Harbour View, Cobh, Co. Cork P24 X681.", "9 Harbour View, Cobh, Co. Cork P24 X681"),
]


@pytest.mark.parametrize(("text", "value"), FOREIGN)
def test_british_irish_and_american_addresses(text: str, value: str) -> None:
    assert values(text, "postal_address", "en") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Ihr Lager in der Industriestr. 5, 12345 Berlin",
        "Meine alte Adresse war Hauptstraße 5, 12345 Berlin",
        "Unsere Postleitzahl ist 80331",
        "Wir haben 5 Stück in 12345 Berlin",
        "Das Paket lag im Treppenhaus von Nummer 17",
        "Your store at 221b Baker Street, London NW1 6XE was closed",
    ],
)
def test_postal_codes_alone_and_places_of_others_are_none(text: str) -> None:
    assert values(text, "postal_address") == values(text, "postal_address", "en") == []
