"""`onehand check`: what is wrong with configuration and channels, and what to do."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from django.conf import settings
from django.core import checks

from onehand.actions import backends, conformance
from onehand.actions.contract import Unreachable, Who
from onehand.channels import registry
from onehand.channels.contract import Finding
from onehand.cli.failure import REFUSED
from onehand.insight import leaving
from onehand.team.models import Agent

_SIGNS = {"ok": "ok      ", "warning": "warning ", "error": "refused "}


def run(arguments: argparse.Namespace) -> int:
    """Exit 1 when something is refused."""
    refused = False
    for finding in _of_back_end(arguments.back_end, arguments.email) if arguments.back_end else _findings():
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
    yield from _of_leaving()
    yield from registry.check()


def _of_back_end(code: str, email: str | None) -> Iterator[Finding]:
    """Nothing is changed in it."""
    known = {one.code: one for one in backends.connected()}
    if code not in known:
        names = ", ".join(sorted(known)) or "none"
        yield Finding(code, "error", f"is not connected; connected: {names}", "name it in ONEHAND_BACKENDS")
        return
    one = known[code]
    who = Who(emails=(email.strip().lower(),)) if email else Who()
    try:
        yield Finding(code, "ok", one.version())
        if email:
            numbers = ", ".join(one.find(who))
            yield Finding(code, "ok", f"knows this address as {numbers}" if numbers else "does not know this address")
        for fault in (*conformance.of_class(one), *conformance.reading(one, who)):
            yield Finding(code, "error", fault, "docs/connect-a-back-end.md")
    except Unreachable as silent:
        yield Finding(code, "error", f"does not answer: {silent}", "is it running, and is its address right?")


def _of_leaving() -> Iterator[Finding]:
    """Leaving takes no more steps than joining (D11); what the systems can do is known without asking them."""
    found = leaving.compare(timed=False)
    if (found.difference() or 0) > 0:
        yield Finding(
            "leaving", "warning", found.sentence().en.rstrip("."),
            "see /desk/leaving/; ask for less when a contract ends, or take what is known",
        )  # fmt: skip


def _of_the_house() -> Iterator[Finding]:
    for message in checks.run_checks(databases=["default"]):
        if message.level >= checks.WARNING:
            level = "error" if message.level >= checks.ERROR else "warning"
            yield Finding(str(message.id), level, message.msg, message.hint or "")  # type: ignore[arg-type]
