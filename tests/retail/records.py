"""The retailer's records, frozen, with money in cents; from its JSON files and back into their shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    address1: str
    address2: str
    city: str
    state: str
    country: str
    zip: str

    def data(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in PARTS}


PARTS = ("address1", "address2", "city", "state", "country", "zip")


@dataclass(frozen=True, slots=True)
class Variant:
    item: str
    product: str
    name: str
    cents: int
    options: Options
    available: bool = True


@dataclass(frozen=True, slots=True)
class Payment:
    """`kind` is payment or refund."""

    kind: str
    cents: int
    method: str


@dataclass(frozen=True, slots=True)
class Method:
    """`balance` in cents, of a gift card only."""

    id: str
    source: str
    balance: int | None = None


@dataclass(frozen=True, slots=True)
class User:
    id: str
    name: str
    email: str
    address: Place
    methods: tuple[Method, ...]

    def method(self, id: str) -> Method | None:
        return next((one for one in self.methods if one.id == id), None)

    def credited(self, method: str, cents: int) -> User:
        """With this much more on a gift card (less, if negative); other methods settle elsewhere."""
        return replace(self, methods=tuple(
            replace(one, balance=one.balance + cents) if one.id == method and one.balance is not None else one
            for one in self.methods
        ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Swap:
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Order:
    id: str
    user: str
    status: str
    address: Place
    items: tuple[Variant, ...]
    payments: tuple[Payment, ...]
    readdressed: bool = False
    reason: str = ""
    returned: tuple[str, ...] = ()
    swaps: tuple[Swap, ...] = ()
    method: str = ""  # of a return or an exchange
    difference: int = 0  # of an exchange, in cents

    def paid(self) -> dict[str, int]:
        """What each method has paid and not got back, in cents; in the order in which they paid."""
        sums: dict[str, int] = {}
        for one in self.payments:
            sums[one.method] = sums.get(one.method, 0) + (one.cents if one.kind == "payment" else -one.cents)
        return {method: cents for method, cents in sums.items() if cents > 0}


@dataclass(frozen=True, slots=True)
class State:
    """All records; a change makes a new one, so that a copy costs nothing."""

    users: Mapping[str, User]
    orders: Mapping[str, Order]
    variants: Mapping[str, Variant]

    def having(self, *changed: User | Order) -> State:
        users = {one.id: one for one in changed if isinstance(one, User)}
        orders = {one.id: one for one in changed if isinstance(one, Order)}
        return replace(self, users={**self.users, **users}, orders={**self.orders, **orders})


def load(folder: Path) -> State:
    """From users.json, orders.json and products.json."""
    users, orders, products = (
        json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("users", "orders", "products")
    )
    variants = {
        one["item_id"]: _variant(one, product["product_id"], product["name"], one["available"])
        for product in products.values()
        for one in product["variants"].values()
    }
    return State(
        {id: _user(id, one) for id, one in users.items()},
        {id: _order(one) for id, one in orders.items()},
        variants,
    )


def cents(amount: float) -> int:
    return round(amount * 100)


def data_of(order: Order) -> dict[str, Any]:
    """In the shape of the JSON files, with what was agreed since; amounts in cents."""
    more: dict[str, Any] = {}
    if order.reason:
        more["cancel_reason"] = order.reason
    if order.returned:
        more |= {"return_items": list(order.returned), "return_payment_method_id": order.method}
    if order.swaps:
        more |= {
            "exchange_items": [one.old for one in order.swaps],
            "exchange_new_items": [one.new for one in order.swaps],
            "exchange_payment_method_id": order.method,
            "exchange_price_difference": order.difference,
        }
    return {
        "user_id": order.user,
        "status": order.status,
        "address": order.address.data(),
        "items": [(one.item, one.product, one.name, one.cents, dict(one.options)) for one in order.items],
        "payments": [(one.kind, one.cents, one.method) for one in order.payments],
        **more,
    }


def user_data(user: User) -> dict[str, Any]:
    return {
        "address": user.address.data(),
        "methods": {one.id: one.balance for one in user.methods},
    }


def _variant(one: Any, product: str, name: str, available: bool) -> Variant:
    return Variant(one["item_id"], product, name, cents(one["price"]), tuple(one["options"].items()), available)


def _place(one: Any) -> Place:
    return Place(*(str(one[name]) for name in PARTS))


def _user(id: str, one: Any) -> User:
    methods = tuple(
        Method(method["id"], method["source"], cents(method["balance"]) if "balance" in method else None)
        for method in one["payment_methods"].values()
    )
    name = f"{one['name']['first_name']} {one['name']['last_name']}"
    return User(id, name, one["email"], _place(one["address"]), methods)


def _order(one: Any) -> Order:
    items = tuple(_variant(item, item["product_id"], item["name"], True) for item in one["items"])
    payments = tuple(
        Payment(paid["transaction_type"], cents(paid["amount"]), paid["payment_method_id"])
        for paid in one["payment_history"]
    )
    return Order(one["order_id"], one["user_id"], one["status"], _place(one["address"]), items, payments)
