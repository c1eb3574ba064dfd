"""What a defect costs its customers, in their time, and whether contacts fall once it is repaired. Nothing here is
about who works on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case as When_
from django.db.models import Count, DateTimeField, DurationField, ExpressionWrapper, F, Q, Sum, Value, When
from django.db.models.functions import TruncWeek

from onehand.cases.models import Message
from onehand.defects.models import Defect, Link
from onehand.foundation import clock

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """`affected` counts people; `lost` is the time that passed for them since each joined, until it works or was
    repaired; `not_fixed` how many said no; `untold` how many are still to be told by hand."""

    affected: int = 0
    cases: int = 0
    lost: timedelta = timedelta()
    not_fixed: int = 0
    works: int = 0


def costs(defects: Sequence[Defect]) -> dict[int, Cost]:
    """Of these defects, in one query."""
    now = clock.now()
    ended = When_(
        When(works=True, works_at__isnull=False, then=F("works_at")),
        When(Q(works=False) & ~Q(defect__state=Defect.State.FIXED), then=Value(now)),
        When(defect__fixed_at__isnull=False, told_at__isnull=False, then=F("defect__fixed_at")),
        When(defect__state=Defect.State.FIXED, then=F("defect__fixed_at")),
        default=Value(now),
        output_field=DateTimeField(),
    )
    rows = (
        Link.objects.filter(defect__in=[one.pk for one in defects], ended_at__isnull=True)
        .annotate(until=ended)
        .annotate(span=ExpressionWrapper(F("until") - F("at"), output_field=DurationField()))
        .values("defect")
        .annotate(
            people=Count("case__customer", distinct=True), number=Count("pk"),
            lost=Sum("span", filter=Q(until__gt=F("at"))),
            no=Count("pk", filter=Q(works=False)), yes=Count("pk", filter=Q(works=True)),
        )
    )  # fmt: skip
    return {
        row["defect"]: Cost(row["people"], row["number"], row["lost"] or timedelta(), row["no"], row["yes"])
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Week:
    """`fixed`: it was repaired in this week."""

    begins: date
    contacts: int
    fixed: bool


def weeks(defect: Defect) -> list[Week]:
    """Contacts because of it, week by week: what the affected wrote or said. The oldest first, the present one last."""
    found = weeks_of([defect])
    return found[defect.pk]


def weeks_of(defects: Sequence[Defect]) -> dict[int, list[Week]]:
    """Of several, in one query."""
    zone = ZoneInfo(settings.ONEHAND.time_zone)
    this = _monday(clock.now(), zone)
    since = datetime.combine(this - timedelta(weeks=WEEKS - 1), datetime.min.time(), zone)
    said = (
        Message.objects.filter(
            case__defect_links__defect__in=[one.pk for one in defects], case__defect_links__ended_at__isnull=True,
            direction=Message.Direction.IN, automatic="", held=False, at__gte=since,
        )
        .annotate(week=TruncWeek("at", tzinfo=zone))
        .values("case__defect_links__defect", "week")
        .annotate(number=Count("pk", distinct=True))
        .order_by()
    )  # fmt: skip
    counted: dict[tuple[int, date], int] = {}
    for row in said:
        counted[row["case__defect_links__defect"], row["week"].astimezone(zone).date()] = row["number"]
    mondays = [this - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return {
        one.pk: [
            Week(day, counted.get((one.pk, day), 0), one.fixed_at is not None and _monday(one.fixed_at, zone) == day)
            for day in mondays
        ]
        for one in defects
    }


def _monday(at: datetime, zone: ZoneInfo) -> date:
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def fallen(defect: Defect, its_weeks: Sequence[Week]) -> tuple[float, float] | None:
    """Contacts a week before the repair and after it; None until a whole week has passed since."""
    at = next((place for place, week in enumerate(its_weeks) if week.fixed), None)
    if defect.fixed_at is None or at is None or at == 0 or at + 1 >= len(its_weeks):
        return None
    begun = _monday(defect.opened_at, ZoneInfo(settings.ONEHAND.time_zone))
    before = [week.contacts for week in its_weeks[: at + 1] if week.begins >= begun]
    after = [week.contacts for week in its_weeks[at + 1 :]]
    return (sum(before) / len(before), sum(after) / len(after)) if before and after else None
