"""Who answers here, by first names, for people who are about to write."""

from __future__ import annotations

from onehand.foundation import clock
from onehand.team.absence import absent_at
from onehand.team.models import Agent

MOST = 4


def first_names() -> list[str]:
    """First names of active agents who are not away, at most four."""
    away = absent_at(clock.now()).values("agent_id")
    names = Agent.objects.filter(active=True).exclude(pk__in=away).order_by("pk").values_list("display_name", flat=True)
    return list(dict.fromkeys(name.split()[0] for name in names[:MOST] if name.split()))
