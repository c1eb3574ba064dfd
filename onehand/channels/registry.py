"""The channels of this installation, one line each."""

from __future__ import annotations

import threading
from typing import Any

from onehand.cases.models import Outgoing
from onehand.cases.signals import outgoing_written
from onehand.channels.contract import Adapter, Finding, Health
from onehand.channels.email.adapter import EMAIL

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
    """Start all channels; the threads end soon after `stop` is set."""
    return [thread for adapter in ADAPTERS for thread in adapter.start(stop)]


def health() -> list[Health]:
    """The parts of all channels, for /health and the desk."""
    return [part for adapter in ADAPTERS for part in adapter.health()]


def check() -> list[Finding]:
    """What `onehand check` says of all channels."""
    return [finding for adapter in ADAPTERS for finding in adapter.check()]
