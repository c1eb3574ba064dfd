"""What the status page tells everybody: open disturbances in plain words, and nothing of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from onehand.defects import loss
from onehand.defects.models import Defect
from onehand.foundation import clock

FEWEST = 5  # below it a number would speak of people
MOST = 100
LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shown:
    """`affected` is None where they are too few to be counted in public."""

    code: str
    what: str
    note: str
    state: str
    since: datetime
    expected_at: datetime | None
    fixed_at: datetime | None
    done: str
    affected: int | None


def disturbances(language: str) -> tuple[list[Shown], list[Shown]]:
    """Open ones, and those repaired within the last days; in two queries."""
    now = clock.now()
    public = Defect.objects.filter(public=True).order_by("-opened_at", "-pk")
    opened = list(public.exclude(state=Defect.State.FIXED)[:MOST])
    fixed = list(public.filter(state=Defect.State.FIXED, fixed_at__gte=now - LATELY)[:MOST])
    costs = loss.costs([*opened, *fixed])
    people = {pk: cost.affected for pk, cost in costs.items()}
    return (
        [shown(one, language, people.get(one.pk, 0)) for one in opened],
        [shown(one, language, people.get(one.pk, 0)) for one in fixed],
    )


def one(defect: Defect, language: str) -> Shown:
    found = loss.costs([defect]).get(defect.pk)
    return shown(defect, language, found.affected if found is not None else 0)


def shown(defect: Defect, language: str, affected: int) -> Shown:
    """A time that has passed is no expectation any more."""
    due = defect.expected_at if defect.expected_at is not None and defect.expected_at > clock.now() else None
    return Shown(
        code=defect.code, what=defect.what(language), note=defect.note(language), state=defect.state,
        since=defect.opened_at, expected_at=due if defect.is_open else None, fixed_at=defect.fixed_at,
        done=defect.done(language), affected=affected if affected >= FEWEST else None,
    )  # fmt: skip
