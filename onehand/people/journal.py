"""The journal of erasures: a file beside the database and outside its backups, so that a restored copy forgets again.

It holds nothing about anybody: keys, and when each row was made, so that a key that a restored database gives to
somebody else later is not taken for the one who was erased.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from onehand.foundation import clock
from onehand.people.models import Customer


def place() -> Path:
    return Path(settings.ONEHAND.data) / "erasures.jsonl"


def append(customers: Sequence[Customer]) -> None:
    """Durable before the erasure itself is committed: a crash in between erases at the next start. Raises OSError."""
    line = {
        "at": clock.now().isoformat(),
        "customers": [{"id": one.pk, "made": one.created_at.isoformat()} for one in customers],
    }
    place().parent.mkdir(parents=True, exist_ok=True)
    with place().open("ab", buffering=0) as file:
        file.write(json.dumps(line).encode() + b"\n")
        os.fsync(file.fileno())


def _written() -> Iterator[tuple[int, datetime]]:
    try:
        lines = place().read_bytes().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            for one in json.loads(line)["customers"]:
                yield int(one["id"]), datetime.fromisoformat(one["made"])
        except (ValueError, KeyError, TypeError):  # the last line of a killed process: its erasure was not committed
            continue


def standing() -> list[Customer]:
    """Who was erased by the journal but stands in this database: it was restored from before."""
    made = dict(_written())
    found: list[Customer] = []
    ids = sorted(made)
    for start in range(0, len(ids), 500):
        rows = Customer.objects.filter(pk__in=ids[start : start + 500], forgotten_at__isnull=True)
        found += [row for row in rows if row.created_at == made[row.pk]]
    return found
