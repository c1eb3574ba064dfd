"""What a customer has there, as processes with their stages: where each stands, who moves it, until when."""

from __future__ import annotations

from onehand.actions.contract import Address, Process, Stage, View
from onehand.actions.provisioning.answers import ActivationStep, Contract, Customer, Modem, Place
from onehand.actions.provisioning.vocabulary import MODEM_STATES, MOVERS, mover_of, step_of
from onehand.actions.words import Words, on_day


def view(customer: Customer) -> View:
    found: list[Process] = []
    for contract in customer.contracts:
        found.append(_line(contract, customer))
        if contract.activation:
            found.append(_activation(contract))
        found += [_shipment(modem, contract) for modem in contract.modems]
    return View(customer.number, customer.address.name, address(customer.address), tuple(found))


def address(place: Place) -> Address:
    return Address(place.street, place.postcode, place.city, place.name, place.country)


def _line(contract: Contract, customer: Customer) -> Process:
    return Process(
        kind="line", reference=contract.number, title=Words(contract.product, contract.product), state=contract.state,
        stages=tuple(_changes(contract, barred=customer.barred)), placed=contract.placed,
        address=address(contract.site or customer.address),
    )  # fmt: skip


STANDING = {
    "ordered": Stage(Words("Bestellt, noch nicht freigeschaltet", "Ordered, not activated yet"), "now"),
    "active": Stage(Words("Freigeschaltet", "Activated"), "done"),
    "ended": Stage(Words("Beendet", "Ended"), "dropped"),
}


BARRED = Stage(
    Words("Gesperrt; Notruf und wir sind erreichbar", "Barred; emergency calls and we can be reached"), "stuck"
)


def _changes(contract: Contract, *, barred: bool) -> list[Stage]:
    """What is the matter with the line now, and what is agreed for later; else whether it can be used."""
    found = [BARRED] if barred and contract.state != "ended" else []
    if contract.state == "active" and contract.line_state != "up":
        why = f": {contract.line_cause}" if contract.line_cause else ""
        found.append(Stage(Words(f"Leitung gestört{why}", f"Line down{why}"), "stuck", mover=MOVERS["network"]))
    if contract.pause is not None:
        since, until = (on_day(one) for one in contract.pause)
        says = Words(f"Pause von {since.de} bis {until.de}", f"Paused from {since.en} until {until.en}")
        found.append(Stage(says, "next", until=contract.pause[0]))
    if contract.move_on is not None and contract.move_to is not None:
        to = f"{contract.move_to.street}, {contract.move_to.postcode} {contract.move_to.city}"
        says = Words(f"Umzug nach {to}", f"Move to {to}")
        found.append(Stage(says, "next", until=contract.move_on, mover=MOVERS["network"]))
    if contract.ends is not None:
        found.append(Stage(Words("Vertragsende", "End of the contract"), "next", until=contract.ends))
    return found or [STANDING[contract.state]] if contract.state in STANDING else found


def _activation(contract: Contract) -> Process:
    stages = []
    under_way = False
    for step in contract.activation:
        # The first that is neither done nor stuck is the one that is worked at.
        is_now = contract.state == "ordered" and step.state == "next" and not under_way
        under_way = under_way or step.state != "done"
        stages.append(_stage(step, "now" if is_now else step.state))
    return Process(
        kind="activation", reference=contract.number, parent=contract.number, state=contract.state,
        title=Words(f"Freischaltung {contract.product}", f"Activation of {contract.product}"), stages=tuple(stages),
        placed=contract.placed, expected=max(step.until for step in contract.activation),
    )  # fmt: skip


def _stage(step: ActivationStep, state: str) -> Stage:
    says = step_of(step.name)
    if step.cause:
        says = Words(f"{says.de}: {step.cause_de or step.cause}", f"{says.en}: {step.cause_en or step.cause}")
    return Stage(says, state, step.at, None if state == "done" else step.until, mover_of(step.mover))


def _shipment(modem: Modem, contract: Contract) -> Process:
    order = list(MODEM_STATES)
    at = order.index(modem.state) if modem.state in order else 0
    mover = MOVERS["orders"] if at == 0 else MOVERS["carrier"]
    stages = tuple(
        Stage(says, "done" if place <= at else "now" if place == at + 1 else "next", mover=mover)
        for place, says in enumerate(MODEM_STATES.values())
    )
    return Process(
        kind="shipment", reference=modem.serial, parent=contract.number, state=modem.state, stages=stages,
        title=Words(modem.kind, modem.kind), address=address(modem.to),
    )  # fmt: skip
