"""What policy.md forbids, read a second time and on the retailer's own JSON: it says of any call all the rules that it
breaks. It shares nothing with the back-end under test but the names of the reasons."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from tests.retail.reference import Reference

JSON = dict[str, Any]
ADDRESS = ("address1", "city", "state", "country", "zip")
ON_PENDING = frozenset({"cancel_pending_order", "modify_pending_order_address", "modify_pending_order_items",
                        "modify_pending_order_payment"})  # fmt: skip
SWAPS = frozenset({"modify_pending_order_items", "exchange_delivered_order_items"})


class Oracle:
    """Beside a reference: what it needs to remember itself is which orders were readdressed."""

    def __init__(self, reference: Reference, products: JSON) -> None:
        self.reference, self.products = reference, products
        self.readdressed: set[str] = set()

    def did(self, tool: str, call: JSON) -> None:
        if tool == "modify_pending_order_address":
            self.readdressed.add(call["order_id"])

    def broken(self, user: str, tool: str, call: JSON) -> set[str]:
        """The rules that this call of this user breaks; none if it is allowed."""
        if tool == "transfer_to_human_agents":
            return set()
        if tool == "modify_user_address":
            return self._address(call) | ({"unknown_customer"} if call["user_id"] != user else set())
        order = self.reference.orders.get(call["order_id"])
        if order is None or order["user_id"] != user:
            return {"unknown_order"}
        broken = self._status(order["status"], tool)
        if tool == "cancel_pending_order" and call["reason"] not in ("no longer needed", "ordered by mistake"):
            broken.add("unknown_reason")
        if tool == "modify_pending_order_address":
            broken |= self._address(call) | ({"once_only"} if call["order_id"] in self.readdressed else set())
        if tool == "modify_pending_order_payment":
            broken |= self._payment(order, call["payment_method_id"])
        if tool == "return_delivered_order_items":
            broken |= self._items(order, call["item_ids"]) | self._refund(order, call["payment_method_id"])
        if tool in SWAPS:
            broken |= self._items(order, call["item_ids"]) | self._swap(order, call)
        return broken

    def _status(self, status: str, tool: str) -> set[str]:
        if tool in ON_PENDING:
            if status.startswith("pending ("):
                return {"once_only"}
            return set() if status == "pending" else {"not_pending"}
        if status in ("return requested", "exchange requested"):
            return {"once_only"}
        return set() if status == "delivered" else {"not_delivered"}

    def _address(self, call: JSON) -> set[str]:
        return set() if all(call[part] for part in ADDRESS) else {"invalid_address"}

    def _methods(self, order: JSON) -> JSON:
        return self.reference.users[order["user_id"]]["payment_methods"]  # type: ignore[no-any-return]

    def _payment(self, order: JSON, method: str) -> set[str]:
        history, broken = order["payment_history"], set()
        if len(history) > 1:
            broken.add("once_only")
        if method not in self._methods(order):
            broken.add("unknown_method")
        elif self._short(order, method, Decimal(str(history[0]["amount"]))):
            broken.add("balance_too_low")
        if history[0]["payment_method_id"] == method:
            broken.add("same_method")
        return broken

    def _refund(self, order: JSON, method: str) -> set[str]:
        found = self._methods(order).get(method)
        if found is None:
            return {"unknown_method"}
        original = order["payment_history"][0]["payment_method_id"]
        return set() if method == original or found["source"] == "gift_card" else {"refund_elsewhere"}

    def _items(self, order: JSON, items: list[str]) -> set[str]:
        if not items:
            return {"no_items"}
        there = Counter(one["item_id"] for one in order["items"])
        return {"not_in_order"} if any(many > there[item] for item, many in Counter(items).items()) else set()

    def _swap(self, order: JSON, call: JSON) -> set[str]:
        old, new, method = call["item_ids"], call["new_item_ids"], call["payment_method_id"]
        there = {one["item_id"]: one for one in order["items"]}
        broken = set() if len(old) == len(new) else {"unmatched_items"}
        if method not in self._methods(order):
            broken.add("unknown_method")
        more = Decimal(0)
        for one, other in zip(old, new, strict=False):
            if one not in there:
                continue
            variants = self.products[there[one]["product_id"]]["variants"]
            if other not in self.reference.prices:
                broken.add("unknown_item")
            elif other not in variants:
                broken.add("other_product")
            elif one == other:
                broken.add("same_item")
            if other in variants and not variants[other]["available"]:
                broken.add("not_available")
            if other in variants:
                more += Decimal(str(variants[other]["price"])) - Decimal(str(there[one]["price"]))
        if broken <= {"same_item"} and self._short(order, method, more):
            broken.add("balance_too_low")
        return broken

    def _short(self, order: JSON, method: str, amount: Decimal) -> bool:
        found = self._methods(order)[method]
        return found["source"] == "gift_card" and Decimal(str(found["balance"])) < amount
