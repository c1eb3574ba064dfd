"""`onehand intake PATH…`: mails through the same door as all others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator

from django.db import OperationalError

from onehand.cases.intake import BATCH, Arrival, Received, receive_many
from onehand.cli.failure import TEMPORARY, WRONG_USE
from onehand.cli.mails import Found, Unread, mails
from onehand.cli.printing import print_json, print_table

_BATCH_BYTES = 64 * 1024 * 1024


class _Left:
    """What was left out, for the exit code."""

    def __init__(self) -> None:
        self.temporary = 0
        self.wrong = 0

    def out(self, source: str, problem: str, *, temporary: bool) -> None:
        print(f"onehand: {source}: {problem}", file=sys.stderr, flush=True)
        if temporary:
            self.temporary += 1
        else:
            self.wrong += 1

    @property
    def code(self) -> int:
        if self.temporary:
            return TEMPORARY
        return WRONG_USE if self.wrong else 0


def run(arguments: argparse.Namespace) -> int:
    """Exit 0 when all are in the ledger, 75 when a temporary fault left any out, 2 for a path that is not there."""
    left = _Left()
    outcomes: dict[str, int] = {}
    for batch in _batches(_readable(arguments.paths, left)):
        for received in _take_in(batch, left):
            outcomes[received.outcome] = outcomes.get(received.outcome, 0) + 1
            _tell(received, as_json=arguments.json)
    if not arguments.json:
        print_table(("outcome", "mails"), sorted(outcomes.items()))
    return left.code


def _readable(paths: Iterable[str], left: _Left) -> Iterator[Found]:
    for path in paths:
        for found in mails(path):
            if isinstance(found, Unread):
                left.out(found.source, found.problem, temporary=found.temporary)
            else:
                yield found


def _batches(found: Iterator[Found]) -> Iterator[list[Found]]:
    """At most fifty mails, and little more than 64 MB, at once: memory stays bounded."""
    batch: list[Found] = []
    size = 0
    for mail in found:
        batch.append(mail)
        size += len(mail.raw)
        if len(batch) >= BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _take_in(batch: list[Found], left: _Left) -> list[Received]:
    """If the whole cannot be taken in, each for itself, so that one fault leaves out as little as possible."""
    try:
        return receive_many([_arrival(mail) for mail in batch])
    except (OSError, OperationalError):
        return [received for mail in batch for received in _take_one(mail, left)]


def _take_one(mail: Found, left: _Left) -> list[Received]:
    try:
        return receive_many([_arrival(mail)])
    except (OSError, OperationalError) as error:
        left.out(mail.source, f"not taken in: {error}", temporary=True)
        return []


def _arrival(mail: Found) -> Arrival:
    return Arrival(source=mail.told, raw=mail.raw)


def _tell(received: Received, *, as_json: bool) -> None:
    if as_json:
        names = ("source", "outcome", "case", "message", "automatic", "reason")
        print_json({name: getattr(received, name) for name in names}, indent=None)
    elif received.outcome == "quarantined":
        print(f"{received.source}: quarantined: {received.reason}", flush=True)
