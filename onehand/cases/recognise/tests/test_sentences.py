"""Where sentences end, and which lines are quoted."""

from __future__ import annotations

import pytest

from onehand.cases.recognise.sentences import split


def _texts(text: str, language: str | None = None) -> list[str]:
    found = split(text, language)
    assert all(text[one.start : one.end] == one.text for one in found)
    return [one.text for one in found if not one.quoted]


@pytest.mark.parametrize(
    "text",
    [
        "Wir liefern z. B. am 3. März ca. 5 Stk. an Dr. Kern.",
        "Ich bin vom 3. bis 10. verreist.",
        "Best.-Nr. 20041 liegt in der Hauptstr. 5, Tel. 030 12345.",
        "Der Monteur kommt am 15. zwischen 8 und 12 Uhr.",
        "We call at 3 p.m. on Friday.",
        "Das kostet 1.500,50 Euro bzw. ggf. mehr.",
        "Schauen Sie auf www.example.com/hilfe?a=b nach.",
        "Wir warten... und warten.",
        "Der 2. Stock ist gemeint.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert _texts(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Wir liefern am 15. Wir melden uns.", ["Wir liefern am 15.", "Wir melden uns."]),
        ("Wann kommt er? Danke!", ["Wann kommt er?", "Danke!"]),
        ("We call at 3 p.m. We will see.", ["We call at 3 p.m.", "We will see."]),
        ("Der Termin ist am 3.4. Bitte kommen.", ["Der Termin ist am 3.4.", "Bitte kommen."]),
        ("Er ist kaputt.Bitte helfen Sie!", ["Er ist kaputt.", "Bitte helfen Sie!"]),
        ('Er sagte "nein." Dann ging er.', ['Er sagte "nein."', "Dann ging er."]),
        ("Ja?! Wirklich?", ["Ja?!", "Wirklich?"]),
    ],
)
def test_two_sentences(text: str, parts: list[str]) -> None:
    assert _texts(text) == parts


def test_a_line_break_inside_a_sentence_ends_nothing() -> None:
    assert _texts("Unser Team meldet sich\nam Montag bei Ihnen.") == ["Unser Team meldet sich\nam Montag bei Ihnen."]


def test_a_blank_line_a_greeting_and_list_items_end_one() -> None:
    text = "Guten Tag Frau Kern,\nwann kommt er\n\n- Punkt eins\n- Punkt zwei\nMit freundlichen Grüßen\nAda"
    assert _texts(text) == [
        "Guten Tag Frau Kern,",
        "wann kommt er",
        "- Punkt eins",
        "- Punkt zwei",
        "Mit freundlichen Grüßen",
        "Ada",
    ]


def test_quoted_lines_are_marked() -> None:
    text = "Danke.\n\nAm 3. März schrieb Carla Kern:\n> Wann kommt er?\n\nBald."
    assert _texts(text) == ["Danke.", "Bald."]
    assert [one.text for one in split(text) if one.quoted] == ["Am 3. März schrieb Carla Kern:", "> Wann kommt er?"]


@pytest.mark.parametrize(
    "heading",
    [
        "-----Ursprüngliche Nachricht-----",
        "Am 3. März 2026 um 10:00 schrieb Carla <carla@example.com>:",
        "On Mon, 2 Mar 2026 at 10:00, Jo wrote:",
    ],
)
def test_below_a_heading_all_is_quoted(heading: str) -> None:
    assert _texts(f"Danke.\n\n{heading}\nWann kommt er?\n\nGruß") == ["Danke."]


def test_own_words_about_writing_are_no_heading() -> None:
    assert _texts("Am 3. März schrieb ich Ihnen: Wann kommt er?")[-1].endswith("Wann kommt er?")


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "...", "?", "\ufeff", "a"])
def test_next_to_nothing(text: str) -> None:
    split(text)
