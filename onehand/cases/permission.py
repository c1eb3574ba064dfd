"""Whether a customer may be written to for a purpose of ours: not while something of theirs is open, and never without
their consent (E14)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from onehand.cases.family import members
from onehand.cases.models import Case, Closure, State
from onehand.foundation import clock
from onehand.people import consent, known
from onehand.people.models import Customer

SENTENCES: dict[str, tuple[str, str]] = {
    "": ("Ja.", "Yes."),
    "case_open": (
        "Nein: Ein Anliegen ist noch offen. Erst helfen, dann werben.",
        "No: a case is still open. First help, then advertise.",
    ),
    "consent_missing": ("Nein: Eine Einwilligung dafür fehlt.", "No: there is no consent to it."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A further reason for no, of a floor above: its code, its sentence in German and English, and whether it holds for
    one of these customers, with until when if that is known (UTC)."""

    code: str
    sentence: tuple[str, str]
    holds: Callable[[Sequence[int]], tuple[bool, datetime | None]]


_further: list[Reason] = []


def register(reason: Reason) -> None:
    """Asked after open cases and before consent."""
    if reason not in _further:
        _further.append(reason)
    SENTENCES[reason.code] = reason.sentence


@dataclass(frozen=True, slots=True)
class Permission:
    """`reason` is "", case_open, the code of a further one, or consent_missing; not before `until`, where a time is
    known (UTC)."""

    reason: str = ""
    until: datetime | None = None

    @property
    def allowed(self) -> bool:
        return not self.reason


def permission(customer: Customer | None, purpose: str) -> Permission:
    """For all who are this person. Of whom nothing is known no consent is known either. Cases without which the answer
    would be the same are named all the same: a campaign should know that it meets somebody who waits."""
    if customer is None or customer.canonical.forgotten_at is not None:
        return Permission("consent_missing")
    cases = list(Case.objects.filter(customer__in=members(customer)).exclude(state=State.CLOSED))
    if cases:
        return Permission("case_open", _until(cases))
    for further in _further:
        holds, until = further.holds(members(customer))
        if holds:
            return Permission(further.code, until)
    return Permission() if consent.allows(customer, purpose) else Permission("consent_missing")


def _until(cases: list[Case]) -> datetime | None:
    """The last of the times at which something is expected, if none of them has passed without an end."""
    asked = Closure.objects.filter(case__in=cases, undone_at__isnull=True).values_list("case", "silence_until")
    silence = dict(asked)
    times = [
        silence.get(case.pk) if case.state == State.ASKED else case.wait_until or case.answer_due for case in cases
    ]
    known_times = [at for at in times if at is not None and at > clock.now()]
    return max(known_times) if len(known_times) == len(cases) else None


def customer_named(named: str) -> Customer | None:
    """By id or mail address; whoever a merge redirected to."""
    if "@" in named:
        identity = known.find("email", named)
        return identity.customer.canonical if identity is not None else None
    if not (named.isascii() and named.isdecimal() and len(named) < 19):
        return None
    found = Customer.objects.select_related("merged_into").filter(pk=int(named)).first()
    return found.canonical if found is not None else None
