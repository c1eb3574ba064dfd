"""A defect of the network, noted by Ada, who answers for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases.models import Case
from onehand.cases.open import open_case
from onehand.defects import noting
from onehand.defects.models import Defect
from onehand.foundation import clock
from onehand.people.known import find_or_make
from onehand.people.models import Customer
from onehand.team.models import Agent


@pytest.fixture
def defect(ada: Agent) -> Defect:
    return noting.note(
        by=ada, owner=ada, title="Vermittlung 7 schaltet SIM-Karten nicht frei",
        what_de="Neue Surfsticks werden nicht freigeschaltet.", what_en="New sticks are not activated.",
        backend="lines", kind="activation", step="line_switched", cause="switch-7",
        expected_at=clock.now() + timedelta(days=2), public=True,
    )  # fmt: skip


def person(name: str, language: str = "de") -> Customer:
    customer, _ = find_or_make("email", f"{name.lower()}@example.org", name=f"{name} Muster", language=language)
    return customer


def asks(
    customer: Customer, text: str = "Mein Surfstick wird nicht freigeschaltet.", subject: str = "Surfstick"
) -> Case:
    case = open_case(
        customer, customer.identities.get(), subject=subject, text=text, channel="email", language=customer.language,
        by=customer,
    )  # fmt: skip
    return Case.objects.select_related("customer__merged_into").get(pk=case.pk)
