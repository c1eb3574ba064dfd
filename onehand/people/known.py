"""Who is it? Finds the customer of an address, or makes one."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext

from django.db import IntegrityError, connection, transaction

from onehand.foundation import clock, rows
from onehand.foundation.rows import insert
from onehand.people.models import Customer, Identity


def normalised(kind: str, value: str) -> str:
    """The form under which an identity is stored: mail addresses in lower case, without plus signs being touched."""
    value = value.strip()
    return value.lower()[:320] if kind in ("email", "portal", "handle") else value[:320]


def find(kind: str, value: str) -> Identity | None:
    return (
        Identity.objects.select_related("customer", "customer__merged_into")
        .filter(kind=kind, value=normalised(kind, value))
        .order_by("pk")
        .first()
    )


def find_all(kind: str, values: Iterable[str]) -> dict[str, Identity]:
    """The identities of many addresses in one query, by their stored form."""
    wanted = {normalised(kind, value) for value in values}
    found = Identity.objects.select_related("customer", "customer__merged_into").filter(kind=kind, value__in=wanted)
    return {identity.value: identity for identity in found.order_by("-pk")}


def find_or_make(
    kind: str, value: str, *, name: str = "", language: str = "de", known: dict[str, Identity] | None = None
) -> tuple[Customer, Identity]:
    """The (canonical) customer and the identity of this address; a new customer when nobody is known by it.

    `known` is what `find_all` gave for a batch; it is asked instead of the database and kept up to date.
    """
    stored = normalised(kind, value)
    identity = known.get(stored) if known is not None else find(kind, value)
    if identity is None:
        identity = _make(kind, value, name, language)
        if known is not None:
            known[stored] = identity
    customer = identity.customer.canonical
    customer.appears_as = identity.value
    if name and not customer.name:
        customer.name = name[:200]
        if not rows.is_pending(customer):
            customer.save(update_fields=["name"])
    return customer, identity


def _make(kind: str, value: str, name: str, language: str) -> Identity:
    try:
        # SQLite has one writer, so nobody can come between; a savepoint is only of use on PostgreSQL.
        with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
            customer = insert(Customer(name=name[:200], language=language))
            customer.just_made = True
            return insert(Identity(customer=customer, kind=kind, value=normalised(kind, value), display=value[:320]))
    except IntegrityError:  # another worker made it between our look and our writing
        found = find(kind, value)
        if found is None:
            raise
        return found


def prove(identity: Identity) -> None:
    """The holder opened a secret that was sent to this address."""
    if identity.assurance != Identity.Assurance.PROVED:
        identity.assurance = Identity.Assurance.PROVED
        identity.verified_at = clock.now()
        identity.save(update_fields=["assurance", "verified_at"])
