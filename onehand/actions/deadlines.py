"""A plan that comes too late for what the customer needs it for says so before it is begun (B8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone

from onehand.actions.words import Words, on_day
from onehand.cases.due import missed_deadline
from onehand.cases.models import Case

if TYPE_CHECKING:
    from onehand.actions.planning import Part


def warned(case: Case, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same parts, with a warning in each that arrives after a day until which the customer needs it."""
    return tuple(_warned(case, part) for part in parts)


def _warned(case: Case, part: Part) -> Part:
    day = part.plan.arrives
    # What comes on that very day is not too late; at what hour it comes nobody knows.
    missed = missed_deadline(case, _begins(day)) if day is not None else None
    if day is None or missed is None or missed.due is None:
        return part
    needed = timezone.localdate(missed.due, timezone.get_default_timezone())
    late = Words(
        f"Das kommt erst am {on_day(day).de}; gebraucht wird es bis zum {on_day(needed).de}.",
        f"This arrives only on {on_day(day).en}; it is needed by {on_day(needed).en}.",
    )
    return replace(part, plan=replace(part.plan, warns=(*part.plan.warns, late)))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())
