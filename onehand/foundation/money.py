"""Amounts of money: whole cents with their currency, never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_AMOUNT = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,' \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|[+-]?\d+(?:[.,]\d{1,2})?")


class Mixed(ValueError):
    """Two currencies met in one sum or comparison."""


@dataclass(frozen=True, slots=True)
class Money:
    """`cents` in the smallest unit of `currency` (ISO 4217)."""

    cents: int
    currency: str = "EUR"

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + self._same(other).cents, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - self._same(other).cents, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.cents, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.cents < self._same(other).cents

    def __le__(self, other: Money) -> bool:
        return self.cents <= self._same(other).cents

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise Mixed(f"{self.currency} and {other.currency}")
        return other

    def text(self, language: str) -> str:
        """As a person writes it: `1.234,50 €` in German, `€1,234.50` in English."""
        sign = _SIGNS.get(self.currency, self.currency)
        minus = "-" if self.cents < 0 else ""
        number = f"{Decimal(abs(self.cents)) / 100:,.2f}"
        if language.startswith("de"):
            return minus + number.translate(str.maketrans(",.", ".,")) + "\u00a0" + sign
        gap = "\u00a0" if sign == self.currency else ""
        return f"{minus}{sign}{gap}{number}"

    def __str__(self) -> str:
        return f"{Decimal(self.cents) / 100:.2f} {self.currency}"


def parse(text: str, currency: str = "EUR") -> Money:
    """Read `1.234,50`, `1,234.50`, `12,5` or `12` (a currency sign may stand beside it).

    A separator followed by exactly three digits groups thousands. Raises ValueError if the text is no amount.
    """
    bare = re.sub(r"(?:€|\$|£|\b[A-Z]{3}\b)", "", text).strip()
    if not _AMOUNT.fullmatch(bare):
        raise ValueError(f"not an amount of money: {text!r}")
    sign = -1 if bare.startswith("-") else 1
    match = re.fullmatch(r"(.*?)(?:[.,](\d{1,2}))?", bare.lstrip("+-"))
    assert match is not None
    whole, rest = re.sub(r"\D", "", match[1]), (match[2] or "").ljust(2, "0")
    return Money(sign * (int(whole) * 100 + int(rest)), currency)
