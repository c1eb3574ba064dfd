"""`onehand show message N [M …]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from onehand.cases.models import Message
from onehand.cases.shown import message_data
from onehand.cli.failure import REFUSED
from onehand.cli.printing import on_terminal, print_json


def run(arguments: argparse.Namespace) -> int:
    """Exit 1 when one of them is not there; the others are shown all the same."""
    missing = 0
    shown: list[dict[str, Any]] = []
    for id, message in _messages(arguments.ids):
        if message is None:
            missing += 1
            print(f"onehand: there is no message {id}", file=sys.stderr)
            if arguments.jsonl:
                print_json({"id": id, "error": "there is no such message"}, indent=None)
        elif arguments.jsonl:
            print_json(message_data(message), indent=None)
        elif arguments.json:
            shown.append(message_data(message))
        else:
            _print(message_data(message))
    if arguments.json and shown:
        print_json(shown[0] if len(arguments.ids) == 1 else shown)
    return REFUSED if missing else 0


def _messages(ids: Sequence[int]) -> Iterator[tuple[int, Message | None]]:
    """In the order asked for, some at a time."""
    for start in range(0, len(ids), 100):
        some = ids[start : start + 100]
        found = Message.objects.select_related("agent", "identity").prefetch_related("attachments", "deliveries")
        by_id = found.in_bulk(some)
        for id in some:
            yield id, by_id.get(id)


def _print(data: dict[str, Any]) -> None:
    for field in ("from", "to", "cc"):
        people = ", ".join(f"{one.get('name', '')} <{one.get('address', '')}>" for one in data[field])
        if people:
            print(on_terminal(f"{field.title()}: {people}"))
    print(on_terminal(f"Subject: {data['subject']}"))
    print(on_terminal(f"Date: {data['date'] or data['received']}"))
    for attachment in data["attachments"]:
        print(on_terminal(f"Attachment: {attachment['name']} ({attachment['type']}, {attachment['size']} bytes)"))
    print(f"\n{on_terminal(data['text'])}\n")
