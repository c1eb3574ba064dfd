"""Tasks that the tests of this room call. What they did is kept in a list, or in a table of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django_tasks import TaskContext
from django_tasks import task as plain_task

from onehand.foundation import jobs

done: list[Any] = []
errors: list[Exception] = []


@plain_task
def note(what: Any, times: int = 1) -> int:
    done.append(what)
    return times


@jobs.task(max_tries=3, backoff=timedelta(seconds=10))
def fail(what: str) -> None:
    done.append(what)
    raise errors.pop(0) if errors else RuntimeError("the other side is away")


@jobs.task(atomic=True, max_tries=3)
def note_and_fail_later(what: str) -> None:
    note.enqueue(what)
    raise RuntimeError(what)


@plain_task(takes_context=True)
def tell_try(context: TaskContext) -> int:
    done.append((context.task_result.id, context.attempt))
    return context.attempt


@jobs.every(timedelta(hours=1), name="test: strike")
@plain_task
def strike() -> None:
    done.append("strike")


@jobs.task(atomic=True, max_tries=100)
def count(number: int) -> None:
    """The effect has no guard of its own: run twice, it would be seen twice."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effects (number) VALUES (%s)", [number])


@jobs.task(max_tries=100)
def count_once(number: int) -> None:
    """The effect guards itself, as one outside the database has to."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO effects (number) VALUES (%s) ON CONFLICT DO NOTHING", [-number])
