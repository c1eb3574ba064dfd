"""What waits, for the edge of every page: an agent's own counts and the queues, in one statement, nothing counted
beyond a hundred."""

# ruff: noqa: S608 (only names of our own tables are put into the statement)

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Model

from onehand.cases.models import Case, Delivery, Holding, Ledger, Outgoing, Promise, State
from onehand.cases.models.intake import UNREAD
from onehand.cases.promise_board import midnight
from onehand.cases.visibility import condition
from onehand.foundation import clock
from onehand.team.models import Agent

CAP = 100
_FRESH = timedelta(seconds=60)  # what is being read this moment is not in quarantine, see quarantine.listed


@dataclass(frozen=True, slots=True)
class Queues:
    """`mine` and `waiting` are one's own open cases, `owed` the promises in them that are late or due today; the others
    are queues, at most CAP."""

    mine: int
    waiting: int
    owed: int
    free: int
    quarantined: int
    outbox: int


def queues(agent: Agent) -> Queues:
    """The counts of this moment."""
    own = f"{_table(Holding)} h JOIN {_table(Case)} c ON c.number = h.case_id"
    mine = f"{own} WHERE h.agent_id = %s AND h.until IS NULL AND c.state <> %s"
    seen, given = ("1 = 1", []) if agent.role == Agent.Role.ADMIN else condition("c.team_id", "c.number", agent.pk)
    parts = [
        f"SELECT COUNT(*) FROM {mine}",
        f"SELECT COUNT(c.waiting_since) FROM {mine}",
        f"SELECT COUNT(*) FROM {_table(Holding)} h JOIN {_table(Promise)} p ON p.case_id = h.case_id"
        " WHERE h.agent_id = %s AND h.until IS NULL AND p.due < %s"
        " AND p.kept_at IS NULL AND p.renewed_at IS NULL AND p.withdrawn_at IS NULL",
        f"SELECT COUNT(*) FROM (SELECT 1 FROM {_table(Case)} c WHERE c.state = %s AND {seen} LIMIT {CAP}) f",
        # As a literal, for only then the index of the quarantined is surely used.
        f"SELECT COUNT(*) FROM (SELECT 1 FROM {_table(Ledger)} WHERE outcome = '{Ledger.Outcome.QUARANTINED.value}'"
        f" AND NOT (reason = %s AND at > %s) LIMIT {CAP}) q",
        # Of the newest only: where a server is configured no row matches, and all would be looked at.
        f"SELECT COUNT(*) FROM (SELECT state FROM {_table(Outgoing)} ORDER BY id DESC LIMIT {CAP}) o WHERE state = %s",
    ]
    now = clock.now()
    fresh, tonight = (connection.ops.adapt_datetimefield_value(one) for one in (now - _FRESH, midnight(now)))
    params = [
        agent.pk, State.CLOSED.value, agent.pk, State.CLOSED.value, agent.pk, tonight, State.NEW.value, *given,
        UNREAD, fresh, Delivery.OUTBOX.value,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"({part})" for part in parts), params)
        return Queues(*cursor.fetchone())


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
