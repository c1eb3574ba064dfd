"""Whether a worker lives: its schedules are moved on when they are due."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Min

from onehand.foundation import clock


def overdue() -> timedelta | None:
    """How long the most overdue schedule has been waiting for a worker; None when no worker ever ran here."""
    from onehand.foundation.jobs.models import Schedule

    due = Schedule.objects.aggregate(due=Min("due"))["due"]
    return None if due is None else max(timedelta(), clock.now() - due)
