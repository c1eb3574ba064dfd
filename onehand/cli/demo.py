"""`onehand demo`."""

from __future__ import annotations

import argparse

from onehand.cli.upward import config


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - every command is called alike
    loaded = config("demo").load()
    print("The demo is loaded." if loaded else "The demo was there already.")
    return 0
