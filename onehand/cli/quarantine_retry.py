"""`onehand quarantine retry`."""

from __future__ import annotations

import argparse
import sys

from onehand.cases.models import Ledger
from onehand.cases.quarantine import listed, retry
from onehand.cli.failure import REFUSED
from onehand.cli.printing import print_json
from onehand.timeline.record import SYSTEM


def run(arguments: argparse.Namespace) -> int:
    """Exit 1 when something stays in quarantine or is not there."""
    ids = list(listed().values_list("pk", flat=True)) if arguments.all else arguments.ids
    left = 0
    for id in ids:
        row = Ledger.objects.filter(pk=id, outcome=Ledger.Outcome.QUARANTINED).first()
        if row is None:
            print(f"onehand: nothing in quarantine bears the number {id}", file=sys.stderr)
            left += 1
            continue
        received = retry(row, by=SYSTEM)
        left += received.outcome == "quarantined"
        if arguments.json:
            names = ("outcome", "case", "message", "reason")
            print_json({"id": id} | {name: getattr(received, name) for name in names}, indent=None)
        else:
            print(" ".join(str(part) for part in (id, received.outcome, received.case or "", received.reason) if part))
    return REFUSED if left else 0
