"""What an action is given, read from JSON or a form: each field checked, all errors named at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from datetime import date
from typing import Any

from stdnum import iban
from stdnum.exceptions import ValidationError

from onehand.actions.contract import Address
from onehand.actions.hiding import hidden
from onehand.actions.kinds import Field, Kind
from onehand.actions.sealed import masked_iban
from onehand.cases.errors import Refused
from onehand.foundation import money

LONGEST = 1000
YEARS = 1900, 2200  # of a day that anybody means
_POSTCODE = {"DE": re.compile(r"\d{5}"), "AT": re.compile(r"\d{4}"), "CH": re.compile(r"\d{4}")}


def read(kind: Kind, raw: Mapping[str, Any], *, partly: bool = False) -> dict[str, Any]:
    """The values by field: text and references as str, `lines` as tuple of str, Address, date, (date, date), Money.

    Raises Refused "arguments" with `fields`, a code for each: missing, unknown, date, dates, dates_order, money, iban,
    postcode, address, too_long, choice. With `partly` what is missing is no error.
    """
    errors = dict.fromkeys(set(raw) - {field.name for field in kind.fields}, "unknown")
    given: dict[str, Any] = {}
    for field in kind.fields:
        value = raw.get(field.name)
        if _is_empty(value):
            if field.required and not partly:
                errors[field.name] = "missing"
            continue
        try:
            given[field.name] = READERS[field.kind](field, value)
        except _Wrong as wrong:
            errors[field.name] = wrong.code
    if errors:
        raise Refused("arguments", fields=errors, what=", ".join(sorted(errors)))
    return given


def plain(given: Mapping[str, Any]) -> dict[str, Any]:
    """The same as JSON; `read` takes it back."""
    return {name: _plain(value) for name, value in given.items()}


class _Wrong(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _is_empty(value: Any) -> bool:
    if isinstance(value, Mapping):
        return not any(str(part).strip() for name, part in value.items() if name != "country")
    return value is None or value in ([], ()) or (isinstance(value, str) and not value.strip())


def _text(_field: Field, value: Any) -> str:
    if not isinstance(value, str | int):
        raise _Wrong("text")
    words = str(value).strip()
    if len(words) > LONGEST or "\x00" in words:
        raise _Wrong("too_long" if len(words) > LONGEST else "text")
    return words


def _prose(field: Field, value: Any) -> str:
    """Free words are stored openly: no whole IBAN is kept in them."""
    return hidden(_text(field, value))


def _choice(field: Field, value: Any) -> str:
    words = _text(field, value)
    if words not in {code for code, _ in field.choices}:
        raise _Wrong("choice")
    return words


def _lines(field: Field, value: Any) -> tuple[str, ...]:
    many = value.split(",") if isinstance(value, str) else value
    if not isinstance(many, list | tuple) or len(many) > 500:
        raise _Wrong("lines")
    return tuple(_text(field, one) for one in many)


def _address(field: Field, value: Any) -> Address:
    if isinstance(value, Address):
        return value
    if not isinstance(value, Mapping):
        raise _Wrong("address")
    known = {one.name for one in fields_of(Address)}
    if set(value) - known:
        raise _Wrong("address")
    parts = {name: " ".join(_text(field, value.get(name) or "").split())[:200] for name in known}
    parts["country"] = parts["country"].upper() or "DE"
    if not (parts["street"] and parts["city"]) or len(parts["country"]) != 2:
        raise _Wrong("address")
    if not parts["postcode"] or not _POSTCODE.get(parts["country"], re.compile(r".{2,12}")).fullmatch(
        parts["postcode"]
    ):
        raise _Wrong("postcode")
    return Address(**parts)


def _date(_field: Field, value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(str(value).strip())
    except ValueError:
        raise _Wrong("date") from None
    if not YEARS[0] <= day.year < YEARS[1]:  # at the ends of the calendar a system breaks at the next day
        raise _Wrong("date")
    return day


def _dates(field: Field, value: Any) -> tuple[date, date]:
    if isinstance(value, Mapping):
        value = (value.get("from"), value.get("to"))
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise _Wrong("dates")
    since, until = (_date(field, one) for one in value)
    if until < since:
        raise _Wrong("dates_order")
    return since, until


def _money(_field: Field, value: Any) -> money.Money:
    if isinstance(value, money.Money):
        return value
    if isinstance(value, Mapping):
        cents, currency = value.get("cents"), str(value.get("currency", "EUR"))
        if not isinstance(cents, int) or isinstance(cents, bool) or not re.fullmatch("[A-Z]{3}", currency):
            raise _Wrong("money")
        amount = money.Money(cents, currency)
    else:
        try:
            amount = money.parse(str(value))
        except ValueError:
            raise _Wrong("money") from None
    if not 0 < amount.cents < 10**9:
        raise _Wrong("money")
    return amount


def _iban(_field: Field, value: Any) -> str:
    try:
        return str(iban.validate(str(value)))
    except ValidationError:
        raise _Wrong("iban") from None


READERS: Mapping[str, Callable[[Field, Any], Any]] = {
    "text": _prose, "order": _text, "contract": _text, "line": _text, "product": _text, "customer": _text,
    "choice": _choice, "lines": _lines, "address": _address, "date": _date, "dates": _dates, "money": _money,
    "iban": _iban,
}  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, Address):
        return {one.name: getattr(value, one.name) for one in fields_of(Address)}
    if isinstance(value, money.Money):
        return {"cents": value.cents, "currency": value.currency}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _secret_names(kind: Kind) -> set[str]:
    return {field.name for field in kind.fields if field.kind == "iban"}


def masked(kind: Kind, raw: Mapping[str, Any]) -> dict[str, Any]:
    """As it may be shown and stored openly."""
    secret = _secret_names(kind)
    return {name: masked_iban(str(value)) if name in secret else value for name, value in raw.items()}


def secrets_in(kind: Kind, given: Mapping[str, Any]) -> tuple[str, ...]:
    """The secret values themselves."""
    return tuple(str(given[name]) for name in _secret_names(kind) if given.get(name))
