"""Postal addresses on one line and on several, German, Austrian, Swiss, British and American."""

from __future__ import annotations

import pytest

from onehand.cases.recognise.tests.test_facts import values

GERMAN = [
    ("Mit freundlichen Grüßen\nCarla Kern\nHauptstraße 5\n12345 Berlin", "Hauptstraße 5, 12345 Berlin"),
    ("Carla Kern, c/o Meyer, Hauptstr. 5, 12345 Berlin", "Hauptstr. 5, 12345 Berlin"),
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
    ("Eppendorfer Landstr. 60, 20249 Hamburg 3. Stock", "Eppendorfer Landstr. 60, 20249 Hamburg"),
    ("bei Hof Eichenbusch 1, 49565 Bramsche", "Hof Eichenbusch 1, 49565 Bramsche"),
    ("Strandallee 77c\n23669 Timmendorfer Strand", "Strandallee 77c, 23669 Timmendorfer Strand"),
    ("nach 45130 essen, rüttenscheider str. 140", "45130 essen, rüttenscheider str. 140"),
    ("7 Rue des Lilas, 75019 Paris", "7 Rue des Lilas, 75019 Paris"),
    ("Kanalstraat 22, 3531 CJ Utrecht", "Kanalstraat 22, 3531 CJ Utrecht"),
    ("an meine alte Adresse, richtig wäre Rheingasse 31, 4058 Basel", "Rheingasse 31, 4058 Basel"),
    ("L 14, 7\n68161 Mannheim", "L 14, 7, 68161 Mannheim"),
    ("Schillerstraße 45, Whg. 12, 01067 Dresden", "Schillerstraße 45, Whg. 12, 01067 Dresden"),
    ("in die Gartenstraße 19, Haus B, 72074 Tübingen", "Gartenstraße 19, Haus B, 72074 Tübingen"),
    ("an Körösistraße 64/III/11, 8010 Graz", "Körösistraße 64/III/11, 8010 Graz"),
    ("Bergstr. 17a (Hinterhaus), 69120 Heidelberg", "Bergstr. 17a (Hinterhaus), 69120 Heidelberg"),
    ("Paul-Gerhardt-Str. 6 1/2, 86199 Augsburg", "Paul-Gerhardt-Str. 6 1/2, 86199 Augsburg"),
    ("Straße: Am Anger 14\nPLZ: 06618\nOrt: Naumburg", "Am Anger 14, 06618 Naumburg"),
    ("von der Feldstr. 9, 44137 Dortmund in den Buchenweg 31, 58239 Schwerte gezogen", "Buchenweg 31, 58239 Schwerte"),
    ("Lindenstr. 40, 3. Etage, 45128 Essen", "Lindenstr. 40, 3. Etage, 45128 Essen"),
]
OLD = (
    "Ihr Brief ging an Mozartstr. 2, 6020 Innsbruck, dort wohne ich seit zwei Jahren nicht mehr.",
    "Auf der Karte steht Blumenstr. 9, 63065 Offenbach, das war meine alte Wohnung.",
)


@pytest.mark.parametrize("text", OLD)
def test_where_somebody_lived_once_is_no_address(text: str) -> None:
    assert values(text, "postal_address") == []


@pytest.mark.parametrize(("text", "value"), GERMAN)
def test_german_austrian_and_swiss_addresses(text: str, value: str) -> None:
    assert values(text, "postal_address") == [value]


FOREIGN = [
    ("10 Downing Street, London SW1A 2AA", "10 Downing Street, London SW1A 2AA"),
    ("i live at 10 downing street, london sw1a 2aa", "10 downing street, london sw1a 2aa"),
    ("Jane Doe\n12 Acacia Avenue\nLeeds\nLS1 4AP", "12 Acacia Avenue, Leeds, LS1 4AP"),
    ("The Old Rectory, Church Lane, Wells BA5 2UE", "The Old Rectory, Church Lane, Wells BA5 2UE"),
    ("The Old Forge\nMill Lane\nLudlow SY8 1NP", "The Old Forge, Mill Lane, Ludlow SY8 1NP"),
    ("my adress is 118 kings road brighton BN1 2FA", "118 kings road, brighton BN1 2FA"),
    ("Flat 6, 31 Leith Walk, Edinburgh EH6 8LN", "Flat 6, 31 Leith Walk, Edinburgh EH6 8LN"),
    ("14/2 Park Street, Kolkata 700016", "14/2 Park Street, Kolkata 700016"),
    ("55 West 46th Street, New York, NY 10036", "55 West 46th Street, New York, NY 10036"),
    ("1 Infinite Loop, Cupertino, CA 95014-2083", "1 Infinite Loop, Cupertino, CA 95014-2083"),
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
