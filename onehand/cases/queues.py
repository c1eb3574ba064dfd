"""What waits, for the edge of every page: an agent's own counts and the queues, in one statement, nothing counted
beyond a hundred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from onehand.cases.access import visible_to
from onehand.cases.models import Case, Holding, Ledger, Outgoing, State
from onehand.cases.models.intake import UNREAD
from onehand.foundation import clock
from onehand.team.models import Agent

CAP = 100
_FRESH = timedelta(seconds=60)  # what is being read this moment is not in quarantine, see quarantine.listed


@dataclass(frozen=True, slots=True)
class Queues:
    """`mine` and `waiting` are one's own open cases; the others are queues, at most CAP."""

    mine: int
    waiting: int
    free: int
    quarantined: int
    outbox: int


def queues(agent: Agent) -> Queues:
    """The counts of this moment."""
    own = f"{_table(Holding)} h JOIN {_table(Case)} c ON c.number = h.case_id"
    mine = f"{own} WHERE h.agent_id = %s AND h.until IS NULL AND c.state <> %s"
    free, given = visible_to(agent).filter(state=State.NEW).values("number")[:CAP].query.sql_with_params()
    parts = [
        f"SELECT COUNT(*) FROM {mine}",
        f"SELECT COUNT(c.waiting_since) FROM {mine}",
        f"SELECT COUNT(*) FROM ({free}) f",
        f"SELECT COUNT(*) FROM (SELECT 1 FROM {_table(Ledger)} WHERE outcome = %s AND NOT (reason = %s AND at > %s)"
        f" LIMIT {CAP}) q",
        f"SELECT COUNT(*) FROM (SELECT 1 FROM {_table(Outgoing)} WHERE state = %s LIMIT {CAP}) o",
    ]
    fresh = connection.ops.adapt_datetimefield_value(clock.now() - _FRESH)
    params = [
        agent.pk, State.CLOSED.value, agent.pk, State.CLOSED.value, *given,
        Ledger.Outcome.QUARANTINED.value, UNREAD, fresh, "outbox",
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"({part})" for part in parts), params)
        return Queues(*cursor.fetchone())


def _table(model: type[Case] | type[Holding] | type[Ledger] | type[Outgoing]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
