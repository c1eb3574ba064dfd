"""One process of the provisioning system for each test, and how an action is carried through without the engine."""

from __future__ import annotations

import dataclasses
import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from onehand.actions import rows
from onehand.actions.contract import Plan, Step
from onehand.actions.provisioning import Lines
from tests.support.provisioning import Provisioning

Act = Callable[..., Plan]


@pytest.fixture
def lines(provisioning: Provisioning) -> Lines:
    return provisioning.backend()


def carried_out(lines: Lines, step: Step) -> Mapping[str, Any]:
    """As the engine does it: under a key that the look may use too. The answer; what is read back must be the wish."""
    planned, step = step, rows.step_of(json.loads(json.dumps(rows.step_data(step))), key=secrets.token_hex(16))
    assert dataclasses.replace(step, key="") == planned
    assert lines.look(step) == step.before
    answer = lines.do(step, step.key)
    assert lines.look(step) == step.wish
    assert lines.do(step, step.key) == answer
    assert lines.look(step) == step.wish
    return answer


@pytest.fixture
def act(lines: Lines) -> Act:
    """Plan, then do and read back every step, each twice: `act("pause", "L-5001", contract=…, absence=…)`."""

    def act(kind: str, customer: str, **given: Any) -> Plan:
        plan = lines.plan(kind, customer, given)
        assert plan.steps
        for step in plan.steps:
            carried_out(lines, step)
        return plan

    return act
