"""Work in the background that survives kill -9: leases, backoff, schedules, behind Django's Tasks interface.

    from onehand.foundation import jobs

    @jobs.every(timedelta(minutes=5), name="close by silence")
    @jobs.task(max_tries=3)
    def close_silent_cases() -> None: ...

    jobs.once(index_case, f"index {number}").enqueue(number)

`enqueue` writes a row in the caller's transaction. Delivery is at least once: a task that talks to others
must be able to run again; with `@jobs.task(atomic=True)` the effect in the database and the end of the job
are one transaction, so that it happens exactly once. `worker` runs the jobs, `failures` lists what needs a
person.

This module is imported before Django knows its models; what needs them is imported where it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onehand.foundation.jobs.schedules import every
from onehand.foundation.jobs.task import Again, GiveUp, LeasedTask, once, task

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from onehand.foundation.jobs.models import Job

__all__ = ["Again", "GiveUp", "LeasedTask", "every", "failed", "forget", "once", "run_due", "task"]


def failed() -> QuerySet[Job]:
    """The jobs that have failed for good, the newest first; see `failures` for what can be done with one."""
    from onehand.foundation.jobs import failures

    return failures.listed()


def forget(value: str) -> int:
    """Delete all jobs that name this value (a person's address, say); how many."""
    from onehand.foundation.jobs import purge

    return purge.forget(value)


def run_due(limit: int = 1000) -> int:
    """Run the jobs that are due, and those they enqueue, in this thread; how many ran."""
    from onehand.foundation.jobs import worker

    return worker.run_due(limit)
