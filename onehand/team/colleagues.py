"""The others on the team, for offering and asking: names and absences, no loads (DESIGN, rule 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from onehand.foundation import clock
from onehand.foundation.prepared import Prepared
from onehand.team.models import Absence, Agent

_UPCOMING: Prepared[Absence] = Prepared(
    lambda blank: (
        Absence.objects.filter(ended_at__isnull=True, until__gt=blank("now"), since__lt=blank("soon"))
        .select_related("agent", "stand_in")
        .order_by("since", "pk")
    )
)
_OTHERS: Prepared[Agent] = Prepared(
    lambda blank: Agent.objects.filter(active=True).exclude(pk=blank("agent")).order_by("display_name", "pk")[:300]
)


@dataclass(frozen=True, slots=True)
class Colleague:
    id: int
    name: str
    handle: str
    away_until: datetime | None


def upcoming(within: timedelta = timedelta(days=7)) -> list[Absence]:
    """All absences that hold now or begin soon, earliest first: one query for everything a page tells of them."""
    now = clock.now()
    return _UPCOMING.rows(now=now, soon=now + within)


def current_of(agent: Agent, absences: Sequence[Absence]) -> Absence | None:
    """The absence of this agent that holds now."""
    now = clock.now()
    return next((one for one in absences if one.agent_id == agent.pk and one.since <= now), None)


def colleagues_of(agent: Agent, absences: Sequence[Absence]) -> list[Colleague]:
    """All other active agents by name, with how long they are away. One query."""
    now = clock.now()
    away = {one.agent_id: one.until for one in absences if one.since <= now}
    others = _OTHERS.rows(agent=agent.pk)
    return [Colleague(one.pk, one.display_name, one.handle, away.get(one.pk)) for one in others]


def active_agent(pk: int) -> Agent | None:
    return Agent.objects.filter(pk=pk, active=True).first() if 0 < pk < 2**63 else None


def absence_for(agent: Agent, pk: int) -> Absence | None:
    """An absence which this agent may end: the own, or for a lead anybody's."""
    absences = Absence.objects.select_related("agent", "stand_in").filter(ended_at__isnull=True)
    if not agent.leads:
        absences = absences.filter(agent=agent)
    return absences.filter(pk=pk).first() if 0 < pk < 2**63 else None
