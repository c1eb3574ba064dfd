"""The rule who sees which case, as one SQL condition. Every list, page and search asks it, so it must cost little:
built from querysets it took ten times as long to write down as to run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, F, Func, Model
from django.db.models.sql.compiler import SQLCompiler

from onehand.cases.models import Consult, Handover, Holding

_ROWS: tuple[tuple[type[Model], str, str], ...] = (
    (Holding, "agent_id", "until IS NULL"),
    (Consult, "agent_id", ""),
    (Handover, "receiver_id", "accepted_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL"),
)


class SeenBy(Func):
    """True for cases without a team, of these teams, held by the agent, or on which they are consulted or offered.

    EXISTS, not joins: a case appears once, and the newest-first index stays usable.
    """

    output_field: BooleanField[bool, bool] = BooleanField()
    conditional = True

    def __init__(self, agent: int, teams: Sequence[int]) -> None:
        super().__init__(F("team_id"), F("number"))
        self.agent = agent
        self.teams = list(teams)

    def as_sql(self, compiler: SQLCompiler, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        (team, _), (number, _) = (compiler.compile(one) for one in self.get_source_expressions())
        parts, params = [f"{team} IS NULL"], list[Any]()
        if self.teams:
            parts.append(f"{team} IN ({', '.join(['%s'] * len(self.teams))})")
            params += self.teams
        for model, who, still in _ROWS:
            table = connection.ops.quote_name(model._meta.db_table)
            condition = f"v.case_id = {number} AND v.{who} = %s" + (f" AND {_of(still)}" if still else "")
            parts.append(f"EXISTS(SELECT 1 FROM {table} v WHERE {condition})")
            params.append(self.agent)
        return f"({' OR '.join(parts)})", params


def _of(condition: str) -> str:
    return " AND ".join(f"v.{part}" for part in condition.split(" AND "))
