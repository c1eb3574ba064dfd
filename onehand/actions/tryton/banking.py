"""A customer's bank accounts: looked for by the whole number, told of by its ends only."""

from __future__ import annotations

from typing import Any

from onehand.actions.sealed import masked_iban
from onehand.actions.tryton.client import Client


def known_number(client: Client, party: int, iban: str) -> int | None:
    """The number of an account of this party with this IBAN."""
    domain = [("number_compact", "=", iban), ("account.owners", "=", party)]
    found = client.search("bank.account.number", domain, ["id"], limit=1)
    return int(found[0]["id"]) if found else None


def number_of(client: Client, party: int, iban: str, *, others: tuple[int, ...] = ()) -> int:
    """The same, made if there is none; `others` are holders of the account beside the party."""
    if known := known_number(client, party, iban):
        return known
    values: dict[str, Any] = {
        "owners": [["add", [party, *others]]], "numbers": [["create", [{"type": "iban", "number": iban}]]],
    }  # fmt: skip
    (account,) = client.write("bank.account", "create", [values])
    (row,) = client.read("bank.account", "read", [account], ["numbers"])
    return int(row["numbers"][0])


def shown(client: Client, party: int, iban: str) -> str:
    """Its ends if the party has it, else ""."""
    return masked_iban(iban) if known_number(client, party, iban) else ""
