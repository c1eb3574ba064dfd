"""`onehand user mandate`: what somebody may give away alone, by kind of action."""

from __future__ import annotations

import argparse

from onehand.actions.kinds import known
from onehand.cli.failure import Failure
from onehand.cli.staff import agent_named
from onehand.foundation import money
from onehand.team.sentences import sentence
from onehand.team.staff import StaffRefused, grant
from onehand.timeline.record import SYSTEM


def run(arguments: argparse.Namespace) -> int:
    agent = agent_named(arguments.name, active=True)
    kinds = [kind.code for kind in known() if kind.mandate]
    if arguments.action not in kinds:
        raise Failure(f"{arguments.action!r} needs no mandate; it is for one of: {', '.join(kinds)}")
    try:
        limit = money.parse(arguments.amount)
        grant(agent, arguments.action, limit.cents, by=SYSTEM)
    except ValueError:
        raise Failure(f"{arguments.amount!r} is no amount, such as 20 or 19.90") from None
    except StaffRefused as refused:
        raise Failure(sentence(refused.code, "en")) from refused
    print(f"{agent.display_name} may decide {arguments.action} up to {limit.text('en')} in one case.")
    return 0
