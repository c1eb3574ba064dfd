"""What is still expected of what a system shows, for desk, portal and API: until when, and what was missed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from onehand.actions.contract import Process
from onehand.actions.courses.defined import definition_of
from onehand.actions.courses.reading import is_dropped, marks_of
from onehand.actions.models.courses import Course, Milestone
from onehand.actions.viewing import Read
from onehand.actions.words import Words


@dataclass(frozen=True, slots=True)
class Ahead:
    """One milestone; `state` is reached, missed or open. `by_system`: until is the system's own day."""

    code: str
    says: Words
    state: str
    until: date | None
    by_system: bool
    theirs: bool
    reached_at: datetime | None = None
    missed_at: datetime | None = None

    @property
    def is_missed(self) -> bool:
        return self.state == "missed"


Expectations = Mapping[Process, tuple[Ahead, ...]]


def expectations(reads: Iterable[Read]) -> dict[Process, tuple[Ahead, ...]]:
    """By process; nothing for what is over. Two queries, whatever the number."""
    shown = [(read.code, process) for read in reads for process in read.processes]
    rows = _rows([process.reference[:120] for _, process in shown])
    found = {}
    for code, process in shown:
        course = rows.get((code, process.kind, process.reference[:120]))
        ahead = _stored(course) if course is not None else _computed(code, process)
        if any(one.state != "reached" for one in ahead) and not is_dropped(process):
            found[process] = ahead
    return found


def _rows(references: list[str]) -> dict[tuple[str, str, str], Course]:
    if not references:
        return {}
    courses = Course.objects.filter(reference__in=references).prefetch_related("milestones")
    return {(one.backend, one.kind, one.reference): one for one in courses}


def _stored(course: Course) -> tuple[Ahead, ...]:
    return tuple(_of(row) for row in course.milestones.all())


def _of(row: Milestone) -> Ahead:
    return Ahead(
        row.code, row.words, row.state, row.until, row.by_system, row.theirs, row.reached_at, row.missed_at
    )  # fmt: skip


def _computed(backend: str, process: Process) -> tuple[Ahead, ...]:
    """Not followed yet: what the system itself says."""
    definition = definition_of(backend, process.kind)
    marks = marks_of(definition, process) if definition is not None else []
    return tuple(
        Ahead(
            mark.code, mark.says, "reached" if mark.is_reached else "open", mark.until, mark.until is not None,
            mark.theirs or mark.waits, mark.reached_at,
        )
        for mark in marks
    )  # fmt: skip
