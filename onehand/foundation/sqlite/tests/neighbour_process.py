"""A second process of the node, for tests: takes a turn and gives it back as it is told on stdin."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings

from onehand.foundation.sqlite import queue


def obey(database: str, data: Path) -> None:
    """Answer each word on stdin by a line on stdout."""
    settings.ONEHAND = SimpleNamespace(data=data)
    line = queue.line(database)
    print("ready", flush=True)
    for word in sys.stdin:
        if word.strip() == "take":
            print("taken" if line.take(10) else "late", flush=True)
        elif word.strip() == "give back":
            line.give_back()
            print("given back", flush=True)
        elif word.strip() == "waiting":
            print(line.waiting(), flush=True)


if __name__ == "__main__":
    obey(sys.argv[1], Path(sys.argv[2]))
