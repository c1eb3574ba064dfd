"""The command `onehand`."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from onehand.cli import arguments
from onehand.cli.failure import WRONG_USE, Failure
from onehand.cli.upward import config


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    chosen, rest = arguments.parser().parse_known_args(argv)
    if chosen.module == "bench":
        chosen.rest = rest
    elif rest:
        arguments.parser().parse_args(argv)  # tells what is wrong and exits
    _speak_utf8()
    try:
        return _run(chosen)
    except Failure as failure:
        print(f"onehand: {failure}", file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone, as `head` does; Python must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _speak_utf8() -> None:
    """Whatever the locale; what cannot be written, such as half of a surrogate pair, is written escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(chosen: argparse.Namespace) -> int:
    if getattr(chosen, "alone", False):  # needs neither settings nor a database, and starts at once
        return _started(chosen)
    from onehand.cli.prepare import prepare

    environment = config("environment")
    try:
        if chosen.module == "demo":  # a fresh data folder gets the demo's company and address
            environment.set_for_demo(os.environ, Path.cwd())
        prepare()
    except environment.SettingError as error:
        raise Failure(str(error), WRONG_USE) from error
    return _started(chosen)


def _started(chosen: argparse.Namespace) -> int:
    command = importlib.import_module(f"onehand.cli.{chosen.module}")
    code: int = command.run(chosen)
    return code
