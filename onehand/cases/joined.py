"""Who belongs to a case: its customer (with all merged into them) and its parties."""

from __future__ import annotations

from onehand.cases.models import Case
from onehand.people.models import Customer


def belongs(case: Case, customer: Customer) -> bool:
    person = customer.canonical
    if case.customer.canonical.pk == person.pk:
        return True
    return any(party.customer.canonical.pk == person.pk for party in case.parties.select_related("customer"))
