"""`onehand quarantine list`."""

from __future__ import annotations

import argparse

from onehand.cases.quarantine import listed
from onehand.cli.printing import print_json, print_table


def run(arguments: argparse.Namespace) -> int:
    rows = listed().select_related("assigned_to")
    if not arguments.json:
        lines = ((row.pk, f"{row.at:%Y-%m-%d %H:%M}Z", row.size, row.source, row.reason) for row in rows)
        print_table(("id", "at", "bytes", "source", "reason"), lines)
        return 0
    items = [
        {
            "id": row.pk,
            "source": row.source,
            "channel": row.channel,
            "at": row.at,
            "reason": row.reason,
            "size": row.size,
            "attempts": row.attempts,
            "assigned_to": row.assigned_to.handle if row.assigned_to is not None else None,
        }
        for row in rows
    ]
    print_json({"items": items, "next": None})
    return 0
