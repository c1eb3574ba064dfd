"""What the systems themselves show of a defect, beside what a person writes of its repair.

Whether processes still hang at its step, and how those of the affected were when they were tested or read last. Read
from what is here already: looking at it asks no system.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from onehand.cases.failing import Check
from onehand.cases.models import Case
from onehand.defects import hanging
from onehand.defects.access import step_of
from onehand.defects.models import Defect
from onehand.people.models import Customer


@dataclass(frozen=True, slots=True)
class Evidence:
    """`hanging`: customers whose process still fails at its step, whether they asked us or not; `still` the cases among
    the affected. `checks`: the newest of each affected case that does not hang."""

    hanging: int = 0
    still: frozenset[int] = frozenset()
    checks: Mapping[int, Check] = field(default_factory=dict)

    @property
    def well(self) -> int:
        return sum(one.good for one in self.checks.values())

    @property
    def badly(self) -> int:
        return len(self.checks) - self.well

    @property
    def contradicts(self) -> bool:
        """Somebody who says "repaired" now should see this first."""
        return bool(self.hanging or self.badly)

    def counts(self) -> dict[str, int]:
        return {"hanging": self.hanging, "well": self.well, "badly": self.badly}


def of(defect: Defect) -> Evidence:
    """Only where the step at which it fails is known: without it no system can tell."""
    step = step_of(defect)
    if not step.step:
        return Evidence()
    affected = list(defect.links.filter(ended_at__isnull=True).values_list("case_id", flat=True))
    at_step = hanging.cases_at(step)
    people = _people(at_step, {hit.customer for hit in hanging.hit_at(step)})
    still = frozenset(at_step) & frozenset(affected)
    found = hanging.checks(step, affected, defect.opened_at)
    return Evidence(len(people), still, {number: one for number, one in found.items() if number not in still})


def _people(cases: Collection[int], customers: Collection[int]) -> set[int]:
    """Whose processes these are, each once, after all merges."""
    theirs = Case.objects.filter(pk__in=cases).values("customer")
    rows = Customer.objects.filter(Q(pk__in=customers) | Q(pk__in=theirs)).values_list("pk", "merged_into")
    return {root or pk for pk, root in rows}
