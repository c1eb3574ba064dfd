from __future__ import annotations

import pytest

from onehand.foundation.money import Mixed, Money, parse


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("12.50 €", 1250),
        ("€1,234.50", 123450),
        ("1.234,50", 123450),
        ("1.234", 123400),
        ("-3,00", -300),
        ("0,07", 7),
        ("1 234 567,89 EUR", 123456789),
        ("1'000", 100000),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, cents: int) -> None:
    assert parse(text) == Money(cents, "EUR")


@pytest.mark.parametrize("text", ["", "free", "1,2,3", "12.3456", "--5", "1.23.45"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        parse(text)


def test_amounts_are_written_for_the_reader() -> None:
    assert Money(123450).text("de") == "1.234,50\u00a0€"
    assert Money(-123450).text("en") == "-€1,234.50"
    assert Money(5, "CHF").text("en") == "CHF\u00a00.05"
    assert str(Money(5)) == "0.05 EUR"


def test_amounts_are_counted_in_cents_of_one_currency() -> None:
    assert Money(10) + Money(20) - Money(5) == Money(25)
    assert -Money(10) < Money(0) <= Money(0)
    with pytest.raises(Mixed):
        Money(1, "EUR") + Money(1, "USD")
