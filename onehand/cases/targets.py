"""How soon a customer is answered, per channel and customer group, in business time (C6). The clock begins with their
oldest open word and stops for nothing but a real answer or their own wish to wait."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from onehand.cases import due as dues
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Target
from onehand.foundation import clock, jobs, text
from onehand.foundation.prepared import Prepared
from onehand.team.hours import BusinessHours
from onehand.team.models import Agent, Calendar
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb

LONGEST = 60 * 24 * 60  # business minutes
AT_ONCE = 500
BATCHES = 10  # of one run; what is left over waits a minute
_CHANNEL = re.compile(r"[a-z][a-z0-9_-]{0,19}\Z")
_ALIKE = {"form": "email", "api": "email"}  # what is answered by mail


@dataclass(frozen=True, slots=True)
class Targets:
    """All targets as they stand; read once for a batch of mails."""

    minutes: Mapping[tuple[str, str], int]

    @classmethod
    def load(cls) -> Targets:
        return cls({(target.channel, target.group): target.minutes for target in _ALL.rows()})

    def span(self, channel: str, group: str) -> timedelta:
        """Business time until an answer; the most specific target wins, without any it is the operator's setting."""
        channel = _ALIKE.get(channel, channel)
        for key in ((channel, group), (channel, ""), ("", group), ("", "")):
            if key in self.minutes:
                return timedelta(minutes=self.minutes[key])
        return timedelta(hours=settings.ONEHAND.response_hours)


_ALL: Prepared[Target] = Prepared(lambda _blank: Target.objects.order_by("pk"))


def answer_due(at: datetime, hours: BusinessHours | None = None, *, channel: str = "", group: str = "") -> datetime:
    """Until when the target wants an answer. `hours` are the default calendar's, unless given."""
    return (hours or Calendar.default().business).add(at, Targets.load().span(channel, group))


def hours_of(case: Case, default: BusinessHours) -> BusinessHours:
    """The business time that counts for this case; `default` is that of the operator's calendar."""
    customer = case.customer.canonical
    plain = not (customer.country or customer.state) and (case.team is None or case.team.calendar_id is None)
    return default if plain else dues.hours_for(case)


def due_within(case: Case, at: datetime, *, channel: str, targets: Targets, default: BusinessHours) -> datetime:
    """As `due_for`, with what a batch has read already."""
    span = targets.span(channel, case.customer.canonical.group)
    return hours_of(case, default).add(at, span)


def due_for(case: Case, at: datetime, channel: str) -> datetime:
    """Until when this case's customer, who wrote at `at` in this channel, is to be answered."""
    return due_within(case, at, channel=channel, targets=Targets.load(), default=Calendar.default().business)


def start_clock(case: Case, at: datetime, due: datetime) -> list[str]:
    """A word of the customer that waits for an answer, on the object only; the fields that it changed.

    A further word sets no later time; it sets an earlier one where they had wished to wait, or chose a quicker channel.
    """
    if case.waiting_since is None:
        case.waiting_since, case.answer_due, case.answer_late_at = at, due, None
        return ["waiting_since", "answer_due", "answer_late_at"]
    if case.answer_due is None or due < case.answer_due:
        case.answer_due = due
        return ["answer_due"]
    return []


def put_off(case: Case, until: datetime) -> list[str]:
    """The customer wishes to wait, on the object only; the fields that it changed. Nobody is late any more."""
    if case.waiting_since is None or (case.answer_due is not None and case.answer_due >= until):
        return []
    case.answer_due, case.answer_late_at = until, None
    return ["answer_due", "answer_late_at"]


def stop_clock(case: Case) -> list[str]:
    """A real answer was given, on the object only; the fields that it changed."""
    case.waiting_since = case.answer_due = case.answer_late_at = None
    return ["waiting_since", "answer_due", "answer_late_at"]


@verb
def set_target(channel: str, group: str, minutes: int, *, by: Agent) -> Target:
    """Blank means any. It holds for what comes in from now on: what was announced to somebody stays.

    Raises Refused: leads_only, channel_unknown, minutes_range.
    """
    _guard(by)
    channel, group = channel.strip().lower(), text.one_line(group, 40)
    channel = _ALIKE.get(channel, channel)
    if channel and not _CHANNEL.match(channel):
        raise Refused("channel_unknown")
    if not 1 <= minutes <= LONGEST:
        raise Refused("minutes_range", most=LONGEST)
    target, _ = Target.objects.update_or_create(channel=channel, group=group, defaults={"minutes": minutes})
    values = {"channel": channel, "group": group, "minutes": minutes}
    record("target", target.pk, Kind.TARGET_CHANGED, by=by, audience="lead", values=values)
    return target


@verb
def drop_target(target: Target, *, by: Agent) -> None:
    """Raises Refused: leads_only. One that is gone already is gone."""
    _guard(by)
    number = target.pk
    if not Target.objects.filter(pk=number).delete()[0]:
        return
    values = {"channel": target.channel, "group": target.group, "minutes": None}
    record("target", number, Kind.TARGET_CHANGED, by=by, audience="lead", values=values)


def _guard(by: Agent) -> None:
    if not by.leads:
        raise Refused("leads_only")


@jobs.every(timedelta(minutes=1), name="tell the leads of late answers")
@jobs.task()
def escalate_late() -> None:
    escalate()


def escalate(*, by: Acts = SYSTEM) -> int:
    """Tell the leads of every answer whose target has passed, once for each waiting; how many were told."""
    now, told = clock.now(), 0
    for _ in range(BATCHES):
        late = list(_late(now)[:AT_ONCE])
        told += sum(_tell(case, now, by=by) for case in late)
        if len(late) < AT_ONCE:
            break
    return told


def _late(now: datetime) -> QuerySet[Case]:
    waiting = Case.objects.filter(waiting_since__isnull=False, answer_late_at__isnull=True, answer_due__lte=now)
    return waiting.order_by("answer_due", "pk").only("answer_due")


@verb
def _tell(case: Case, now: datetime, *, by: Acts) -> int:
    """The conditional update is the guard: of many workers one tells, and a new waiting is told of anew."""
    due = case.answer_due
    same = Case.objects.filter(pk=case.pk, waiting_since__isnull=False, answer_due=due, answer_late_at__isnull=True)
    if due is None or not same.update(answer_late_at=now):
        return 0
    record("case", case.pk, Kind.ANSWER_LATE, by=by, audience="lead", values={"due": due.isoformat()})
    return 1
