"""Which promises stand, and how each fares: computed from its row and the time, stored nowhere."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from onehand.cases.errors import Refused
from onehand.cases.models import Case, Promise
from onehand.foundation import clock
from onehand.foundation.prepared import Prepared

# The condition of the index `promise_open_due`, word for word.
OPEN = Q(kept_at__isnull=True, renewed_at__isnull=True, withdrawn_at__isnull=True)

# What verbs change in a row; read anew under the case's lock before a guard is asked.
CHANGING = (
    "due", "answer", "evidence", "kept_at", "renewed_at", "withdrawn_at", "late_since", "late_told", "told", "tell_at",
)  # fmt: skip


def state_of(promise: Promise, now: datetime | None = None) -> str:
    """open, at_risk, late, kept, renewed or withdrawn."""
    if promise.withdrawn_at is not None:
        return "withdrawn"
    if promise.kept_at is not None:
        return "kept"
    if promise.renewed_at is not None:
        return "renewed"
    now = now or clock.now()
    if promise.late_since is not None or promise.due <= now:
        return "late"
    at_risk = promise.at_risk_since is not None or (promise.risk_at is not None and promise.risk_at <= now)
    return "at_risk" if at_risk else "open"


def open_of(case: Case) -> list[Promise]:
    """What is still owed in this case, the next due first."""
    return _OPEN_OF.rows(case=case.pk)


def all_of(case: Case) -> list[Promise]:
    """Every promise of the case in the order in which they were made; renewed ones keep their old time."""
    return _ALL_OF.rows(case=case.pk)


_OPEN_OF: Prepared[Promise] = Prepared(
    lambda blank: Promise.objects.filter(OPEN, case=blank("case")).select_related("by", "case").order_by("due", "pk")
)
_ALL_OF: Prepared[Promise] = Prepared(
    lambda blank: Promise.objects.filter(case=blank("case")).select_related("by", "case").order_by("pk")
)


def end(promise: Promise, **changes: object) -> None:
    """Only an open one ends: the conditional update is the guard against two who end it at once.

    Raises Refused: promise_over.
    """
    if not Promise.objects.filter(OPEN, pk=promise.pk).update(**changes):
        raise Refused("promise_over")
    for field, value in changes.items():
        setattr(promise, field, value)
