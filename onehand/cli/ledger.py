"""`onehand ledger`: the rule I1, counted."""

from __future__ import annotations

import argparse

from onehand.cases.ledger import counts
from onehand.cli.failure import REFUSED
from onehand.cli.printing import print_json, print_table


def run(arguments: argparse.Namespace) -> int:
    """Exit 1 when the difference is not 0."""
    figures = counts()
    if arguments.json:
        print_json(figures, indent=None)
    else:
        print_table(("ledger", "items"), figures.items())
    return REFUSED if figures["difference"] else 0
