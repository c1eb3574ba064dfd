"""What should be is so, and was read back: only now the stage is over and the customer is told."""

from __future__ import annotations

from datetime import timedelta

from onehand.actions.due_process import links, words
from onehand.actions.due_process.carrying import should_be
from onehand.actions.due_process.ending import carry_soon, finish
from onehand.actions.due_process.telling import answered_by_decision, tell
from onehand.actions.models.due_process import Blocking, HearingLink, Provisional
from onehand.foundation import clock
from onehand.timeline.record import SYSTEM, Acts

APPEAL_LINK = timedelta(days=30)


def settle(blocking: Blocking) -> None:
    """Inside a verb, under the case's lock."""
    if blocking.in_force != should_be(blocking):
        carry_soon(blocking)
        return
    provisional = Provisional.objects.filter(blocking=blocking).first()
    if provisional is not None:
        _provisional(blocking, provisional)
    if blocking.state == Blocking.State.EXECUTING:
        in_force(blocking, by=blocking.decider or SYSTEM)
    elif blocking.state == Blocking.State.RELEASING:
        finish(blocking, by=SYSTEM)


def in_force(blocking: Blocking, *, by: Acts) -> None:
    """The decision, with its reason and the way to appeal."""
    blocking.state = Blocking.State.BLOCKED
    link = links.make(blocking, HearingLink.Purpose.APPEAL, until=clock.now() + APPEAL_LINK)
    blocking.told = tell(blocking, "decision", words.decision(blocking), by=by, link=link)
    blocking.save()
    answered_by_decision(blocking.case)


def _provisional(blocking: Blocking, row: Provisional) -> None:
    now = clock.now()
    if blocking.in_force and row.agreed and row.over_at is None and row.in_force_at is None:
        row.in_force_at = now
        row.save(update_fields=["in_force_at"])
        tell(blocking, "provisional", words.provisional(blocking, row), by=SYSTEM)
    elif not blocking.in_force and row.over_at is not None and row.released_at is None:
        row.released_at = now
        row.save(update_fields=["released_at"])
        if blocking.state in (Blocking.State.HEARING, Blocking.State.DECIDING) and row.in_force_at is not None:
            tell(blocking, "provisional_over", words.provisional_over(blocking), by=SYSTEM)
