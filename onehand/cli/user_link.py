"""`onehand user link`."""

from __future__ import annotations

import argparse

from onehand.cli.staff import agent_named, link_of


def run(arguments: argparse.Namespace) -> int:
    print(link_of(agent_named(arguments.name, active=True)))
    return 0
