"""Tryton's values on the wire, and ours: dates and decimals as objects with a class, money in whole cents."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from onehand.foundation.money import Money


def decoded(value: Any) -> Any:
    if isinstance(value, list):
        return [decoded(one) for one in value]
    if not isinstance(value, dict):
        return value
    match value.get("__class__"):
        case "Decimal":
            return Decimal(value["decimal"])
        case "date":
            return date(value["year"], value["month"], value["day"])
        case "datetime":
            day = datetime(value["year"], value["month"], value["day"], value["hour"], value["minute"], value["second"],
                           value["microsecond"])  # fmt: skip
            return day.replace(tzinfo=UTC)
        case "timedelta":
            return timedelta(seconds=value["seconds"])
        case None:
            return {name: decoded(one) for name, one in value.items()}
        case _:
            return value


def encoded(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [encoded(one) for one in value]
    if isinstance(value, dict):
        return {name: encoded(one) for name, one in value.items()}
    if isinstance(value, Decimal):
        return {"__class__": "Decimal", "decimal": str(value)}
    if isinstance(value, datetime):
        moment = value.astimezone(UTC)
        parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
        return {"__class__": "datetime", **{name: getattr(moment, name) for name in parts}}
    if isinstance(value, date):
        return {"__class__": "date", "year": value.year, "month": value.month, "day": value.day}
    return value


def money(amount: Decimal, currency: str = "EUR") -> Money:
    return Money(int((amount * 100).to_integral_value()), currency)


def decimal(amount: Money) -> Decimal:
    return Decimal(amount.cents) / 100


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def working(day: date) -> date:
    """This day, or the Monday after it if nobody delivers then."""
    return day + timedelta(days=1) if day.weekday() == 6 else day


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
