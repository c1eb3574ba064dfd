"""The backend of Django's Tasks interface: `enqueue` writes a row, in the transaction of whoever calls."""

from __future__ import annotations

from typing import Any, ParamSpec, TypeVar, cast

from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist
from django_tasks.signals import task_enqueued
from django_tasks.utils import normalize_json

from onehand.foundation import clock
from onehand.foundation.jobs import wake
from onehand.foundation.jobs.models import Job, State
from onehand.foundation.jobs.task import LeasedTask

P = ParamSpec("P")
T = TypeVar("T")

_STATUS = {
    State.WAITING: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.REPLACED: TaskResultStatus.SUCCESSFUL,
    State.FAILED: TaskResultStatus.FAILED,
}


class LeasedBackend(BaseTaskBackend):
    """`TASKS = {"default": {"BACKEND": "onehand.foundation.jobs.backend.LeasedBackend"}}`"""

    task_class = LeasedTask
    supports_defer = True
    supports_async_task = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:
        """Write the job; workers of this process wake when the transaction is committed.

        Raises InvalidTaskError for a task that this backend cannot run, TypeError for arguments JSON cannot
        hold.
        """
        self.validate_task(task)
        work = cast("LeasedTask[P, T]", task)
        if work.dedupe:
            with transaction.atomic():
                job = self._join(work) or self._add_once(work, args, kwargs)
        else:
            job = self._row(work, args, kwargs)
            job.save(force_insert=True)
        result = cast("TaskResult[T]", as_result(job, task))
        task_enqueued.send(type(self), task_result=result)
        transaction.on_commit(wake.ring)
        return result

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """The present state of a job. Raises TaskResultDoesNotExist."""
        try:
            job = Job.objects.get(pk=int(result_id))
        except (Job.DoesNotExist, ValueError):
            raise TaskResultDoesNotExist(result_id) from None
        return as_result(job, task_of(job))

    def _row(self, task: LeasedTask[Any, Any], args: Any, kwargs: Any) -> Job:
        now = clock.now()
        return Job(
            task=task.module_path,
            args=normalize_json(args),
            kwargs=normalize_json(kwargs),
            queue=task.queue_name,
            backend=self.alias,
            priority=task.priority,
            dedupe=task.dedupe,
            enqueued_at=now,
            run_after=task.run_after or now,
            max_tries=task.max_tries,
        )

    def _join(self, task: LeasedTask[Any, Any]) -> Job | None:
        """The job that waits under the same key, if any.

        It is locked until the caller commits: were it claimed earlier, it would run without seeing the
        caller's changes, and nobody would run after them.
        """
        job = Job.objects.select_for_update().filter(dedupe=task.dedupe, state=State.WAITING).first()
        due = task.run_after or clock.now()
        if job is not None and due < job.run_after and job.tries == 0:
            job.run_after = due
            job.save(update_fields=["run_after"])
        return job

    def _add_once(self, task: LeasedTask[Any, Any], args: Any, kwargs: Any) -> Job:
        for _ in range(10):
            row = self._row(task, args, kwargs)
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
                return row
            except IntegrityError:
                # Somebody else added one since we looked. Unless it is claimed by now, that one is ours too.
                job = self._join(task)
                if job is not None:
                    return job
        raise InvalidTaskError(f"no agreement about the one job called {task.dedupe!r}")


def task_of(job: Job) -> LeasedTask[Any, Any]:
    """The task a job calls. Raises ImportError if the code has none of that name any more."""
    found = import_string(job.task)
    if not isinstance(found, LeasedTask):
        raise ImportError(f"{job.task} is no task")
    return found


def as_result(job: Job, task: Task[Any, Any]) -> TaskResult[Any]:
    """A job as Django's Tasks interface shows it; its id is the job's number."""
    errors = [TaskError(exception_class_path=job.error_class, traceback=job.error)] if job.error_class else []
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(job.pk),
        status=_STATUS[State(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        last_attempted_at=job.started_at,
        finished_at=job.finished_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=job.backend,
        errors=errors,
        worker_ids=[job.worker] * job.tries,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
