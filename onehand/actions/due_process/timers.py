"""What becomes due by itself, each once over restarts and two workers: a conditional update of the row in one
transaction with what it says (R10, R11). Never a block: only its end, and what is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db.models import F, Q, QuerySet

from onehand.actions.due_process import days, words
from onehand.actions.due_process.appealing import open_appeal, tell_if_nobody
from onehand.actions.due_process.carrying import should_be
from onehand.actions.due_process.ending import carry_soon, end
from onehand.actions.due_process.roles import answers
from onehand.actions.due_process.telling import is_told, tell
from onehand.actions.models.due_process import Appeal, Blocking, Provisional, Recovery
from onehand.cases.lock import lock
from onehand.cases.models import Message
from onehand.foundation import clock, jobs
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record, verb

DECIDE_WITHIN = 3  # working days after the hearing; then it lapses, in the customer's favour
LATER = 2  # working days that an appeal which is late gets
AT_ONCE = 200
_log = logging.getLogger("onehand.due_process")
State = Blocking.State


@jobs.every(timedelta(minutes=1), name="hearings, decisions and appeals that are due")
@jobs.task()
def run_timers() -> None:
    fire()


def fire() -> dict[str, int]:
    """How many of each."""
    return {
        "heard": _each(_heard(), _hearing_over),
        "untold": _each(_untold(), _say_untold),
        "lapsed": _each(_undecided(), _lapse),
        "provisional": _each(_provisional_over(), _end_provisional),
        "appealed": _each(_blocked(), _appeal_by_reply),
        "late": _each(_late_appeals(), _appeal_late),
        "nobody": _each(_open_appeals(), _nobody),
        "carried": _each(_to_carry(), _carry),
        "waited": sum(_waited(one) for one in _to_wait().select_related("case")[:AT_ONCE]),
    }


def _to_wait() -> QuerySet[Recovery]:
    return Recovery.objects.filter(
        state=Recovery.State.ANNOUNCED, wait_until__lte=clock.now(), waited_at__isnull=True
    ).order_by("pk")  # fmt: skip


@verb
def _waited(row: Recovery) -> bool:
    """Nobody said no: now a person decides."""
    if not _to_wait().filter(pk=row.pk).update(waited_at=clock.now()):
        return False
    record("case", row.case_id, Kind.RECOVERY_WAITED, by=SYSTEM, ref=row.pk)
    return True


def _each(found: QuerySet[Blocking], act: Callable[[Blocking], bool]) -> int:
    done = 0
    for one in found.select_related("case__customer", "case__team").order_by("pk")[:AT_ONCE]:
        try:
            done += act(one)
        except Exception as error:  # one that cannot be served holds up no other; the next run tries it again
            _log.error("blocking %s: %s", one.pk, type(error).__name__, exc_info=error)
    return done


def _heard() -> QuerySet[Blocking]:
    return Blocking.objects.filter(state=State.HEARING, hearing_until__lte=clock.now())


@verb
def _hearing_over(blocking: Blocking) -> bool:
    """Only of what they were told, or have answered: else it goes on, and stands for a person."""
    lock(blocking.case)
    if not is_told(blocking.notice) and not answers(blocking).exists():
        return False
    until = days.end_of(blocking.case, DECIDE_WITHIN)  # from now: a worker that was away takes nobody's time
    if not _heard().filter(pk=blocking.pk).update(state=State.DECIDING, heard_at=clock.now(), decide_by=until):
        return False
    record("case", blocking.case_id, Kind.HEARING_OVER, by=SYSTEM, audience="customer", ref=blocking.pk,
           values={"until": until.isoformat()})  # fmt: skip
    return True


def _untold() -> QuerySet[Blocking]:
    return Blocking.objects.filter(state=State.HEARING, hearing_until__lte=clock.now(), heard_at__isnull=True)


@verb
def _say_untold(blocking: Blocking) -> bool:
    if is_told(blocking.notice) or not _untold().filter(pk=blocking.pk).update(heard_at=clock.now()):
        return False
    for audience in ("agent", "lead"):
        record("case", blocking.case_id, Kind.HEARING_UNTOLD, by=SYSTEM, audience=audience, ref=blocking.pk)
    return True


def _undecided() -> QuerySet[Blocking]:
    return Blocking.objects.filter(state=State.DECIDING, decide_by__lte=clock.now())


@verb
def _lapse(blocking: Blocking) -> bool:
    lock(blocking.case)
    if not _undecided().filter(pk=blocking.pk).exists():
        return False
    blocking.refresh_from_db()
    record("case", blocking.case_id, Kind.BLOCK_LAPSED, by=SYSTEM, audience="customer", ref=blocking.pk)
    end(blocking, Blocking.Outcome.LAPSED, by=SYSTEM, provisional=Provisional.objects.filter(blocking=blocking).first())
    return True


def _provisional_over() -> QuerySet[Blocking]:
    return Blocking.objects.filter(
        state__in=(State.HEARING, State.DECIDING), provisional__agreed=True, provisional__over_at__isnull=True,
        provisional__until__lte=clock.now(),
    )  # fmt: skip


@verb
def _end_provisional(blocking: Blocking) -> bool:
    lock(blocking.case)
    if not _provisional_over().filter(pk=blocking.pk).exists():
        return False
    Provisional.objects.filter(blocking=blocking, over_at__isnull=True).update(over_at=clock.now())
    record("case", blocking.case_id, Kind.PROVISIONAL_OVER, by=SYSTEM, audience="customer", ref=blocking.pk)
    carry_soon(blocking)
    return True


def _blocked() -> QuerySet[Blocking]:
    said = Q(
        case__messages__direction=Message.Direction.IN, case__messages__automatic="", case__messages__held=False,
        case__messages__pk__gt=F("told"),
    )  # fmt: skip
    return Blocking.objects.filter(said, state=State.BLOCKED, appeal__isnull=True).distinct()


@verb
def _appeal_by_reply(blocking: Blocking) -> bool:
    """Whatever they write after the decision is looked at by somebody else: no form has to be found for it."""
    lock(blocking.case)
    blocking.refresh_from_db()
    message = answers(blocking).filter(pk__gt=blocking.told_id or 0).first()
    if message is None or blocking.state != State.BLOCKED or Appeal.objects.filter(blocking=blocking).exists():
        return False
    open_appeal(blocking, message, by=blocking.case.customer.canonical)
    return True


def _open_appeals() -> QuerySet[Blocking]:
    return Blocking.objects.filter(state=State.APPEALED, appeal__nobody_at__isnull=True)


@verb
def _nobody(blocking: Blocking) -> bool:
    row = Appeal.objects.filter(blocking=blocking).first()
    return row is not None and tell_if_nobody(blocking, row)


def _late_appeals() -> QuerySet[Blocking]:
    return Blocking.objects.filter(
        state=State.APPEALED, appeal__upheld__isnull=True, appeal__late_at__isnull=True,
        appeal__decide_by__lte=clock.now(),
    )  # fmt: skip


@verb
def _appeal_late(blocking: Blocking) -> bool:
    lock(blocking.case)
    blocking.refresh_from_db()
    if not _late_appeals().filter(pk=blocking.pk).exists():
        return False
    row = Appeal.objects.get(blocking=blocking)
    row.late_at, row.decide_by = clock.now(), days.end_of(blocking.case, LATER)
    row.save(update_fields=["late_at", "decide_by"])
    for audience in ("agent", "lead"):
        record("case", blocking.case_id, Kind.APPEAL_LATE, by=SYSTEM, audience=audience, ref=blocking.pk)
    tell(blocking, "appeal_late", words.appeal_late(blocking, row), by=SYSTEM)
    return True


def _to_carry() -> QuerySet[Blocking]:
    """Whose job was lost, or whose run was given up: nothing decided is forgotten."""
    return Blocking.objects.filter(ended_at__isnull=True, why={})


def _carry(blocking: Blocking) -> bool:
    waits = blocking.state in (State.EXECUTING, State.RELEASING)
    if blocking.in_force == should_be(blocking) and not waits:
        return False
    carry_soon(blocking)
    return True
