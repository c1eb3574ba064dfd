"""What a refund is made of: the gross amount that was asked, in the taxes of the invoice that it is for.

An invoice may bear goods of several rates; the amount is shared among them as the invoice itself is, to the cent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from onehand.actions.tryton.client import Row

CENT, FINE = Decimal("0.01"), Decimal("0.0001")
# Of an invoice's lines, what this needs.
FIELDS = ("type", "account", "amount", "taxes.type", "taxes.rate")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the amount: the line that it takes back, its taxes, what of it is gross and net."""

    line: int
    account: int
    taxes: tuple[int, ...]
    gross: Decimal
    net: Decimal


def shares(bill: Row, amount: Decimal) -> list[Share]:
    """The amount by the taxes of the invoice's lines; in all it is the amount."""
    groups: dict[tuple[int, ...], list[Row]] = {}
    for line in bill["lines."]:
        if line["type"] == "line":
            groups.setdefault(tuple(sorted(tax["id"] for tax in line["taxes."])), []).append(line)
    worth = {taxes: _gross(lines, bill) for taxes, lines in groups.items()}
    parts = _split(amount, worth)
    return [
        Share(lines[0]["id"], lines[0]["account"], taxes, parts[taxes], _net(parts[taxes], lines[0], bill))
        for taxes, lines in groups.items()
        if parts[taxes]
    ]


def _gross(lines: Sequence[Row], bill: Row) -> Decimal:
    total = sum((Decimal(line["amount"]) for line in lines), Decimal(0))
    return max(total * _factor(lines[0], bill), Decimal(0))


def _factor(line: Row, bill: Row) -> Decimal:
    """Gross by net. Of another sort of tax than a percentage that of the invoice as a whole."""
    taxes: Sequence[Mapping[str, Any]] = line["taxes."]
    if all(tax["type"] == "percentage" for tax in taxes):
        return 1 + sum((Decimal(tax["rate"]) for tax in taxes), Decimal(0))
    return Decimal(bill["total_amount"]) / Decimal(bill["untaxed_amount"])


def _net(gross: Decimal, line: Row, bill: Row) -> Decimal:
    """Finer than a cent, so that the tax on it is right; without tax it is the amount itself."""
    factor = _factor(line, bill)
    return gross if factor == 1 else (gross / factor).quantize(FINE, ROUND_HALF_UP)


def _split(amount: Decimal, worth: Mapping[tuple[int, ...], Decimal]) -> dict[tuple[int, ...], Decimal]:
    """In whole cents; what rounding leaves goes to the largest part."""
    total = sum(worth.values(), Decimal(0))
    parts = {
        name: (amount * one / total).quantize(CENT, ROUND_HALF_UP) if total else Decimal(0)
        for name, one in worth.items()
    }
    largest = max(worth, key=lambda name: worth[name])
    parts[largest] += amount - sum(parts.values(), Decimal(0))
    return parts
