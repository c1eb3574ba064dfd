"""S21: text and HTML made to exhaust the folding take at most a second a megabyte."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator

import pytest

from onehand.foundation.quotes import fold, fold_html, html_to_text

_SIZE = 1_000_000
# Processor seconds; the rule is one second, and this machine may be busy with other things.
_LIMIT = 1.0


def _repeated(text: str) -> str:
    return text * (_SIZE // len(text))


_TEXTS = {
    "twenty thousand quoted lines": "> a quoted line of the usual length, as programs make them\n" * 20_000,
    "openers": _repeated("On "),
    "opening lines": _repeated("On 5 March 2024,\n"),
    "deeper and deeper": "\n".join(">" * depth for depth in range(1_400)),
    "one row of marks": _repeated(">"),
    "one long word": _repeated("x"),
    "one long line": _repeated("wort "),
    "colons": _repeated("On 5.3.2024 12:00:\n"),
    "verbs": _repeated("wrote: "),
    "verb lines": _repeated("On 5 wrote:\n"),
    "german verb lines": _repeated("Am 5.3.2024 um 12:00 schrieb\n"),
    "header lines": _repeated("From: x@y\n"),
    "header words": _repeated("From: "),
    "header lines of many kinds": _repeated("Von: x\nAn: y\nDatum: 5.3.\n\n"),
    "dashes": _repeated("-"),
    "dash lines": _repeated("--\n"),
    "rules": _repeated("____________\n"),
    "device lines": _repeated("Sent from my\n"),
    "blanks": _repeated(" "),
    "line ends": _repeated("\n"),
    "closings": _repeated("mfg\n"),
    "notes words": _repeated("an\n"),
    "original message lines": _repeated("-----Original Message-----\n"),
    "reply above lines": _repeated("Please reply above this line\n"),
    "interleaved lines": _repeated("> a\nb\n"),
    "wrapped quotations": _repeated("> " + "x" * 70 + "\nabc\n"),
    "addresses": _repeated("a@b.c "),
    "brackets": _repeated("<"),
    "bars": _repeated("| x\n"),
    "initials": _repeated("AB> x\n"),
    "snips": _repeated("[...]\n"),
    "phone numbers": _repeated("Tel 0123 456\n"),
    "colon pairs": _repeated("a b:"),
}
_PAGES = {
    "nested divs": "<div>" * 50_000 + "x",
    "nested quotations": _repeated("<blockquote>x"),
    "brackets": _repeated("<"),
    "open tags": _repeated("<a "),
    "ends": _repeated(">"),
    "comments": _repeated("<!--"),
    "styles": _repeated("<style>"),
    "scripts": _repeated("<script"),
    "fonts": "".join(f"<font color={number}>x" for number in range(50_000)),
    "open quotes": _repeated('<a href="'),
    "quoted brackets": _repeated('<a x="<'),
    "ampersands": _repeated("&"),
    "nested tables": _repeated("<table><tr><td>x"),
    "nested lists": _repeated("<ul><li>x"),
    "paragraphs": _repeated("<p>x"),
    "breaks": _repeated("<br>"),
    "links": _repeated("<a href='http://x'>"),
    "stray ends": _repeated("</div>"),
    "crossed tags": _repeated("<div></p>"),
    "preformatted": _repeated("<pre>x\n"),
    "hidden": _repeated('<p style="display:none">x'),
    "media": "<style>" + _repeated("@media{a{") + "</style>",
    "classes": "<style>" + _repeated(".a{display:none}") + "</style>",
}


@pytest.fixture(autouse=True)
def _nothing_left_over() -> Iterator[None]:
    """Thousands of tests before this one leave millions of objects: the collector would walk them on a text's bill."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def _seconds(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


@pytest.mark.parametrize("name", _TEXTS)
def test_hostile_text_is_folded_within_a_second(name: str) -> None:
    assert _seconds(fold, _TEXTS[name]) < _LIMIT


@pytest.mark.parametrize("name", _PAGES)
def test_hostile_html_becomes_text_within_a_second(name: str) -> None:
    assert _seconds(html_to_text, _PAGES[name]) < _LIMIT


@pytest.mark.parametrize("name", _PAGES)
def test_hostile_html_is_folded_within_a_second(name: str) -> None:
    assert _seconds(lambda page: fold_html(page, "…"), _PAGES[name]) < _LIMIT


def test_time_grows_with_the_length_of_a_text() -> None:
    reply = "Ja.\n\nAm 5.3.2024 um 12:00 schrieb X <x@y.example>:\n> a\nb\nVon: x\nAn: y\n\n"
    short, long = reply * 400, reply * 4_000
    assert _seconds(fold, long) < 30 * max(_seconds(fold, short), 0.005)
