"""The rule who sees which case, as one SQL condition. Every list, page and search asks it, so it must cost little:
put together from querysets it took ten times as long to write down as to run."""

# ruff: noqa: S608 (only names of our own tables are put into the statement)
from __future__ import annotations

from typing import Any

from django.db import connection as default
from django.db.models import BooleanField, F, Func, Model
from django.db.models.sql.compiler import SQLCompiler

from onehand.cases.models import Consult, Handover, Holding
from onehand.team.models import Agent

_OPEN_OFFER = "v.accepted_at IS NULL AND v.refused_at IS NULL AND v.withdrawn_at IS NULL"


def condition(team: str, number: str, agent: int) -> tuple[str, list[Any]]:
    """SQL and parameters; `team` and `number` are the quoted columns of the case.

    True for cases without a team, of the agent's teams, held by them, or on which they are consulted or offered.
    EXISTS, not joins: a case appears once, and the newest-first index stays usable.
    """
    parts = [
        f"{team} IS NULL",
        f"{team} IN (SELECT v.team_id FROM {_table(Agent.teams.through)} v WHERE v.agent_id = %s)",
        f"EXISTS(SELECT 1 FROM {_table(Holding)} v WHERE v.case_id = {number} AND v.agent_id = %s AND v.until IS NULL)",
        f"EXISTS(SELECT 1 FROM {_table(Consult)} v WHERE v.case_id = {number} AND v.agent_id = %s)",
        f"EXISTS(SELECT 1 FROM {_table(Handover)} v WHERE v.case_id = {number} AND v.receiver_id = %s"
        f" AND {_OPEN_OFFER})",
    ]
    return f"({' OR '.join(parts)})", [agent] * 4


def _table(model: type[Model]) -> str:
    return default.ops.quote_name(model._meta.db_table)


class SeenBy(Func):
    """The condition for querysets of cases."""

    output_field: BooleanField[bool, bool] = BooleanField()
    conditional = True

    def __init__(self, agent: int) -> None:
        super().__init__(F("team_id"), F("number"))
        self.agent = agent

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, _connection: Any, **_context: Any
    ) -> tuple[str, list[Any]]:
        (team, _), (number, _) = (compiler.compile(one) for one in self.get_source_expressions())
        return condition(team, number, self.agent)
