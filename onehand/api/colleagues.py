"""Finds the colleague a request names."""

from __future__ import annotations

from onehand.cases.errors import NotFound
from onehand.team.models import Agent


def colleague(named: str | int) -> Agent:
    """By handle or id, former ones too (the verb says no to them). Raises NotFound."""
    agents = Agent.objects.select_related("account")
    found = agents.filter(pk=named) if isinstance(named, int) else agents.filter(handle=named.strip().lower())
    agent = found.first()
    if agent is None:
        raise NotFound
    return agent
