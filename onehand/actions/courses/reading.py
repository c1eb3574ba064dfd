"""What a process as its system shows it means for its course: its milestones, until when, which of them are reached.
Pure: it reads no clock and writes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from onehand.actions.contract import Process, Stage
from onehand.actions.courses.defined import THEIRS, Definition, Expected
from onehand.actions.words import Words
from onehand.team.hours import BusinessHours

MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Mark:
    """`until` is the system's own day, or that of a later milestone that has one; else None, and `days` may say by
    default. `waits`: something that only the customer can do comes first."""

    code: str
    says: Words
    until: date | None = None
    days: int | None = None
    after: str = ""
    is_reached: bool = False
    reached_at: datetime | None = None
    is_stuck: bool = False
    theirs: bool = False
    waits: bool = False
    reached_kind: str = ""


def is_dropped(process: Process) -> bool:
    return any(stage.state == "dropped" for stage in process.stages)


def marks_of(definition: Definition, process: Process) -> list[Mark]:
    """In their order. A milestone behind which another one is reached was passed."""
    stages = {_code(stage): stage for stage in process.stages}
    wanted = [(one, _stage_of(one, stages)) for one in _wanted(definition, process)]
    # Of a step that the system does not name nothing is expected, but for the end, when it says until when.
    ends = definition.each or process.expected is not None
    last = definition.milestones[-1].code
    found = [_mark(one, stage, process) for one, stage in wanted if stage is not None or (ends and one.code == last)]
    if definition.dated:
        return [mark for mark in found if mark.until is not None or mark.is_reached]
    return _waiting(_dated(_passed(found), process.expected), process.stages)


def _stage_of(one: Expected, stages: Mapping[str, Stage]) -> Stage | None:
    if one.code in stages:
        return stages[one.code]
    return next((stage for code, stage in stages.items() if one.also and code.startswith(one.also)), None)


def _code(stage: Stage) -> str:
    """A system that names none is told apart by its words."""
    return stage.code or re.sub(r"[^a-z0-9]+", "_", stage.says.en.partition(":")[0].lower()).strip("_")[:60]


def _wanted(definition: Definition, process: Process) -> list[Expected]:
    if not definition.each:
        return list(definition.milestones)
    own = {code for one in definition.milestones for code in (one.code, *one.also)}
    says = {_code(stage): _plain(stage.says) for stage in process.stages}
    steps = [Expected(code, words, theirs=code in THEIRS) for code, words in says.items() if code and code not in own]
    return [*steps, *definition.milestones]


def _plain(says: Words) -> Words:
    """Without the cause behind a colon for which it hangs."""
    return Words(says.de.partition(":")[0], says.en.partition(":")[0])


def _mark(one: Expected, stage: Stage | None, process: Process) -> Mark:
    if stage is None:
        reached = bool(process.stages) and all(each.state == "done" for each in process.stages)
        return Mark(one.code, one.says, None, one.days, one.after, reached, theirs=one.theirs, reached_kind=one.reached)
    return Mark(
        one.code, one.says, stage.until, one.days, one.after, stage.state == "done", stage.at, stage.state == "stuck",
        one.theirs and stage.state != "stuck", reached_kind=one.reached,
    )  # fmt: skip


def _passed(marks: Sequence[Mark]) -> list[Mark]:
    last = max((place for place, mark in enumerate(marks) if mark.is_reached), default=-1)
    return [replace(mark, is_reached=True) if place < last else mark for place, mark in enumerate(marks)]


def _dated(marks: Sequence[Mark], end: date | None) -> list[Mark]:
    """What has no day of its own must have happened by the next one that has; and nothing is due before what comes
    first, whose day may have been moved."""
    found: list[Mark] = []
    following = end
    for mark in reversed(marks):
        until = mark.until or (None if mark.is_reached else following)
        following = until or following
        found.append(replace(mark, until=until))
    return _in_order(found[::-1])


def _in_order(marks: Sequence[Mark]) -> list[Mark]:
    found: list[Mark] = []
    latest: date | None = None
    for mark in marks:
        if mark.until is not None and not mark.is_reached:
            latest = max(mark.until, latest or mark.until)
            mark = replace(mark, until=latest)
        found.append(mark)
    return found


def _waiting(marks: Sequence[Mark], stages: Sequence[Stage]) -> list[Mark]:
    """Where it waits for the customer, what follows is not late by our own reckoning."""
    open_step = any(_code(stage) in THEIRS and stage.state == "now" for stage in stages)
    return [replace(mark, waits=True) if open_step and not mark.is_reached else mark for mark in marks]


def moment_after(day: date, hours: BusinessHours) -> datetime:
    """When it is looked at whether it has happened on that day: the next opening after its end, when somebody is there
    to act. On the place's clock, so that a clock change shifts nothing."""
    midnight = datetime.combine(day + timedelta(days=1), time(0), hours.zone).astimezone(UTC)
    return hours.next_opening(midnight)


def working_day(since: datetime, count: int, hours: BusinessHours) -> date:
    """The day `count` working days after that of `since`."""
    day = since.astimezone(hours.zone).date()
    for _ in range(MOST_DAYS):
        if count <= 0:
            break
        day += timedelta(days=1)
        count -= bool(hours.spans[day.weekday()]) and not hours.is_holiday(day)
    return day
