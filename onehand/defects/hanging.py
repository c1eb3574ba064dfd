"""What other floors know of failing steps: which cases hang at one, who hangs without having asked us.

Nobody is imported from here: whoever knows of steps registers a source (`config/wiring.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from onehand.cases.failing import Check, Hit, Step


class Source(Protocol):
    def of_cases(self, numbers: Sequence[int]) -> Mapping[int, Sequence[Step]]:
        """At which steps the processes of these cases hang now."""
        ...

    def cases_at(self, step: Step) -> Sequence[int]:
        """The cases with a process that hangs there now, newest first."""
        ...

    def hit_at(self, step: Step) -> Sequence[Hit]:
        """Everybody whose process hangs there now, in an order that stays."""
        ...

    def told_good(self, number: int, since: datetime) -> bool:
        """Whether the customer of this case was told by the system's own news, since then, that it works, and has not
        said no to it."""
        ...

    def checks(self, step: Step, numbers: Sequence[int], since: datetime) -> Sequence[Check]:
        """What was read of the processes of these cases since then: tests, and that a process goes on. Oldest first."""
        ...

    def in_words(self, step: Step, language: str) -> str:
        """For a person; "" when it knows no such step."""
        ...


_sources: list[Source] = []


def register(source: Source) -> None:
    _sources.append(source)


def unregister(source: Source) -> None:
    _sources.remove(source)


def of_cases(numbers: Sequence[int]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    for source in _sources if numbers else ():
        for number, steps in source.of_cases(numbers).items():
            found.setdefault(number, []).extend(steps)
    return found


def cases_at(step: Step) -> list[int]:
    return list(dict.fromkeys(number for source in _sources if step.step for number in source.cases_at(step)))


def hit_at(step: Step) -> list[Hit]:
    return list(dict.fromkeys(hit for source in _sources if step.step for hit in source.hit_at(step)))


def told_good(number: int, since: datetime) -> bool:
    return any(source.told_good(number, since) for source in _sources)


def checks(step: Step, numbers: Sequence[int], since: datetime) -> dict[int, Check]:
    """The newest of each case that has one."""
    found = [one for source in _sources if numbers for one in source.checks(step, numbers, since)]
    return {one.case: one for one in sorted(found, key=lambda one: one.at)}


def in_words(step: Step, language: str) -> str:
    return next((said for source in _sources if (said := source.in_words(step, language))), "") or " · ".join(
        part for part in (step.backend, step.kind, step.step, step.cause) if part
    )
