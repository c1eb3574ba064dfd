"""The end of it: at once where nothing is blocked, else when the release was read back."""

from __future__ import annotations

from onehand.actions.due_process import words
from onehand.actions.due_process.carrying import carry
from onehand.actions.due_process.telling import answered_by_decision, tell
from onehand.actions.models.due_process import Appeal, Blocking, Provisional
from onehand.cases.models import OpenEnd
from onehand.foundation import clock, jobs
from onehand.timeline.record import Acts


def end(blocking: Blocking, outcome: str, *, by: Acts, provisional: Provisional | None = None) -> None:
    """Inside a verb, under the case's lock. What is in force, or about to be, is released first."""
    blocking.outcome = outcome
    agreed = provisional is not None and provisional.agreed is True and provisional.released_at is None
    if agreed and provisional is not None and provisional.over_at is None:
        provisional.over_at = clock.now()
        provisional.save(update_fields=["over_at"])
    if blocking.in_force or agreed:
        blocking.state, blocking.why = Blocking.State.RELEASING, {}
        blocking.save()
        carry_soon(blocking)
        return
    finish(blocking, by=by)


def finish(blocking: Blocking, *, by: Acts) -> None:
    """Inside a verb: nothing is blocked, and the customer is told so."""
    now = clock.now()
    blocking.state, blocking.ended_at, blocking.why = Blocking.State.ENDED, now, {}
    appeal = Appeal.objects.filter(blocking=blocking).first()
    if blocking.outcome == Blocking.Outcome.UPHELD and appeal is not None:
        appeal.told = tell(blocking, "appeal_decision", words.upheld(blocking, appeal), by=by)
        appeal.save(update_fields=["told"])
    else:
        message = tell(blocking, "end", words.ended(blocking), by=by)
        blocking.told = blocking.told or message
    blocking.save()
    blocking.links.update(hashed=None)
    answered_by_decision(blocking.case)
    OpenEnd.objects.filter(kind="due_process", reference=str(blocking.pk), closed_at__isnull=True).update(closed_at=now)


def carry_soon(blocking: Blocking) -> None:
    """The systems are spoken to by a job, once, in no transaction."""
    jobs.once(carry, f"blocking {blocking.pk}").enqueue(blocking.pk)
