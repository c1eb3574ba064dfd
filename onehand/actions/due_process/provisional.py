"""Acute danger, such as a takeover that is under way: blocked at once by two people, for three days at most."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError

from onehand.actions.due_process.ending import carry_soon
from onehand.actions.due_process.proposing import written
from onehand.actions.models.due_process import Blocking, Provisional
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, savepoint, verb

LONGEST = timedelta(days=3)
_UNDECIDED = (Blocking.State.HEARING, Blocking.State.DECIDING)


@verb
def ask(blocking: Blocking, *, reason: str, by: Agent) -> Provisional:
    """`reason` is read by the customer. Once in a case. Raises Refused: decided, reason_missing, provisional_once."""
    lock(blocking.case)
    blocking.refresh_from_db()
    if blocking.state not in _UNDECIDED:
        raise Refused("decided")
    try:
        with savepoint():
            row = Provisional.objects.create(blocking=blocking, reason=written(reason), asked_by=by)
    except IntegrityError:
        raise Refused("provisional_once") from None
    record("case", blocking.case_id, Kind.PROVISIONAL_ASKED, by=by, ref=blocking.pk,
           values={"reason": row.reason[:300]})  # fmt: skip
    return row


@verb
def agree(blocking: Blocking, *, by: Agent) -> Provisional:
    """The second person. Raises Refused: decided, needs_second."""
    row = _undecided(blocking, by)
    now = clock.now()
    row.agreed, row.second, row.agreed_at, row.until = True, by, now, now + LONGEST
    row.save()
    record("case", blocking.case_id, Kind.PROVISIONAL_AGREED, by=by, ref=blocking.pk,
           values={"until": (now + LONGEST).isoformat()})  # fmt: skip
    carry_soon(blocking)
    return row


@verb
def refuse(blocking: Blocking, *, reason: str, by: Agent) -> Provisional:
    """Raises Refused: decided, needs_second, reason_missing."""
    row = _undecided(blocking, by)
    row.agreed, row.second, row.agreed_at, row.answer = False, by, clock.now(), written(reason)
    row.save()
    record("case", blocking.case_id, Kind.PROVISIONAL_REFUSED, by=by, ref=blocking.pk,
           values={"reason": row.answer[:300]})  # fmt: skip
    return row


def _undecided(blocking: Blocking, by: Agent) -> Provisional:
    lock(blocking.case)
    blocking.refresh_from_db()
    row = Provisional.objects.filter(blocking=blocking).first()
    if row is None or row.agreed is not None or blocking.state not in _UNDECIDED:
        raise Refused("decided")
    if row.asked_by_id == by.pk:
        raise Refused("needs_second")
    return row
