"""What is underlined in a customer's words: safe, whole and at its place, whatever the spans are."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from onehand.desk.marking import MOST, Span, marked


def span(start: int, end: int, shape: str = "fact", name: str = "f1") -> Span:
    return Span(start, end, shape, "Bestellnummer", name)


def test_a_fact_within_a_question_is_underlined_twice() -> None:
    text = "Wo ist 20041?"
    html = marked(text, [span(7, 12), span(0, 13, "question", "q1")])
    assert html == (
        '<mark class="question" title="Bestellnummer" id="q1">Wo ist </mark>'
        '<mark class="question" title="Bestellnummer">'
        '<mark class="fact" title="Bestellnummer" id="f1">20041</mark></mark>'
        '<mark class="question" title="Bestellnummer">?</mark>'
    )


def test_what_was_typed_stays_text() -> None:
    html = marked('<b onclick="x">20041</b>', [span(15, 20)])
    assert "<b" not in html
    assert "&lt;b onclick=&quot;x&quot;&gt;" in html


def test_a_web_address_with_a_number_in_it_stays_a_link() -> None:
    html = marked("Siehe https://x.example/20041?a=1.", [span(24, 29)])
    assert html.count('href="https://x.example/20041?a=1"') == 3
    assert html.endswith(".")


def test_spans_outside_of_the_text_are_left_out() -> None:
    assert marked("kurz", [span(2, 90), span(3, 3), span(-1, 2)]) == "kurz"


def test_a_text_of_nothing_but_numbers_is_marked_up_to_a_limit() -> None:
    text = "12345 " * 1000
    html = marked(text, [span(n * 6, n * 6 + 5, name=f"f{n}") for n in range(1000)])
    assert html.count("<mark") == MOST


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-2, 70), st.integers(-2, 70)), max_size=8))
def test_no_character_is_lost_or_doubled(text: str, places: list[tuple[int, int]]) -> None:
    from html import unescape

    html = marked(text, [span(start, end) for start, end in places])
    assert unescape(re.sub(r"<[^>]*>", "", html)) == text
