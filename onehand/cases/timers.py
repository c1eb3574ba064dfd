"""The timers of promises: reminded, at risk, late, told. Each fires once, over restarts, clock changes and two workers:
a conditional update of the row, in one transaction with what it says (R10, R11, R16)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from onehand.cases import amends, lateness
from onehand.cases import due as dues
from onehand.cases.errors import Refused
from onehand.cases.models import Delivery, Holding, Outgoing, Promise
from onehand.cases.promise_state import OPEN
from onehand.foundation import clock, crashpoints, jobs
from onehand.timeline.kinds import Kind
from onehand.timeline.models import Entry
from onehand.timeline.record import SYSTEM, record, verb

AT_ONCE = 500
SAY_AGAIN = timedelta(days=7)  # an orphan that is still one
_UNDER_WAY = (Delivery.QUEUED.value, Delivery.SENDING.value, Delivery.DEFERRED.value)
_log = logging.getLogger("onehand.promises")


@jobs.every(timedelta(minutes=1), name="timers of promises")
@jobs.task()
def run_timers() -> None:
    fire()


@jobs.every(timedelta(days=1), name="look for lost promises")
@jobs.task()
def look_for_lost() -> None:
    sweep()


def fire() -> dict[str, int]:
    """Whatever is due now, each once; how many of each. What is late already is neither reminded of nor at risk."""
    return {
        "reminded": _each(_to_remind(), _remind),
        "at_risk": _each(_to_risk(), _risk),
        "late": _each(_to_be_late(), _late),
        "told": _each(_to_tell(), _tell),
    }


def _each(found: QuerySet[Promise], act: Callable[[Promise], bool]) -> int:
    done = 0
    for promise in found.select_related("case", "case__customer", "case__team")[:AT_ONCE]:
        try:
            done += act(promise)
        except Exception as error:  # one that cannot be served holds up no other; the next run tries it again
            _log.error("promise %s: %s", promise.pk, type(error).__name__)
    return done


def _ahead() -> QuerySet[Promise]:
    """Open and not late; no timer lies further before its due time than the horizon."""
    now = clock.now()
    near = Promise.objects.filter(OPEN, due__gt=now, due__lte=now + dues.HORIZON, late_since__isnull=True)
    return near.order_by("due", "pk")


def _to_remind() -> QuerySet[Promise]:
    return _ahead().filter(remind_at__lte=clock.now(), reminded_at__isnull=True)


def _to_risk() -> QuerySet[Promise]:
    return _ahead().filter(risk_at__lte=clock.now(), at_risk_since__isnull=True)


def _to_be_late() -> QuerySet[Promise]:
    return Promise.objects.filter(OPEN, due__lte=clock.now(), late_since__isnull=True).order_by("due", "pk")


def _to_tell() -> QuerySet[Promise]:
    """Late, and nobody has told the customer; unless what was promised is on its way to them at this moment."""
    if settings.ONEHAND.promise_tell_after is None:  # switched off since it was made
        return Promise.objects.none()
    late = Promise.objects.filter(OPEN, due__lte=clock.now(), late_since__isnull=False)
    on_its_way = Outgoing.objects.filter(message=OuterRef("answer"), state__in=_UNDER_WAY)
    return late.filter(tell_at__lte=clock.now()).exclude(Exists(on_its_way)).order_by("due", "pk")


@verb
def _remind(promise: Promise) -> bool:
    if not _to_remind().filter(pk=promise.pk).order_by().update(reminded_at=clock.now()):
        return False
    _say(promise, Kind.PROMISE_REMINDED)
    return True


@verb
def _risk(promise: Promise) -> bool:
    if not _to_risk().filter(pk=promise.pk).order_by().update(at_risk_since=clock.now()):
        return False
    _say(promise, Kind.PROMISE_AT_RISK)
    _say(promise, Kind.PROMISE_AT_RISK, audience="lead")
    return True


@verb
def _late(promise: Promise) -> bool:
    if not _to_be_late().filter(pk=promise.pk).order_by().update(late_since=clock.now()):
        return False
    _say(promise, Kind.PROMISE_LATE)
    if not promise.evidence.get("tried"):  # a call in vain is no broken word
        amends.propose(promise)
    crashpoints.reached("promises.late")
    return True


def _tell(promise: Promise) -> bool:
    told = _tell_now(promise)
    crashpoints.reached("promises.after_told")
    return told


@verb
def _tell_now(promise: Promise) -> bool:
    if not lateness.may_tell_by_itself(promise):
        if Promise.objects.filter(OPEN, pk=promise.pk, tell_at__isnull=False).update(tell_at=None):
            _say(promise, Kind.PROMISE_AT_RISK, audience="lead")
        return False
    try:
        lateness.tell(promise, by=SYSTEM)
    except Refused:  # somebody was quicker
        return False
    return True


def _say(promise: Promise, kind: Kind, *, audience: str = "agent") -> None:
    record(
        "case", promise.case_id, kind, by=SYSTEM, audience=audience, ref=promise.pk,
        values={"text": promise.text, "due": promise.due.isoformat()},
    )  # fmt: skip


def sweep() -> int:
    """Every open promise has its timers and its owner (R16): gives back timers, and tells the leads of those in whose
    case nobody has the hand. How many were lost."""
    return _each(_without_timers(), _plan) + _each(_without_hand(), _tell_leads)


def _without_timers() -> QuerySet[Promise]:
    lost = Q(remind_at__isnull=True) | Q(risk_at__isnull=True)
    if settings.ONEHAND.promise_tell_after is not None:
        # Those whom the system has told of often enough have none on purpose, and are late.
        lost |= Q(tell_at__isnull=True, late_since__isnull=True)
    return Promise.objects.filter(OPEN, lost).order_by("due", "pk")


def _without_hand() -> QuerySet[Promise]:
    held = Holding.objects.filter(case=OuterRef("case"), until__isnull=True)
    told = Entry.objects.filter(
        subject_kind="case", subject_id=OuterRef("case"), kind=Kind.PROMISE_AT_RISK.code, audience="lead",
        ref=OuterRef("pk"), at__gt=clock.now() - SAY_AGAIN,
    )  # fmt: skip
    return Promise.objects.filter(OPEN).exclude(Exists(held)).exclude(Exists(told)).order_by("due", "pk")


@verb
def _plan(promise: Promise) -> bool:
    timers = dues.timers_for(promise.due, dues.hours_for(promise.case))
    lost = _without_timers().filter(pk=promise.pk).order_by()
    return bool(lost.update(remind_at=timers.remind_at, risk_at=timers.risk_at, tell_at=timers.tell_at))


@verb
def _tell_leads(promise: Promise) -> bool:
    if not _without_hand().select_for_update(of=("self",)).filter(pk=promise.pk).exists():
        return False
    _say(promise, Kind.PROMISE_AT_RISK, audience="lead")
    return True
