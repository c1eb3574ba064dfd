"""A label is a PDF that any reader opens: each object is where the table at the end says."""

from __future__ import annotations

import re

from onehand.foundation.label import label


def test_each_object_is_where_the_table_says() -> None:
    made = label([("Möbelhaus Morgenstern", 16), ("20101", 26)])
    assert made.startswith(b"%PDF-1.4")
    assert made.endswith(b"%%EOF\n")
    table = int(re.findall(rb"startxref\n(\d+)", made)[0])
    assert made[table:].startswith(b"xref\n0 6\n")
    places = [int(found) for found in re.findall(rb"(\d{10}) 00000 n ", made)]
    for number, place in enumerate(places, start=1):
        assert made[place:].startswith(b"%d 0 obj\n" % number)
    (length,) = re.findall(rb"/Length (\d+)", made)
    content = made[made.index(b"stream\n") + 7 : made.index(b"\nendstream")]
    assert len(content) == int(length)
    assert "Möbelhaus".encode("cp1252") in content


def test_no_name_breaks_the_page() -> None:
    made = label([("Özlem Yılmaz (c/o \\ Łukasz)", 11), ("x" * 200, 11), ("日本\nzwei", 11), ("", 9)])
    assert b"Yilmaz \\(c/o \\\\ Lukasz\\)" in made
    assert b"?? zwei" in made
