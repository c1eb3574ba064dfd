"""What the floor above hands in: its modules (environment, node, demo, bench …), loaded when a command needs one."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

_provided: list[Callable[[str], ModuleType]] = []


def provide(load: Callable[[str], ModuleType]) -> None:
    """Called once by the entry point."""
    _provided[:] = [load]


def config(name: str) -> ModuleType:
    """A module of the wiring above."""
    return _provided[0](name)
