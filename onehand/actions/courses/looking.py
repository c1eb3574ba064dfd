"""Every minute the systems are read again of which something is expected by now, and no others; a silent one is asked
again later, and nothing counts as missed meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from onehand.actions import backends
from onehand.actions.contract import Process, Unreachable
from onehand.actions.courses import following
from onehand.actions.courses.reading import is_dropped
from onehand.actions.models.courses import Course
from onehand.actions.viewing import Read
from onehand.actions.who import who_of
from onehand.foundation import clock, jobs
from onehand.people.models import Customer

AT_ONCE = 200
_log = logging.getLogger("onehand.actions")


@jobs.every(timedelta(minutes=1), name="expected courses")
@jobs.task()
def look_at_due() -> None:
    due()


@jobs.every(timedelta(days=1), name="look for lost courses")
@jobs.task()
def look_for_lost() -> None:
    following.sweep()


def due() -> int:
    """How many customers' systems were read."""
    waiting = following.open_ones().filter(look_at__lte=clock.now()).select_related("customer", "case")
    rows = sorted(waiting.order_by("look_at")[:AT_ONCE], key=_whose)
    done = 0
    for (backend, _), group in groupby(rows, key=_whose):
        some = list(group)
        try:
            look(some[0].customer, backend, some)
            done += 1
        except Unreachable:
            for course in some:
                following.postpone(course)
        except Exception as error:  # one that cannot be followed holds up no other
            _log.error("courses of customer %s: %s", some[0].customer_id, type(error).__name__, exc_info=error)
    return done


def _whose(course: Course) -> tuple[str, int]:
    return course.backend, course.customer_id


def look(customer: Customer, backend: str, waiting: Sequence[Course] = ()) -> list[Course]:
    """Read outside of any transaction, then followed in one. Raises Unreachable."""
    numbers = {course.number for course in waiting} - {""}
    if not numbers:
        numbers = set(backends.asked(backend, lambda one: one.find(who_of(customer)), patient=False))
    found: list[Course] = []
    for number in sorted(numbers):
        view = backends.asked(backend, lambda one, number=number: one.read(number), patient=False)  # type: ignore[misc]
        found += following.follow(customer, backend, number, view.processes)
    shown = {course.pk for course in found}
    for course in waiting:
        if course.pk not in shown:
            following.unseen(course)
    return found


def seen(customer: Customer, reads: Sequence[Read]) -> None:
    """What the page of a case has just read: courses that are not known yet begin. One query a system where none is
    new. A page stands also where this does not work."""
    for read in reads:
        for view in read.views if read.down_since is None else ():
            running = [one for one in view.processes if _is_running(one)]
            try:
                if running and _has_new(read.code, running):
                    following.follow(customer, read.code, view.customer, running)
            except Exception as error:
                _log.error("courses of customer %s: %s", customer.pk, type(error).__name__, exc_info=error)


def _is_running(process: Process) -> bool:
    ahead = any(stage.state in ("now", "next", "stuck") for stage in process.stages)
    return ahead and not is_dropped(process)


def _has_new(backend: str, processes: Sequence[Process]) -> bool:
    wanted = {(one.kind, one.reference[:120]) for one in processes if following.is_expected(backend, one)}
    known = Course.objects.filter(backend=backend, reference__in=[reference for _, reference in wanted])
    return bool(wanted - set(known.values_list("kind", "reference"))) if wanted else False
