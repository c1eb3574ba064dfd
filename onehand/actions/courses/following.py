"""Following expected courses: what was reached, what was missed, each said exactly once (D12).

Everything that is written about the courses of one system is written under the lock under which its events are placed,
so that two workers, an event and a look at the system come one after the other. Nothing is missed because a system is
silent: only what it shows after the day counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from onehand.actions.contract import Happened, Process
from onehand.actions.courses import remedies
from onehand.actions.courses.defined import Definition, definition_of
from onehand.actions.courses.reading import Mark, is_dropped, marks_of, moment_after, working_day
from onehand.actions.events import intake
from onehand.actions.events.whom import Whom
from onehand.actions.hiding import hidden
from onehand.actions.models.courses import Course, Milestone
from onehand.actions.models.events import Event
from onehand.cases.models import Case
from onehand.foundation import clock, crashpoints
from onehand.people.models import Customer
from onehand.team.hours import BusinessHours
from onehand.team.models import Calendar
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record, verb

DAILY = timedelta(days=1)  # where nothing says until when
AGAIN = timedelta(hours=1)  # what was missed is looked at for whether it is reached after all
SILENT = timedelta(minutes=5)
UNSEEN = "course_unseen"
THEIRS = "course_theirs"


def open_ones() -> QuerySet[Course]:
    return Course.objects.filter(ended_at__isnull=True)


def hours_of(customer: Customer) -> BusinessHours:
    """The operator's calendar, with the public holidays of where the customer is, when known."""
    calendar, root = Calendar.default(), customer.canonical
    country = root.country or calendar.country
    state = root.state or (calendar.state if country == calendar.country else "")
    return BusinessHours.of(calendar.hours, calendar.time_zone, country, state)


@verb
def follow(customer: Customer, backend: str, number: str, processes: Sequence[Process]) -> list[Course]:
    """What a system shows of its customer `number` just now. New courses begin, old ones go on or end; what has become
    late or was reached since is said."""
    intake.in_turn(backend)
    if customer.canonical.forgotten_at is not None:
        return []
    hours, found = hours_of(customer), []
    for process in processes:
        definition = definition_of(backend, process.kind)
        if definition is not None and process.reference:
            course = _follow_one(customer, backend, number, hidden(process), definition, hours)
            found += [course] if course is not None else []
    return found


def _follow_one(
    customer: Customer, backend: str, number: str, process: Process, definition: Definition, hours: BusinessHours
) -> Course | None:
    reference, marks = process.reference[:120], marks_of(definition, process)
    course = Course.objects.filter(backend=backend, kind=process.kind, reference=reference).first()
    over = is_dropped(process) or all(mark.is_reached for mark in marks)
    if course is None:
        if over:
            return None
        course = Course.objects.create(
            backend=backend, kind=process.kind, reference=reference, number=number[:120], customer=customer.canonical
        )
    elif course.ended_at is not None:
        if over:
            return course
        course.ended_at, course.end = None, ""  # what was given up goes on after all
    course.number, course.seen_at, course.silent_since = number[:120], clock.now(), None
    if is_dropped(process):
        return _end(course, Course.End.REACHED if definition.dated else Course.End.DROPPED)
    _take_over(course, marks, hours)
    _go_on(course, definition.missed)
    return course


def is_expected(backend: str, process: Process) -> bool:
    """Whether something is still expected of it."""
    definition = definition_of(backend, process.kind)
    marks = marks_of(definition, process) if definition is not None else []
    return any(not mark.is_reached for mark in marks)


@verb
def begin_unshown(
    customer: Customer, backend: str, kind: str, reference: str, *, case: Case, booked_at: datetime
) -> Course | None:
    """Of what its system does not show as a process: the first milestone is reached, the others have their days."""
    intake.in_turn(backend)
    definition = definition_of(backend, kind)
    course = Course.objects.filter(backend=backend, kind=kind, reference=reference[:120]).first()
    if definition is None or (course is not None and course.ended_at is None):
        return course
    if course is None:
        course = Course(backend=backend, kind=kind, reference=reference[:120])
    course.customer, course.case, course.started_at = customer.canonical, case, booked_at
    course.ended_at, course.end = None, ""
    course.save()
    course.milestones.all().delete()
    first, hours = definition.milestones[0], hours_of(customer)
    for position, one in enumerate(definition.milestones):
        days = None if one is first or one.days is None else one.days
        until = working_day(booked_at, days, hours) if days is not None else None
        Milestone.objects.create(
            course=course, position=position, code=one.code, says=one.says.data(), until=until, theirs=one.theirs,
            expected_at=moment_after(until, hours) if until is not None else None,
            reached_at=booked_at if one is first else None,
        )  # fmt: skip
    ahead = course.milestones.filter(expected_at__isnull=False).order_by("expected_at").first()
    course.look_at = ahead.expected_at if ahead is not None and ahead.expected_at else clock.now() + DAILY
    course.save(update_fields=["look_at"])
    return course


def _take_over(course: Course, marks: Sequence[Mark], hours: BusinessHours) -> None:
    """The rows become what the system shows."""
    rows = {row.code: row for row in course.milestones.all()}
    for position, mark in enumerate(marks):
        row = rows.pop(mark.code, None) or Milestone(course=course, code=mark.code)
        row.position, row.says, row.theirs = position, mark.says.data(), mark.theirs or mark.waits
        if mark.is_reached:
            _reach(course, row, mark)
        else:
            _expect(course, row, mark, hours)
        row.save()
        if mark.is_stuck and row.stuck_at is None and row.reached_at is None:
            row.stuck_at = clock.now()
            row.save(update_fields=["stuck_at"])
            remedies.try_later(row)
    for row in rows.values():
        # It is agreed on no more, unless its day has come: then it has happened.
        if row.reached_at is None and (row.expected_at is None or row.expected_at > clock.now()):
            row.delete()
        elif row.reached_at is None:
            row.reached_at = clock.now()
            row.save(update_fields=["reached_at"])


def _reach(course: Course, row: Milestone, mark: Mark) -> None:
    if row.reached_at is not None:
        return
    was_open = row.pk is not None
    row.reached_at = min(mark.reached_at or clock.now(), clock.now())
    if was_open and mark.reached_kind:
        _say(course, Happened(
            f"reached:{course.pk}:{row.code}", mark.reached_kind, course.reference, row.reached_at, course.number
        ))  # fmt: skip


def _expect(course: Course, row: Milestone, mark: Mark, hours: BusinessHours) -> None:
    if row.reached_at is not None:
        return  # an event has said so since the system was read
    until = mark.until or _by_default(course, mark, hours)
    if until == row.until and row.pk is not None:
        return
    row.until, row.by_system = until, mark.until is not None
    row.expected_at = moment_after(until, hours) if until is not None else None
    if row.expected_at is None or row.expected_at > clock.now():
        row.missed_at = None  # a new day: it may be missed once more


def _by_default(course: Course, mark: Mark, hours: BusinessHours) -> date | None:
    if mark.days is None or mark.waits:
        return None
    since = course.started_at
    if mark.after:
        reached = course.milestones.filter(code=mark.after, reached_at__isnull=False).first()
        if reached is None or reached.reached_at is None:
            return None
        since = max(reached.reached_at, course.started_at)
    return working_day(since, mark.days, hours)


def _go_on(course: Course, missed: str) -> None:
    rows = list(course.milestones.filter(reached_at__isnull=True))
    if not rows:
        _end(course, Course.End.REACHED)
        return
    _miss(course, rows, missed)
    now = clock.now()
    ahead = [row.expected_at for row in rows if row.expected_at is not None and row.expected_at > now]
    again = [now + AGAIN] if any(row.missed_at is not None for row in rows) else []
    course.look_at = min([*ahead, *again], default=now + DAILY)
    course.save()


def _miss(course: Course, rows: Sequence[Milestone], kind: str) -> None:
    """Of several that are missed at once the furthest one is said: it names what the customer waits for."""
    now = clock.now()
    late = [row for row in rows if row.missed_at is None and row.expected_at is not None and row.expected_at <= now]
    if not late:
        return
    Milestone.objects.filter(pk__in=[row.pk for row in late]).update(missed_at=now)
    for row in late:
        row.missed_at = now
    crashpoints.reached("courses.missed")
    last = late[-1]
    _say_missed(course, last, THEIRS if all(row.theirs for row in late) else kind)
    crashpoints.reached("courses.said")
    if not last.theirs:
        remedies.try_later(last)


def _say_missed(course: Course, row: Milestone, kind: str) -> Event:
    assert row.expected_at is not None
    assert row.until is not None
    values = {"until": row.until.isoformat(), "step": row.code}
    one = Happened(missed_id(row), kind, course.reference, row.expected_at, course.number, values)
    return _say(course, one)


def missed_id(row: Milestone) -> str:
    """The same milestone is missed once for each day that it was expected on."""
    return f"missed:{row.course_id}:{row.code}:{row.until}"


def _say(course: Course, one: Happened) -> Event:
    """Through the door of all events: it finds the case or begins one with its hand, and tells once."""
    (event,) = intake.take(course.backend, [(one, Whom(course.number, known=course.customer_id))])
    if event.case is not None:
        course.case = event.case
        course.save(update_fields=["case"])
    return event


def _end(course: Course, how: Course.End) -> Course:
    course.ended_at, course.end = clock.now(), how
    course.save()
    return course


@verb
def unseen(course: Course) -> None:
    """Its system shows it no more. Whether what was expected has happened is not known: its case, if there is one, gets
    to know that; nobody is told that something is late."""
    intake.in_turn(course.backend)
    course.refresh_from_db()
    if course.ended_at is not None:
        return
    row = course.milestones.filter(reached_at__isnull=True, expected_at__lte=clock.now()).last()
    if row is not None and not row.theirs:
        _say_missed(course, row, UNSEEN)
    if row is not None or not course.milestones.filter(reached_at__isnull=True, expected_at__isnull=False).exists():
        _end(course, Course.End.UNSEEN)
        return
    ahead = course.milestones.filter(reached_at__isnull=True, expected_at__isnull=False).order_by("expected_at").first()
    course.look_at = ahead.expected_at if ahead is not None and ahead.expected_at else clock.now() + DAILY
    course.save(update_fields=["look_at"])


@verb
def postpone(course: Course) -> None:
    """Its system does not answer: nothing counts as missed meanwhile, and the case that waits for it says so, once."""
    intake.in_turn(course.backend)
    course.refresh_from_db()
    if course.ended_at is not None:
        return
    first = course.silent_since is None
    course.silent_since, course.look_at = course.silent_since or clock.now(), clock.now() + SILENT
    course.save(update_fields=["silent_since", "look_at"])
    if first and course.case is not None and course.case.state != "closed":
        words = course.milestones.filter(reached_at__isnull=True).first()
        said = {"what_de": course.reference, "what_en": course.reference}
        if words is not None:
            said = {f"what_{lang}": f"{course.reference}, {words.says.get(lang, '')}" for lang in ("de", "en")}
        values = {**said, "what": said["what_de"]}
        record("case", course.case.pk, Kind.ACTION_WAITS, by=SYSTEM, ref=course.pk, values=values)


def sweep() -> int:
    """No expected course is an orphan: each open one is looked at when something is due in it. How many were not."""
    lost = 0
    for course in open_ones().select_related("customer"):
        lost += _mend(course)
    return lost


@verb
def _mend(course: Course) -> int:
    intake.in_turn(course.backend)
    course.refresh_from_db()
    if course.ended_at is not None:
        return 0
    latest = clock.now() + DAILY
    due = course.milestones.filter(
        reached_at__isnull=True, missed_at__isnull=True, expected_at__lt=course.look_at
    ).order_by("expected_at").first()  # fmt: skip
    if due is not None and course.look_at > latest:
        course.look_at = due.expected_at or latest
        course.save(update_fields=["look_at"])
        return 1
    return 0
