"""Addresses, subjects, dates and ids, as the standards write them and as people do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from onehand.foundation.mailparse import parse
from onehand.foundation.mailparse.addresses import addresses
from onehand.foundation.mailparse.dates import read_date
from onehand.foundation.mailparse.ids import message_id, message_ids
from onehand.foundation.mailparse.words import decode_words, header_text

CARLA = ("Carla Kern", "carla.kern@example.org")


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Carla Kern <carla.kern@Example.ORG>", [("Carla Kern", "carla.kern@Example.ORG")]),
        ('"Carla Kern" <carla.kern@example.org>', [CARLA]),
        ("carla.kern@example.org (Carla Kern)", [CARLA]),
        ("Carla Kern carla.kern@example.org", [CARLA]),
        ("=?utf-8?Q?Kern=2C_Carla?= <carla.kern@example.org>", [("Kern, Carla", CARLA[1])]),
        ("=?utf-8?Q?Kern,_Carla?= <carla.kern@example.org>", [("Kern, Carla", CARLA[1])]),
        ('"=?utf-8?B?Q2FybGE=?= Kern" <carla.kern@example.org>', [CARLA]),
        ("Carla Kern (Haushalt) <carla.kern@example.org>", [("Carla Kern (Haushalt)", CARLA[1])]),
        ("undisclosed recipients: ;", []),
        ("<Undisclosed-Recipient:@mail.example;>", []),
        ("Freunde: carla.kern@example.org, Sam <sam@x.test>;", [("", CARLA[1]), ("Sam", "sam@x.test")]),
        ("MAILER-DAEMON", [("MAILER-DAEMON", "")]),
        (", carla.kern@example.org,, ", [("", CARLA[1])]),
        ("Pete <pete(home)@silly.test(host)>", [("Pete", "pete@silly.test")]),
        ("joe @ where . test", [("", "joe@where.test")]),
        ('"joe b"@where.test', [("", '"joe b"@where.test')]),
        ("Joe <@a.test,@b.test:joe@c.test>", [("Joe", "joe@c.test")]),
        ("Carla Kern <mailto:carla.kern@example.org>", [CARLA]),
        ("<<carla.kern@example.org>>", [("", CARLA[1])]),
        ('"Kern \\"Carla\\"" <carla.kern@example.org>', [('Kern "Carla"', CARLA[1])]),
        ('"Carla Kern <carla.kern@example.org>', [CARLA]),
    ],
)
def test_an_address_list_is_read_as_a_person_would(field: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.name, found.address) for found in addresses(field)] == expected


def test_encoded_line_breaks_do_not_reach_a_name_or_an_address() -> None:
    mail = parse(b"From: =?utf-8?Q?Sam=0D=0ABcc:_x=40y.test?= <sam@x.test>\nTo: <a=0D=0A@b.test>\n\nhi")
    assert mail.from_[0].name == "Sam Bcc: x@y.test"
    assert all("\r" not in found.address and "\n" not in found.address for found in mail.from_ + mail.to)


def test_encoded_words_inside_an_address_are_not_decoded() -> None:
    mail = parse(b"From: <=?utf-8?q?ada=40moebelhaus.example=3e=20?=@evil.test>\n\nhi")
    assert mail.from_[0].address == "=?utf-8?q?ada=40moebelhaus.example=3e=20?=@evil.test"


def test_two_from_fields_are_counted_and_the_first_is_taken() -> None:
    mail = parse(b"From: sam@x.test\nFrom: ada@moebelhaus.example\n\nhi")
    assert (mail.from_count, [entry.address for entry in mail.from_]) == (2, ["sam@x.test"])
    assert "from:multiple" in mail.remarks


def test_repeated_recipient_fields_are_joined() -> None:
    mail = parse(b"To: a@x.test\nTo: b@x.test\nDelivered-To: c@x.test\nEnvelope-To: <d@x.test>\n\n")
    assert [entry.address for entry in mail.to] == ["a@x.test", "b@x.test"]
    assert mail.delivered_to == ("c@x.test", "d@x.test")


def test_internal_headers_have_no_influence() -> None:
    plain = parse(b"From: carla.kern@example.org\nSubject: x\n\nhi")
    marked = parse(b"From: carla.kern@example.org\nX-Onehand-Agent: ada\nX-ONEHAND-Automatic: yes\nSubject: x\n\nhi")
    assert plain == marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=?utf-8?Q?Stra=C3?= =?utf-8?Q?=9Fe?=", "Straße"),
        ("=?utf-8?B?w6Q=?=\t=?UTF-8?B?w7Y=?=", "äö"),
        ("=?utf-8?B?VEVTVA=?=", "TEST"),
        ("=?NONE?B?VEVTVA=?=", "TEST"),
        ("=?utf-8?Q?mit Blank und_Strich?=", "mit Blank und Strich"),
        ("Re:=?iso-8859-1?Q?_K=FCche?=.", "Re: Küche."),
        ("=?iso-8859-1*de?Q?K=FCche?=", "Küche"),
        ("=?utf-8?Q?Warum=3F?=", "Warum?"),
        ("=?utf-8?Q?Warum? So?=", "Warum? So"),
        ("=?iso-2022-jp?B?GyRCJCIbKEI=?= =?iso-2022-jp?B?GyRCJCQbKEI=?=", "あい"),
        ("=?utf-8?Q?abgeschnitten=", "abgeschnitten"),
        ("a =?b c", "a =?b c"),
    ],
)
def test_sloppy_encoded_words_are_decoded(text: str, expected: str) -> None:
    assert decode_words(text) == expected


def test_eight_bit_headers_are_read_by_utf8_then_the_bodys_charset() -> None:
    assert header_text("Küche".encode()) == "Küche"
    assert header_text("Küche".encode("cp1252")) == "Küche"
    assert header_text("Кухня".encode("koi8-r"), "koi8-r") == "Кухня"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fri, 21 Nov 1997 09:55:06 -0600",
            datetime(1997, 11, 21, 9, 55, 6, tzinfo=timezone(timedelta(hours=-6))),
        ),
        ("21 Nov 97 09:55:06 GMT", datetime(1997, 11, 21, 9, 55, 6, tzinfo=UTC)),
        ("Thu,\n 13 Feb 1969 23:32 -0330 (Newfoundland)", datetime(1969, 2, 14, 3, 2, tzinfo=UTC)),
        ("Mo, 3 Mär 2025 08:00:00 +0100", datetime(2025, 3, 3, 7, tzinfo=UTC)),
        ("2025-03-03T08:00:00+01:00", datetime(2025, 3, 3, 7, tzinfo=UTC)),
        ("Mon Mar  3 08:00:00 2025", datetime(2025, 3, 3, 8, tzinfo=UTC)),
        ("Tue, 12 Oct 2010 16:21:05 H0500", datetime(2010, 10, 12, 16, 21, 5, tzinfo=UTC)),
        ("31 Dec 2024 23:59:60 +0000", datetime(2024, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("gestern", None),
        ("31 Feb 2024 10:00 +0000", None),
        ("1 Jan 0001 00:00:00 +1400", None),
    ],
)
def test_dates_are_read(text: str, expected: datetime | None) -> None:
    assert read_date(text) == expected


def test_ids_are_taken_as_they_come() -> None:
    assert message_id(" <[x]@y>") == "<[x]@y>"
    assert message_id("bare@id.test") == "<bare@id.test>"
    assert message_id("") == ""
    assert message_ids("Your mail <a@b> of <c@d>, <e. f@g>") == ("<a@b>", "<c@d>", "<e.f@g>")
    many = " ".join(f"<{number}@x>" for number in range(500))
    assert len(message_ids(many)) == 200
    assert message_ids(many)[-1] == "<499@x>"
