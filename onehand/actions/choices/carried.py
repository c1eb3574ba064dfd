"""Whether a delivery is with its carrier already: then the shop can change nothing of it, and offers nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from onehand.actions.contract import Process
from onehand.actions.courses.defined import DEFINITIONS
from onehand.actions.courses.reading import marks_of
from onehand.actions.models.events import Event
from onehand.actions.words import Words

# What moves a parcel to the carrier or away from it.
_MOVES = ("shipment_sent", "delivered", "returned")
LONGEST_LINK = 300


@dataclass(frozen=True, slots=True)
class Parcel:
    """`link` is the carrier's own page of it, where it can be redirected; "" where it is not known."""

    title: Words
    link: str = ""


def is_carried(one: Process) -> bool:
    """Handed over and not delivered, as its system shows it now."""
    reached = {mark.code for mark in marks_of(DEFINITIONS["order"], one) if mark.is_reached}
    return "shipped" in reached and "delivered" not in reached


def parcels_of(order: Process, processes: Sequence[Process]) -> tuple[Parcel, ...] | None:
    """The parcels on their way, as far as they are shown; None while anything of the order is still in the house."""
    if not is_carried(order):
        return None
    own = [one for one in processes if one.kind == "shipment" and one.parent == order.reference and is_carried(one)]
    if not own:
        return (Parcel(Words("", ""), order.tracking),) if _is_link(order.tracking) else ()
    return tuple(Parcel(one.title, one.tracking if _is_link(one.tracking) else "") for one in own)


def told_of(event: Event) -> tuple[Parcel, ...] | None:
    """By what was told of this parcel before: inside a transaction no system is read."""
    tracking, shipment = event.values.get("tracking"), event.values.get("shipment")
    told = Event.objects.filter(kind__in=_MOVES)
    if tracking:
        told = told.filter(values__tracking=tracking)
    elif shipment:
        told = told.filter(backend=event.backend, values__shipment=shipment)
    else:
        told = told.filter(backend=event.backend, reference=event.reference)
    last = told.order_by("-at", "-pk").first()
    if last is None or last.kind != "shipment_sent":
        return None
    number = tracking or last.values.get("tracking", "")
    return (Parcel(Words(f"Sendungsnummer {number}", f"tracking number {number}")),) if number else ()


def _is_link(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and len(value) <= LONGEST_LINK and value.isprintable()
