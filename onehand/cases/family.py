"""The cases of one person, with all customers merged into them, found by index and not by a join over all cases."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from onehand.cases.access import LARGEST, may_ask, reader, visible_to
from onehand.cases.errors import NotFound
from onehand.cases.joined import present
from onehand.cases.models import Case, Party
from onehand.foundation.prepared import Blanks, Prepared
from onehand.people.models import Customer
from onehand.team.models import Agent


def members(customer: Customer) -> list[int]:
    """The ids of a customer and of all merged into them."""
    root = customer.canonical
    return [root.pk, *_MERGED.rows(root=root.pk)]


_MERGED: Prepared[int] = Prepared(
    lambda blank: Customer.objects.filter(merged_into=blank("root")).values_list("pk", flat=True)
)


def cases_of(agent: Agent, ids: list[int]) -> QuerySet[Case]:
    """The cases of these customers which the agent may see."""
    return visible_to(agent).filter(customer__in=ids)


def newest_of(agent: Agent, ids: list[int], *, but: int | None = None, size: int) -> list[Case]:
    """The newest of these customers' cases which the agent may see, one of them left out; customers are loaded."""
    if not may_ask(agent):
        return []
    return _NEWEST.rows(str(agent.role), but is not None, size, agent=agent.pk, customers=ids, but=but)


def _newest(blank: Blanks, role: str, leaves_out: bool, size: int) -> QuerySet[Case]:
    cases = visible_to(reader(blank, role)).filter(customer__pk__in=blank("customers"))
    if leaves_out:
        cases = cases.exclude(pk=blank("but"))
    return cases.select_related("customer").order_by("-touched_at", "-number")[:size]


_NEWEST: Prepared[Case] = Prepared(_newest)


def own(customer: Customer) -> QuerySet[Case]:
    """The customer's own cases and those they are a party of until they leave."""
    ids = members(customer)
    joined = list(Party.objects.filter(present(), customer__in=ids).values_list("case_id", flat=True)[:1000])
    return (
        Case.objects.filter(Q(customer__in=ids) | Q(pk__in=joined)) if joined else Case.objects.filter(customer__in=ids)
    )


_CUSTOMER: Prepared[Customer] = Prepared(
    lambda blank: Customer.objects.select_related("merged_into").filter(pk=blank("pk"))
)


def access_customer(agent: Agent, pk: int) -> tuple[Customer, list[int]]:
    """A customer after all merges, and the ids of all merged into them, if the agent may see one of their cases.

    Raises NotFound.
    """
    customer = _CUSTOMER.first(pk=pk) if 0 < pk <= LARGEST else None
    if customer is None:
        raise NotFound
    ids = members(customer)
    if not newest_of(agent, ids, size=1):
        raise NotFound
    return customer.canonical, ids
