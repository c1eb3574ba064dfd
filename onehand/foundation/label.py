"""A label as a PDF of one small page (A6, upright): lines of text, the most important ones large.

Written by hand, since a page of text needs no more of PDF 1.4 (ISO 32000-1, 7.5) than five objects. Letters outside
Windows-1252 lose their marks, or become a question mark: the standard fonts hold no others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 298, 420, 24  # points
SMALLEST, STEP = 7, 0.5
_PLAIN = {"ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}  # Unicode does not take these apart


def label(lines: Sequence[tuple[str, int]]) -> bytes:
    """`lines` are texts and sizes in points; one that is too long for the page becomes smaller. The page's bytes."""
    height = HEIGHT - MARGIN
    drawn = []
    for text, size in lines:
        fitting = _fitting(text, size)
        height -= round(fitting * 1.4)
        drawn.append(b"BT /F1 %.1f Tf %d %d Td (%s) Tj ET" % (fitting, MARGIN, height, _escaped(text)))
    return _document(b"\n".join(drawn))


def _fitting(text: str, size: float) -> float:
    """Helvetica's letters are a bit more than half as wide as they are high."""
    while size > SMALLEST and len(text) * size * 0.56 > WIDTH - 2 * MARGIN:
        size -= STEP
    return size


def _escaped(text: str) -> bytes:
    kept = "".join(_known(one) for one in " ".join(text.split()))
    return kept.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _known(letter: str) -> str:
    for found in (letter, unicodedata.normalize("NFKD", letter)[:1], _PLAIN.get(letter, "?")):
        try:
            found.encode("cp1252")
        except UnicodeEncodeError:
            continue
        return found
    return "?"


def _document(content: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
        % (WIDTH, HEIGHT),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
