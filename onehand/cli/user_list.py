"""`onehand user list`: names and roles, no figures (DESIGN, rule 6)."""

from __future__ import annotations

import argparse

from onehand.cli.printing import print_json, print_table
from onehand.team.models import Agent


def run(arguments: argparse.Namespace) -> int:
    agents = Agent.objects.select_related("account").prefetch_related("skills").order_by("-active", "handle")
    if arguments.json:
        print_json({"items": [_data(agent) for agent in agents], "next": None})
        return 0
    rows = [
        (agent.handle, agent.display_name, agent.role, agent.account.email, "active" if agent.active else "disabled")
        for agent in agents
    ]
    print_table(("name", "display name", "role", "email", "access"), rows)
    return 0


def _data(agent: Agent) -> dict[str, object]:
    return {
        "id": agent.pk,
        "name": agent.handle,
        "display_name": agent.display_name,
        "role": agent.role,
        "email": agent.account.email,
        "language": agent.account.language,
        "skills": sorted(skill.name for skill in agent.skills.all()),
        "active": agent.active,
    }
