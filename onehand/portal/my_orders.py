"""My orders, contracts and papers, read live: where each stands, who moves it, until when (D7, D8).

Only under addresses and numbers that are proved to be the customer's own: what somebody merely wrote under is no key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onehand.actions.contract import Document, Process, Stage
from onehand.actions.courses import shown as courses_shown
from onehand.actions.viewing import Read, read_all
from onehand.cases import own
from onehand.people import proof
from onehand.people.models import Customer
from onehand.portal.entrance import for_customers, page

AHEAD = ("stuck", "now", "next")


@dataclass(frozen=True, slots=True)
class Thing:
    """A process with those that belong to it, such as an order with its shipments."""

    process: Process
    parts: list[Thing] = field(default_factory=list)

    @property
    def now(self) -> Stage | None:
        """Where it stands: what hangs, else what is being done, else what comes next."""
        for state in AHEAD:
            found = next((stage for stage in self.process.stages if stage.state == state), None)
            if found is not None:
                return found
        return None

    @property
    def last(self) -> Stage | None:
        return next((stage for stage in reversed(self.process.stages) if stage.state == "done"), None)

    @property
    def running(self) -> bool:
        return self.now is not None or any(part.running for part in self.parts)


def things_of(read: Read) -> list[Thing]:
    """In the system's order; what belongs to another process stands below it."""
    tops = {one.reference: Thing(one) for one in read.processes if not one.parent}
    rest = []
    for one in read.processes:
        if one.parent and one.parent in tops:
            tops[one.parent].parts.append(Thing(one))
        elif one.parent:
            rest.append(Thing(one))
    return [*tops.values(), *rest]


def shown(reads: Sequence[Read]) -> dict[str, Any]:
    things = [thing for read in reads for thing in things_of(read)]
    papers: list[Document] = sorted((one for read in reads for one in read.documents), key=lambda one: one.at)[::-1]
    return {
        "running": [thing for thing in things if thing.running],
        "ended": [thing for thing in things if not thing.running],
        "papers": papers,
        "silent": [read for read in reads if read.down_since is not None],
        "connected": bool(reads),
        "expectations": courses_shown.expectations(reads),
    }


@require_safe
@for_customers
def my_orders(request: HttpRequest, customer: Customer) -> HttpResponse:
    context = shown(read_all(customer, proven=True)) | {"by_order": proof.is_possible()}
    return page(request, "portal/my_orders.html", context, customer=customer)


@require_safe
@for_customers
def in_case(request: HttpRequest, customer: Customer, number: int) -> HttpResponse:
    """What is running, as a part of the case's page, which asks for it when it stands: a system may be slow. Nothing
    for who only takes part in the case."""
    own.access_as_customer(customer, number)
    return render(request, "portal/_orders_in_case.html", shown(read_all(customer, proven=True)))
