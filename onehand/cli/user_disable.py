"""`onehand user disable`."""

from __future__ import annotations

import argparse

from onehand.cases.leaving import leave
from onehand.cli.failure import Failure
from onehand.cli.staff import agent_named
from onehand.team.sentences import sentence
from onehand.team.staff import StaffRefused
from onehand.timeline.record import SYSTEM


def run(arguments: argparse.Namespace) -> int:
    agent = agent_named(arguments.name)
    try:
        leave(agent, by=SYSTEM)
    except StaffRefused as refused:
        raise Failure(sentence(refused.code, "en")) from refused
    print(f"{agent.display_name} has no access any more; open cases have another hand.")
    return 0
