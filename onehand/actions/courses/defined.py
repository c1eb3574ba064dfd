"""Which milestones each kind of process is expected to pass, as data. A back-end may bring definitions of its own
(`Backend.courses`), where its processes go another way or take another time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onehand.actions import backends
from onehand.actions.contract import Unreachable
from onehand.actions.words import Words


@dataclass(frozen=True, slots=True)
class Expected:
    """`says` is a participle ("verschickt"). `days`: working days until then where the system names no date, counted
    from the beginning or from when `after` was reached; None: no default. `theirs`: the customer moves it. `reached`:
    the kind of event that tells the customer when it is reached. `also`: what systems call the same step."""

    code: str
    says: Words
    days: int | None = None
    after: str = ""
    theirs: bool = False
    reached: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """`missed` is the kind of event of a missed milestone. `each`: every step that the system names is a milestone too.
    `dated`: only those are expected for which the system shows a step with a date, such as the end of a contract."""

    milestones: tuple[Expected, ...]
    missed: str
    each: bool = False
    dated: bool = False


CONTRACT = Definition(
    (
        Expected("moved", Words("umgezogen", "moved"), also=("move",)),
        Expected("ended", Words("beendet", "ended"), also=("ends", "end_of_the_contract")),
    ),
    "contract_missed", dated=True,
)  # fmt: skip
DEFINITIONS: Mapping[str, Definition] = {
    "order": Definition(
        (
            Expected("confirmed", Words("bestätigt", "confirmed"), 2),
            Expected("reserved", Words("zurückgelegt", "set aside"), 3, also=("set_aside",)),
            Expected("shipped", Words("verschickt", "shipped"), 5, also=("handed_over",)),
            Expected("delivered", Words("zugestellt", "delivered"), 8),
        ),
        "order_missed",
    ),
    "return": Definition(
        (
            Expected("announced", Words("angemeldet, Etikett verschickt", "announced, label sent"), 2),
            Expected("arrived", Words("angekommen", "arrived"), 14, theirs=True),
            Expected("credited", Words("gutgeschrieben", "credited"), 5, after="arrived"),
        ),
        "return_missed",
    ),
    "refund": Definition(
        (
            Expected("booked", Words("gebucht", "booked"), 2),
            Expected("paid_out", Words("ausgezahlt", "paid out"), 5, after="booked", reached="refunded"),
        ),
        "refund_missed",
    ),
    "activation": Definition(
        (Expected("active", Words("freigeschaltet", "active"), 10, reached="activated"),),
        "activation_missed",
        each=True,
    ),
    "line": CONTRACT,
    "subscription": CONTRACT,
}
# What an event of a system says about the course of such a process: the kind, and the milestone that is reached.
EVENTS: Mapping[str, tuple[str, str]] = {
    "order_placed": ("order", ""), "shipment_expected": ("order", ""), "shipment_delayed": ("order", ""),
    "out_of_stock": ("order", ""), "shipment_sent": ("order", "shipped"), "delivered": ("order", "delivered"),
    "activation_late": ("activation", ""), "activation_hangs": ("activation", ""),
    "activated": ("activation", "active"), "refunded": ("refund", "paid_out"),
}  # fmt: skip
# What a run that ended has begun.
RUNS: Mapping[str, str] = {"refund": "refund", "activate": "activation", "return": "return"}
# A step that only the customer can move, whatever kind of process it stands in: while it is open, nobody else is late.
THEIRS = frozenset({"paid", "arrived", "modem_registered", "device_registered"})


def definition_of(backend: str, kind: str) -> Definition | None:
    try:
        own = backends.backend(backend).courses
    except Unreachable:
        own = {}
    return own.get(kind) or DEFINITIONS.get(kind)
