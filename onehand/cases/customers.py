"""Which customers an agent may look at: those of whose cases they see at least one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from onehand.cases.access import LARGEST, visible_to
from onehand.cases.errors import NotFound
from onehand.people import known
from onehand.people.models import Customer
from onehand.team.models import Agent


def visible_customers(agent: Agent) -> QuerySet[Customer]:
    """Customers that stand for themselves (not merged away), with a case of theirs or of one merged into them."""
    theirs = Q(customer=OuterRef("pk")) | Q(customer__merged_into=OuterRef("pk")) | Q(parties__customer=OuterRef("pk"))
    return Customer.objects.filter(Exists(visible_to(agent).filter(theirs)), merged_into__isnull=True)


def access_customer(agent: Agent, pk: int) -> Customer:
    """The customer who stands for this one after all merges. Raises NotFound."""
    if not 0 < pk <= LARGEST:
        raise NotFound
    asked = Customer.objects.select_related("merged_into").filter(pk=pk).first()
    customer = visible_customers(agent).filter(pk=asked.canonical.pk).first() if asked else None
    if customer is None:
        raise NotFound
    return customer


def customer_of_address(agent: Agent, address: str) -> Customer | None:
    """The customer who writes under this mail address, if this agent may see them."""
    identity = known.find("email", address)
    return visible_customers(agent).filter(pk=identity.customer.canonical.pk).first() if identity else None
