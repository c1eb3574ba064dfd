"""Tasks with the options that the leased backend understands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar, cast

import django_tasks
from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")


class Again(Exception):
    """Raised by a task that cannot do its work yet: it runs again after a span and this counts as no try."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"again in {after}")
        self.after = after


class GiveUp(Exception):
    """Raised by a task for which another try is of no use: it fails at once and a person sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedTask(Task[P, T]):
    """A task with its rules for repeating.

    After an error it is tried again after `backoff`, twice that, four times that … at most an hour, with up
    to a quarter more so that many do not come back together; after `max_tries` it has failed. With `atomic`
    the function and the end of its job are one transaction: right for work in the database, wrong for
    whatever waits for others.
    """

    max_tries: int = 8
    backoff: timedelta = timedelta(seconds=5)
    atomic: bool = False
    dedupe: str = ""

    def wait_after(self, tries: int, number: int) -> timedelta:
        """How long to wait after so many tries; `number` (the job's) spreads the returns."""
        longest = timedelta(hours=1)
        span: timedelta = min(longest, self.backoff * 2 ** min(tries - 1, 20))
        return span * (1 + (number * 7919 % 256) / 1024)


def task(
    *,
    max_tries: int = 8,
    backoff: timedelta = timedelta(seconds=5),
    atomic: bool = False,
    priority: int = 0,
    queue_name: str = django_tasks.DEFAULT_TASK_QUEUE_NAME,
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Make a function a task, as `django_tasks.task` does, with the options of LeasedTask."""
    return django_tasks.task(
        priority=priority, queue_name=queue_name, max_tries=max_tries, backoff=backoff, atomic=atomic
    )


def once(work: Task[P, T], key: str, *, run_after: datetime | None = None) -> Task[P, T]:
    """The task under a key of at most 200 characters: while one job of it waits, no second one is added.

    One that runs already does not count, for it may have missed what the caller has just changed. Of two
    moments `run_after` the earlier one holds.
    """
    return replace(cast("LeasedTask[P, T]", work), dedupe=key, run_after=run_after)
