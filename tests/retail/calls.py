"""Calls of the retailer's tools for any of its orders: allowed ones, and each with one thing wrong."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

JSON = dict[str, Any]
Good = tuple[list[str], list[str], str]  # items, what they are swapped for, the payment method
NEW_HOME = {"address1": "1 New Street", "address2": "", "city": "Austin", "state": "TX", "country": "USA",
            "zip": "73301"}  # fmt: skip


class Calls:
    """`users`, `orders`, `products`: the retailer's JSON as it was at first."""

    def __init__(self, data: dict[str, JSON], seed: int) -> None:
        self.users, self.orders, self.products = data["users"], data["orders"], data["products"]
        self.random = Random(seed)
        self.variants = {item: one for product in self.products.values() for item, one in product["variants"].items()}

    def of_status(self, *statuses: str) -> list[JSON]:
        found = [one for one in self.orders.values() if one["status"] in statuses]
        self.random.shuffle(found)
        return found

    def methods(self, order: JSON) -> JSON:
        return self.users[order["user_id"]]["payment_methods"]  # type: ignore[no-any-return]

    def other_user(self, order: JSON) -> str:
        return self.random.choice([one for one in self.users if one != order["user_id"]])

    def foreign_method(self, order: JSON) -> str:
        """One that belongs to somebody else."""
        own = self.methods(order)
        return str(self.random.choice(
            [id for one in self.users.values() for id in one["payment_methods"] if id not in own]
        ))  # fmt: skip

    def payer(self, order: JSON) -> str:
        return order["payment_history"][0]["payment_method_id"]  # type: ignore[no-any-return]

    def others(self, item: JSON, *, available: bool = True) -> list[str]:
        """Other variants of the same product."""
        variants = self.products[item["product_id"]]["variants"]
        return [id for id, one in variants.items() if id != item["item_id"] and one["available"] == available]

    def address(self, order: JSON) -> tuple[str, JSON]:
        return "modify_pending_order_address", {"order_id": order["order_id"], **NEW_HOME}

    def cancel(self, order: JSON, reason: str = "no longer needed") -> tuple[str, JSON]:
        return "cancel_pending_order", {"order_id": order["order_id"], "reason": reason}

    def payment(self, order: JSON, method: str) -> tuple[str, JSON]:
        return "modify_pending_order_payment", {"order_id": order["order_id"], "payment_method_id": method}

    def take_back(self, order: JSON, items: list[str], method: str) -> tuple[str, JSON]:
        call = {"order_id": order["order_id"], "item_ids": items, "payment_method_id": method}
        return "return_delivered_order_items", call

    def swap(self, order: JSON, tool: str, old: list[str], new: list[str], method: str) -> tuple[str, JSON]:
        call = {"order_id": order["order_id"], "item_ids": old, "new_item_ids": new, "payment_method_id": method}
        return tool, call

    def good_swap(self, order: JSON) -> Good | None:
        """One item for another, paid by a method that can pay; None where there is none."""
        for item in order["items"]:
            for other in self.others(item):
                more = self.variants[other]["price"] - item["price"]
                for id, method in self.methods(order).items():
                    if method["source"] != "gift_card" or method["balance"] >= more:
                        return [item["item_id"]], [other], id
        return None

    def swappable(self, *statuses: str) -> Iterator[tuple[JSON, Good]]:
        for order in self.of_status(*statuses):
            if good := self.good_swap(order):
                yield order, good

    def any_call(self) -> tuple[str, str, JSON]:
        """A user and a call, allowed or not: mostly of an own order, with anything in it."""
        random = self.random
        order = random.choice(list(self.orders.values()))
        user = order["user_id"] if random.random() < 0.9 else self.other_user(order)
        items = [one["item_id"] for one in order["items"]]
        old = random.sample(items, random.randint(1, len(items)))
        if random.random() < 0.08:
            old = [*old, random.choice([*items, *self.variants])]
        new = [self._any_other(order, item) for item in old]
        if random.random() < 0.05:
            new = new[1:]
        methods = list(self.methods(order))
        method = random.choice(methods) if random.random() < 0.9 else self.foreign_method(order)
        pending = order["status"] == "pending" if random.random() < 0.95 else random.random() < 0.5
        tool = "modify_pending_order_items" if pending else "exchange_delivered_order_items"
        made = [self.swap(order, tool, old, new, method)]
        if pending:
            reasons = ["no longer needed", "ordered by mistake", "too expensive"]
            made += [self.cancel(order, random.choice(reasons)), self.address(order), self.payment(order, method)]
        else:
            made.append(self.take_back(order, old, method))
        home = {**NEW_HOME, "zip": random.choice(["73301", "", "10001"])}
        made.append(("modify_user_address", {"user_id": user, **home}))
        return user, *random.choice(made)

    def _any_other(self, order: JSON, item: str) -> str:
        found = next((one for one in order["items"] if one["item_id"] == item), None)
        chance = self.random.random()
        if found is None or chance < 0.05:
            return str(self.random.choice(list(self.variants)))
        if chance < 0.08:
            return "0000000000"
        return str(self.random.choice(list(self.products[found["product_id"]]["variants"])))
