"""What a macro does beside its text; checked when it is saved, so that none fails in the middle."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from onehand.cases import placeholders
from onehand.cases.errors import Refused
from onehand.people.card import LINES
from onehand.people.errors import PeopleRefused

MOST = 10
MOST_DAYS = 365
LONGEST_NOTE = 5_000
LONGEST_WHAT = 200

Step = dict[str, Any]


def checked_steps(steps: Sequence[Mapping[str, Any]]) -> list[Step]:
    """The steps with nothing but what they need. Raises Refused: step_unknown, step_wrong, steps_conflict."""
    if isinstance(steps, str | bytes | Mapping) or len(steps) > MOST:
        raise Refused("step_wrong", step="…")
    found = [_checked(step) for step in steps]
    done = [step["do"] for step in found]
    once = [do for do in done if do != "note"]
    if len(once) != len(set(once)) or {"wait", "ask_solved"} <= set(done):
        raise Refused("steps_conflict")
    return found


def _checked(step: object) -> Step:
    do = step.get("do") if isinstance(step, Mapping) else None
    check = _CHECKS.get(do) if isinstance(do, str) else None
    if check is None or not isinstance(step, Mapping):
        raise Refused("step_unknown", step=str(do)[:40])
    return {"do": do, **check(step)}


def _wait(step: Mapping[str, Any]) -> Step:
    days = step.get("days")
    if not isinstance(days, int) or isinstance(days, bool) or not 0 < days <= MOST_DAYS:
        raise Refused("step_wrong", step="wait")
    return {"days": days, "what": _words(step, "what", LONGEST_WHAT)}


def _note(step: Mapping[str, Any]) -> Step:
    return {"text": _words(step, "text", LONGEST_NOTE)}


def _nothing_more(_step: Mapping[str, Any]) -> Step:
    return {}


def _card(step: Mapping[str, Any]) -> Step:
    lines = step.get("lines")
    if not isinstance(lines, Mapping) or not lines:
        raise Refused("step_wrong", step="card")
    try:
        for name, value in lines.items():
            LINES[name](value)
    except (KeyError, PeopleRefused):
        raise Refused("step_wrong", step="card") from None
    return {"lines": dict(lines)}


def _words(step: Mapping[str, Any], field: str, longest: int) -> str:
    given = step.get(field)
    words = given.strip() if isinstance(given, str) else ""
    if not words or len(words) > longest:
        raise Refused("step_wrong", step=str(step.get("do")))
    placeholders.check(words)
    return words


_CHECKS: dict[str, Callable[[Mapping[str, Any]], Step]] = {
    "wait": _wait,
    "ask_solved": _nothing_more,
    "note": _note,
    "answer_questions": _nothing_more,
    "card": _card,
}
