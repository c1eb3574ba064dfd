"""Who belongs to a case: its customer (with all merged into them) and its parties, until they leave."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from onehand.cases.models import Case
from onehand.foundation import clock
from onehand.people.models import Customer


def present(prefix: str = "", at: Any = None) -> Q:
    """The condition that a party has not left; `prefix` leads to it, such as "parties__". `at` is a moment, or the
    blank for one in a prepared question."""
    return Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": clock.now() if at is None else at})


def belongs(case: Case, customer: Customer) -> bool:
    person = customer.canonical
    if case.customer.canonical.pk == person.pk:
        return True
    parties = case.parties.filter(present()).select_related("customer__merged_into")
    return any(party.customer.canonical.pk == person.pk for party in parties)
