"""A task's tool call as an action of the catalogue: a standard kind where it suffices, else the retailer's own."""

from __future__ import annotations

from typing import Any

from tests.retail.operation import address_of
from tests.retail.records import PARTS, Place

JSON = dict[str, Any]


def action_of(tool: str, call: JSON, payer: str) -> tuple[str, JSON]:
    """The kind and its arguments in JSON, as the API takes them. `payer` is what paid for the order."""
    match tool:
        case "cancel_pending_order":
            return "cancel", {"order": call["order_id"], "reason": call["reason"]}
        case "modify_pending_order_address":
            return "retail_order_address", {"order": call["order_id"], "address": _address(call)}
        case "modify_user_address":
            return "retail_profile_address", {"address": _address(call)}
        case "modify_pending_order_payment":
            return "retail_change_payment", {"order": call["order_id"], "method": call["payment_method_id"]}
        case "modify_pending_order_items":
            return "retail_change_items", _swap(call)
        case "exchange_delivered_order_items":
            if len(call["item_ids"]) == len(call["new_item_ids"]) == 1 and call["payment_method_id"] == payer:
                one, other = call["item_ids"][0], call["new_item_ids"][0]
                return "exchange", {"order": call["order_id"], "line": one, "product": other}
            return "retail_exchange", _swap(call)
        case "return_delivered_order_items":
            lines = {"order": call["order_id"], "lines": list(call["item_ids"])}
            if call["payment_method_id"] == payer:
                return "return", {**lines, "reason": "asked for by the customer"}
            return "retail_return", {**lines, "method": call["payment_method_id"]}
        case "transfer_to_human_agents":
            return "retail_hand_over", {"summary": call.get("summary") or "-"}
    raise KeyError(tool)


def _address(call: JSON) -> JSON:
    address = address_of(Place(*(str(call.get(part, "")) for part in PARTS)))
    return {name: getattr(address, name) for name in ("street", "postcode", "city", "country")}


def _swap(call: JSON) -> JSON:
    return {
        "order": call["order_id"],
        "lines": list(call["item_ids"]),
        "products": list(call["new_item_ids"]),
        "method": call["payment_method_id"],
    }
