"""S21: 1 MB of hostile text costs at most one second.

Counted is the time of the processor, so that neighbours on the same machine neither excuse nor accuse.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from onehand.foundation import quotes, text
from onehand.foundation.mailparse import parse

SIZE = 1_000_000
# What the loop below takes on an ordinary machine of today; a slower one gets as much more time.
ORDINARY = 0.12


def calibration() -> float:
    """Seconds of a fixed piece of plain work: how slow is this machine at this moment?"""
    began = time.thread_time()
    total = 0
    for number in range(1_500_000):
        total += number & 7
    return time.thread_time() - began + total * 0


def allowed() -> float:
    """One second, stretched when the machine is slower than an ordinary one, at most three times."""
    return min(max(calibration() / ORDINARY, 1.0), 3.0)


def repeated(piece: str) -> str:
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


TEXTS = {
    "quote marks without end": repeated(">"),
    "quote marks with blanks": repeated("> "),
    "deeper and deeper quotes": "\n".join(">" * depth + " x" for depth in range(1, 1_390))[:SIZE],
    "empty lines": repeated("\n"),
    "carriage returns": repeated("\r"),
    "blanks": repeated(" "),
    "tabs and blanks": repeated(" \t"),
    "attribution lines": repeated("Am 2. März 2026 um 09:00 schrieb Ada Brandt <ada@example.org>:\n"),
    "begun attributions": repeated("Am Montag schrieb\n"),
    "begun english attributions": repeated("On Mon, Mar 2, 2026 at 9:00 AM Ada Brandt\n<ada@example.org>\n"),
    "an attribution of one line": "Am " + repeated("2. März 2026 ") + " schrieb:",
    "outlook heads": repeated("Von: Ada\nGesendet: Montag\nAn: Carla\nBetreff: x\n\n"),
    "begun outlook heads": repeated("Von: Ada\n"),
    "signature marks": repeated("-- \n"),
    "dashes": repeated("-"),
    "underscores": repeated("_____\n"),
    "original message marks": repeated("-----Ursprüngliche Nachricht-----\n"),
    "greetings": repeated("Mit freundlichen Grüßen\n"),
    "mobile signatures": repeated("Von meinem iPhone gesendet\n"),
    "addresses": repeated("a@b.c "),
    "one word": repeated("a"),
    "wide letters": repeated("Ａ"),
    "combining marks": "a" + repeated("\u0301"),
    "zero width": repeated("\u200b"),
    "links": repeated("http://a.b/c?d=e&f=g "),
    "forwarded heads": repeated("---------- Forwarded message ---------\nFrom: x\nDate: y\n"),
}

PAGES = {
    "open divs": repeated("<div>"),
    "open blockquotes": repeated("<blockquote>"),
    "closed blockquotes never opened": repeated("</blockquote>"),
    "tables in tables": repeated("<table><tr><td>"),
    "lists in lists": repeated("<ul><li>"),
    "unclosed tags": repeated("<a "),
    "less than": repeated("<"),
    "ampersands": repeated("&"),
    "begun entities": repeated("&#x"),
    "comments never closed": repeated("<!--"),
    "comments": repeated("<!-- x -->"),
    "styles never closed": repeated("<style>"),
    "scripts": repeated("<script>x</script>"),
    "attributes": "<p " + repeated('a="b" ') + ">x</p>",
    "one attribute": '<p title="' + repeated("x ") + '">x</p>',
    "quotes open": repeated('<p title="'),
    "mixed nesting": repeated("<b><i><div></b></i>"),
    "gmail quotes": repeated('<div class="gmail_quote">'),
    "outlook rules": repeated('<div style="border:none;border-top:solid #E1E1E1 1.0pt">'),
    "break lines": repeated("<br>"),
    "hidden pieces": repeated('<span style="display:none">x</span>'),
    "cdata": repeated("<![CDATA["),
    "nul": repeated("\x00<p>"),
    "pre": "<pre>" + repeated("x\n"),
    "conditional": repeated("<!--[if mso]>x<![endif]-->"),
}


def seconds(action: Callable[[], object]) -> float:
    began = time.thread_time()
    action()
    return time.thread_time() - began


def within_a_second(action: Callable[[], object]) -> None:
    """The better of two tries, since caches are shared with the neighbours."""
    took = seconds(action)
    limit = allowed()
    if took > limit:
        took = min(took, seconds(action))
    assert took <= limit, f"{took:.2f} s, allowed {limit:.2f} s"


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_folded_within_a_second(name: str) -> None:
    hostile = TEXTS[name]
    folded = quotes.fold(hostile)
    assert len(folded.visible) <= len(hostile) + 100
    within_a_second(lambda: quotes.fold(hostile))


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_read_within_a_second(name: str) -> None:
    within_a_second(lambda: quotes.html_to_text(PAGES[name]))


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_indexed_and_its_language_guessed_within_a_second(name: str) -> None:
    within_a_second(
        lambda: (text.search_words(TEXTS[name]), text.guess_language(TEXTS[name]), text.one_line(TEXTS[name], 200))
    )


@pytest.mark.parametrize("name", ["open divs", "gmail quotes", "tables in tables", "open blockquotes", "less than"])
def test_a_hostile_page_is_folded_and_cleaned_within_a_second(name: str) -> None:
    from onehand.foundation import sanitise

    page = PAGES[name][:300_000]
    within_a_second(lambda: quotes.fold_html(sanitise.safe_html(page)))


def test_a_mail_of_hostile_text_and_page_is_parsed_within_two() -> None:
    plain = f"--B\nContent-Type: text/plain\n\n{TEXTS['begun attributions']}\n"
    page = f"--B\nContent-Type: text/html\n\n{PAGES['open divs']}\n--B--\n"
    raw = f"Content-Type: multipart/alternative; boundary=B\nFrom: a@b.c\n\n{plain}{page}".encode()
    took = seconds(lambda: parse(raw))
    assert took <= 2 * allowed()


def test_tags_whose_attribute_values_are_cut_cost_no_more_than_others() -> None:
    page = ('<p title="' + "x" * 7_980 + ">y</p>") * 125
    within_a_second(lambda: quotes.html_to_text(page))
