"""Run one claimed job and record how it ended."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from django.db import transaction
from django_tasks.base import TaskContext
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import normalize_json

from onehand.foundation import crashpoints
from onehand.foundation.jobs import leases
from onehand.foundation.jobs.backend import LeasedBackend, as_result, task_of
from onehand.foundation.jobs.models import Job
from onehand.foundation.jobs.task import Again, LeasedTask

logger = logging.getLogger("onehand.jobs")


class Lost(Exception):
    """The lease went to another worker meanwhile; whatever this one did in its transaction is undone."""


def run(job: Job) -> bool:
    """Call the task and end the job; whether it ended well. Errors of the task are recorded, not raised.

    Raises DatabaseError if the end could not be recorded: the job stays leased and is reaped later.
    """
    task: LeasedTask[Any, Any] | None = None
    try:
        task = task_of(job)
        task_started.send(LeasedBackend, task_result=as_result(job, task))
        crashpoints.reached("jobs.before_effect")
        if task.atomic:
            _run_atomic(job, task)
        else:
            value = _run(job, task)
    except Lost:
        return _tell_lost(job)
    except BaseException as error:
        _record(job, task, error)
        return False
    if not task.atomic and not leases.finish(job, value):
        return _tell_lost(job)
    crashpoints.reached("jobs.after_done")
    task_finished.send(LeasedBackend, task_result=as_result(job, task))
    return True


def _run(job: Job, task: LeasedTask[Any, Any]) -> Any:
    if not leases.mine(job).exists():
        raise Lost
    value = _call(job, task)
    crashpoints.reached("jobs.after_effect")
    crashpoints.reached("jobs.before_done")
    return value


def _run_atomic(job: Job, task: LeasedTask[Any, Any]) -> None:
    with transaction.atomic():
        if leases.mine(job).select_for_update().first() is None:
            raise Lost
        value = _call(job, task)
        crashpoints.reached("jobs.after_effect")
        if not leases.finish(job, value):
            raise Lost
        crashpoints.reached("jobs.before_done")


def _tell_lost(job: Job) -> bool:
    logger.warning("job %s (%s) was taken away while it ran", job.pk, job.task)
    return False


def _call(job: Job, task: LeasedTask[Any, Any]) -> Any:
    context = [TaskContext(task_result=as_result(job, task))] if task.takes_context else []
    return normalize_json(task.call(*context, *job.args, **job.kwargs))


def _record(job: Job, task: LeasedTask[Any, Any] | None, error: BaseException) -> None:
    trace = "".join(traceback.format_exception(error))[-8000:]
    if not leases.give_up_or_back(job, task, error, trace):
        _tell_lost(job)
    elif not isinstance(error, Again):
        # The class only: what an error says may quote a customer.
        logger.warning("job %s (%s) try %s of %s: %s", job.pk, job.task, job.tries, job.max_tries, type(error).__name__)
