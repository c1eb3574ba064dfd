"""Whoever is warned gets a case of their own, so that the mail can be answered and they are told when it is fixed."""

from __future__ import annotations

from datetime import timedelta

from onehand.cases.models import Case, State
from onehand.cases.open import begin
from onehand.defects import linking
from onehand.defects.models import Defect, Link, Telling
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record

LONGEST_WAIT = timedelta(days=14)  # where nobody knows when; then its hand looks


def of(telling: Telling) -> Case | None:
    """Begun with its hand, and waiting: nobody has asked anything. None for somebody who was forgotten, is affected by
    now anyway, or when it is repaired."""
    if telling.customer is None:
        return None
    customer = telling.customer.canonical
    if customer.forgotten_at is not None or not telling.defect.is_open or linking.concerns(telling.defect, customer):
        return None
    case = quiet(telling.defect, customer, channel="email", by=SYSTEM)
    linking.join(telling.defect, case, how=Link.How.WARNED, by=SYSTEM)
    wait(telling.defect, case)
    return case


def quiet(defect: Defect, customer: Customer, *, channel: str, by: Acts, language: str = "") -> Case:
    """A case in which no answer is awaited."""
    language = language or customer.language or "de"
    return begin(
        customer, subject=defect.what(language), language=language, channel=channel, by=by, awaited=False
    )  # fmt: skip


def wait(defect: Defect, case: Case) -> None:
    """Inside the transaction in which it began. It comes back to its hand by itself."""
    now = clock.now()
    known = defect.expected_at is not None and defect.expected_at > now
    until = defect.expected_at if known and defect.expected_at is not None else now + LONGEST_WAIT
    case.state, case.wait_until = State.WAITING, until
    case.wait_for = ("Behebung: " if case.language == "de" else "Repair: ") + defect.what(case.language)[:180]
    case.save(update_fields=["state", "wait_until", "wait_for"])
    record(
        "case", case.pk, Kind.WAITING, by=SYSTEM, audience="customer",
        values={"until": until.isoformat(), "what": case.wait_for},
    )  # fmt: skip
