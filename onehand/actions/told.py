"""What the customer is told may name what only the deed brings forth: a tracking number, the address of a label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from onehand.actions.models import Run

_NAME = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
LONGEST = 300


class Unfilled(Exception):
    """A system's answer lacks what the text names."""


def filled(run: Run, text: str) -> str:
    """The text with the names filled in that the plan's own sentence has in braces; other braces are the writer's.

    Raises Unfilled: a message with a hole must not be sent.
    """
    named = {name for one in run.plan.get("told", ()) for words in one.values() for name in _NAME.findall(words)}
    answers: dict[str, Any] = {}
    for step in run.steps.order_by("position"):
        answers |= step.answer or {}

    def value(found: re.Match[str]) -> str:
        return _said(answers, found[1]) if found[1] in named else found[0]

    return _NAME.sub(value, text)


def _said(answers: Mapping[str, Any], name: str) -> str:
    value = answers.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unfilled(name)
    plain = " ".join(str(value).split())
    if not plain or len(plain) > LONGEST:
        raise Unfilled(name)
    return plain
