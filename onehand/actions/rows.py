"""Plans as JSON and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from onehand.actions.contract import Plan, Step
from onehand.actions.words import Words, words_of


def step_data(step: Step) -> dict[str, Any]:
    return {
        "verb": step.verb,
        "target": step.target,
        "says": step.says.data(),
        "before": dict(step.before),
        "wish": dict(step.wish),
        "arguments": dict(step.arguments),
        "undo": step_data(step.undo) if step.undo is not None else None,
        **({"within": step.within} if step.within else {}),
    }


def step_of(data: Mapping[str, Any], *, key: str = "") -> Step:
    undo = data.get("undo")
    return Step(
        verb=data["verb"],
        target=data["target"],
        says=words_of(data["says"]),
        before=data["before"],
        wish=data["wish"],
        arguments=data["arguments"],
        undo=step_of(undo) if undo else None,
        key=key,
        within=data.get("within", 0),
    )


def said(words: Words | None) -> dict[str, str] | None:
    return words.data() if words is not None else None


def plan_data(plan: Plan) -> dict[str, Any]:
    """What is shown of a plan beside its steps."""
    return {
        "cannot": [
            {"what": one.what.data(), "why": one.why.data(), "instead": one.instead.data()} for one in plan.cannot
        ],
        "warns": [one.data() for one in plan.warns],
        "lasting": said(plan.lasting),
        "told": said(plan.told),
    }


def digest(data: Any) -> str:
    """Equal for equal plans: what was shown is what is done."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
