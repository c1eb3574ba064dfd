"""One step in the provisioning system: its request, and the same values read from a contract afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from onehand.actions.contract import Step
from onehand.actions.provisioning.answers import Contract
from onehand.actions.provisioning.client import part
from onehand.actions.words import Words

POSTED = frozenset({"activate_line", "test_line"})
ENDPOINTS = {
    "set_address": "customers/{}/address",
    "set_modem_address": "modems/{}/address",
    "activate_line": "contracts/{}/activation",
    "test_line": "contracts/{}/tests",
    "pause_line": "contracts/{}/pause",
    "enter_move": "contracts/{}/move",
    "change_holder": "contracts/{}/holder",
    "end_contract": "contracts/{}/end",
    "change_payer": "contracts/{}/payer",
    "bar_lines": "customers/{}/bar",
}


def request(step: Step) -> tuple[str, str, dict[str, Any]]:
    """Method, path and body; without anything to put, the thing is taken away."""
    put = step.arguments.get("put")
    method = "POST" if step.verb in POSTED else "DELETE" if put is None else "PUT"
    path = "/v1/" + ENDPOINTS[step.verb].format(part(step.target))
    return method, path, {"customer": step.arguments["customer"], **(put or {})}


def change(
    verb: str,
    target: str,
    says: Words,
    *,
    customer: str,
    before: Mapping[str, Any],
    wish: Mapping[str, Any],
    put: Mapping[str, Any] | None = None,
    undo: Step | None = None,
    **more: Any,
) -> Step:
    """`put` is what is sent, None to take it away."""
    return Step(verb, target, says, before, wish, {"customer": customer, "put": put, **more}, undo)


def back(verb: str, target: str, says: Words, *, customer: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Step:
    """The step that restores what was: by putting it again, or by taking away what is there now."""
    empty = all(value is None for value in was.values())
    return change(verb, target, says, customer=customer, before=now, wish=was, put=None if empty else was)


# The present values of a step's wish in its contract.
def state(contract: Contract) -> dict[str, Any]:
    return {"state": contract.state}


def pause(contract: Contract) -> dict[str, Any]:
    since, until = contract.pause or (None, None)
    return {"from": since.isoformat() if since else None, "until": until.isoformat() if until else None}


def move(contract: Contract) -> dict[str, Any]:
    to, on = contract.move_to, contract.move_on
    if to is None or on is None:
        return {"on": None, "street": None, "postcode": None, "city": None}
    return {"on": on.isoformat(), "street": to.street, "postcode": to.postcode, "city": to.city}


def holder(contract: Contract) -> dict[str, Any]:
    return {"to": contract.customer}


def end(contract: Contract) -> dict[str, Any]:
    return {"on": contract.ends.isoformat() if contract.ends else None}


def payer(contract: Contract) -> dict[str, Any]:
    return {"holder": contract.payer_holder, "iban": contract.payer_iban}


PRESENT: Mapping[str, Callable[[Contract], dict[str, Any]]] = {
    "activate_line": state,
    "pause_line": pause,
    "enter_move": move,
    "change_holder": holder,
    "end_contract": end,
    "change_payer": payer,
}


def shown_iban(iban: str) -> str:
    """As the system shows an account that it was given."""
    plain = "".join(iban.split()).upper()
    return f"{plain[:4]} … {plain[-4:]}"
