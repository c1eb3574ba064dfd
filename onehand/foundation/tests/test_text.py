"""Language, search words, file names, previews and plain text as HTML."""

from __future__ import annotations

import re
import time

import pytest

from onehand.foundation.text import (
    guess_language,
    one_line,
    plain_to_html,
    safe_name,
    search_query,
    search_words,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Guten Tag, wo bleibt meine Bestellung?", "de"),
        ("Wo ist mein Paket", "de"),
        ("Ich habe den Tisch bekommen, aber es fehlen Schrauben.", "de"),
        ("Der Stuhl ist kaputt, please help", "de"),
        ("Where is my order?", "en"),
        ("I have not received the parcel yet.", "en"),
        ("The chair is broken. Can you send me a new one?", "en"),
        ("Hello, I would like to return the Sofa Größe L", "en"),
    ],
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    other = "en" if language == "de" else "de"
    assert guess_language(text, other) == language


@pytest.mark.parametrize("text", ["", "ok", "A-20041", "Merci beaucoup", "12345", "👍", "Tisch"])
def test_a_short_or_unclear_text_keeps_the_known_language(text: str) -> None:
    assert guess_language(text, "de") == "de"
    assert guess_language(text, "en") == "en"


def _finds(query: str, text: str) -> bool:
    """What both engines do with the index and a query: every word by one of its alternatives."""
    index = search_words(text).split()
    return all(
        any(
            any(word.startswith(option[:-1]) if option.endswith("*") else word == option for word in index)
            for option in options
        )
        for options in search_query(query)
    )


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Müller", "Frau Mueller"),
        ("Mueller", "Frau Müller"),
        ("Muller", "Frau Müller"),
        ("MÜLLER", "frau müller"),
        ("Müller", "Frau Mu\u0308ller"),
        ("Strasse", "Bahnhofstraße Straße"),
        ("Größe", "groesse"),
        ("Rechnungen", "Ihre Rechnung vom 3. März"),
        ("Rechnung", "alle Rechnungen"),
        ("Häuser", "ein Haus"),
        ("deliveries", "the delivery"),
        ("broken chairs", "one chair is broken"),
        ("Liefer", "Lieferung"),
        ("20041", "Bestellung A-20041"),
        ("a20041", "Bestellung A-20041"),
        ("A-20041", "Bestellung A20041"),
        ("A-20041", "Bestellung A-20041"),
        ("A-20041", "Bestellung 20041"),
        ("2024/118", "Rechnung 2024/118"),
        ("carla.kern@example.org", "Von Carla Kern <carla.kern@example.org>"),
        ("carla.kern", "carla.kern@example.org"),
        ("E-Mail", "per Email"),
        ("Email", "per E-Mail"),
        ("café", "Cafe"),
        ("ﬁnden", "finden"),
        ("金曜日", "金曜日"),
        ("rechnung.pdf", "Anhang Rechnung.pdf"),
        ("Kern Sofa", "Sofa für Frau Kern"),
    ],
)
def test_what_a_person_types_finds_what_a_person_wrote(query: str, text: str) -> None:
    assert _finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"), [("Sofa", "Tisch"), ("Kern Sofa", "Frau Kern"), ("A-20042", "A-20041"), ("a", "Bestellung")]
)
def test_other_texts_are_not_found(query: str, text: str) -> None:
    assert not _finds(query, text)


@pytest.mark.parametrize(
    "query",
    [
        "a' OR 1=1 --",
        'x" NEAR/2 "y',
        "a & | ! ( ) : * b",
        "{col}: -x ^y",
        "NOT AND OR",
        "\x00x\ud800",
        "'' \\ <->",
        "%_",
    ],
)
def test_a_query_holds_only_letters_and_digits(query: str) -> None:
    for options in search_query(query):
        assert options
        for option in options:
            assert re.fullmatch(r"[^\W_]+\*?", option), option


def test_an_empty_query_asks_for_nothing() -> None:
    assert search_query("") == []
    assert search_query(" ,;-- ") == []


def test_an_index_names_each_word_once_and_is_bounded() -> None:
    words = search_words("Sofa Sofa sofa").split()
    assert len(words) == len(set(words))
    assert len(search_words("wort%d " * 100_000)) < 40_000


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Rechnung März.pdf", "Rechnung März.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system32\\x.dll", "x.dll"),
        ("C:\\Users\\Carla\\foto.jpg", "foto.jpg"),
        ("/etc/shadow", "shadow"),
        ("\u200b.htaccess", "htaccess"),
        (".htaccess", "htaccess"),
        ("...", "attachment"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("a\x00.pdf", "a.pdf"),
        ("a\ufeff\u2066b.pdf", "ab.pdf"),
        ("a/", "a"),
        ("", "attachment"),
        ("   ", "attachment"),
        ("///", "attachment"),
        ('a";filename="b.exe', "a__filename=_b.exe"),
        ("a<script>.html", "a_script_.html"),
        ("a\u2028b.txt", "ab.txt"),
        ("x\u2215y.txt", "x_y.txt"),
        ("datei.pdf . ", "datei.pdf"),
        ("写真.png", "写真.png"),
        ("a\ud800b.txt", "ab.txt"),
    ],
)
def test_a_file_name_is_shown_safely(name: str, shown: str) -> None:
    assert safe_name(name) == shown


def test_a_long_file_name_keeps_its_extension() -> None:
    assert safe_name("x" * 500 + ".pdf") == "x" * 116 + ".pdf"
    assert len(safe_name("x" * 500)) == 120
    assert len(safe_name("x." + "y" * 500)) == 120


def test_one_line_collapses_and_cuts_at_a_word() -> None:
    text = "Guten Tag,\n\n----------\nich  habe eine Frage zu meiner Bestellung"
    assert one_line(text, 200) == "Guten Tag, ich habe eine Frage zu meiner Bestellung"
    assert one_line(text, 30) == "Guten Tag, ich habe eine…"
    assert one_line("x" * 100, 10) == "xxxxxxxxx…"
    assert one_line("", 10) == ""
    assert all(len(one_line(text, limit)) <= limit for limit in range(1, 60))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb\n\nc", "<p>a<br>\nb</p>\n<p>c</p>"),
        ("a\r\n\r\n\r\nb", "<p>a</p>\n<p>b</p>"),
        ('<b> & "x"', "<p>&lt;b&gt; &amp; &quot;x&quot;</p>"),
        ("siehe https://a.example/x.", '<p>siehe <a href="https://a.example/x">https://a.example/x</a>.</p>'),
        (
            "(http://a.example/?a=1&b=2)",
            '<p>(<a href="http://a.example/?a=1&amp;b=2">http://a.example/?a=1&amp;b=2</a>)</p>',
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("", ""),
    ],
)
def test_plain_text_becomes_html(text: str, html: str) -> None:
    assert plain_to_html(text) == html


def test_no_tag_can_be_written_in_plain_text() -> None:
    html = plain_to_html("https://a.example/\"><script>alert(1)</script> ' onmouseover=x")
    assert "<script" not in html
    assert re.findall(r"<(\w+)", html) == ["p", "a"]


@pytest.mark.parametrize(
    "text",
    [
        "http://" * 140_000,
        "(" * 1_000_000,
        "a-" * 500_000,
        "\n \n" * 300_000,
        "." * 1_000_000,
        "x" * 1_000_000,
        " " * 1_000_000,
    ],
)
def test_hostile_text_takes_little_time(text: str) -> None:
    began = time.process_time()
    plain_to_html(text)
    search_words(text)
    search_query(text)
    safe_name(text)
    one_line(text, 120)
    guess_language(text)
    assert time.process_time() - began < 1.0
