"""What all groups of the shop's actions stand on: the client, and a guard for answers that nobody understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from onehand.actions.contract import Address, Backend, Plan, Step, Unclear, Unreachable
from onehand.actions.tryton.client import Client, Row
from onehand.actions.words import Words

_ODD = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
MARK = "onehand:"


class Base(Backend):
    code = "shop"
    title = Words("Laden", "Shop")

    def __init__(self, client: Client) -> None:
        self.client = client

    def version(self) -> str:
        return f"Tryton {self.client.version()}"

    def plan(self, kind: str, customer: str, given: Mapping[str, Any]) -> Plan:
        with understood():
            return super().plan(kind, customer, given)

    def do(self, step: Step, key: str) -> Mapping[str, Any]:
        try:
            return super().do(step, key)
        except _ODD as error:
            raise Unclear(f"{step.verb}: an answer that this adapter does not know ({type(error).__name__})") from error

    def look(self, step: Step) -> Mapping[str, Any]:
        with understood():
            return super().look(step)

    def made(self, model: str, key: str, fields: Sequence[str] = ()) -> Row | None:
        """The record that was created under this key, if it was, with its state and these fields.

        A create whose answer was lost may arrive after the next one was sent: then there are two drafts, neither with
        any effect so far. What has gone on already is the one, else the older; the other draft is deleted.
        """
        domain = [("reference", "=", MARK + key)]
        found = self.client.search(model, domain, ["state", *fields], order=[["id", "ASC"]])
        return self.the_one(model, found)

    def the_one(self, model: str, found: Sequence[Row]) -> Row | None:
        """Of the records of one key."""
        if not found:
            return None
        chosen = next((row for row in found if row["state"] != "draft"), found[0])
        spare = [row["id"] for row in found if row["state"] == "draft" and row["id"] != chosen["id"]]
        if spare:
            self.client.write(model, "delete", spare)
        return chosen

    def make_once(self, model: str, key: str, values: Mapping[str, Any], fields: Sequence[str] = ()) -> Row:
        """Create a draft that bears the key, and say which record is the one of this key then."""
        self.client.write(model, "create", [{**values, "reference": MARK + key}])
        made = self.made(model, key, fields)
        if made is None:
            raise Unclear(f"{model}: what was created is not found again")
        return made


@contextmanager
def understood() -> Iterator[None]:
    """An answer of another shape than this version's is no crash of ours: the system counts as unreachable."""
    try:
        yield
    except _ODD as error:
        raise Unreachable(f"an answer that this adapter does not know ({type(error).__name__})") from error


def as_data(address: Address | None) -> dict[str, str]:
    if address is None:
        return {"name": "", "street": "", "postcode": "", "city": "", "country": ""}
    return {
        "name": address.name, "street": address.street, "postcode": address.postcode, "city": address.city,
        "country": address.country,
    }  # fmt: skip


def from_data(data: Mapping[str, Any]) -> Address:
    return Address(**{name: str(data[name]) for name in ("street", "postcode", "city", "name", "country")})
