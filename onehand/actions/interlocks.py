"""Rules that hold between actions, whatever system they work on (D14)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from onehand.actions.kinds import Kind
from onehand.actions.models import Proof, Run
from onehand.actions.models.due_process import Provisional
from onehand.actions.words import Words
from onehand.cases.family import members
from onehand.cases.models import Case
from onehand.foundation import clock

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
DISPUTE = "hold_dunning"


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


def asked_first(case: Case, kind: Kind, parts: Sequence[Part]) -> Locked | None:
    """What is not the thing that was bought goes out only after the customer's own yes: by the link that asks for this
    very action, by their own choice, or told to an agent who noted it."""
    if not any(part.plan.substitutes for part in parts):
        return None
    given = Proof.objects.filter(case=case, given_at__isnull=False, until__gt=clock.now())
    if given.filter(Q(how="agent") | Q(note=kind.code)).exists():
        return None
    return Locked(
        "not_asked",
        Words(
            "Es ginge etwas anderes hinaus als bestellt. Dazu braucht es erst das Ja der Kundin oder des Kunden.",
            "Something else than what was ordered would go out. That takes the customer's own yes first.",
        ),
        Words(
            "Einen Link zum Bestätigen senden, oder fragen und notieren, wer woran erkannt wurde.",
            "Send a link to confirm, or ask them and note by what they were identified.",
        ),
    )


def dispute_stands(case: Case, kind: Kind, _parts: Sequence[Part]) -> Locked | None:
    """Whoever disputes a claim is neither dunned nor cut off until it is settled. A provisional block against an
    immediate danger is none of these."""
    if not kind.presses or _in_danger(case):
        return None
    held = Run.objects.filter(
        case__customer__in=members(case.customer), kind=DISPUTE, undoes__isnull=True,
        state__in=(Run.State.WAITING, Run.State.ASKED, Run.State.RUNNING, Run.State.STUCK, Run.State.DONE),
    ).exclude(reversals__state=Run.State.DONE)  # fmt: skip
    if not held.exists():
        return None
    return Locked(
        "disputed",
        Words(
            "Eine Rechnung ist strittig. Solange wird weder gemahnt noch gesperrt.",
            "An invoice is disputed. Until it is settled nobody is dunned or cut off.",
        ),
        Words("Erst den Streit klären und das Anhalten zurücknehmen.", "Settle it first, and take back the hold."),
    )


def _in_danger(case: Case) -> bool:
    return Provisional.objects.filter(blocking__case=case, agreed=True, over_at__isnull=True).exists()


RULES: tuple[Interlock, ...] = (address_first, asked_first, dispute_stands)
