"""A customer: identities, what is known, and their cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from onehand.cases import lists
from onehand.cases.family import access_customer, cases_of, newest_of
from onehand.cases.models import Bond
from onehand.desk.context import page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.rows import PAGE, rows_of
from onehand.foundation.prepared import Prepared
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

_IDENTITIES: Prepared[Identity] = Prepared(
    lambda blank: Identity.objects.filter(customer__pk__in=blank("customers")).order_by("pk")[:100]
)
_BOND: Prepared[Bond] = Prepared(lambda blank: Bond.objects.select_related("agent").filter(customer=blank("customer")))


@require_safe
@for_agents
def customer(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    found, ids = access_customer(agent, pk)
    if found.pk != pk:  # merged
        return SeeOther(reverse("desk:customer", args=[found.pk]))
    identities = _IDENTITIES.rows(customers=ids)
    cursor = request.GET.get("cursor", "")
    if cursor:
        cases = lists.page(cases_of(agent, ids), cursor, size=PAGE)
    else:
        cases = lists.page_of(newest_of(agent, ids, size=PAGE + 1), PAGE)
    found.name = found.name or (identities[0].value if identities else f"#{found.pk}")
    context = {
        "here": "", "customer": found, "identities": identities, "rows": rows_of(cases.items),
        "next": cases.next, "bond": _bond(found),
    }  # fmt: skip
    return page(request, agent, "desk/customer.html", context)


def _bond(customer: Customer) -> Agent | None:
    bond = _BOND.first(customer=customer.pk)
    return bond.agent if bond else None
