"""Two deliveries of one mail, and mbox files."""

from __future__ import annotations

import io

from onehand.foundation.mailparse import split_mbox, trace_free

MAIL = b"From: carla.kern@example.org\nSubject: Tisch\nDKIM-Signature: v=1;\n b=abc\n\nReceived: is text here\n"


def test_trace_fields_line_ends_and_envelope_line_do_not_count() -> None:
    other = (
        b"From carla@x Mon Mar  3 08:00:00 2025\r\nReceived: by a\r\n\twith b\r\nReturn-Path: <carla@x>\r\n"
        b"ARC-Seal: i=1\r\n"
        b"X-Spam-Status: No,\r\n tests=x\r\n" + MAIL.replace(b"\n", b"\r\n") + b"\r\n"
    )
    assert trace_free(other) == trace_free(MAIL) == MAIL


def test_a_different_body_or_subject_differs() -> None:
    assert trace_free(MAIL) != trace_free(MAIL.replace(b"Tisch", b"Stuhl"))
    assert trace_free(MAIL) != trace_free(MAIL + b"more")


def test_an_mbox_gives_its_mails_unquoted() -> None:
    box = (
        b"From carla@example.org Mon Mar  3 08:00:00 2025\nSubject: one\n\n>From here\n>>From there\n\n"
        b"From here at 12:30 in 2024 we go\nand on\n\n"
        b"From - Mon Mar  3 08:00:00 2025\nSubject: two\n\nbody\n\n"
    )
    assert list(split_mbox(io.BytesIO(box))) == [
        b"Subject: one\n\nFrom here\n>From there\n\nFrom here at 12:30 in 2024 we go\nand on\n",
        b"Subject: two\n\nbody\n",
    ]


def test_an_empty_mbox_gives_nothing_and_a_bare_mail_itself() -> None:
    assert list(split_mbox(io.BytesIO(b""))) == []
    assert list(split_mbox(io.BytesIO(MAIL))) == [MAIL]
