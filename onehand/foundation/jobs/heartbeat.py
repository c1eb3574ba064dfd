"""Whether a worker lives: its schedules are moved on when they are due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from onehand.foundation import clock
from onehand.foundation.prepared import Prepared


def _earliest(_blank: object) -> QuerySet[Any, datetime]:
    from onehand.foundation.jobs.models import Schedule

    return Schedule.objects.order_by("due").values_list("due", flat=True)[:1]


_DUE: Prepared[datetime] = Prepared(_earliest)


def overdue() -> timedelta | None:
    """How long the most overdue schedule has been waiting for a worker; None when no worker ever ran here."""
    due = _DUE.first()
    return None if due is None else max(timedelta(), clock.now() - due)
