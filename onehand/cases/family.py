"""The cases of one person, with all customers merged into them, found by index and not by a join over all cases."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from onehand.cases.access import LARGEST, visible_to
from onehand.cases.errors import NotFound
from onehand.cases.models import Case, Party
from onehand.people.models import Customer
from onehand.team.models import Agent


def members(customer: Customer) -> list[int]:
    """The ids of a customer and of all merged into them."""
    root = customer.canonical
    return [root.pk, *Customer.objects.filter(merged_into=root).values_list("pk", flat=True)]


def cases_of(agent: Agent, ids: list[int]) -> QuerySet[Case]:
    """The cases of these customers which the agent may see."""
    return visible_to(agent).filter(customer__in=ids)


def own(customer: Customer) -> QuerySet[Case]:
    """The customer's own cases and those they are a party of."""
    ids = members(customer)
    joined = list(Party.objects.filter(customer__in=ids).values_list("case_id", flat=True)[:1000])
    return (
        Case.objects.filter(Q(customer__in=ids) | Q(pk__in=joined)) if joined else Case.objects.filter(customer__in=ids)
    )


def access_customer(agent: Agent, pk: int) -> tuple[Customer, list[int]]:
    """A customer after all merges, and the ids of all merged into them, if the agent may see one of their cases.

    Raises NotFound.
    """
    customer = Customer.objects.select_related("merged_into").filter(pk=pk).first() if 0 < pk <= LARGEST else None
    if customer is None:
        raise NotFound
    ids = members(customer)
    if not cases_of(agent, ids).exists():
        raise NotFound
    return customer.canonical, ids
