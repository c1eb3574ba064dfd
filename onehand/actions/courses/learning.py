"""How expected courses become known: by an event of a system, and by a run that ended."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from onehand.actions import backends
from onehand.actions.contract import Unreachable
from onehand.actions.courses.defined import EVENTS, RUNS, definition_of
from onehand.actions.models import Run
from onehand.actions.models.courses import Course
from onehand.actions.models.events import Event
from onehand.foundation import clock, jobs
from onehand.people.models import Customer


def from_event(event: Event, customer: Customer) -> None:
    """Inside the event's transaction, under its system's lock. The system itself is read next, by the job."""
    kind, code = EVENTS.get(event.kind, ("", ""))
    if not kind or not event.reference or event.backend not in {one.code for one in backends.connected()}:
        return
    course = Course.objects.filter(backend=event.backend, kind=kind, reference=event.reference).first()
    if course is None:
        Course.objects.create(
            backend=event.backend, kind=kind, reference=event.reference, number=event.customer_number,
            customer=customer.canonical, case=event.case,
        )  # fmt: skip
        return
    if course.ended_at is not None:
        return
    if code:
        _passed(course, code, event)
    course.look_at, course.case = clock.now(), event.case or course.case
    course.save(update_fields=["look_at", "case"])


def _passed(course: Course, code: str, event: Event) -> None:
    row = course.milestones.filter(code=code).first()
    if row is not None:
        passed = course.milestones.filter(position__lte=row.position, reached_at__isnull=True)
        passed.update(reached_at=min(event.at, clock.now()))


def from_run(run: Run) -> None:
    """Inside the transaction that ends it; what it began is read from its system by a job."""
    if run.kind in RUNS and run.undoes_id is None:
        jobs.once(learn, f"course of run {run.pk}").enqueue(run.pk)


@jobs.task()
def learn(number: int) -> None:
    run = Run.objects.select_related("case__customer").filter(pk=number, state=Run.State.DONE).first()
    if run is None:
        return
    given = str(run.arguments.get("order") or run.arguments.get("contract") or "")
    for backend in run.steps.values_list("backend", flat=True).distinct():
        begin(run, backend, given.removeprefix(f"{backend}:"))


def begin(run: Run, backend: str, reference: str) -> None:
    """Open from now on; the system says how far it is. What no system shows, such as a payment, has default days."""
    # Here, since the courses are followed through the door of events, which asks this module.
    from onehand.actions.courses import following, looking

    customer, kind = run.case.customer, RUNS[run.kind]
    found: Sequence[Course] = ()
    with suppress(Unreachable):  # then from what is known; the system is asked when something is due
        found = looking.look(customer, backend)
    if not reference or any((one.kind, one.reference) == (kind, reference) for one in found):
        return
    if kind == "refund" and definition_of(backend, kind) is not None:
        following.begin_unshown(
            customer, backend, kind, reference, case=run.case, booked_at=run.ended_at or clock.now()
        )
