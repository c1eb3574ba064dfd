"""`onehand quarantine assign`."""

from __future__ import annotations

import argparse

from onehand.cases.errors import Refused
from onehand.cases.models import Case, Ledger
from onehand.cases.quarantine import assign_to
from onehand.cases.sentences import sentence
from onehand.cli.failure import Failure
from onehand.cli.staff import agent_named
from onehand.timeline.record import SYSTEM


def run(arguments: argparse.Namespace) -> int:
    row = Ledger.objects.filter(pk=arguments.id).first()
    if row is None:
        raise Failure(f"nothing in quarantine bears the number {arguments.id}")
    agent = agent_named(arguments.agent, active=True) if arguments.agent is not None else None
    case = None
    if arguments.case is not None:
        case = Case.objects.select_related("customer", "team").filter(pk=arguments.case).first()
        if case is None:
            raise Failure(f"there is no case {arguments.case}")
    try:
        message = assign_to(row, agent=agent, case=case, by=SYSTEM)
    except Refused as refused:
        raise Failure(sentence(refused, "en")) from refused
    print(f"message {message.pk} in case {message.case_id}")
    return 0
