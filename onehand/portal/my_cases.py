"""The customer's own cases, each with where it stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onehand.cases import lists, standing
from onehand.cases.family import own
from onehand.cases.models import State
from onehand.people.models import Customer
from onehand.portal.entrance import for_customers, page, reading_language

SIZE = 30


@require_safe
@for_customers
def my_cases(request: HttpRequest, customer: Customer) -> HttpResponse:
    found = lists.page(own(customer), request.GET.get("cursor", ""), size=SIZE)
    hands = standing.hands(found.items)
    language = reading_language()
    rows = [
        {
            "case": case, "hand": hands.get(case.pk, ""), "open": case.state != State.CLOSED,
            "state_line": standing.state_line(case, hands.get(case.pk, ""), language), "last_at": case.touched_at,
        }
        for case in found.items
    ]  # fmt: skip
    return page(request, "portal/my_cases.html", {"rows": rows, "next": found.next}, customer=customer)
