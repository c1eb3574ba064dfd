"""The retailer as any back-end is used: found, read, corrected everywhere, twice at once."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from onehand.actions.contract import Address, Who
from tests.retail.backend import Retail
from tests.retail.calls import Calls
from tests.retail.operation import address_of, place_of
from tests.retail.records import Place, State

JSON = dict[str, Any]
NEW = Address("1 New Street, Suite 2", "73301", "Austin, TX", country="US")


def test_a_user_is_found_by_mail_address_and_an_order_by_its_zip(state: State) -> None:
    backend = Retail(state)
    order = next(iter(state.orders.values()))
    user = state.users[order.user]
    assert backend.find(Who(emails=(user.email.upper(),))) == [user.id]
    assert backend.find(Who(numbers=(user.id, "nobody_1"), emails=("",))) == [user.id]
    assert backend.prove(order.id, order.address.zip) == user.id
    assert backend.prove(order.id, "00000") == ""
    view = backend.read(user.id)
    assert {one.reference for one in view.processes} == {one.id for one in state.orders.values() if one.user == user.id}
    assert backend.read("nobody_1").processes == ()


def test_every_address_comes_back_whole(state: State) -> None:
    places = [one.address for one in state.orders.values()] + [one.address for one in state.users.values()]
    places += [Place("1 A Street", "", "Austin", "TX", "USA", "1"), Place("1 A, B", "", "X", "Y", "UK", "2")]
    for place in places:
        assert place_of(address_of(place)) == place


def test_an_address_is_corrected_everywhere_it_still_can_be(state: State) -> None:
    statuses = {one.user: {other.status for other in state.orders.values() if other.user == one.user}
                for one in state.orders.values()}  # fmt: skip
    user = next(id for id, many in statuses.items() if {"pending", "processed"} <= many)
    backend = Retail(state)
    plan = backend.plan("correct_address", user, {"address": NEW})
    for step in plan.steps:
        step = replace(step, key=secrets.token_hex(8))
        backend.do(step, step.key)
        assert backend.look(step) == step.wish
    assert address_of(backend.state.users[user].address) == NEW
    for order in [one for one in backend.state.orders.values() if one.user == user]:
        assert (address_of(order.address) == NEW) == (order.status == "pending")
    assert any("processed" in one.why.en for one in plan.cannot)
    again = backend.plan("correct_address", user, {"address": NEW})
    assert again.steps == ()


def test_a_profile_address_is_taken_back(state: State) -> None:
    user = next(iter(state.users.values()))
    backend = Retail(state)
    (step,) = backend.plan("retail_profile_address", user.id, {"address": NEW}).steps
    backend.do(step, "key")
    assert step.undo is not None
    backend.do(step.undo, "undo key")
    assert backend.look(step.undo) == step.undo.wish
    assert backend.state.users[user.id] == user


def test_twenty_at_once_under_one_key_are_done_once(state: State, data: dict[str, JSON]) -> None:
    calls = Calls(data, 5)
    order = next(one for one in calls.of_status("pending") if calls.payer(one).startswith("gift_card"))
    backend = Retail(state)
    (step,) = backend.plan(
        "cancel", order["user_id"], {"order": order["order_id"], "reason": "no longer needed"}
    ).steps  # fmt: skip
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: backend.do(step, "key"), range(20)))
    assert all(one == answers[0] for one in answers)
    assert backend.look(step) == step.wish


def test_what_no_action_covers_becomes_one_work_order(state: State) -> None:
    user = next(iter(state.users))
    backend = Retail(state)
    (step,) = backend.plan("retail_hand_over", user, {"summary": "Wants a person"}).steps
    step = replace(step, key="key")
    assert backend.look(step) == step.before
    for _ in range(2):
        backend.do(step, step.key)
    assert backend.look(step) == step.wish
    assert backend.work_orders == {"key": "Wants a person"}
