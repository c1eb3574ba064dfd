"""What the tools' descriptions say that they do, on the retailer's own JSON. It knows nothing of the back-end under
test and shares no code with it: two hands, one text. It trusts its caller and checks nothing."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

JSON = dict[str, Any]
WRITES = frozenset({
    "cancel_pending_order", "modify_pending_order_address", "modify_pending_order_items",
    "modify_pending_order_payment", "return_delivered_order_items", "exchange_delivered_order_items",
    "modify_user_address", "transfer_to_human_agents",
})  # fmt: skip


class Reference:
    """The users, orders and products after some tool calls. What is not touched is shared with the files' data."""

    def __init__(self, users: JSON, orders: JSON, products: JSON) -> None:
        self.users, self.orders = dict(users), dict(orders)
        self._original = {"users": users, "orders": orders}
        self.prices = {item: one for product in products.values() for item, one in product["variants"].items()}
        self.handed_over: list[str] = []

    def call(self, tool: str, arguments: JSON) -> None:
        getattr(self, tool)(**arguments)

    def cancel_pending_order(self, order_id: str, reason: str) -> None:
        """The status changes to 'cancelled' and the payment is refunded, to a gift card at once."""
        order = self._order(order_id)
        owed: dict[str, Decimal] = {}
        for entry in order["payment_history"]:
            sign = 1 if entry["transaction_type"] == "payment" else -1
            owed.setdefault(entry["payment_method_id"], Decimal(0))
            owed[entry["payment_method_id"]] += sign * _exact(entry["amount"])
        for method, amount in owed.items():
            if amount > 0:
                self._book(order, "refund", amount, method)
        order["status"], order["cancel_reason"] = "cancelled", reason

    def modify_pending_order_address(self, order_id: str, **address: str) -> None:
        self._order(order_id)["address"] = address

    def modify_user_address(self, user_id: str, **address: str) -> None:
        self._user(user_id)["address"] = address

    def modify_pending_order_payment(self, order_id: str, payment_method_id: str) -> None:
        """The new method pays, the original one gets its money back; the status stays."""
        order = self._order(order_id)
        first = order["payment_history"][0]
        amount = _exact(first["amount"])
        self._book(order, "payment", amount, payment_method_id)
        self._book(order, "refund", amount, first["payment_method_id"])

    def modify_pending_order_items(
        self, order_id: str, item_ids: list[str], new_item_ids: list[str], payment_method_id: str
    ) -> None:
        """The items are replaced one by one, the difference is paid or refunded, and no more can be modified."""
        order = self._order(order_id)
        left = list(range(len(order["items"])))
        difference = Decimal(0)
        for old, new in zip(item_ids, new_item_ids, strict=True):
            position = next(at for at in left if order["items"][at]["item_id"] == old)
            left.remove(position)
            item = order["items"][position]
            difference += _exact(self.prices[new]["price"]) - _exact(item["price"])
            item.update({name: copy.deepcopy(self.prices[new][name]) for name in ("item_id", "price", "options")})
        if difference != 0:
            self._book(order, "payment" if difference > 0 else "refund", abs(difference), payment_method_id)
        order["status"] = "pending (items modifed)"

    def return_delivered_order_items(self, order_id: str, item_ids: list[str], payment_method_id: str) -> None:
        order = self._order(order_id)
        order["status"] = "return requested"
        order["return_items"], order["return_payment_method_id"] = list(item_ids), payment_method_id

    def exchange_delivered_order_items(
        self, order_id: str, item_ids: list[str], new_item_ids: list[str], payment_method_id: str
    ) -> None:
        """The items stay until they are sent back; what was agreed is written down."""
        order = self._order(order_id)
        prices = {item["item_id"]: _exact(item["price"]) for item in order["items"]}
        difference = sum((_exact(self.prices[new]["price"]) for new in new_item_ids), Decimal(0))
        difference -= sum((prices[old] for old in item_ids), Decimal(0))
        order["status"] = "exchange requested"
        order["exchange_items"], order["exchange_new_items"] = list(item_ids), list(new_item_ids)
        order["exchange_payment_method_id"] = payment_method_id
        order["exchange_price_difference"] = difference

    def transfer_to_human_agents(self, summary: str = "") -> None:
        self.handed_over.append(summary)

    def touched_orders(self) -> set[str]:
        return {id for id, one in self.orders.items() if one is not self._original["orders"][id]}

    def touched_users(self) -> set[str]:
        return {id for id, one in self.users.items() if one is not self._original["users"][id]}

    def order_data(self, order_id: str) -> JSON:
        """In the shape in which it is compared: amounts in cents."""
        order = self.orders[order_id]
        kept = {name: order[name] for name in ("user_id", "status", "address")}
        agreed = ("cancel_reason", "return_items", "return_payment_method_id", "exchange_items", "exchange_new_items",
                  "exchange_payment_method_id")  # fmt: skip
        kept |= {name: order[name] for name in agreed if name in order}
        if "exchange_price_difference" in order:
            kept["exchange_price_difference"] = _cents(order["exchange_price_difference"])
        kept["items"] = [
            (one["item_id"], one["product_id"], one["name"], _cents(_exact(one["price"])), one["options"])
            for one in order["items"]
        ]
        kept["payments"] = [
            (one["transaction_type"], _cents(_exact(one["amount"])), one["payment_method_id"])
            for one in order["payment_history"]
        ]
        return kept

    def user_data(self, user_id: str) -> JSON:
        user = self.users[user_id]
        methods = {
            id: _cents(_exact(one["balance"])) if "balance" in one else None
            for id, one in user["payment_methods"].items()
        }
        return {"address": user["address"], "methods": methods}

    def _order(self, order_id: str) -> JSON:
        if self.orders[order_id] is self._original["orders"][order_id]:
            self.orders[order_id] = copy.deepcopy(self.orders[order_id])
        return self.orders[order_id]  # type: ignore[no-any-return]

    def _user(self, user_id: str) -> JSON:
        if self.users[user_id] is self._original["users"][user_id]:
            self.users[user_id] = copy.deepcopy(self.users[user_id])
        return self.users[user_id]  # type: ignore[no-any-return]

    def _book(self, order: JSON, kind: str, amount: Decimal, method: str) -> None:
        order["payment_history"].append({"transaction_type": kind, "amount": amount, "payment_method_id": method})
        account = self._user(order["user_id"])["payment_methods"][method]
        if account["source"] == "gift_card":
            account["balance"] = _exact(account["balance"]) + (amount if kind == "refund" else -amount)


def _exact(amount: Any) -> Decimal:
    """As it is written, without a float's tail."""
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def _cents(amount: Decimal) -> int:
    return int(amount * 100)
