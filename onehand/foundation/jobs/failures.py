"""Jobs that have failed for good: listed for a person, who has them tried again or sets them aside."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from onehand.foundation import clock
from onehand.foundation.jobs import leases, wake
from onehand.foundation.jobs.models import Job, State


def listed() -> QuerySet[Job]:
    """All failed jobs, the newest first."""
    return Job.objects.filter(state=State.FAILED).order_by("-finished_at", "-id")


def try_again(job: Job) -> bool:
    """Let a failed job run once more, with all its tries; False if it is no longer failed."""
    again = leases.put_back(
        Job.objects.filter(pk=job.pk, state=State.FAILED), run_after=clock.now(), tries=0, finished_at=None
    )
    transaction.on_commit(wake.ring)
    return again


def discard(job: Job) -> bool:
    """Set a failed job aside: it counts as finished from now on; False if it is no longer failed."""
    now = clock.now()
    return bool(Job.objects.filter(pk=job.pk, state=State.FAILED).update(state=State.DONE, finished_at=now))
