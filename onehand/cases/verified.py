"""What is verifiably done in a case: actions whose effect was read back. Floors above register what they know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from onehand.cases.models import Case


@dataclass(frozen=True, slots=True)
class Verified:
    """`kind` names the action ("refund"), `at` is when its effect was seen (UTC), `says` tells it in words."""

    kind: str
    at: datetime
    says: str


Source = Callable[[Case], list[Verified]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Once, when the application starts; the same source again changes nothing."""
    if source not in _sources:
        _sources.append(source)


def unregister(source: Source) -> None:
    if source in _sources:
        _sources.remove(source)


def verified(case: Case) -> list[Verified]:
    """All that the registered sources have seen done in this case, oldest first."""
    return sorted((one for source in _sources for one in source(case)), key=lambda one: one.at)
