"""The address here: its own copy, and what is packed for the way. What is on its way stays, and so does the line."""

from __future__ import annotations

from collections.abc import Callable

from onehand.actions.contract import Address, Cannot, Plan, Rejected, Step
from onehand.actions.provisioning import steps
from onehand.actions.provisioning.answers import Contract, Customer, Modem, Place
from onehand.actions.words import Words

Attempt = Callable[[Step], None]


def plan(known: Customer, new: Address, attempt: Attempt) -> Plan:
    """`attempt` asks the system whether it would do a step. Raises Rejected when it would not take the address."""
    found: list[Step] = []
    cannot: list[Cannot] = []
    if step := _own_copy(known, new):
        attempt(step)
        found.append(step)
    for contract in known.contracts:
        for modem in contract.modems:
            _readdress(contract, modem, new, attempt, found, cannot)
        if _stays_behind(contract, known, new):
            cannot.append(_stays(contract))
    numbers = [step.arguments["contract"] for step in found if "contract" in step.arguments]
    told = Words("Ihre Anschrift ist auch bei Ihrem Anschluss geändert.", "Your address is changed for your line too.")
    return Plan(tuple(found), tuple(cannot), told=told, touches=(known.number, *dict.fromkeys(numbers)))


def _to(new: Address, old: Place) -> dict[str, str]:
    """As the system keeps it, without stray blanks: what is read back must be what was wished."""
    parts = {"name": new.name or old.name, "street": new.street, "postcode": new.postcode, "city": new.city}
    return {name: " ".join(part.split()) for name, part in parts.items()}


def _own_copy(known: Customer, new: Address) -> Step | None:
    before = {**known.address.data(), "country": known.address.country}
    wish = {**_to(new, known.address), "country": new.country}
    if before == wish:
        return None
    undo = steps.change(
        "set_address", known.number, Words("Frühere Anschrift", "The former address"), customer=known.number,
        before=wish, wish=before, put=before,
    )  # fmt: skip
    return steps.change(
        "set_address", known.number,
        Words(f"Anschrift im Anschluss-System: {new.line()}", f"Address in the line system: {new.line()}"),
        customer=known.number, before=before, wish=wish, put=wish, undo=undo,
    )  # fmt: skip


def _readdress(
    contract: Contract, modem: Modem, new: Address, attempt: Attempt, found: list[Step], cannot: list[Cannot]
) -> None:
    wish = _to(new, modem.to)
    if modem.to.data() == wish or modem.state == "delivered":
        return
    if modem.state != "packed":
        cannot.append(_on_its_way(modem))
        return
    step = _readdressed(contract, modem, new, wish)
    try:
        attempt(step)
    except Rejected as no:
        instead = no.instead or Words("Andere Anschrift erfragen.", "Ask for another address.")
        cannot.append(Cannot(_named(modem), no.words, instead))
    else:
        found.append(step)


def _readdressed(contract: Contract, modem: Modem, new: Address, wish: dict[str, str]) -> Step:
    before = modem.to.data()
    undo = steps.change(
        "set_modem_address", modem.serial, Words("Frühere Anschrift", "The former address"),
        customer=contract.customer, before=wish, wish=before, put=before, contract=contract.number,
    )  # fmt: skip
    return steps.change(
        "set_modem_address", modem.serial,
        Words(f"{modem.kind} an die neue Anschrift senden", f"Send {modem.kind} to the new address"),
        customer=contract.customer, before=before, wish=wish, put={**wish, "country": new.country}, undo=undo,
        contract=contract.number,
    )  # fmt: skip


def _named(modem: Modem) -> Words:
    return Words(f"{modem.kind} ({modem.serial})", f"{modem.kind} ({modem.serial})")


def _on_its_way(modem: Modem) -> Cannot:
    to = f"{modem.to.street}, {modem.to.postcode} {modem.to.city}"
    return Cannot(
        _named(modem),
        Words(f"Schon unterwegs nach: {to}.", f"Already on its way to: {to}."),
        Words("Beim Paketdienst umleiten, oder den Rücklauf abwarten und neu senden.",
              "Divert it with the carrier, or wait until it is back and send it again."),
    )  # fmt: skip


def _stays_behind(contract: Contract, known: Customer, new: Address) -> bool:
    """A line lies where the customer lived until now; one that lies elsewhere is not meant."""
    site = contract.site
    here = (known.address.street, known.address.postcode)
    return (
        site is not None
        and contract.state != "ended"
        and (site.street, site.postcode) == here != (new.street, new.postcode)
        and contract.move_on is None
    )


def _stays(contract: Contract) -> Cannot:
    assert contract.site is not None
    at = f"{contract.site.street}, {contract.site.postcode} {contract.site.city}"
    return Cannot(
        Words(f"Anschluss {contract.product}", f"Line {contract.product}"),
        Words(f"Die Leitung liegt in: {at}.", f"The line itself is at: {at}."),
        Words("Bei einem Umzug den Anschluss eigens umziehen.", "If they have moved house, move the line as well."),
    )
