"""How the engine goes through a plan, in short: look, do, look; and once more under the same key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from onehand.actions.contract import Backend, Plan, Process, Rejected, Step
from onehand.foundation import clock

CARLA, JONAS, KARIM, PAUL = "K-1001", "K-1002", "K-1006", "K-1007"


def day(ahead: int) -> date:
    """So many days from today, and no Sunday."""
    found = clock.now().date() + timedelta(days=ahead)
    return found + timedelta(days=1) if found.weekday() == 6 else found


def seen(shop: Backend, step: Step, key: str = "") -> dict[str, Any]:
    """`key` is the one under which it is, or was, done."""
    return dict(shop.look(replace(step, key=key)))


def carry_out(shop: Backend, plan: Plan, name: str = "run") -> list[Mapping[str, Any]]:
    """Each step: as planned before, as wished after, and the same after doing it again."""
    answers = []
    for number, step in enumerate(plan.steps):
        key = f"{name}-{number}"
        assert seen(shop, step, key) == dict(step.before), step.says.en
        answer = shop.do(step, key)
        assert seen(shop, step, key) == dict(step.wish), step.says.en
        assert dict(shop.do(step, key)) == dict(answer), "the same key again"
        assert seen(shop, step, key) == dict(step.wish), "once is enough"
        answers.append(answer)
    return answers


def take_back(shop: Backend, plan: Plan) -> None:
    for step in reversed(plan.steps):
        assert step.undo is not None
        shop.do(step.undo, "undo")
        assert seen(shop, step.undo) == dict(step.before)


def refusal(shop: Backend, kind: str, customer: str, **given: Any) -> Rejected:
    with pytest.raises(Rejected) as caught:
        shop.plan(kind, customer, given)
    assert caught.value.words.de
    assert caught.value.words.en
    return caught.value


def process(shop: Backend, customer: str, reference: str, kind: str = "order") -> Process:
    view = shop.read(customer)
    return next(one for one in view.processes if (one.kind, one.reference) == (kind, reference))


def shipment_of(shop: Backend, customer: str, order: str) -> Process:
    view = shop.read(customer)
    return next(one for one in view.processes if (one.kind, one.parent) == ("shipment", order))
