"""A person decides, never the one who proposed it, never before the hearing is over; and may end it later."""

from __future__ import annotations

from onehand.actions.due_process.ending import carry_soon, end
from onehand.actions.due_process.proposing import written
from onehand.actions.due_process.roles import answers, may_be_decided, provisional_of
from onehand.actions.due_process.settling import in_force
from onehand.actions.due_process.telling import is_told
from onehand.actions.models.due_process import Blocking
from onehand.actions.words import Words
from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

_WHAT = {
    True: Words("sperren", "block").named(),
    False: Words("nicht sperren", "do not block").named(),
}


@verb
def decide(blocking: Blocking, *, blocks: bool, reason: str, by: Agent) -> Blocking:
    """`reason` is read by the customer, once the block was read back. Not to block may be decided at any time.

    Raises Refused: decided, own_proposal, hearing_open, not_told, reason_missing.
    """
    lock(blocking.case)
    blocking.refresh_from_db()
    if blocking.state not in (Blocking.State.HEARING, Blocking.State.DECIDING):
        raise Refused("decided")
    if by.pk == blocking.proposer_id:
        raise Refused("own_proposal")
    if blocks and not may_be_decided(blocking):
        raise Refused("hearing_open")
    if blocks and not is_told(blocking.notice) and not answers(blocking).exists():
        raise Refused("not_told")
    blocking.decision, blocking.blocks = written(reason), blocks
    blocking.decider, blocking.decided_at = by, clock.now()
    record("case", blocking.case_id, Kind.BLOCK_DECIDED, by=by, audience="customer", ref=blocking.pk,
           values=_WHAT[blocks])  # fmt: skip
    provisional = provisional_of(blocking)
    if not blocks:
        end(blocking, Blocking.Outcome.NOT_BLOCKED, by=by, provisional=provisional)
        return blocking
    if provisional is not None and provisional.agreed and provisional.over_at is None:
        provisional.over_at = provisional.released_at = clock.now()  # the decision stands in its place
        provisional.save(update_fields=["over_at", "released_at"])
    blocking.links.update(hashed=None)
    blocking.state = Blocking.State.EXECUTING
    blocking.save()
    if blocking.in_force:
        in_force(blocking, by=by)
    else:
        carry_soon(blocking)
    return blocking


@verb
def lift(blocking: Blocking, *, reason: str, by: Agent) -> Blocking:
    """A block may be ended by any person at any time, with a reason. Raises Refused: not_blocked, reason_missing."""
    lock(blocking.case)
    blocking.refresh_from_db()
    if blocking.state not in (Blocking.State.BLOCKED, Blocking.State.APPEALED, Blocking.State.EXECUTING):
        raise Refused("not_blocked")
    blocking.closing_reason = written(reason)
    record("case", blocking.case_id, Kind.BLOCK_LIFTED, by=by, audience="customer", ref=blocking.pk)
    blocking.outcome, blocking.state, blocking.why = Blocking.Outcome.LIFTED, Blocking.State.RELEASING, {}
    blocking.save()
    carry_soon(blocking)
    return blocking
