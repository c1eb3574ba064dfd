"""What connected systems answer, in a shape that can be kept. Whatever else they say is silence, so that it waits in
sight instead of breaking the one who asked (S14)."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from onehand.actions import rows
from onehand.actions.contract import Happened, Plan, Step, Unreachable
from onehand.foundation.money import Money

log = logging.getLogger("onehand.actions")

LARGEST = 1_000_000  # characters of JSON
MOST_STEPS = 1_000
LONGEST_CURSOR = 500
_CURRENCY = re.compile("[A-Z]{3}")


def values(answer: Any) -> dict[str, Any]:
    """Raises Unreachable for what is no mapping of values that both databases can keep."""
    if not isinstance(answer, Mapping):
        raise Unreachable("answers no values")
    kept = dict(answer)
    try:
        text = json.dumps(kept, allow_nan=False, ensure_ascii=False)
        text.encode()  # half of a surrogate pair is no character
    except (TypeError, ValueError, RecursionError) as error:
        raise Unreachable(f"answers values that cannot be kept ({type(error).__name__})") from None
    if len(text) > LARGEST or r"\u0000" in text:
        raise Unreachable("answers values that cannot be kept")
    return kept


def plan(found: Any) -> Plan:
    """Raises Unreachable for what is no plan after the contract."""
    try:
        good = isinstance(found, Plan) and len(found.steps) <= MOST_STEPS and all(map(_is_step, found.steps))
        if good:
            values({"steps": [rows.step_data(one) for one in found.steps], "plan": rows.plan_data(found)})
            values({"named": [*found.missing, *found.touches]})
    except (AttributeError, TypeError):
        good = False
    if not good or not _is_cost(found.cost):
        raise Unreachable("plans what is no plan")
    return found  # type: ignore[no-any-return]


def _is_step(one: Any) -> bool:
    return isinstance(one, Step) and isinstance(one.verb, str) and isinstance(one.target, str)


def _is_cost(cost: Any) -> bool:
    """None, or an amount that is not below nothing: a lower one would make room under a limit."""
    if cost is None:
        return True
    return isinstance(cost, Money) and type(cost.cents) is int and 0 <= cost.cents < 2**31 and _is_currency(cost)


def _is_currency(cost: Money) -> bool:
    return isinstance(cost.currency, str) and _CURRENCY.fullmatch(cost.currency) is not None


def told(answer: Any) -> tuple[list[Happened], str]:
    """What happened, and the next cursor. An event that is none is left out and logged, so that it does not hold up
    those behind it. Raises Unreachable."""
    found, until = answer if isinstance(answer, tuple) and len(answer) == 2 else (None, None)
    if not isinstance(found, list | tuple) or not isinstance(until, str) or len(until) > LONGEST_CURSOR:
        raise Unreachable("tells what cannot be read")
    good = [one for one in found if _is_event(one)]
    if len(good) < len(found):
        log.error("%d events are not after the contract", len(found) - len(good))
    return good, until


def _is_event(one: Any) -> bool:
    if not isinstance(one, Happened) or not isinstance(one.at, datetime) or not isinstance(one.values, Mapping):
        return False
    return all(isinstance(text, str) for text in (one.id, one.kind, one.reference, one.customer))
