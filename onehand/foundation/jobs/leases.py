"""Claiming, keeping, ending and losing a job, each one conditional update on the row.

A lease has no moment at which it ends, since clocks jump. Its holder counts up `beat`, and whoever has
watched the same number for a whole lease on the own monotonic clock may take the job away. Each claim has a
new token, and only who has the token ends the job; so a worker that was asleep for too long cannot.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from onehand.foundation import clock
from onehand.foundation.jobs import holder
from onehand.foundation.jobs.models import Job, State
from onehand.foundation.jobs.task import Again, GiveUp, LeasedTask

LEASE = 30.0  # seconds without a beat after which a job is taken away from its holder


def claim(limit: int, *, worker: str, queues: Collection[str]) -> list[Job]:
    """Take up to so many due jobs, the most urgent first; they are then running under a new token."""
    now = clock.now()
    due = Job.objects.filter(state=State.WAITING, run_after__lte=now, queue__in=queues)
    if not due.exists():
        return []  # to look costs nobody a turn to write
    token = uuid.uuid4().hex
    with transaction.atomic():
        jobs = list(due.select_for_update(skip_locked=True).order_by("-priority", "run_after", "id")[:limit])
        Job.objects.filter(pk__in=[job.pk for job in jobs]).update(
            state=State.RUNNING, token=token, beat=0, tries=F("tries") + 1, worker=worker, started_at=now
        )
    for job in jobs:
        job.state, job.token, job.beat, job.worker, job.started_at = State.RUNNING, token, 0, worker, now
        job.tries += 1
    return jobs


def mine(job: Job) -> QuerySet[Job]:
    """The row, as long as this claim of it holds."""
    return Job.objects.filter(pk=job.pk, token=job.token, state=State.RUNNING)


def beat(tokens: Mapping[int, str]) -> None:
    """Say that the holder of these jobs lives.

    A row that its own transaction has locked is passed over; nobody else can touch it either.
    """
    held = Job.objects.filter(pk__in=tokens, token__in=set(tokens.values()), state=State.RUNNING)
    with transaction.atomic():
        numbers = list(held.select_for_update(skip_locked=True).values_list("pk", flat=True))
        Job.objects.filter(pk__in=numbers).update(beat=F("beat") + 1)


def finish(job: Job, value: Any) -> bool:
    """End a job well; False if it is no longer ours, and then nothing changes."""
    ended = {"state": State.DONE, "result": value, "finished_at": clock.now(), "error_class": "", "error": ""}
    if not mine(job).update(token="", **ended):
        return False
    for name, changed in ended.items():
        setattr(job, name, changed)
    return True


def give_up_or_back(job: Job, task: LeasedTask[Any, Any] | None, error: BaseException, trace: str) -> bool:
    """After an error: later again, or failed if its tries are used up; False if it is no longer ours."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"[:200]
    told = {"error_class": kind, "error": trace}
    if isinstance(error, Again):
        return put_back(mine(job), run_after=clock.now() + error.after, tries=job.tries - 1)
    if isinstance(error, GiveUp) or job.tries >= job.max_tries:
        return bool(mine(job).update(state=State.FAILED, token="", finished_at=clock.now(), **told))
    wait = task.wait_after(job.tries, job.pk) if task else timedelta(minutes=1)
    return put_back(mine(job), run_after=clock.now() + wait, **told)


def put_back(row: QuerySet[Job], **changes: Any) -> bool:
    """Let a job wait again. If its twin of the same key has been enqueued meanwhile, that one replaces it."""
    try:
        with transaction.atomic():
            return bool(row.update(state=State.WAITING, token="", **changes))
    except IntegrityError:
        ended = {**changes, "finished_at": clock.now()}
        return bool(row.update(state=State.REPLACED, token="", **ended))


class Reaper:
    """Takes jobs away from holders that are dead or have been silent for a whole lease."""

    def __init__(self, lease: float = LEASE) -> None:
        self._lease = lease
        self._watched: dict[int, tuple[str, int, float]] = {}

    def reap(self) -> int:
        """Look once; call it a few times in a lease. How many jobs were taken away."""
        seen = time.monotonic()
        watched: dict[int, tuple[str, int, float]] = {}
        lost = []
        running = Job.objects.filter(state=State.RUNNING)
        for job in running.only("token", "beat", "worker", "tries", "max_tries"):
            token, count, since = self._watched.get(job.pk, ("", -1, seen))
            if (token, count) != (job.token, job.beat):
                since = seen
            watched[job.pk] = (job.token, job.beat, since)
            if seen - since >= self._lease or holder.is_dead(job.worker):
                lost.append(job)
        self._watched = watched
        return sum(_take_away(job) for job in lost)


def _take_away(job: Job) -> bool:
    row = mine(job).filter(beat=job.beat)
    told = {"error_class": "", "error": "The worker ended or fell silent while it ran this job."}
    with transaction.atomic():
        if not row.select_for_update(skip_locked=True).exists():
            return False
        if job.tries >= job.max_tries:
            return bool(row.update(state=State.FAILED, token="", finished_at=clock.now(), **told))
        # The first time it is most likely the worker that was killed, later perhaps this job that kills
        # workers.
        wait = timedelta(0) if job.tries == 1 else timedelta(seconds=5) * 2 ** min(job.tries, 9)
        return put_back(row, run_after=clock.now() + wait, **told)
