"""Figure 1: how many of the tasks' write operations the catalogue expresses, and executes with the right final state.

Each task begins with the retailer's data as it is; its writes go in order through plan, do and look, and beside it
through a reference that was written from the tools' descriptions alone. ONEHAND_TEST_RETAIL_TASKS names another file of
tasks.
"""

from __future__ import annotations

import dataclasses
import json
import secrets
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from onehand.actions import arguments, rows
from onehand.actions.contract import Rejected
from onehand.actions.kinds import STANDARD, kind_of
from onehand.cases.errors import Refused
from tests.retail.backend import Retail
from tests.retail.oracle import Oracle
from tests.retail.policy import Policy, no
from tests.retail.records import State, data_of, user_data
from tests.retail.reference import WRITES, Reference
from tests.retail.tasks import action_of

JSON = dict[str, Any]
NAMES = frozenset(kind.code for kind in STANDARD)


@dataclass
class Result:
    writes: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    standard: int = 0
    refused: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    tasks_right: int = 0


def run(tasks: list[JSON], state: State, data: dict[str, JSON], policy: Policy) -> Result:
    result = Result()
    for number, task in enumerate(tasks):
        reference = Reference(**data)
        _run_one(number, task, Retail(state, policy), reference, Oracle(reference, data["products"]), result)
    return result


def _run_one(number: int, task: JSON, backend: Retail, reference: Reference, oracle: Oracle, result: Result) -> None:
    """What is refused must be forbidden by the second reading of the policy too."""
    before = backend.state
    done: list[str] = []
    refused = 0
    for action in task["actions"]:
        tool, call = action["name"], dict(action.get("kwargs") or action.get("arguments") or {})
        if tool not in WRITES:
            continue
        result.writes[tool] += 1
        broken = oracle.broken(task["user_id"], tool, call)
        if backend.policy.like_for_like:
            broken.discard("same_item")
        code, why = "", ""
        try:
            kind = _carry_out(backend, task["user_id"], tool, call)
        except Rejected as no_of_policy:
            code, why = no_of_policy.code, no_of_policy.words.en
        except Refused as no_of_door:
            code, why = "arguments", str(no_of_door)
        assert (code in broken or code == "arguments") if broken else not code, (number, tool, call, code, broken)
        if code:
            result.refused.append((number, tool, code, call.get("order_id", ""), why))
            refused += 1
            continue
        reference.call(tool, call)
        oracle.did(tool, call)
        done.append(tool)
        result.standard += kind in NAMES
    if same_state(before, backend, reference):
        result.right.update(done)
        result.tasks_right += not refused
    else:
        result.wrong.append(number)


def _carry_out(backend: Retail, user: str, tool: str, call: JSON) -> str:
    """The kind. The arguments go through the same reading as those of the API. Raises Rejected."""
    if call.get("user_id", user) != user:
        raise no("unknown_customer")
    order = backend.state.orders.get(call.get("order_id", ""))
    kind, raw = action_of(tool, call, next(iter(order.paid()), "") if order is not None else "")
    plan = backend.plan(kind, user, arguments.read(kind_of(kind), raw))
    assert plan.told is not None
    for planned in plan.steps:
        # As the engine keeps it: as JSON, under a key.
        step = rows.step_of(json.loads(json.dumps(rows.step_data(planned))), key=secrets.token_hex(8))
        assert dataclasses.replace(step, key="") == planned
        if step.before != step.wish:
            assert backend.look(step) == step.before
        answer = backend.do(step, step.key)
        assert backend.do(step, step.key) == answer
        assert backend.look(step) == step.wish
    return kind


def same_state(before: State, backend: Retail, reference: Reference) -> bool:
    """Every record: those that were touched on either side by value, the others are the very same."""
    now = backend.state
    orders = {id for id, one in now.orders.items() if one is not before.orders[id]} | reference.touched_orders()
    users = {id for id, one in now.users.items() if one is not before.users[id]} | reference.touched_users()
    return all(_plain(data_of(now.orders[id])) == _plain(reference.order_data(id)) for id in orders) and all(
        user_data(now.users[id]) == reference.user_data(id) for id in users
    )


def _plain(order: JSON) -> JSON:
    return {**order, "items": [(*one[:4], dict(one[4])) for one in order["items"]]}


def test_the_data_reads_the_same_on_both_sides(state: State, data: dict[str, JSON]) -> None:
    reference = Reference(**data)
    for id in state.orders:
        assert _plain(data_of(state.orders[id])) == _plain(reference.order_data(id))
    for id in state.users:
        assert user_data(state.users[id]) == reference.user_data(id)


def test_the_tasks_writes_end_in_the_right_state(tasks: list[JSON], state: State, data: dict[str, JSON]) -> None:
    """What is refused is refused by a rule of the policy; nothing ends in another state than the reference."""
    result = run(tasks, state, data, Policy())
    total, right = result.writes.total(), result.right.total()
    print(f"\nFigure 1: {total} write operations in {len(tasks)} tasks; {total} expressed by the catalogue")
    print(f"  {right} executed with the right final state ({result.standard} by a standard kind)")
    for tool, many in sorted(result.writes.items()):
        print(f"  {tool}: {result.right[tool]} of {many}")
    codes = Counter(code for _, _, code, _, _ in result.refused)
    print(f"  {len(result.refused)} refused, as their own policy forbids them: {dict(codes)}")
    for number, tool, _, order, why in [one for one in result.refused if one[2] != "same_item"]:
        print(f"    task {number}: {tool} {order}: {why}")
    print(f"    an item for the very same one: tasks {[one[0] for one in result.refused if one[2] == 'same_item']}")
    assert result.wrong == []
    assert right + len(result.refused) == total


def test_without_the_rule_that_tasks_themselves_break_all_of_them_end_right(
    tasks: list[JSON], state: State, data: dict[str, JSON]
) -> None:
    """policy.md: "of different product option"; some tasks swap an item for the very same one."""
    result = run(tasks, state, data, Policy(like_for_like=True))
    print(
        f"\n  with like for like allowed: {result.right.total()} of {result.writes.total()} executed, right final state"
    )
    codes = Counter(code for _, _, code, _, _ in result.refused)
    print(f"  {result.tasks_right} of {len(tasks)} tasks whole; refused: {dict(codes)}")
    assert result.wrong == []
