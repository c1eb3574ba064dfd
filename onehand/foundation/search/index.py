"""The index: one row of normalised words per document, and where the document belongs.

Table `search_document(id, place, words)`: `id` is the document's own number, `place` the number of what it belongs
to. On SQLite an FTS5 table holds the words; on PostgreSQL a tsvector column with a GIN index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from onehand.foundation import text

# Ranking or joining every hit of a common word is slow on both engines; the newest thousand are enough for a person.
NEWEST = 1000


def add(documents: Iterable[tuple[int, int, str]]) -> None:
    """Index (id, place, text) rows in the caller's transaction."""
    add_words((document, place, text.search_words(content)) for document, place, content in documents)


def add_words(rows: Iterable[tuple[int, int, str]]) -> None:
    """Like `add` for words that are normalised already."""
    rows = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("INSERT INTO search_document (rowid, place, words) VALUES (%s, %s, %s)", rows)
        else:
            cursor.executemany(
                "INSERT INTO search_document (id, place, words) VALUES (%s, %s, to_tsvector('simple', %s))", rows
            )


def remove(documents: Sequence[int]) -> None:
    """Forget these documents, words included."""
    column = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM search_document WHERE {column} = %s", [(d,) for d in documents])  # noqa: S608


def move(documents: Sequence[int], place: int) -> None:
    """These documents belong to another place now."""
    column = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE search_document SET place = %s WHERE {column} = %s",  # noqa: S608
            [(place, d) for d in documents],
        )


def purge() -> None:
    """Make removed words unreadable: FTS5 keeps them in its segments until it is optimised."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_document (search_document) VALUES ('optimize')")


def hits(query: str) -> list[tuple[int, int]]:
    """(document, place) of the documents in which all words of the query occur, newest first, at most `NEWEST`."""
    words = text.search_query(query)
    if not words:
        return []
    # Whole words are read from the newest backwards and can stop early; a prefix has to gather all its words first.
    # So prefixes are only asked when whole words do not fill the page already.
    whole = [list(dict.fromkeys(one.removesuffix("*") for one in alternatives)) for alternatives in words]
    found = _newest(whole)
    return found if len(found) >= NEWEST else _newest(words)


def _newest(words: list[list[str]]) -> list[tuple[int, int]]:
    sql, match = _sqlite(words) if connection.vendor == "sqlite" else _postgres(words)
    with connection.cursor() as cursor:
        cursor.execute(sql, [match, NEWEST])
        return [(row[0], row[1]) for row in cursor.fetchall()]


def bearing(word: str) -> list[tuple[int, int]]:
    """(document, place) of the documents that bear this word, newest first, at most `NEWEST`. The word is one of
    `text.search_words`: as it is in the index, nothing is looked for beside it."""
    return _newest([[word]]) if word.isalnum() else []


def places(query: str) -> list[int]:
    """The places in which all words of the query occur in one document, newest document first, without repeats."""
    return list(dict.fromkeys(place for _, place in hits(query)))


def _sqlite(words: list[list[str]]) -> tuple[str, str]:
    def one(word: str) -> str:
        return f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"'

    match = " AND ".join("(" + " OR ".join(one(word) for word in alternatives) + ")" for alternatives in words)
    return (
        "SELECT rowid, place FROM search_document WHERE search_document MATCH %s ORDER BY rowid DESC LIMIT %s",
        match,
    )


def _postgres(words: list[list[str]]) -> tuple[str, str]:
    def one(word: str) -> str:
        return f"'{word[:-1]}':*" if word.endswith("*") else f"'{word}'"

    match = " & ".join("(" + " | ".join(one(word) for word in alternatives) + ")" for alternatives in words)
    return "SELECT id, place FROM search_document WHERE words @@ %s::tsquery ORDER BY id DESC LIMIT %s", match
