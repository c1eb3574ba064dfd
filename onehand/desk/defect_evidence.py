"""What the systems show of a defect, on its page: beside the text that a person writes, and at each of its cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onehand.actions import backends
from onehand.actions.failing import TESTS
from onehand.cases.failing import Check
from onehand.defects import evidence
from onehand.defects.models import Defect, Link


@dataclass(frozen=True, slots=True)
class Row:
    """One of the affected. `hangs` and `check` are read from the systems; what the customer says stands in the link."""

    link: Link
    hangs: bool
    check: Check | None
    says: str


def shown(one: Defect, links: Sequence[Link], language: str) -> dict[str, Any]:
    seen = evidence.of(one)
    rows = []
    for link in links:
        check = seen.checks.get(link.case_id)
        rows.append(Row(link, link.case_id in seen.still, check, check.say(language) if check is not None else ""))
    return {"seen": seen, "rows": rows, "test": _test(one)}


def _test(one: Defect) -> str:
    """The kind of action that tests something in the system where it fails; "" where there is none."""
    able = {kind for system in backends.connected() if system.code == one.backend for kind in system.kinds()}
    return min(TESTS & able, default="")
