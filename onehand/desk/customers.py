"""A customer: identities, what is known, and their cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from onehand.cases import lists
from onehand.cases.family import access_customer, cases_of
from onehand.cases.models import Bond
from onehand.desk.context import page
from onehand.desk.entrance import SeeOther, for_agents
from onehand.desk.rows import PAGE, rows_of
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent


@require_safe
@for_agents
def customer(request: HttpRequest, agent: Agent, pk: int) -> HttpResponse:
    found, ids = access_customer(agent, pk)
    if found.pk != pk:  # merged
        return SeeOther(reverse("desk:customer", args=[found.pk]))
    identities = list(Identity.objects.filter(customer__in=ids).order_by("pk")[:100])
    cases = lists.page(cases_of(agent, ids), request.GET.get("cursor", ""), size=PAGE)
    found.name = found.name or (identities[0].value if identities else f"#{found.pk}")
    context = {
        "here": "", "customer": found, "identities": identities, "rows": rows_of(cases.items),
        "next": cases.next, "bond": _bond(found),
    }  # fmt: skip
    return page(request, agent, "desk/customer.html", context)


def _bond(customer: Customer) -> Agent | None:
    bond = Bond.objects.select_related("agent").filter(customer=customer).first()
    return bond.agent if bond else None
