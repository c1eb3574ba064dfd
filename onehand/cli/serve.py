"""`onehand serve`: one node."""

from __future__ import annotations

import argparse

from onehand.cli.failure import WRONG_USE, Failure
from onehand.cli.upward import config


def run(arguments: argparse.Namespace) -> int:
    node = config("node")
    try:
        code: int = node.serve(web_only=arguments.web_only, port=arguments.port)
    except node.CannotStart as error:
        raise Failure(str(error), WRONG_USE) from error
    return code
