"""Proof by what only the buyer knows: order number and postcode, checked by a connected back-end (B1).

Back-ends register a `Prover`; as long as none is connected, no page offers this way.
"""

from __future__ import annotations

from typing import Protocol

from onehand.people import known
from onehand.people.errors import PeopleRefused
from onehand.people.merging import merge
from onehand.people.models import Customer, Identity, Merge
from onehand.timeline.record import Acts, verb


class Prover(Protocol):
    """A back-end that knows orders."""

    def customer_number(self, order: str, postcode: str) -> str:
        """The back-end's customer number of this order if its delivery postcode is this one, else ""."""
        ...


_provers: list[Prover] = []


def register(prover: Prover) -> None:
    if prover not in _provers:
        _provers.append(prover)


def unregister(prover: Prover) -> None:
    if prover in _provers:
        _provers.remove(prover)


def is_possible() -> bool:
    return bool(_provers)


def number_of(*, order: str, postcode: str) -> str:
    """The customer number of this order if its delivery postcode is this one, else ""."""
    given = (order.strip(), "".join(postcode.split()))
    return next((found for each in _provers if all(given) and (found := each.customer_number(*given))), "")


def by_order(customer: Customer, *, order: str, postcode: str, by: Acts) -> Identity:
    """Give the customer the customer number of this order, joined with whoever had it.

    The back-ends are asked before the transaction begins, so that a slow one holds up nobody.

    Raises PeopleRefused: proof_over.
    """
    number = number_of(order=order, postcode=postcode)
    if not number:
        raise PeopleRefused("proof_over")
    return _give(customer, number, by=by)


@verb
def _give(customer: Customer, number: str, *, by: Acts) -> Identity:
    person = customer.canonical
    identity = known.find("customer_number", number)
    if identity is None:
        identity = Identity.objects.create(customer=person, kind="customer_number", value=number, display=number)
    elif identity.customer.canonical.pk != person.pk:
        merge(person, into=identity.customer.canonical, by=by, how=Merge.How.ORDER)
    known.prove(identity)
    return identity
