"""The register: what costs customers the most time comes first (Pareto)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from onehand.cases.models import Case
from onehand.defects import loss
from onehand.defects.access import defects_for
from onehand.defects.loss import Cost
from onehand.defects.models import Defect, Telling
from onehand.foundation import clock
from onehand.team.models import Agent

MOST = 200  # of each list; an honest register is short
LATELY = timedelta(days=90)  # a repaired one stays in the register for so long


@dataclass(frozen=True, slots=True)
class Row:
    """`share` of all the time lost, in percent; `before` and `after` contacts a week, None where it is too early."""

    defect: Defect
    cost: Cost
    share: int
    fallen: tuple[float, float] | None

    @property
    def late(self) -> bool:
        due = self.defect.expected_at
        return self.defect.is_open and due is not None and due < clock.now()


def rows(agent: Agent, *, fixed: bool = False) -> list[Row]:
    """What is open, or with `fixed` what was repaired lately."""
    found = defects_for(agent)
    if fixed:
        found = found.filter(state=Defect.State.FIXED, fixed_at__gte=clock.now() - LATELY)
    else:
        found = found.exclude(state=Defect.State.FIXED)
    defects = list(found.order_by("-opened_at", "-pk")[:MOST])
    costs, weeks = loss.costs(defects), loss.weeks_of(defects) if fixed else {}
    total = sum((cost.lost for cost in costs.values()), timedelta()) or timedelta(seconds=1)
    made = []
    for one in defects:
        cost = costs.get(one.pk, Cost())
        fallen = loss.fallen(one, weeks[one.pk]) if one.pk in weeks else None
        made.append(Row(one, cost, round(100 * (cost.lost / total)), fallen))
    return sorted(made, key=lambda row: (-row.cost.lost, -row.cost.affected, row.defect.pk))


def owed_by_hand(defect: Defect) -> list[Case]:
    """Cases whose customers are to be told by phone or letter, and were not yet: their hand has the word."""
    tellings = Telling.objects.filter(defect=defect, outcome=Telling.Outcome.BY_HAND, turn=defect.turn)
    return [one.case for one in tellings.select_related("case__customer")[:MOST] if one.case is not None]


def untold(defect: Defect) -> int:
    return Telling.objects.filter(defect=defect, ended_at__isnull=True).count()
