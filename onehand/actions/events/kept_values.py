"""What of an event is kept: dates, codes and references that are named here, and nothing else.

Who drives, where the van is and how many stops are left would be handy for customers and pressure for the courier; so
would be what a driver jots down in free words. None of it gets in (Möbelhaus 8).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from onehand.foundation import text

LONGEST_CAUSE = 120


def _day(value: Any) -> str:
    """A day or a moment in ISO 8601, as its day."""
    try:
        if isinstance(value, str) and len(value) <= 40:
            return (datetime.fromisoformat(value).date() if len(value) > 10 else date.fromisoformat(value)).isoformat()
    except ValueError:
        pass
    return ""


def _like(pattern: str) -> Callable[[Any], str]:
    whole = re.compile(pattern)
    return lambda value: value if isinstance(value, str) and whole.fullmatch(value) else ""


def _cause(value: Any) -> str:
    return text.one_line(value.encode("utf-8", "replace").decode(), LONGEST_CAUSE) if isinstance(value, str) else ""


_code = _like(r"[a-z][a-z0-9_-]{0,39}")
_reference = _like(r"[A-Za-z0-9][A-Za-z0-9_./-]{0,59}")
_ALL: Mapping[str, Callable[[Any], str]] = {
    "until": _day, "planned": _day, "promised": _day, "expected": _day,
    "reason": _code, "step": _code, "mover": _code,
    "order": _reference, "shipment": _reference, "tracking": _reference, "product": _reference,
    "postcode": _like(r"[A-Za-z0-9][A-Za-z0-9 -]{1,11}"),
}  # fmt: skip
# A technical cause in words has no place where a person is on the way with a parcel.
_TECHNICAL: Mapping[str, Callable[[Any], str]] = {"cause": _cause}
# Only needed until it is known whom it concerns.
_FOR_PLACING = frozenset({"postcode"})


def kept(values: Mapping[str, Any], *, technical: bool) -> dict[str, str]:
    """`technical`: of a line or an activation, not of a delivery."""
    allowed = {**_ALL, **_TECHNICAL} if technical else _ALL
    read = {name: allowed[name](value) for name, value in values.items() if name in allowed}
    return {name: value for name, value in read.items() if value}


def placed(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name not in _FOR_PLACING}
