"""`onehand user add`."""

from __future__ import annotations

import argparse

from onehand.cli.failure import Failure
from onehand.cli.staff import LINK_MINUTES, link_of
from onehand.team.sentences import sentence
from onehand.team.staff import StaffRefused, add_agent
from onehand.timeline.record import SYSTEM


def run(arguments: argparse.Namespace) -> int:
    try:
        agent = add_agent(
            arguments.name, email=arguments.email, role=arguments.role, display_name=arguments.display_name,
            language=arguments.language, skills=arguments.skill, by=SYSTEM,
        )  # fmt: skip
    except StaffRefused as refused:
        raise Failure(sentence(refused.code, "en")) from refused
    print(f"{agent.display_name} ({agent.handle}, {agent.role}) is on the team.")
    print(f"Sign in once, within {LINK_MINUTES} minutes: {link_of(agent)}")
    return 0
