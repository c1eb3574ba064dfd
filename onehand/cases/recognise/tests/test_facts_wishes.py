"""How the customer wants to be reached and addressed, and which devices they have."""

from __future__ import annotations

import pytest

from onehand.cases.recognise.tests.test_facts import values

WISHES = [
    ("Bitte nicht anrufen, ich arbeite nachts.", "de", "no_phone"),
    ("Rufen Sie mich bitte nicht mehr an.", "de", "no_phone"),
    ("bitte nur per mail, danke", "de", "email_only"),
    ("Am liebsten wäre mir eine Antwort per Brief.", "de", "letter"),
    ("Ich telefoniere lieber.", "de", "phone"),
    ("Du kannst mich ruhig duzen.", "de", "du"),
    ("Bitte duzen Sie mich nicht.", "de", "sie"),
    ("Können wir bitte auf Englisch weitermachen?", "de", "language_en"),
    ("Bitte ruft mich nur nach 17 Uhr an.", "de", "Bitte ruft mich nur nach 17 Uhr an"),
    ("Verzichten Sie bitte auf Anrufe.", "de", "no_phone"),
    ("Mir reicht eine kurze Mail.", "de", "email_only"),
    ("Bitte alles auf dem Briefweg.", "de", "letter"),
    ("Ein kurzer Anruf wäre mir lieber.", "de", "phone"),
    ("Ich lege Wert auf das Sie.", "de", "sie"),
    ("Mir ist Deutsch lieber als Englisch.", "de", "language_de"),
    ("I'd rather you didn't phone.", "en", "no_phone"),
    ("Email is the only way to reach me, please.", "en", "email_only"),
    ("A proper letter would be appreciated.", "en", "letter"),
    ("Easiest is to give me a call.", "en", "phone"),
    ("Would you mind writing in German?", "en", "language_de"),
    ("Bitte auf Deutsch, please answer me in German.", "de", "language_de"),
    ("email only please, thx", "en", "email_only"),
    ("Please stop ringing me.", "en", "no_phone"),
    ("please call only after 5 pm", "en", "please call only after 5 pm"),
    ("Please correspond with me by post only.", "en", "letter"),
    ("Could you please write to me in German?", "en", "language_de"),
    ("When you write in German, please stick to Sie with me.", "en", "sie"),
]


@pytest.mark.parametrize(("text", "language", "value"), WISHES)
def test_a_wish_is_one_of_the_list_or_the_customer_s_own_words(text: str, language: str, value: str) -> None:
    assert values(text, "preference", language) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Warum ruft mich eigentlich nie jemand zurück?",
        "Ich habe Sie per Mail kontaktiert.",
        "Ihre Anleitung ist nur auf Englisch, das ist ärgerlich.",
        "Ich lerne gerade Englisch.",
        "Ihr Kollege wollte mich anrufen.",
        "You never called me back.",
        "Dort bitte klingeln bei Favre.",
        "The keys are in the letter box.",
    ],
)
def test_reports_and_complaints_are_no_wish(text: str) -> None:
    assert values(text, "preference") == values(text, "preference", "en") == []


DEVICES = [
    ("Meine FRITZ!Box 7590 AX startet neu.", "FRITZ!Box 7590 AX"),
    ("Der Speedport Smart 4 blinkt", "Speedport Smart 4"),
    ("Mein iPhone 15 Pro lädt nicht.", "iPhone 15 Pro"),
    ("unser Samsung-Fernseher QE55Q80C zeigt Streifen", "Samsung-Fernseher QE55Q80C"),
    ("Unsere Bosch Serie 6 Waschmaschine wandert.", "Bosch Serie 6 Waschmaschine"),
    ("Our Worcester Bosch Greenstar 4000 leaks.", "Worcester Bosch Greenstar 4000"),
    ("ein neues Sieb für die De'Longhi Magnifica S", "De'Longhi Magnifica S"),
    ("Mein Wechselrichter Fronius Primo 5.0 meldet State 306.", "Fronius Primo 5.0"),
    ("Die Bosch Serie 6 WAU28 leckt", "Bosch Serie 6 WAU28"),
    ("Waschmaschine Miele WCA030", "Miele WCA030"),
    ("eine Miele WWD 320, schleudert nicht", "Miele WWD 320"),
    ("Das Thinkpad T14 Gen 4 wird heiß", "Thinkpad T14 Gen 4"),
]


@pytest.mark.parametrize(("text", "value"), DEVICES)
def test_a_device_is_named_with_its_model(text: str, value: str) -> None:
    assert values(text, "device") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Von meinem iPhone gesendet",
        "Sent from my iPhone",
        "Haben Sie das iPhone 16 auf Lager?",
        "Is the Galaxy S24 in stock?",
        "Mein Handy ist kaputt",
    ],
)
def test_a_device_one_does_not_have_is_none(text: str) -> None:
    assert values(text, "device") == []
