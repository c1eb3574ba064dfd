"""One operation of the retailer as a value: it goes into a step's arguments as JSON and comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onehand.actions.contract import Address
from tests.retail.policy import Policy
from tests.retail.records import Place, State

# ISO 3166 as Onehand has it, and as the retailer writes it.
COUNTRIES = {"US": "USA", "CA": "Canada", "MX": "Mexico", "GB": "UK", "DE": "Germany"}


@dataclass(frozen=True, slots=True)
class Operation:
    """`verb` is the step's; what does not belong to it is empty."""

    verb: str
    customer: str
    order: str = ""
    items: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    method: str = ""
    text: str = ""
    address: Mapping[str, str] | None = None

    def data(self) -> dict[str, Any]:
        return {
            "customer": self.customer,
            "order": self.order,
            "items": list(self.items),
            "products": list(self.products),
            "method": self.method,
            "text": self.text,
            "address": dict(self.address) if self.address is not None else None,
        }

    @property
    def place(self) -> Place:
        return Place(**(self.address or dict.fromkeys(Place.__slots__, "")))

    def after(self, state: State, policy: Policy) -> State:
        """The state that it makes. Raises Rejected."""
        match self.verb:
            case "cancel_order":
                return policy.cancel(state, self.customer, self.order, self.text, self.items)
            case "readdress_order":
                return policy.readdress(state, self.customer, self.order, self.place)
            case "move_profile":
                return policy.move_profile(state, self.customer, self.place)
            case "repay_order":
                return policy.repay(state, self.customer, self.order, self.method)
            case "change_items":
                return policy.change_items(
                    state, self.customer, self.order, self.items, self.products, self.method
                )  # fmt: skip
            case "take_back":
                return policy.take_back(state, self.customer, self.order, self.items, self.method)
            case "exchange_items":
                return policy.exchange(state, self.customer, self.order, self.items, self.products, self.method)
        raise KeyError(self.verb)


def operation_of(verb: str, data: Mapping[str, Any]) -> Operation:
    return Operation(
        verb, data["customer"], data["order"], tuple(data["items"]), tuple(data["products"]), data["method"],
        data["text"], data["address"],
    )  # fmt: skip


def address_of(place: Place, name: str = "") -> Address:
    """Two lines and a state have no field of their own there: they go into street and city, and come back whole."""
    street = f"{place.address1}, {place.address2}" if place.address2 else place.address1
    if not place.address2 and "," in street:
        street += ","
    country = next((code for code, written in COUNTRIES.items() if written == place.country), place.country)
    return Address(street, place.zip, f"{place.city}, {place.state}" if place.state else place.city, name, country)


def place_of(address: Address) -> Place:
    first, comma, second = address.street.rpartition(",")
    if not comma:
        first, second = address.street, ""
    city, _, state = address.city.rpartition(",")
    return Place(
        first.strip(), second.strip(), city.strip(), state.strip(),
        COUNTRIES.get(address.country, address.country), address.postcode.strip(),
    )  # fmt: skip


def many(value: Sequence[str] | str | None) -> tuple[str, ...]:
    return tuple(value.split(",")) if isinstance(value, str) else tuple(value or ())
