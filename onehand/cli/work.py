"""`onehand work`: jobs and mail intake of one node."""

from __future__ import annotations

import argparse

from onehand.cli.upward import config


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - every command is called alike
    code: int = config("node").work()
    return code
