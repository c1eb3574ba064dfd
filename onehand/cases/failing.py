"""Where a process of a customer fails: in which system, at which step. Two rooms above speak of it without knowing
each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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


@dataclass(frozen=True, slots=True)
class Check:
    """What a system showed of one case's process: it was tested, or it goes on. Nobody said it; it was read."""

    case: int
    at: datetime
    good: bool
    german: str
    english: str

    def say(self, language: str) -> str:
        return self.german if language == "de" else self.english
