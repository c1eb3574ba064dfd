"""One look-up, the same hits on SQLite and PostgreSQL."""

from __future__ import annotations

import pytest
from django.db import connection

from onehand.foundation.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _documents(db: None) -> None:
    index.add(
        [
            (1, 10, "Der Kleiderschrank aus Kirschholz ist beschädigt, Rechnung RE-2024/118"),
            (2, 10, "Müller fragt nach den Häusern"),
            (3, 20, "The deliveries were delayed, order A-20041"),
            (4, 30, "Straße, Größe, Öl; carla.kern@example.org"),
        ]
    )


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("Kleiderschrank", [10]),
        ("kleider", [10]),
        ("Haus", [10]),
        ("haeuser", [10]),
        ("Häuser", [10]),
        ("Mueller", [10]),
        ("muller", [10]),
        ("MÜLLER", [10]),
        ("delivery", [20]),
        ("delayed deliveries", [20]),
        ("A-20041", [20]),
        ("20041", [20]),
        ("a20041", [20]),
        ("RE-2024/118", [10]),
        ("2024/118", [10]),
        ("Strasse", [30]),
        ("groesse", [30]),
        ("Öl", [30]),
        ("carla.kern@example.org", [30]),
        ("kern", [30]),
        ("Kirschholz Rechnung", [10]),
        ("Kirschholz Müller", []),  # both words, but not in one document
        ("holz", []),
        ("Eiche", []),
        ("", []),
        ("!?.,", []),
    ],
)
def test_what_a_query_finds(query: str, places: list[int]) -> None:
    assert index.places(query) == places


@pytest.mark.parametrize(
    "query",
    ['"', "'", "a OR b", "NEAR(a b)", "words:x", "a*", "^a", "-a", "(", "\\", "a & b", "a | !b", "a:*", "\x00", "%"],
)
def test_no_query_is_a_syntax_error(query: str) -> None:
    index.places(query)


def test_what_was_removed_is_found_no_more_and_can_be_purged() -> None:
    index.remove([1])
    index.purge()
    assert index.places("Kirschholz") == []
    assert index.places("Müller") == [10]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only FTS5 keeps deleted words")
def test_purged_words_are_no_longer_in_the_file() -> None:
    with connection.cursor() as cursor:
        index.add([(9, 90, "xylophongeheimnis")])
        index.remove([9])
        index.purge()
        cursor.execute("SELECT count(*) FROM search_document_data WHERE CAST(block AS TEXT) LIKE '%xylophongeh%'")
        assert cursor.fetchone()[0] == 0


def test_a_document_moves_to_another_place() -> None:
    index.move([2], 77)
    assert index.places("Müller") == [77]


def test_the_newest_document_comes_first_and_each_place_once() -> None:
    index.add([(11, 20, "Kirschholz"), (12, 10, "Kirschholz"), (13, 20, "Kirschholz")])
    assert index.places("Kirschholz") == [20, 10]
    assert [document for document, _ in index.hits("Kirschholz")] == [13, 12, 11, 1]


def test_of_a_very_common_word_the_newest_thousand_are_found() -> None:
    index.add([(100 + n, n, "gewöhnlich") for n in range(1_200)])
    hits = index.hits("gewöhnlich")
    assert len(hits) == index.NEWEST
    assert hits[0] == (1_299, 1_199)
