"""`onehand check`: what is wrong with configuration and channels, and what to do."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from django.conf import settings
from django.core import checks

from onehand.channels import registry
from onehand.channels.contract import Finding
from onehand.cli.failure import REFUSED
from onehand.team.models import Agent

_SIGNS = {"ok": "ok      ", "warning": "warning ", "error": "refused "}


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - every command is called alike
    """Exit 1 when something is refused."""
    refused = False
    for finding in _findings():
        refused = refused or finding.level == "error"
        print(f"{_SIGNS[finding.level]} {finding.part}: {finding.sentence}".rstrip(": "))
        if finding.advice:
            print(f"         → {finding.advice}")
    print("refused: put right what is named above" if refused else "all right")
    return REFUSED if refused else 0


def _findings() -> Iterator[Finding]:
    yield Finding("settings", "ok", f"read; data folder {settings.ONEHAND.data}")
    yield from _of_the_house()
    if not Agent.objects.filter(active=True).exists():
        yield Finding(
            "team", "warning", "there is no active agent; cases would wait without a hand",
            "onehand user add NAME --email ADDRESS --role admin",
        )  # fmt: skip
    yield from registry.check()


def _of_the_house() -> Iterator[Finding]:
    for message in checks.run_checks(databases=["default"]):
        if message.level >= checks.WARNING:
            level = "error" if message.level >= checks.ERROR else "warning"
            yield Finding(str(message.id), level, message.msg, message.hint or "")  # type: ignore[arg-type]
