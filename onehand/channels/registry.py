"""The channels of this installation, one line each."""

from __future__ import annotations

import threading
import time
from typing import Any

from onehand.cases.models import Outgoing
from onehand.cases.signals import outgoing_written
from onehand.channels.contract import Adapter, Finding, Health, Unusable
from onehand.channels.email.adapter import EMAIL

__all__ = ["Unusable", "check", "connect", "disturbed", "health", "start"]

ADAPTERS: tuple[Adapter, ...] = (
    EMAIL,
)  # fmt: skip


def connect() -> None:
    """Called once by `config/wiring`: what is written to leave goes to the adapter of its channel."""
    outgoing_written.connect(_enqueue, sender=Outgoing, dispatch_uid="channels.enqueue")


def _enqueue(outgoing: Outgoing, **_: Any) -> None:
    for adapter in ADAPTERS:
        if adapter.name == outgoing.channel:
            adapter.enqueue(outgoing)


def start(stop: threading.Event) -> list[threading.Thread]:
    """Start all channels; the threads end soon after `stop` is set. Raises Unusable, naming a wrong setting."""
    return [thread for adapter in ADAPTERS for thread in adapter.start(stop)]


def health() -> list[Health]:
    """The parts of all channels, for /health and the desk."""
    return [part for adapter in ADAPTERS for part in adapter.health()]


def disturbed(*, at_most_every: float = 15.0) -> bool:
    """Whether a channel is unwell, for pages that ask often: looked up at most every so many seconds."""
    now = time.monotonic()
    if now - _looked[0] > at_most_every:
        _looked[:] = [now, any(not part.ok for part in health())]
    return bool(_looked[1])


_looked: list[float] = [float("-inf"), False]


def check() -> list[Finding]:
    """What `onehand check` says of all channels."""
    return [finding for adapter in ADAPTERS for finding in adapter.check()]
