"""The cases before and after one in a list that is sorted newest first."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from onehand.cases.models import Case


def neighbours(cases: QuerySet[Case], case: Case) -> tuple[int | None, int | None]:
    """(previous, next) numbers; the case itself need not be in the list."""
    at, number = case.touched_at, case.pk
    newer = cases.filter(Q(touched_at__gt=at) | Q(touched_at=at, number__gt=number), touched_at__gte=at)
    older = cases.filter(Q(touched_at__lt=at) | Q(touched_at=at, number__lt=number), touched_at__lte=at)
    return (
        newer.order_by("touched_at", "number").values_list("number", flat=True).first(),
        older.order_by("-touched_at", "-number").values_list("number", flat=True).first(),
    )
