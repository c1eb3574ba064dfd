"""When the customer is away, and by when something is needed. `NOW` is Monday, 2 March 2026."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from onehand.cases.recognise.tests.test_facts import NOW, found

AWAY = [
    ("Ich bin vom 3. bis 10. März verreist.", "2026-03-03", "2026-03-10"),
    ("vom 3. bis 10. nicht da", "2026-03-03", "2026-03-10"),
    ("Bis Freitag im Urlaub.", None, "2026-03-06"),
    ("Am Donnerstag bin ich nicht zu Hause.", "2026-03-05", "2026-03-05"),
    ("Ab Montag drei Wochen weg, danach gern.", "2026-03-09", "2026-03-30"),
    ("Nächste Woche bin ich nicht da.", "2026-03-09", "2026-03-13"),
    ("Die ganze nächste Woche bin ich nicht da.", "2026-03-09", "2026-03-15"),
    ("Ich bin vom 28.2. bis 10.3. verreist.", "2026-02-28", "2026-03-10"),
    ("Ab 12. März bin ich wieder erreichbar.", None, "2026-03-11"),
    ("Vom 9.3. bis einschließlich 21.3. sind wir auf Kreta.", "2026-03-09", "2026-03-21"),
    ("Unser Betrieb hat vom 23.12. bis 6.1. geschlossen.", "2026-12-23", "2027-01-06"),
    ("ab 16. märz bin ich weg", "2026-03-16", None),
    ("Ich habe vom 9. bis 13.3. Urlaub.", "2026-03-09", "2026-03-13"),
    ("Ab morgen weilen wir auf unbestimmte Zeit in Kanada.", "2026-03-03", None),
    ("Am 5. und 6. März kann ich nicht, da bin ich auf der Messe.", "2026-03-05", "2026-03-06"),
    ("Ich bin erst am 19. März wieder zurück.", None, "2026-03-19"),
    ("Ab Mittwoch bin ich zwei Tage bei meiner Schwester.", "2026-03-04", "2026-03-05"),
    ("Wir fahren am Samstag in die Berge und kommen am Dienstag heim.", "2026-03-07", "2026-03-10"),
    ("Den ganzen Mai über sind wir auf dem Jakobsweg.", "2026-05-01", "2026-05-31"),
    ("Von Anfang Juni bis zum 20.6. bin ich auf See.", "2026-06-01", "2026-06-20"),
    ("Vom 1.7. an bin ich im Sabbatical.", "2026-07-01", None),
    ("Seit heute bis einschließlich 9. März ist unser Lager nicht besetzt.", "2026-03-02", "2026-03-09"),
    ("Unser Büro bleibt vom 2. bis zum 6. April zu.", "2026-04-02", "2026-04-06"),
    ("Wir sind vom 14. - 21. März verreist.", "2026-03-14", "2026-03-21"),
    ("Urlaub vom 14.-21. März, danach jederzeit.", "2026-03-14", "2026-03-21"),
    ("Am 5., 6. und 7. März ist niemand zu Hause.", "2026-03-05", "2026-03-07"),
    ("Über Ostern sind wir in den Bergen.", "2026-04-03", "2026-04-06"),
    ("Zu Pfingsten bin ich nicht da.", "2026-05-23", "2026-05-25"),
    ("Mitte August bis Anfang September sind wir verreist.", "2026-08-15", "2026-09-05"),
    ("Kommende Woche bin ich von Dienstag bis Donnerstag auf Schulung.", "2026-03-10", "2026-03-12"),
    ("Ich trete am 3. April meine Kur an und bin am 24. wieder da.", "2026-04-03", "2026-04-24"),
    ("Unsere Betriebsferien sind dieses Jahr vom 3. bis 21. August.", "2026-08-03", "2026-08-21"),
    ("Da ich vom 9. bis 11. März dienstlich in Brüssel bin, passt mir der 12.", "2026-03-09", "2026-03-11"),
    ("Übers Wochenende sind wir nicht da.", "2026-03-07", "2026-03-08"),
    ("Unser Hausmeister hat Urlaub, er ist bis Freitag nicht im Dienst.", None, "2026-03-06"),
]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "since", "until"), AWAY)
def test_an_absence_has_its_first_and_its_last_day(text: str, since: str | None, until: str | None) -> None:
    (fact,) = [fact for fact in found(text) if fact.kind == "absence"]
    assert (fact.since, fact.until) == (_day(since), _day(until))
    assert fact.value == f"{since or '..'}/{until or '..'}"


ENGLISH = [
    ("I'm away from 3 to 10 December.", "2026-12-03", "2026-12-10"),
    ("I am out of the office until Friday.", None, "2026-03-06"),
    ("I won't be in tomorrow, so please come another day.", "2026-03-03", "2026-03-03"),
    ("I'm away for two weeks from 9 March.", "2026-03-09", "2026-03-23"),
    ("We'll be away next week.", "2026-03-09", "2026-03-13"),
    ("We'll be away all next week.", "2026-03-09", "2026-03-15"),
    ("We don't get back until 21 March, can you hold the delivery?", None, "2026-03-21"),
    ("Both of us are gone from Saturday 14 March to Sunday 22 March.", "2026-03-14", "2026-03-22"),
    ("The surgery is shut Monday to Wednesday next week.", "2026-03-09", "2026-03-11"),
    ("All of April we are at our place in Spain.", "2026-04-01", "2026-04-30"),
    ("I leave on June 8 and come home on June 19.", "2026-06-08", "2026-06-19"),
    ("From 1 July I shall be on sabbatical.", "2026-07-01", None),
    ("There's nobody on site on Tuesday.", "2026-03-03", "2026-03-03"),
    ("Between 13 and 18 March we'll be up in the Highlands.", "2026-03-13", "2026-03-18"),
    ("The house will be empty from Friday until Sunday.", "2026-03-06", "2026-03-08"),
    ("We're off on Friday.", "2026-03-06", "2026-03-06"),
]


@pytest.mark.parametrize(("text", "since", "until"), ENGLISH)
def test_english_absences(text: str, since: str | None, until: str | None) -> None:
    (fact,) = [fact for fact in found(text, "en") if fact.kind == "absence"]
    assert (fact.since, fact.until) == (_day(since), _day(until))


@pytest.mark.parametrize(
    "text",
    [
        "Ich war letzte Woche im Urlaub.",
        "Wenn ich bis Freitag im Urlaub bin, kann niemand öffnen.",
        "Ihr Techniker war laut Aushang vom 2. bis 6. März im Urlaub.",
        "Ich bin nicht da, um mich mit Ihnen zu streiten.",
        "Ich bin noch bis zum 31. Februar verreist.",
        "Freitags bin ich nie zu Hause.",
        "Am Freitag bin ich zu Hause.",
        "Bitte erst nach 18 Uhr, vorher bin ich im Kindergarten.",
        "Wir reisen am 5. Juni an.",
        "Die Messe beginnt am 17. März.",
    ],
)
def test_the_past_others_and_what_may_be_are_no_absence(text: str) -> None:
    assert [fact for fact in found(text) if fact.kind == "absence"] == []


def test_an_absence_never_says_why() -> None:
    text = "Ich liege noch bis zum 15. März im Krankenhaus."
    (fact,) = found(text)
    assert (fact.kind, fact.value) == ("absence", "../2026-03-15")
    assert "Krankenhaus" not in text[fact.start : fact.end]


DUE = [
    ("Ich brauche den Schrank spätestens bis zum 1.12.", "de", "2026-12-01"),
    ("Spätestens zum Projektstart am 1. Dezember muss alles da sein.", "de", "2026-12-01"),
    ("Am 25. März ziehe ich aus, bis dahin brauche ich das Protokoll.", "de", "2026-03-25"),
    ("Ich setze Ihnen eine Frist von 14 Tagen.", "de", "2026-03-16"),
    ("I need it by Friday at the latest.", "en", "2026-03-06"),
    ("The party is on Saturday, 7 March, and I must have the dress by Thursday.", "en", "2026-03-05"),
    ("Länger als bis zum 20. März kann ich nicht warten.", "de", "2026-03-20"),
    ("Spätester Termin für uns ist der 27. März.", "de", "2026-03-27"),
    ("Bitte so verschicken, dass es am 10. März ankommt.", "de", "2026-03-10"),
    ("Am 20. März ist Abiball. Bis dahin brauche ich das Kleid.", "de", "2026-03-20"),
    ("For our wedding on 23 May we need the rings engraved.", "en", "2026-05-23"),
    ("Before we move on 28 March the line has to be live.", "en", "2026-03-28"),
]


@pytest.mark.parametrize(("text", "language", "due"), DUE)
def test_a_deadline_is_the_day_the_customer_needs(text: str, language: str, due: str) -> None:
    (fact,) = [fact for fact in found(text, language) if fact.kind == "deadline"]
    assert (fact.due, fact.value) == (date.fromisoformat(due), due)


def test_a_deadline_with_a_clock_is_a_moment() -> None:
    (fact,) = found("Ich brauche Ihre Antwort bis morgen 12 Uhr.")
    assert fact.due == datetime(2026, 3, 3, 12, 0, tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    "text",
    [
        "Sie hatten mir bis Mittwoch eine Antwort zugesichert.",
        "Ihr Angebot gilt laut Prospekt nur bis zum 14. März.",
        "Haben Sie bis Freitag geöffnet?",
        "Ich brauche keine Antwort bis Freitag.",
        "Ich brauche es bis zum 31. Februar.",
    ],
)
def test_days_of_the_house_are_no_deadline(text: str) -> None:
    assert found(text) == []
