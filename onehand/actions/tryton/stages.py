"""The course of an order, a shipment, a return and a subscription: what is done, what comes next, and who moves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from onehand.actions.contract import Stage
from onehand.actions.tryton.orders import Order, Shipment
from onehand.actions.words import Words

WAREHOUSE = Words("unser Lager", "our warehouse")
BUYER = Words("Kundin oder Kunde", "the customer")
SHOP = Words("der Laden", "the shop")
BOOKS = Words("unsere Buchhaltung", "our accounts")
CONFIRMED = Words("bestätigt", "confirmed")
REACHED = {"draft": 0, "waiting": 0, "assigned": 1, "picked": 2, "packed": 3, "done": 5}


def of_order(order: Order, today: date) -> tuple[Stage, ...]:
    if order.cancelled:
        return (_done(Words("bestellt", "ordered"), order.placed), Stage(Words("storniert", "cancelled"), "dropped"))
    stages = [_done(Words("bestellt", "ordered"), order.placed)]
    if order.state in ("draft", "quotation"):
        stages.append(Stage(CONFIRMED, "now", mover=SHOP))
    else:
        stages.append(_done(CONFIRMED))
    if order.prepaid:
        stages.append(_paid(order))
    live = [one for one in order.shipments if one.state != "cancelled"]
    if live:
        # The one that is least far says how far the order is.
        stages += of_shipment(min(live, key=_reached), today)
    else:
        stages += [Stage(says, "next") for says in _COURSE]
    if not order.prepaid:
        stages.append(_paid(order))
    return tuple(stages)


def of_shipment(one: Shipment, today: date) -> tuple[Stage, ...]:
    if one.state == "cancelled":
        return (Stage(Words("Sendung storniert", "shipment cancelled"), "dropped"),)
    carrier = Words(one.carrier, one.carrier) if one.carrier else Words("der Versand", "the carrier")
    reached = _reached(one)
    late = one.planned is not None and one.planned < today
    stages = []
    for number, says in enumerate(_COURSE, start=1):
        if number <= reached:
            stages.append(_done(says, one.effective if number == len(_COURSE) else None))
        elif number == reached + 1:
            mover = carrier if number == len(_COURSE) else WAREHOUSE
            stages.append(Stage(says, "stuck" if late else "now", until=one.planned, mover=mover))
        else:
            stages.append(Stage(says, "next", until=one.planned if number == len(_COURSE) else None))
    return tuple(stages)


def of_return(state: str, arrived: bool, credited: bool) -> tuple[Stage, ...]:
    announced = state in ("confirmed", "processing", "done")
    return (
        _done(Words("angemeldet", "announced")) if announced else Stage(
            Words("angemeldet", "announced"), "now", mover=SHOP),
        _done(Words("angekommen", "arrived")) if arrived else Stage(
            Words("angekommen", "arrived"), "now" if announced else "next", mover=BUYER),
        _done(Words("gutgeschrieben", "credited")) if credited else Stage(
            Words("gutgeschrieben", "credited"), "now" if arrived else "next", mover=BOOKS),
    )  # fmt: skip


def of_subscription(state: str, start: date, next_due: date | None, end: date | None) -> tuple[Stage, ...]:
    stages = [_done(Words("begonnen", "begun"), start)]
    if state == "running":
        stages.append(Stage(Words("läuft", "running"), "done" if next_due is not None else "now"))
    if state == "running" and next_due is not None:
        stages.append(Stage(Words("nächste Lieferung", "next delivery"), "next", until=next_due, mover=SHOP))
    if end is not None:
        stages.append(Stage(Words("endet", "ends"), "done" if state == "closed" else "next", until=end))
    if state == "cancelled":
        stages.append(Stage(Words("storniert", "cancelled"), "dropped"))
    return tuple(stages)


def expected(shipments: Sequence[Shipment]) -> date | None:
    """When the last of it should arrive."""
    days = [one.planned for one in shipments if one.state not in ("cancelled", "done") and one.planned]
    return max(days) if days else None


_COURSE = (
    Words("reserviert", "set aside"), Words("zusammengestellt", "picked"), Words("gepackt", "packed"),
    Words("dem Versand übergeben", "handed over"), Words("zugestellt", "delivered"),
)  # fmt: skip


def _reached(one: Shipment) -> int:
    return 4 if one.state == "packed" and one.handed_over else REACHED.get(one.state, 0)


def _paid(order: Order) -> Stage:
    says = Words("bezahlt", "paid")
    if order.invoice_state == "paid":
        return _done(says)
    if order.invoice_state in ("awaiting payment", "partially paid"):
        return Stage(says, "now", mover=BUYER)
    return Stage(says, "next")


def _done(says: Words, day: date | None = None) -> Stage:
    return Stage(says, "done", at=datetime.combine(day, time(12), UTC) if day else None)
