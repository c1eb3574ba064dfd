"""Bank details in what is shown or stored openly: wherever an IBAN stands in it, only its ends are left (D9)."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from stdnum import iban, numdb

from onehand.actions.sealed import masked_iban

D = TypeVar("D")
_START = re.compile(r"([A-Za-z]{2})\d\d")
_PART = re.compile(r"(\d+)!")  # "8!n10!n": how many signs of a kind follow


def hidden(data: D) -> D:
    """The same JSON data, text, Words or dataclass with every IBAN masked, however it is spaced."""
    return _hidden(data)  # type: ignore[no-any-return]


def _hidden(data: Any) -> Any:
    if isinstance(data, str):
        return _in_text(data)
    if is_dataclass(data) and not isinstance(data, type):
        return replace(data, **{one.name: _hidden(getattr(data, one.name)) for one in fields(data)})
    if isinstance(data, dict):
        return {name: _hidden(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return type(data)(_hidden(one) for one in data)
    return data


def _in_text(text: str) -> str:
    kept: list[str] = []
    end = 0
    for start in _START.finditer(text):
        shape = _shape(start[1].upper()) if start.start() >= end else None
        found = shape.match(text, start.end()) if shape is not None else None
        if found is not None and iban.is_valid(text[start.start() : found.end()], check_country=False):
            kept += [text[end : start.start()], masked_iban(iban.compact(text[start.start() : found.end()]))]
            end = found.end()
    return "".join([*kept, text[end:]])


@lru_cache(maxsize=700)
def _shape(country: str) -> re.Pattern[str] | None:
    """What follows country and check digits (ISO 13616), with blanks in between; None for what is no country."""
    info = numdb.get("iban").info(country)
    length = sum(int(number) for number in _PART.findall(info[0][1].get("bban", "")))
    return re.compile(rf"(?:[ \u00a0\u202f.\t-]{{0,2}}[A-Za-z0-9]){{{length}}}") if length else None
