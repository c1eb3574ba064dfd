"""What repeats: one row a schedule, moved on by a conditional update, so that of many workers one fires.

After days without a worker a schedule fires once, not once for each time it missed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django_tasks.base import Task

from onehand.foundation import clock
from onehand.foundation.jobs.task import once

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Repeat:
    """A task without arguments and the span between two runs."""

    task: Task[Any, Any]
    span: timedelta


registered: dict[str, Repeat] = {}


def every(span: timedelta, *, name: str) -> Callable[[Task[P, T]], Task[P, T]]:
    """Have a task without arguments run every `span`, for the first time at once.

    The name identifies the schedule for ever, across restarts and releases. While one run waits no second
    is added. Raises ValueError if another task has the name, or for a span that is not positive.
    """
    if span <= timedelta(0):
        raise ValueError(f"{name}: a span of {span} is no schedule")

    def register(task: Task[P, T]) -> Task[P, T]:
        other = registered.get(name)
        if other is not None and other.task.module_path != task.module_path:
            raise ValueError(f"two schedules are called {name!r}")
        registered[name] = Repeat(task, span)
        return task

    return register


def fire_due() -> datetime | None:
    """Enqueue what is due and return the next moment at which something will be (None if nothing repeats)."""
    from onehand.foundation.jobs.models import Schedule

    now = clock.now()
    rows = Schedule.objects.filter(name__in=registered).values_list("name", "due")
    known = dict(rows)
    missing = [Schedule(name=name, due=now) for name in registered if name not in known]
    if missing:
        Schedule.objects.bulk_create(missing, ignore_conflicts=True)
        known = dict(rows.all())
    return min((_fire(name, due, now) for name, due in known.items()), default=None)


def _fire(name: str, due: datetime, now: datetime) -> datetime:
    """Fire one schedule if it is due; when it is due next."""
    from onehand.foundation.jobs.models import Schedule

    repeat = registered[name]
    mine = Schedule.objects.filter(name=name, due=due)
    if due > now + 2 * repeat.span + timedelta(minutes=1):
        # The clock was turned back, or the span made shorter: do not sleep until the old moment comes.
        mine.update(due=now + repeat.span)
        return now + repeat.span
    if due > now:
        return due
    following = due + repeat.span * ((now - due) // repeat.span + 1)
    with transaction.atomic():
        if mine.update(due=following):
            once(repeat.task, f"schedule: {name}").enqueue()
    return following
