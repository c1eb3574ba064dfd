"""Authentication-Results are read strictly, and nothing in comments or quotes counts."""

from __future__ import annotations

import time

import pytest

from onehand.foundation import mailauth


def results(value: str) -> tuple[str, dict[str, str]]:
    parsed = mailauth.parse(value)
    assert parsed is not None
    return parsed.server, dict(parsed.results)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "mx.example; dkim=pass header.d=a.example; spf=fail; dmarc=none",
            {"dkim": "pass", "spf": "fail", "dmarc": "none"},
        ),
        ("MX.Example 1; DKIM = Pass (good) header.i=@a", {"dkim": "pass"}),
        ("mx.example; none", {}),
        ("mx.example (spf=pass; dkim=pass); spf=softfail", {"spf": "softfail"}),
        ('mx.example; spf=fail smtp.mailfrom="x; dkim=pass"; dmarc=fail', {"spf": "fail", "dmarc": "fail"}),
        ("mx.example; dkim=fail; dkim=pass; dkim=fail", {"dkim": "pass"}),
        ("mx.example; dkim/1=pass; spf=yes; arc=pass; iprev=pass", {"dkim": "pass"}),
        ("mx.example (a (nested) \\) still; dkim=pass", {}),
        ('"mx.example"; spf=pass', {"spf": "pass"}),
    ],
)
def test_one_field_is_read(value: str, expected: dict[str, str]) -> None:
    assert results(value) == ("mx.example", expected)


def test_nothing_is_read_from_nothing() -> None:
    assert mailauth.parse("") is None
    assert mailauth.parse("x" * 20_000) is None


def test_fields_are_found_in_order_and_only_in_the_header() -> None:
    raw = (
        b"Received: x\r\nAuthentication-Results: a;\r\n spf=pass\r\nauthentication-results : b\r\n"
        b"X-Authentication-Results: c\r\n\r\nAuthentication-Results: d\r\n"
    )
    assert mailauth.fields(raw) == ["a; spf=pass", "b"]
    assert mailauth.fields(b"") == []


def test_a_hostile_header_takes_no_time() -> None:
    began = time.perf_counter()
    mailauth.fields(b"A: b\n" * 200_000)
    mailauth.parse("(" * 16_000)
    mailauth.parse("a=" * 8_000)
    assert time.perf_counter() - began < 2
