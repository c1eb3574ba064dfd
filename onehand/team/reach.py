"""Which absences an agent may see and change: one's own; a lead, everybody's."""

from __future__ import annotations

from django.db.models import QuerySet

from onehand.foundation import clock
from onehand.team.models import Absence, Agent


def absences_for(agent: Agent) -> QuerySet[Absence]:
    """Absences that hold or are ahead, in their order."""
    ahead = Absence.objects.filter(until__gt=clock.now(), ended_at__isnull=True)
    seen = ahead if agent.leads else ahead.filter(agent=agent)
    return seen.select_related("agent", "stand_in").order_by("since", "pk")
