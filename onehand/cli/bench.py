"""`onehand bench`: its own arguments are the bench's affair."""

from __future__ import annotations

import argparse

from onehand.cli.upward import config


def run(arguments: argparse.Namespace) -> int:
    code: int = config("bench.main").main(arguments.rest)
    return code
