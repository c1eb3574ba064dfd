"""Work orders: what no action covers, given to a person with a due time, and done when somebody has seen it (D13)."""

from __future__ import annotations

from datetime import datetime

from onehand.actions.models import WorkOrder
from onehand.cases.access import visible_to
from onehand.cases.errors import NotFound, Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, OpenEnd
from onehand.cases.unsettled import name_end
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

OPEN_END = name_end("work_order", "ein Arbeitsauftrag", "a work order")


@verb
def give(case: Case, *, what: str, to: Agent, due: datetime, by: Agent) -> WorkOrder:
    """Raises Refused: empty, closed, due_past, colleague_unavailable, sees_it_not."""
    lock(case)
    if not what.strip():
        raise Refused("empty")
    if case.state == "closed":
        raise Refused("closed")
    if due <= clock.now():
        raise Refused("due_past")
    if not to.active:
        raise Refused("colleague_unavailable")
    if not visible_to(to).filter(pk=case.pk).exists():
        raise Refused("sees_it_not")
    order = WorkOrder.objects.create(case=case, what=what.strip()[:5000], agent=to, asked_by=by, due=due)
    OpenEnd.objects.create(case=case, kind=OPEN_END, reference=str(order.pk))
    values = {"what": order.what[:200], "who": to.display_name, "due": due.isoformat()}
    record("case", case.pk, Kind.WORK_ORDERED, by=by, ref=order.pk, values=values)
    return order


@verb
def done(order: WorkOrder, *, seen: str, by: Agent) -> WorkOrder:
    """`seen` is what was looked at afterwards: that is the read-back. Raises Refused: reason_missing, decided."""
    _end(order)
    if not seen.strip():
        raise Refused("reason_missing")
    order.seen, order.done_at = seen.strip()[:2000], clock.now()
    order.save(update_fields=["seen", "done_at"])
    values = {"what": order.what[:200], "seen": order.seen[:300]}
    record("case", order.case_id, Kind.WORK_DONE, by=by, ref=order.pk, values=values)
    return order


@verb
def drop(order: WorkOrder, *, why: str, by: Agent) -> WorkOrder:
    """Raises Refused: reason_missing, decided."""
    _end(order)
    if not why.strip():
        raise Refused("reason_missing")
    order.dropped_at = clock.now()
    order.save(update_fields=["dropped_at"])
    values = {"what": order.what[:200], "reason": " ".join(why.split())[:300]}
    record("case", order.case_id, Kind.WORK_DROPPED, by=by, ref=order.pk, values=values)
    return order


def _end(order: WorkOrder) -> None:
    lock(order.case)
    order.refresh_from_db()
    if order.done_at is not None or order.dropped_at is not None:
        raise Refused("decided")
    OpenEnd.objects.filter(kind=OPEN_END, reference=str(order.pk)).update(closed_at=clock.now())


def access_order(agent: Agent, number: int) -> WorkOrder:
    """Whoever does it sees it, even where the case is not theirs. Raises NotFound."""
    order = WorkOrder.objects.select_related("case", "agent").filter(pk=number).first()
    if order is None or (order.agent_id != agent.pk and not visible_to(agent).filter(pk=order.case_id).exists()):
        raise NotFound
    return order
