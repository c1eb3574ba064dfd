"""Any answer of the customer reopens the case, to the same hand (A5)."""

from __future__ import annotations

from onehand.cases.assign import assign, give
from onehand.cases.models import Case, Holding, State
from onehand.foundation import clock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record


def reopen_by_answer(case: Case, *, by: Acts) -> None:
    """Back to held, whatever it waited for; inside the caller's transaction."""
    if case.state == State.HELD:
        return
    was = case.state
    case.closures.filter(undone_at__isnull=True).update(undone_at=clock.now())
    case.state, case.closed_at, case.wait_until, case.wait_for = State.HELD, None, None, ""
    case.save(update_fields=["state", "closed_at", "wait_until", "wait_for"])
    if was == State.CLOSED:
        give_back(case, by=by)
    if was in (State.CLOSED, State.ASKED):
        record("case", case.pk, Kind.REOPENED, by=by, audience="customer")
    elif was == State.WAITING:
        record("case", case.pk, Kind.WAITING_ENDED, by=by)


def give_back(case: Case, *, by: Acts) -> None:
    """The hand it had when it was closed takes it up again, or the ranking decides if they have left."""
    if case.holdings.filter(until__isnull=True).exists():
        return
    last = case.holdings.select_related("agent").order_by("-since", "-pk").first()
    if last is not None and last.agent.active:
        give(case, last.agent, how=Holding.How.RETURNED, reasons=[{"code": "earlier_hand"}])
    else:
        assign(case, by=by)
