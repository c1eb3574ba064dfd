"""`onehand work`: jobs and mail intake of one node."""

from __future__ import annotations

import argparse

from onehand.cli.failure import WRONG_USE, Failure
from onehand.cli.upward import config


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - every command is called alike
    node = config("node")
    try:
        code: int = node.work()
    except node.CannotStart as error:
        raise Failure(str(error), WRONG_USE) from error
    return code
