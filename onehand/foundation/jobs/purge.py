"""Finished jobs are kept for a week, failed ones until a person has dealt with them."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from onehand.foundation import clock
from onehand.foundation.jobs.models import Job, State
from onehand.foundation.jobs.schedules import every
from onehand.foundation.jobs.task import task

KEPT = timedelta(days=7)
_BATCH = 500  # rows in one transaction, so that other writers wait only milliseconds


@every(timedelta(hours=1), name="purge finished jobs")
@task(max_tries=2)
def purge_finished_jobs() -> int:
    """Delete the jobs that ended more than a week ago; how many."""
    old = Job.objects.filter(state__in=[State.DONE, State.REPLACED], finished_at__lt=clock.now() - KEPT)
    deleted = 0
    while numbers := list(old.values_list("pk", flat=True)[:_BATCH]):
        deleted += Job.objects.filter(pk__in=numbers).delete()[0]
    return deleted


def forget(value: str) -> int:
    """Delete the jobs that bear this value in their arguments or their result, whatever their state; how many."""
    if not value:
        return 0
    named = Q(args__icontains=value) | Q(kwargs__icontains=value) | Q(error__icontains=value)
    return Job.objects.filter(named).delete()[0]
