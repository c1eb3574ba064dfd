"""The retailer under the engine: some tasks of each kind as runs in a case, and forbidden wishes as refused previews.

ONEHAND_TEST_RETAIL_RUNS says how many tasks (0 for all).
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from onehand.actions import planning, running
from onehand.actions.models import Run
from onehand.actions.tests.fixtures import Connect
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.foundation import clock, jobs
from onehand.people.models import Identity
from onehand.team.models import Agent
from tests.retail.backend import Retail
from tests.retail.calls import Calls
from tests.retail.oracle import Oracle
from tests.retail.records import State
from tests.retail.reference import WRITES, Reference
from tests.retail.tasks import action_of
from tests.retail.test_policy import RULES, some
from tests.retail.test_tasks import same_state

JSON = dict[str, Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def retail(state: State, connect: Connect) -> Retail:
    return connect(Retail(state))


def becomes(case: Case, user: str) -> None:
    """From now on the case's customer is this user of the retailer."""
    Identity.objects.filter(kind="customer_number").delete()
    Identity.objects.create(customer=case.customer, kind="customer_number", value=user)


def payer_of(backend: Retail, call: JSON) -> str:
    order = backend.state.orders.get(call.get("order_id", ""))
    return next(iter(order.paid()), "") if order is not None else ""


def chosen(tasks: list[JSON]) -> list[JSON]:
    many = int(os.environ.get("ONEHAND_TEST_RETAIL_RUNS", "25"))
    return Random(4).sample(tasks, min(many, len(tasks))) if many else tasks


def test_tasks_are_runs_that_end_in_the_right_state(
    known: Case, ada: Agent, retail: Retail, tasks: list[JSON], data: dict[str, JSON]
) -> None:
    first, said = retail.state, Counter[str]()
    for task in chosen(tasks):
        retail.state, reference = first, Reference(**data)
        oracle = Oracle(reference, data["products"])
        becomes(known, task["user_id"])
        for action in task["actions"]:
            tool, call = action["name"], dict(action.get("kwargs") or action.get("arguments") or {})
            if tool in WRITES:
                done = _run(known, ada, retail, tool, call)
                assert done == (not oracle.broken(task["user_id"], tool, call))
                said["done" if done else "refused"] += 1
                if done:
                    reference.call(tool, call)
                    oracle.did(tool, call)
        assert same_state(first, retail, reference)
    print(f"\n  through the engine: {dict(said)}")


def _run(case: Case, ada: Agent, backend: Retail, tool: str, call: JSON) -> bool:
    kind, raw = action_of(tool, call, payer_of(backend, call))
    if not planning.preview(case, kind, raw, by=ada).possible:
        with pytest.raises(Refused, match="impossible"):
            running.start(case, kind, raw, by=ada)
        return False
    run = running.start(case, kind, raw, by=ada)
    jobs.run_due()
    assert Run.objects.get(pk=run.pk).state == Run.State.DONE
    return True


def test_forbidden_wishes_are_refused_in_the_preview(
    known: Case, ada: Agent, retail: Retail, data: dict[str, JSON]
) -> None:
    tried = 0
    for seed, rule in enumerate(RULES.values()):
        for one in [one for one in some(rule(Calls(data, seed))) if not one.first][:4]:
            becomes(known, one.user)
            kind, raw = action_of(*one.call, payer_of(retail, one.call[1]))
            before = retail.state
            assert _codes(known, ada, kind, raw) in ([one.code], ["arguments"], ["missing"])
            assert retail.state is before
            tried += 1
    assert tried > 50


def _codes(case: Case, ada: Agent, kind: str, raw: JSON) -> list[str]:
    """With which codes it is refused, before anything could begin."""
    try:
        seen = planning.preview(case, kind, raw, by=ada)
    except Refused as no:
        return [no.code]
    return ["missing"] if seen.missing else [no.code for no in seen.refused]


def test_two_refunds_to_one_gift_card_both_arrive(
    known: Case, ada: Agent, retail: Retail, data: dict[str, JSON]
) -> None:
    """The second is planned while the first is not done yet."""
    user, (one, two) = _two_orders(Calls(data, 2))
    becomes(known, user)
    given = [{"order": order["order_id"], "reason": "no longer needed"} for order in (one, two)]
    runs = [running.start(known, "cancel", raw, by=ada) for raw in given]
    _until_done()
    assert [Run.objects.get(pk=run.pk).state for run in runs] == [Run.State.DONE] * 2
    card = data["users"][user]["payment_methods"][Calls(data, 2).payer(one)]
    method = retail.state.users[user].method(card["id"])
    assert method is not None
    total = sum(order["payment_history"][0]["amount"] for order in (one, two))
    assert method.balance == round((card["balance"] + total) * 100)


def test_a_gift_card_is_not_spent_twice(known: Case, ada: Agent, retail: Retail, data: dict[str, JSON]) -> None:
    """Each of two changes could be paid from it, both together could not: the second stands with the reason."""
    user, wishes, card = _two_dear_changes(Calls(data, 6))
    becomes(known, user)
    runs = [running.start(known, "retail_change_items", {**wish, "method": card}, by=ada) for wish in wishes]
    _until_done()
    one, two = (Run.objects.get(pk=run.pk) for run in runs)
    assert one.state == Run.State.DONE
    assert (two.state, two.why["code"]) == (Run.State.STUCK, "balance_too_low")
    method = retail.state.users[user].method(card)
    assert method is not None
    assert method.balance is not None
    assert method.balance >= 0


def _until_done() -> None:
    for _ in range(3):
        jobs.run_due()
        clock.advance(timedelta(seconds=5))


def _two_orders(calls: Calls) -> tuple[str, list[JSON]]:
    """Two pending orders of one user, paid by one gift card."""
    found: dict[str, list[JSON]] = {}
    for order in calls.of_status("pending"):
        if calls.payer(order).startswith("gift_card"):
            found.setdefault(order["user_id"], []).append(order)
    return next((user, orders[:2]) for user, orders in found.items() if len(orders) > 1)


def _two_dear_changes(calls: Calls) -> tuple[str, list[JSON], str]:
    """Two orders of one user with a change each that the gift card covers alone but not together."""
    dear: dict[tuple[str, str], list[tuple[float, JSON]]] = {}
    for order in calls.of_status("pending"):
        for id, method in calls.methods(order).items():
            if method["source"] != "gift_card":
                continue
            changes = [
                (calls.variants[other]["price"] - item["price"],
                 {"order": order["order_id"], "lines": [item["item_id"]], "products": [other]})
                for item in order["items"] for other in calls.others(item)
            ]  # fmt: skip
            covered = [one for one in changes if 0 < one[0] <= method["balance"]]
            if covered:
                dear.setdefault((order["user_id"], id), []).append(max(covered, key=lambda one: one[0]))
    for (user, card), found in dear.items():
        best = sorted(found, key=lambda one: -one[0])[:2]
        if len(best) == 2 and sum(price for price, _ in best) > calls.users[user]["payment_methods"][card]["balance"]:
            return user, [wish for _, wish in best], card
    raise LookupError("no such user")
