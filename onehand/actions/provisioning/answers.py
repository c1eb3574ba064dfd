"""The system's answers as values: read strictly, so that another version's fields are noticed and not guessed.

The readers raise KeyError, TypeError or ValueError; the client says what that means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar


class Numbered(Protocol):
    @property
    def number(self) -> str: ...


N = TypeVar("N", bound=Numbered)


@dataclass(frozen=True, slots=True)
class Place:
    street: str
    postcode: str
    city: str
    name: str = ""
    country: str = "DE"

    def data(self) -> dict[str, str]:
        """For comparison, field by field."""
        return {"name": self.name, "street": self.street, "postcode": self.postcode, "city": self.city}


@dataclass(frozen=True, slots=True)
class ActivationStep:
    name: str
    state: str
    at: datetime | None
    until: date
    mover: str
    cause: str
    cause_de: str
    cause_en: str
    pushable: bool


@dataclass(frozen=True, slots=True)
class Modem:
    serial: str
    kind: str
    state: str
    to: Place


@dataclass(frozen=True, slots=True)
class Contract:
    number: str
    customer: str
    product: str
    kind: str
    state: str
    line_state: str
    line_cause: str
    site: Place | None
    placed: date
    earliest_end: date
    ends: date | None
    pause: tuple[date, date] | None
    move_on: date | None
    move_to: Place | None
    payer_holder: str
    payer_iban: str
    modems: tuple[Modem, ...]
    activation: tuple[ActivationStep, ...]


@dataclass(frozen=True, slots=True)
class Customer:
    number: str
    address: Place
    contracts: tuple[Contract, ...]
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    number: int
    result: str
    cause: str
    down_kbit: int
    up_kbit: int


@dataclass(frozen=True, slots=True)
class Event:
    number: str
    kind: str
    contract: str
    customer: str
    at: datetime
    values: dict[str, Any]


def version(data: Any) -> str:
    if data["api"] != 1:
        raise ValueError("another version of the interface")
    return f"{_text(data, 'name')} {_text(data, 'version')}"


def numbers(data: Any) -> list[str]:
    return [_is_text(one) for one in _list(data, "items")]


def that(number: str, read: Callable[[Any], N]) -> Callable[[Any], N]:
    """The reader, for the one that was asked for and nobody else."""

    def asked(data: Any) -> N:
        found = read(data)
        if found.number != number:
            raise ValueError("not the one that was asked for")
        return found

    return asked


def customer(data: Any) -> Customer:
    return Customer(
        _text(data, "number"), _place(data["address"], named=True),
        tuple(contract(one) for one in _list(data, "contracts")), _is(data, "barred"),
    )  # fmt: skip


def email(data: Any) -> str:
    return _text(data, "email")


def contract(data: Any) -> Contract:
    pause, move, payer, line = data["pause"], data["move"], data["payer"], data["line"]
    return Contract(
        number=_text(data, "number"), customer=_text(data, "customer"), product=_text(data, "product"),
        kind=_text(data, "kind"), state=_text(data, "state"), line_state=_text(line, "state"),
        line_cause=_text(line, "cause"), site=_place(data["site"]) if data["site"] is not None else None,
        placed=_day(data, "placed"), earliest_end=_day(data, "earliest_end"),
        ends=_day(data, "ends") if data["ends"] is not None else None,
        pause=(_day(pause, "from"), _day(pause, "until")) if pause is not None else None,
        move_on=_day(move, "on") if move is not None else None, move_to=_place(move) if move is not None else None,
        payer_holder=_text(payer, "holder"), payer_iban=_text(payer, "iban"),
        modems=tuple(_modem(one) for one in _list(data, "modems")),
        activation=tuple(_step(one) for one in _list(data, "activation")),
    )  # fmt: skip


def test(data: Any) -> Test:
    return Test(
        _number(data, "id"), _text(data, "result"), _text(data, "cause"), _number(data, "down_kbit"),
        _number(data, "up_kbit"),
    )  # fmt: skip


def tests(data: Any) -> list[Test]:
    return [test(one) for one in _list(data, "items")]


def events(data: Any) -> tuple[list[Event], str]:
    return [_event(one) for one in _list(data, "items")], _text(data, "next")


def _event(data: Any) -> Event:
    return Event(
        _text(data, "id"), _text(data, "kind"), _text(data, "contract"), _text(data, "customer"), _moment(data, "at"),
        dict(data["values"]),
    )  # fmt: skip


def _modem(data: Any) -> Modem:
    return Modem(_text(data, "serial"), _text(data, "kind"), _text(data, "state"), _place(data["to"], named=True))


def _step(data: Any) -> ActivationStep:
    cause = data["cause"]
    said = (_text(cause, "code"), _text(cause, "de"), _text(cause, "en")) if cause is not None else ("", "", "")
    at = _moment(data, "at") if data["at"] is not None else None
    return ActivationStep(
        _text(data, "name"), _text(data, "state"), at, _day(data, "until"), _text(data, "mover"), *said,
        pushable=bool(data["pushable"]),
    )  # fmt: skip


def _place(data: Any, *, named: bool = False) -> Place:
    return Place(
        _text(data, "street"), _text(data, "postcode"), _text(data, "city"), _text(data, "name") if named else "",
        _text(data, "country") if named and "country" in data else "DE",
    )  # fmt: skip


def _is_text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _text(data: Any, name: str) -> str:
    return _is_text(data[name])


def _number(data: Any, name: str) -> int:
    if not isinstance(data[name], int):
        raise TypeError("not a number")
    return int(data[name])


def _is(data: Any, name: str) -> bool:
    if not isinstance(data[name], bool):
        raise TypeError("neither yes nor no")
    return bool(data[name])


def _list(data: Any, name: str) -> list[Any]:
    if not isinstance(data[name], list):
        raise TypeError("not a list")
    return list(data[name])


def _day(data: Any, name: str) -> date:
    return date.fromisoformat(_text(data, name))


def _moment(data: Any, name: str) -> datetime:
    moment = datetime.fromisoformat(_text(data, name))
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment
