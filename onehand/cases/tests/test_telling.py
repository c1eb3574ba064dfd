"""What happened, in sentences for people."""

from __future__ import annotations

import pytest

from onehand.cases import glimpse, remarks
from onehand.cases.excerpt import excerpt
from onehand.cases.models import Ledger
from onehand.cases.telling import sentence
from onehand.foundation import blobs
from onehand.timeline.kinds import Kind
from onehand.timeline.models import Entry


def entry(kind: str, **values: object) -> Entry:
    return Entry(seq=1, kind=kind, actor_name="Ada Brandt", values=values)


def test_reasons_are_told_to_colleagues_and_not_to_customers() -> None:
    assigned = entry("assigned", hand="Ada", reason_de="spricht Deutsch", reason_en="speaks German")
    assert sentence(assigned, "de") == "Ada ist die Hand: spricht Deutsch"
    assert sentence(assigned, "en") == "Ada is the hand: speaks German"
    assert sentence(assigned, "de", for_customer=True) == "Ada kümmert sich darum"
    closed = entry("closed", reason="Quatschkopf")
    assert "Quatschkopf" in sentence(closed, "de")
    assert "Quatschkopf" not in sentence(closed, "de", for_customer=True)


def test_times_are_local() -> None:
    waiting = entry("waiting", until="2026-03-05T11:00:00+00:00", what="die Spedition")
    assert sentence(waiting, "de") == "Wartet bis Donnerstag, 5. März, 12:00 Uhr: die Spedition"
    assert sentence(entry("waiting", until="bald", what="x"), "de") == "Wartet bis bald: x"


@pytest.mark.parametrize("kind", [one.code for one in Kind])
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("for_customer", [True, False])
def test_an_erased_entry_is_still_a_sentence(kind: str, language: str, for_customer: bool) -> None:
    erased = Entry(seq=1, kind=kind, values={})
    told = sentence(erased, language, for_customer=for_customer)
    assert told
    assert "{" not in told
    assert not told.endswith((":", " "))


def test_braces_in_values_and_unknown_kinds_are_harmless() -> None:
    assert sentence(entry("taken", reason="{actor.x} {0}"), "de").endswith("{actor.x} {0}")
    assert sentence(entry("something_new"), "de") == "something new"


def test_what_was_salvaged_is_said_once_and_who_is_unproved_first() -> None:
    said = remarks.in_words("charset:x, boundary:missing, boundary:unclosed", {"dmarc": "fail"}, "de")
    assert said == ["Absender nicht bestätigt", "Zeichensatz ausgebessert", "Aufbau der Mail ausgebessert"]
    assert remarks.in_words("", {"dkim": "fail", "spf": "pass"}, "de") == []
    assert remarks.in_words("", {"dkim": "fail", "spf": "fail"}, "en") == ["sender not confirmed"]
    assert remarks.in_words("nobody knows this", None, "en") == ["nobody knows this"]


def test_an_excerpt_marks_the_hit_in_the_middle_and_escapes_everything() -> None:
    long = "Wort " * 200 + "<b>Die Türen</b> klemmen " + "Ende " * 200
    made = excerpt(long, "tuer klemmen")
    assert made.startswith("… ")
    assert made.endswith(" …")
    assert "&lt;b&gt;Die <mark>Türen</mark>&lt;/b&gt; <mark>klemmen</mark>" in made
    assert excerpt("nichts davon", "schrank") == "nichts davon"
    assert excerpt("", "schrank") == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("raw", "sender", "subject"),
    [
        (
            b"From: Carla <c@example.org>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nx",
            "Carla <c@example.org>",
            "Grüße",
        ),
        (b"subject:\t=?no-such?q?x?=\n\nFrom: not a header", "env@example.org", "=?no-such?q?x?="),
        (b"\xff\xfe\x00" * 100, "env@example.org", ""),
        (b"Subject: a\x00b\x1b[31m\r\n", "env@example.org", "a b [31m"),
    ],
)
def test_a_glimpse_never_fails(raw: bytes, sender: str, subject: str) -> None:
    row = Ledger(raw=blobs.put(raw), envelope_from="env@example.org", source="s", size=len(raw), reason="x")
    assert glimpse.glimpse(row) == glimpse.Glimpse(sender, subject)
    row.raw = "0" * 64
    assert glimpse.glimpse(row) == glimpse.Glimpse("env@example.org", "")


def test_a_reason_is_a_sentence_in_the_readers_language() -> None:
    row = Ledger(reason="too-deep: The mail nests too deep.")
    assert glimpse.reason_sentence(row, "de") == "Die Mail ist zu tief verschachtelt."
    assert glimpse.reason_sentence(row, "en") == "The mail nests too deep."
    assert glimpse.reason_sentence(Ledger(reason="broken"), "de") == "broken"
