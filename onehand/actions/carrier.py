"""Parcel tracking in the shape of DHL's unified tracking (its published contract, schema `Shipments`), as events.

Only codes, dates and references are read. What a driver wrote, where the van is and who signed are not: the free texts
are looked at for one thing alone, why a parcel was not handed over, and then left behind.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from onehand.actions.contract import Happened
from onehand.actions.models.events import Event

BACKEND = "carrier"
MOST = 200  # shipments of one report, and events of each
_ORDER = ("customer-reference", "ecommerce-number", "customer-confirmation-number", "reference")
_RETURNED = re.compile(r"\breturn(ed|ing)?\b|zurück|retoure|rücksendung", re.IGNORECASE)
_NOBODY = re.compile(
    r"not (at )?home|no ?body|no one|absent|not present|unavailable|niemand|nicht (angetroffen|zu hause|anwesend)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"address|anschrift|adresse", re.IGNORECASE)
_DELAYED = re.compile(r"\bdelay|verzöger|verspät", re.IGNORECASE)


def read(report: Mapping[str, Any]) -> list[Happened]:
    """What is in a report that a customer should hear of. Parts that are not after the contract are passed over."""
    return [
        one for shipment in _maps(report.get("shipments"))
        for one in _of_shipment(shipment)
    ]  # fmt: skip


def _of_shipment(shipment: Mapping[str, Any]) -> Iterator[Happened]:
    tracking = _plain(shipment.get("id"))[:60]
    if not tracking:
        return
    order = _order(shipment)
    values = {"tracking": tracking, "order": order, "postcode": _postcode(shipment)}
    reference = order or tracking
    for one in _statuses(shipment):
        at, kind, reason = _moment(one.get("timestamp")), _kind(one), _reason(one)
        if at is None or not kind:
            continue
        more = {"reason": reason} if kind == "delivery_failed" and reason else {}
        id = hashlib.sha256(f"{tracking} {at.isoformat()} {kind}".encode("utf-8", "replace")).hexdigest()
        yield Happened(id, kind, reference, at, values={**values, **more})
    yield from _estimate(shipment, tracking, reference, values)


def _estimate(
    shipment: Mapping[str, Any], tracking: str, reference: str, values: Mapping[str, str]
) -> Iterator[Happened]:
    """A later day than the one that was estimated before is a delay; the first one is only remembered."""
    expected = _moment(shipment.get("estimatedTimeOfDelivery"))
    at = _moment(_map(shipment.get("status")).get("timestamp"))
    if expected is None or at is None:
        return
    day = expected.date().isoformat()
    known = Event.objects.filter(
        backend=BACKEND, reference=reference, kind__in=("shipment_expected", "shipment_delayed")
    )
    before = [str(one["expected"]) for one in known.values_list("values", flat=True) if one.get("expected")]
    if day in before:
        return
    kind = "shipment_delayed" if before and day > max(before) else "shipment_expected"
    yield Happened(f"{tracking}:{kind}:{day}", kind, reference, at, values={**values, "expected": day})


def _statuses(shipment: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = _maps(shipment.get("events"))
    now = _map(shipment.get("status"))
    return found + ([now] if now else [])


def _kind(status: Mapping[str, Any]) -> str:
    code, words = status.get("statusCode"), _words(status)
    if code == "delivered":
        return "returned" if _RETURNED.search(words) else "delivered"
    if code in ("failure", "transit") and _RETURNED.search(words):
        return "returned"
    if code == "failure":
        return "delivery_failed"
    return "shipment_delayed" if code == "transit" and _DELAYED.search(words) else ""


def _reason(status: Mapping[str, Any]) -> str:
    words = _words(status)
    if _NOBODY.search(words):
        return "nobody_there"
    return "address" if _ADDRESS.search(words) else ""


def _words(status: Mapping[str, Any]) -> str:
    return " ".join(str(status.get(name) or "")[:300] for name in ("status", "description", "remark"))


def _order(shipment: Mapping[str, Any]) -> str:
    references = _map(shipment.get("details")).get("references")
    # The contract says a list, its example shows one alone.
    found = {str(one.get("type")): _plain(one.get("number")) for one in _maps(references) or [_map(references)]}
    return next((found[kind][:60] for kind in _ORDER if found.get(kind)), "")


def _plain(value: Any) -> str:
    """NUL is no character for a database, and nothing is looked up by it."""
    return str(value or "").replace("\x00", "")


def _postcode(shipment: Mapping[str, Any]) -> str:
    return str(_map(_map(shipment.get("destination")).get("address")).get("postalCode") or "")[:12]


def _moment(value: Any) -> datetime | None:
    """A date or a time; UTC where no zone is named."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    if not 2000 <= at.year < 2200:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _maps(value: Any) -> list[Mapping[str, Any]]:
    many: Sequence[Any] = value if isinstance(value, list) else ()
    return [one for one in many[:MOST] if isinstance(one, Mapping)]
