"""What is to be done in the background, and when what repeats is due next."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class State(models.TextChoices):
    """A job waits, runs, and is done or failed; `replaced` is one whose twin was enqueued while it ran."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    REPLACED = "replaced"


class Job(models.Model):
    """One call of a task. A row is written in the transaction of whoever asks for it."""

    task = models.CharField(max_length=200)  # dotted path of the function
    args: models.JSONField[Any, Any] = models.JSONField(default=list)
    kwargs: models.JSONField[Any, Any] = models.JSONField(default=dict)
    queue = models.CharField(max_length=32)
    backend = models.CharField(max_length=32)
    priority = models.SmallIntegerField(default=0)
    dedupe = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    enqueued_at = models.DateTimeField()
    run_after = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    max_tries = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=32, blank=True)  # the lease: new at each claim
    beat = models.PositiveIntegerField(default=0)  # counts up while the holder of the lease lives
    worker = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    result: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    error_class = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dedupe"],
                condition=models.Q(state="waiting") & ~models.Q(dedupe=""),
                name="jobs_one_waiting_per_key",
            ),
        ]
        # Whole indexes, since SQLite uses a partial one only for a state that is written into the statement.
        indexes: ClassVar = [
            models.Index(fields=["state", "-priority", "run_after", "id"], name="jobs_next"),
            models.Index(fields=["state", "run_after"], name="jobs_due"),
            models.Index(fields=["state", "finished_at"], name="jobs_finished"),
            models.Index(fields=["dedupe", "state"], name="jobs_dedupe"),
        ]

    def __str__(self) -> str:
        return f"{self.task.rpartition('.')[2]} ({self.state})"


class Schedule(models.Model):
    """When a repeating task is due next."""

    name = models.CharField(max_length=200, unique=True)
    due = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}, due {self.due.isoformat()}"
