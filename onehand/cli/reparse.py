"""`onehand reparse`: messages read anew from their raw bytes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence

from onehand.cases.models import Message
from onehand.cases.reparse import reparse, with_raw
from onehand.cli.failure import REFUSED
from onehand.cli.printing import print_json
from onehand.foundation import blobs


def run(arguments: argparse.Namespace) -> int:
    """Exit 1 when one of them is not there, has no raw bytes, or cannot be read; those stay as they are."""
    messages: Iterable[Message | int] = with_raw() if arguments.all else _asked(arguments.messages)
    done = left = 0
    for message in messages:
        problem = _problem(message)
        if problem:
            left += 1
            print(f"onehand: {problem}", file=sys.stderr)
        else:
            done += 1
    if arguments.json:
        print_json({"read": done, "left": left}, indent=None)
    else:
        print(f"{done} read anew, {left} left as they are")
    return REFUSED if left else 0


def _asked(ids: Sequence[int]) -> Iterator[Message | int]:
    for id in ids:
        yield Message.objects.filter(pk=id).first() or id


def _problem(message: Message | int) -> str:
    """Why it was not read anew, "" when it was."""
    if isinstance(message, int):
        return f"there is no message {message}"
    if not message.raw or message.direction != Message.Direction.IN:
        return f"message {message.pk} did not come with raw bytes"
    try:
        return "" if reparse(message) else f"message {message.pk} cannot be read"
    except blobs.Missing:
        return f"the raw bytes of message {message.pk} are missing"
