"""The loop that runs jobs: one thread looks for work, a few run it, one keeps the leases alive."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable, Collection
from datetime import datetime

from django.db import DatabaseError, close_old_connections, connection, connections

from onehand.foundation import clock, crashpoints
from onehand.foundation.jobs import holder, leases, schedules
from onehand.foundation.jobs.models import Job
from onehand.foundation.jobs.run import run
from onehand.foundation.jobs.wake import Bell

logger = logging.getLogger("onehand.jobs")

_ROUND = 1.0  # seconds between two looks at schedules and at jobs that become due by time alone


class Worker:
    """Runs jobs until `stop` is set. Any number may run, in any number of processes and machines.

    `threads` jobs run at a time. `lease` is the time in seconds after which a silent worker loses its jobs,
    and `grace` the time that running jobs are given to end after `stop`.
    """

    def __init__(
        self,
        stop: threading.Event,
        *,
        threads: int = 4,
        queues: Collection[str] = ("default",),
        lease: float = leases.LEASE,
        grace: float = 10.0,
    ) -> None:
        self._stop = stop
        self._threads = threads
        self._queues = queues
        self._lease = lease
        self._grace = grace
        self._name = holder.me()
        self._reaper = leases.Reaper(lease)
        self._work: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._held: dict[int, tuple[str, float]] = {}  # number of the job: its token, and when it was claimed

    def run(self) -> None:
        """Work until `stop` is set, then let running jobs end."""
        self._bell = Bell()
        over = threading.Event()
        runners = [self._thread(self._run_jobs, f"jobs-{n}") for n in range(self._threads)]
        keeper = self._thread(lambda: self._keep_leases(over), "jobs-leases")
        try:
            self._look_for_work()
        finally:
            self._give_back_unbegun()
            for _ in runners:
                self._work.put(None)
            end = time.monotonic() + self._grace
            for runner in runners:
                runner.join(max(0.0, end - time.monotonic()))
            over.set()
            keeper.join(self._grace)
            self._bell.close()
            connections.close_all()

    def _thread(self, work: Callable[[], None], name: str) -> threading.Thread:
        thread = threading.Thread(target=work, name=name, daemon=True)
        thread.start()
        return thread

    def _look_for_work(self) -> None:
        looked = reaped = -1e9
        next_due: datetime | None = None
        while not self._stop.is_set():
            try:
                close_old_connections()
                if time.monotonic() - reaped >= min(5.0, self._lease / 4):
                    reaped = time.monotonic()
                    self._reaper.reap()
                if time.monotonic() - looked >= _ROUND or (next_due and clock.now() >= next_due):
                    looked = time.monotonic()
                    next_due = schedules.fire_due()
                if self._claim():
                    continue
            except Exception:
                # Database away, disk full: a worker outlives it.
                logger.exception("looking for jobs failed")
                connections.close_all()
                self._stop.wait(1.0)
            self._bell.wait(_ROUND)

    def _claim(self) -> bool:
        """Claim jobs if a thread is idle; whether there may be more at once."""
        with self._guard:
            held = len(self._held)
        if held >= self._threads:
            return False
        # Each claim costs SQLite a flush to disk, and there no other worker waits for what this one keeps.
        room = self._threads * (4 if connection.vendor == "sqlite" else 1) - held
        jobs = leases.claim(room, worker=self._name, queues=self._queues)
        if jobs:
            crashpoints.reached("jobs.claimed")
        now = time.monotonic()
        with self._guard:
            self._held |= {job.pk: (job.token, now) for job in jobs}
        for job in jobs:
            self._work.put(job)
        return len(jobs) == room

    def _give_back_unbegun(self) -> None:
        with contextlib.suppress(queue.Empty, DatabaseError):
            while (job := self._work.get_nowait()) is not None:
                leases.put_back(leases.mine(job), run_after=job.run_after, tries=job.tries - 1)

    def _run_jobs(self) -> None:
        while (job := self._work.get()) is not None:
            try:
                close_old_connections()
                run(job)
            except Exception:
                logger.exception("the end of job %s could not be recorded", job.pk)
                connections.close_all()
            finally:
                with self._guard:
                    self._held.pop(job.pk, None)
                self._bell.ring()
        connections.close_all()

    def _keep_leases(self, over: threading.Event) -> None:
        """Beat three times in a lease for all jobs that have been running for a while."""
        pause = self._lease / 3
        while not over.wait(pause):
            now = time.monotonic()
            with self._guard:
                tokens = {pk: token for pk, (token, since) in self._held.items() if now - since >= pause / 2}
            try:
                if tokens:
                    close_old_connections()
                    leases.beat(tokens)
            except Exception:
                logger.exception("leases could not be kept")
                connections.close_all()
        connections.close_all()


def run_due(limit: int = 1000) -> int:
    """Run due jobs one after the other in this thread, up to so many; how many ran."""
    ran = 0
    while ran < limit and (jobs := leases.claim(1, worker=holder.me(), queues=("default",))):
        run(jobs[0])
        ran += 1
    return ran
