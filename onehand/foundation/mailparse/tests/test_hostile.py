"""Mails built to stop the intake (FAULTS S12, R5): bounded, linear, and never another exception."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onehand.foundation.mailparse import Mail, Unreadable, parse, trace_free


def nested(depth: int) -> bytes:
    lines = [b"Content-Type: multipart/mixed; boundary=b0\n\n"]
    lines += [b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(depth)]
    return b"".join(lines) + b"--b%d\n\nhi\n" % depth


def many(parts: int) -> bytes:
    return b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * parts + b"--b--\n"


def seconds(raw: bytes) -> float:
    start = time.process_time()
    with contextlib.suppress(Unreadable):
        parse(raw)
    return time.process_time() - start


def test_1500_nested_parts_are_refused_with_a_reason() -> None:
    with pytest.raises(Unreadable) as refused:
        parse(nested(1_500))
    assert refused.value.reason == "too-deep"
    assert "100 parts" in refused.value.sentence


def test_50000_parts_are_refused_within_a_second() -> None:
    start = time.process_time()
    with pytest.raises(Unreadable) as refused:
        parse(many(50_000))
    assert (refused.value.reason, time.process_time() - start < 1.0) == ("too-many-parts", True)


def test_what_is_within_the_limits_is_shown() -> None:
    assert parse(nested(90)).text.strip() == "hi"
    assert parse(many(1_500)).text.split() == ["x"] * 1_500


def test_attached_mails_nested_a_thousand_times_are_one_attachment() -> None:
    mail = parse(b"Content-Type: message/rfc822\n\n" * 1_500 + b"Subject: x\n\nhi")
    assert len(mail.attachments) == 1


BOMBS = {
    "one header line": b"Subject: " + b"x" * 1_000_000 + b"\n\nhi",
    "blanks in a header": b"From: " + b" " * 1_000_000 + b"\nTo:" + b" \t" * 500_000 + b"\n\nhi",
    "header lines": b"X-A: b\n" * 140_000 + b"\nhi",
    "broken header lines": b"Subject: x\n" + b"broken line\n" * 80_000 + b"From: a@b.test\n\nhi",
    "folds": b"To: " + b"a@b.test,\n " * 90_000 + b"\n\nhi",
    "addresses": b"To: " + b"Carla Kern <c@example.org>, " * 35_000 + b"\n\nhi",
    "quotes": b"To: " + b'\\"' * 500_000 + b"\n\nhi",
    "odd quotes": b'To: "' + b'\\"a ' * 250_000 + b"\n\nhi",
    "comments": b"To: " + b"(" * 1_000_000 + b"\n\nhi",
    "open angles": b"To: " + b"<a@b" * 250_000 + b"\n\nhi",
    "at signs": b"To: " + b" @ . " * 200_000 + b"\n\nhi",
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 70_000 + b"\n\nhi",
    "half encoded words": b"Subject: " + b"=?utf-8?q?a" * 90_000 + b"\n\nhi",
    "open encoded words": b"Subject: " + b"=?a?b?" * 160_000 + b"\n\nhi",
    "references": b"References: " + b"<a@b> " * 160_000 + b"\n\nhi",
    "half ids": b"References: " + b"<a" * 500_000 + b"\n\nhi",
    "parameters": b"Content-Type: text/plain; " + b"a=b; " * 200_000 + b"\n\nhi",
    "parameter blanks": b"Content-Type: text/plain" + b"; " * 300_000 + b" " * 400_000 + b"\n\nhi",
    "parameter quotes": b"Content-Type: text/plain; a=" + b'"\\' * 500_000 + b"\n\nhi",
    "open single quotes": b"Content-Type: text/plain; a='" + b"a='" * 300_000 + b"\n\nhi",
    "continuations": b"Content-Type: text/plain" + b"; n*1=x" * 90_000 + b"\n\nhi",
    "dashes": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--a\n" * 250_000,
    "dash lines": b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n"
    + b"--\n" * 600_000
    + b"--b\n\nhi\n--b--",
    "guesses": b"Content-Type: multipart/mixed\n\n" + b"--a\n\n" * 200_000,
    "no boundaries": b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\nContent-Type: multipart/mixed; boundary=c\n\nx\n" * 1_000
    + b"y\n" * 450_000,
    "no blank lines": b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\nA: b\n" * 1_900 + b"x" * 800_000,
    "blank lines": b"\n" * 1_000_000,
    "carriage returns": b"\r" * 1_000_000,
    "uuencoded": b"Subject: x\n\n" + b"begin 644 a\n" * 80_000,
    "uuencoded pieces": b"Subject: x\n\n" + b"begin 644 a\n#86)C\nend\n" * 45_000,
    "bad base64": b"Content-Transfer-Encoding: base64\n\n" + b"=A" * 500_000,
    "quoted-printable": b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * 1_000_000,
    "utf-7": b"Content-Type: text/plain; charset=utf-7\n\n" + b"+AAA" * 250_000,
    "hz": b"Content-Type: text/plain; charset=hz\n\n" + b"~{" * 500_000,
    "japanese": b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + b"\x1b$B\x1b(B" * 160_000 + b"\xff",
    "meta": b"Content-Type: text/html\n\n" + b"<meta " * 160_000,
    "report": b"Content-Type: message/delivery-status\n\n" + b"Action: failed\n\n" * 60_000,
    "bounce": b"From: MAILER-DAEMON@x\nSubject: failure notice\n\n" + b"a" * 500_000 + b"<a@b>: " * 70_000,
    "message ids": b"From: MAILER-DAEMON@x\nSubject: failure notice\n\n" + b"Message-ID: \n" * 70_000,
    "nul": b"\x00" * 1_000_000,
    "date": b"Date: " + b"1 " * 500_000 + b"\n\nhi",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_megabyte_of(name: str) -> None:
    assert seconds(BOMBS[name]) < 1.0
    trace_free(BOMBS[name])


ODD = [
    b"", b"\n", b"\r\n\r\n", b"\x00", b"\xff\xfe", b":", b"From", b"From: ", b"Subject: x", b"--",
    b"no header", b"Content-Type: multipart/mixed", b"Content-Type: multipart/mixed; boundary=\n\n--\n--\n",
    b"Content-Type: /\n\nx", b"Message-ID: <[x]@y>\n\n", b"Message-ID: <>\n\n",
    b"Content-Type: text/plain; charset=\x00\n\n\xff", b"Content-Type: text/plain; charset=zlib\n\nx\x9c",
    b"Content-Transfer-Encoding: x-uuencode\n\n#86)C",
    b"From: =?utf-8?q?=0d=0a?= <=?utf-8?q?=0d=0aBcc:x=40y?=>\n\n", b"Content-Type: text/plain; n*=\n\n",
    b"Content-Type: text/plain; n*99999999999=x; *=x; *0=y; n*x*=z\n\n",
    b"Date: Mon, 99 Foo 99999 99:99:99 +9999\n\n", b"From: a\x00@b.test\n\n",
    b"Subject: =?utf-16?B?2AA=?=\n\n",
    b"Subject: =?utf-7?Q?+2AA-?=\n\n", b"Subject: =?idna?Q?a?=\n\n",
]  # fmt: skip


@pytest.mark.parametrize("raw", ODD)
def test_an_odd_mail_is_still_a_mail(raw: bytes) -> None:
    check(parse(raw))


def test_boundaries_are_found_among_any_number_of_dashes() -> None:
    mail = parse(BOMBS["dash lines"])
    assert mail.text.endswith("--\nhi")


def test_text_after_a_leading_blank_line_is_no_header() -> None:
    assert parse(b"\nHallo\nTisch\n").text == "Hallo\nTisch\n"
    assert parse(b"\n\xef\xbb\xbf\nSubject: x\n\nHallo").text
    assert parse(b"\r\n\r\nSubject: x\n\nHallo").subject == "x"


def test_a_type_that_does_not_fit_the_parts_does_not_hide_them() -> None:
    parts = b"--b\nContent-Type: text/plain\n\nHallo\n--b--\n"
    assert parse(b'Content-Type: text/html; boundary="b"\n\n' + parts).text == "Hallo"
    assert parse(b"Subject: x\n\n" + parts).text == "Hallo"
    assert parse(b"Subject: x\n\nso sieht eine Mail aus:\n" + parts).text.startswith("so sieht")


def test_text_that_follows_the_headers_without_a_blank_line_is_not_lost() -> None:
    assert parse(b"Subject: x\nHallo, der Tisch wackelt\n").text == "Hallo, der Tisch wackelt\n"
    assert parse(b"Hallo an\n\talle\n\nder Tisch\n").text == "Hallo an\n\talle\n\nder Tisch\n"
    broken = parse(b"Subject: x\nbroken line here\nFrom: carla.kern@example.org\n\nHallo")
    assert (broken.text, broken.from_[0].address) == ("Hallo", "carla.kern@example.org")


def test_missing_things_are_remarked() -> None:
    assert "mail:empty" in parse(b"").remarks
    assert "headers:missing" in parse(b"no header at all").remarks
    assert "boundary:missing" in parse(b"Content-Type: multipart/mixed; boundary=x\n\nHallo").remarks
    assert parse(b"Content-Type: multipart/mixed; boundary=x\n\nHallo").text == "Hallo"
    assert parse(b"Subject: a\rFrom: b@c.test\r\rHallo\rCarla").text == "Hallo\nCarla"
    assert "date:invalid" in parse(b"Date: gestern\n\n").remarks
    guessed = parse(b"Content-Type: multipart/mixed\n\n--x\nContent-Type: text/plain\n\nHallo\n--x--\n")
    assert guessed.text == "Hallo"


def check(mail: Mail) -> None:
    """What every consumer relies on: storable text, plain types, an aware date."""
    texts = [mail.subject, mail.text, mail.html, mail.message_id, *mail.references, *mail.in_reply_to]
    texts += [value for part in mail.attachments for value in (part.name, part.type, part.content_id)]
    people = (*mail.from_, *mail.to, *mail.cc, *mail.bcc, *mail.reply_to)
    texts += [value for entry in people for value in (entry.name, entry.address)]
    texts += [*mail.delivered_to, *mail.authentication_results, *mail.calendar]
    if mail.report:
        texts += [
            mail.report.status,
            mail.report.diagnostic,
            mail.report.original_message_id,
            *mail.report.recipients,
        ]
    for text in texts:
        text.encode("utf-8")
        assert "\x00" not in text
    for text in (
        mail.subject,
        mail.message_id,
        *(value for entry in people for value in (entry.name, entry.address)),
    ):
        assert not set("\r\n") & set(text)
    assert mail.date is None or mail.date.tzinfo is not None


def survives(raw: bytes) -> None:
    trace_free(raw)
    try:
        mail = parse(raw)
    except Unreadable as refused:
        if refused.reason == "parser-fault":
            raise
        return
    check(mail)


HEADS = [
    b"From: ", b"To: ", b"Subject: ", b"Date: ", b"Content-Type: ", b"Content-Disposition: ",
    b"Message-ID: ", b"Content-Transfer-Encoding: ",
]  # fmt: skip
VALUES = [
    b"multipart/mixed; ", b"text/html; ", b"message/rfc822", b"message/delivery-status\n\n",
    b"Action: failed\n", b"application/ms-tnef\n\nx\x9f>\"", b"application/pkcs7-mime\n\n0",
    b"text/calendar\n\nMETHOD:", b"boundary=b", b"charset=", b"utf-7", b"base64\n", b"filename*0*=",
    b"utf-8''%C3", b"1 Jan 2024 10:00 ",
]  # fmt: skip
MARKS = [
    b"\n", b"\r\n", b"\n\n", b"--b", b"--", b'"', b"(", b")", b"<", b">", b"@", b",", b";", b":",
    b"=?utf-8?q?", b"?=", b"=?iso-2022-jp?b?", b"\xff", b"\x00", b"\x1b$B", b"begin 644 a\n", b"end\n",
    b"\t", b" ", b"\xc3\xa4", b"a", b"-----BEGIN PGP MESSAGE-----",
]  # fmt: skip
PIECES = st.sampled_from(HEADS + VALUES + MARKS)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(PIECES | st.binary(max_size=4), max_size=60))
def test_no_mixture_of_mail_syntax_makes_it_fail(pieces: list[bytes]) -> None:
    survives(b"".join(pieces))


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_mutation_of_a_real_mail_makes_it_fail(corpus: Path, data: st.DataObject) -> None:
    folders = ("mails-imap_tools/*.eml", "mails-mime4j/*.msg")
    raw = data.draw(st.sampled_from([file for folder in folders for file in sorted(corpus.glob(folder))])).read_bytes()
    mutated = bytearray(raw)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, max(0, len(mutated) - 1)))
        mutated[at : at + data.draw(st.integers(0, 40))] = data.draw(PIECES | st.binary(max_size=8))
    survives(bytes(mutated))
