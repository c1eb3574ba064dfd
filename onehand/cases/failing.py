"""Where a process of a customer fails: in which system, at which step. Two rooms above speak of it without knowing
each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """In which system, of what kind the process is, at which step, and why, as the system calls it."""

    backend: str
    kind: str
    step: str
    cause: str = ""

    def matches(self, other: Step) -> bool:
        """Whether `other` fails in the same place; a step that names no cause stands for all."""
        here, there = (self.backend, self.kind, self.step), (other.backend, other.kind, other.step)
        return bool(self.step) and here == there and self.cause in ("", other.cause)


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody whose process fails there; `about` is its reference. They need not have asked us yet."""

    customer: int
    about: str
