"""Finds the agent whom a command names, and makes their sign-in link."""

from __future__ import annotations

from onehand.accounts import signin
from onehand.cli.failure import Failure
from onehand.team.models import Agent
from onehand.team.staff import by_name

LINK_MINUTES = 60


def agent_named(name: str, *, active: bool = False) -> Agent:
    """Raises Failure when there is none; with `active`, also when access has ended."""
    agent = by_name(name)
    if agent is None:
        raise Failure(f"nobody on the team is named {name!r}; see: onehand user list")
    if active and not agent.active:
        raise Failure(f"the access of {name!r} is disabled")
    return agent


def link_of(agent: Agent) -> str:
    """Signs in once, within an hour."""
    return signin.make_link(agent.account, purpose="desk", minutes=LINK_MINUTES)
