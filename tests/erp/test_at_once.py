"""Many runs at the same time, and an answer so late that its request overtakes the next one."""

from __future__ import annotations

import threading
from decimal import Decimal

from onehand.actions.contract import Step
from onehand.actions.tryton.backend import Shop
from onehand.actions.tryton.base import MARK
from onehand.foundation.money import Money
from tests.erp.steps import CARLA, seen
from tests.support.shop import ShopServer

CUSTOMERS = ("K-1001", "K-1002", "K-1003", "K-1004", "K-1005", "K-1006")


def test_twenty_runs_at_once_are_each_done_once(shop: Shop, shop_server: ShopServer) -> None:
    steps = [
        shop.plan("goodwill", CUSTOMERS[number % 6], {"amount": Money(100 + number), "reason": "x"}).steps[0]
        for number in range(20)
    ]
    failed: list[BaseException] = []

    def run(number: int, step: Step) -> None:
        try:
            shop.do(step, f"at-once-{number}")
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert shop_server.sql(
        "SELECT count(*), count(DISTINCT reference) FROM account_invoice WHERE reference LIKE ? AND state = 'posted'",
        f"{MARK}at-once-%",
    ) == [(20, 20)]


def test_two_drafts_under_one_key_become_one(shop: Shop, shop_server: ShopServer) -> None:
    (step,) = shop.plan("refund", CARLA, {"order": "20029", "amount": Money(1_000), "reason": "x"}).steps
    bill = shop._bill(int(step.arguments["invoice"]))
    first = shop._note(bill.row, Decimal(10), "Erstattung", "", "late", linked=True)["id"]
    _again_as_if_late(shop, first, "late")
    shop.do(step, "late")
    assert seen(shop, step, "late") == dict(step.wish)
    _again_as_if_late(shop, first, "late")
    shop.do(step, "late")
    assert seen(shop, step, "late") == dict(step.wish)
    assert shop_server.sql("SELECT count(*) FROM account_invoice WHERE reference = ?", f"{MARK}late") == [(1,)]


def _again_as_if_late(shop: Shop, note: int, key: str) -> None:
    """What a request does that arrives when nobody waits for it any more."""
    (copy,) = shop.client.write("account.invoice", "copy", [note], {})
    shop.client.write("account.invoice", "write", [copy], {"reference": MARK + key})
