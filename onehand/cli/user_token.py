"""`onehand user token`: the token alone on stdout, so that scripts can take it."""

from __future__ import annotations

import argparse

from onehand.accounts import tokens
from onehand.cli.staff import agent_named


def run(arguments: argparse.Namespace) -> int:
    print(tokens.issue(agent_named(arguments.name, active=True).account, "command line"))
    return 0
