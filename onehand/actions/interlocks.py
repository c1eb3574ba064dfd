"""Rules that hold between actions, whatever system they work on (D14)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onehand.actions.kinds import Kind
from onehand.actions.models import Run
from onehand.actions.words import Words
from onehand.cases.family import members
from onehand.cases.models import Case

if TYPE_CHECKING:
    from onehand.actions.planning import Part


@dataclass(frozen=True, slots=True)
class Locked:
    """Why it must not be done now, and what opens it."""

    code: str
    words: Words
    instead: Words


Interlock = Callable[[Case, Kind, Sequence["Part"]], Locked | None]
SHIPS = frozenset({"resend", "express", "exchange"})
ADDRESS = "correct_address"


def check(case: Case, kind: Kind, parts: Sequence[Part]) -> list[Locked]:
    return [found for rule in RULES if (found := rule(case, kind, parts)) is not None]


def address_first(case: Case, kind: Kind, _parts: Sequence[Part]) -> Locked | None:
    """A parcel that came back must not go to the same wrong place: as long as an address correction of this customer is
    not read back in every system, nothing ships (the story Notebook)."""
    if kind.code not in SHIPS:
        return None
    pending = Run.objects.filter(
        case__customer__in=members(case.customer), kind=ADDRESS,
        state__in=(Run.State.WAITING, Run.State.ASKED, Run.State.RUNNING, Run.State.STUCK),
    )  # fmt: skip
    if not pending.exists():
        return None
    return Locked(
        "address_open",
        Words(
            "Eine neue Anschrift ist noch nicht in allen Systemen nachgelesen. Bis dahin geht nichts auf den Weg.",
            "A change of address has not been read back in every system yet. Nothing ships until then.",
        ),
        Words("Erst die Änderung der Anschrift zu Ende bringen.", "Bring the change of address to its end first."),
    )


RULES: tuple[Interlock, ...] = (address_first,)
