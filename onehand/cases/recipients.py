"""To whom an answer would go, for showing it before it is sent (the rule itself is in reply.py)."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from onehand.cases.models import Case, Message
from onehand.cases.reply import agents_among, answered_message, recipient_of


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Recipients:
    """`possible` is False when there is no way to answer. `to` is empty when the answer appears in the portal only."""

    to: list[Person]
    cc: list[Person]
    possible: bool


def recipients(case: Case, answered: Message | None = None) -> Recipients:
    """`answered` is the customer's latest own word, when the caller has it at hand."""
    answered = answered or answered_message(case)
    address = recipient_of(case, answered)
    if not address:
        possible = answered is not None and answered.channel != "email"
        return Recipients([], [], possible)
    return Recipients([Person(case.customer.name, address)], _copies(answered, address), True)


def _copies(answered: Message | None, recipient: str) -> list[Person]:
    """Whom the answered message itself named, without us and our agents; one query for all."""
    people = (answered.people or {}) if answered is not None else {}
    named: dict[str, Person] = {}
    for field in ("to", "cc"):
        for person in people.get(field, ()):
            address = str(person.get("address", ""))
            if "@" in address and address.lower() != recipient.lower() and not _support(address):
                named.setdefault(address.lower(), Person(str(person.get("name", "")), address))
    if not named:
        return []
    ours = agents_among(named)
    return [person for address, person in named.items() if address not in ours][:20]


def _support(address: str) -> bool:
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" in settings.ONEHAND.mail_addresses
