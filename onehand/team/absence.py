"""Staff plan and end their own absences; a lead may do it for somebody who is ill."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from onehand.foundation import clock
from onehand.team.models import Absence, Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb


class AbsenceRefused(Exception):
    """Says in one sentence why the absence cannot be planned so."""


def absent_at(at: datetime) -> QuerySet[Absence]:
    """Absences that hold at this moment."""
    return Absence.objects.filter(since__lte=at, until__gt=at, ended_at__isnull=True).select_related(
        "agent", "stand_in"
    )


def is_absent(agent: Agent, at: datetime) -> bool:
    return absent_at(at).filter(agent=agent).exists()


@verb
def plan_absence(agent: Agent, since: datetime, until: datetime, stand_in: Agent | None, *, by: Agent) -> Absence:
    """Raises AbsenceRefused. `since` and `until` are aware times; `stand_in` None leaves the choice to the ranking."""
    if by.pk != agent.pk and not by.leads:
        raise AbsenceRefused("not_yours")
    if until <= since or until <= clock.now():
        raise AbsenceRefused("ends_before_it_begins")
    if stand_in is not None and (stand_in.pk == agent.pk or not stand_in.active):
        raise AbsenceRefused("stand_in_unavailable")
    absence = Absence.objects.create(agent=agent, since=since, until=until, stand_in=stand_in)
    # The lead's audit trail; it says nothing about why somebody is away.
    record("agent", agent.pk, Kind.ABSENCE_PLANNED, by=by, ref=absence.pk)
    return absence


@verb
def end_absence(absence: Absence, *, by: Agent) -> None:
    if by.pk != absence.agent_id and not by.leads:
        raise AbsenceRefused("not_yours")
    absence.ended_at = clock.now()
    absence.save(update_fields=["ended_at"])
    record("agent", absence.agent_id, Kind.ABSENCE_ENDED, by=by, ref=absence.pk)


def coming(agent: Agent) -> QuerySet[Absence]:
    """This agent's absences that hold or are ahead."""
    return agent.absences.filter(Q(until__gt=clock.now()), ended_at__isnull=True).order_by("since")
