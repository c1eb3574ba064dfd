"""Local times from forms, in the zone of the business."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def moment(given: str) -> datetime | None:
    """An aware time from a datetime-local field; None when it is none."""
    try:
        local = datetime.fromisoformat(given.strip()[:30])
    except ValueError:
        return None
    if not 2000 <= local.year <= 2200:
        return None
    return (local if local.tzinfo else local.replace(tzinfo=ZoneInfo(settings.ONEHAND.time_zone))).astimezone(UTC)
