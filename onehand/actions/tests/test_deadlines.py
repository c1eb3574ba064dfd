"""A plan against the day until which the customer needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from onehand.actions import planning
from onehand.actions.contract import Plan, plans
from onehand.actions.tests.fixtures import Connect
from onehand.actions.tests.toy import Toy
from onehand.cases import facts
from onehand.cases.models import Case
from onehand.foundation import clock
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

CANCEL = {"order": "1", "reason": "x"}


class Dated(Toy):
    arrives: date | None = None

    @plans("cancel")
    def _plan_dated(self, customer: str, given: Mapping[str, Any]) -> Plan:
        return replace(self._plan_cancel(customer, given), arrives=self.arrives)


@pytest.mark.parametrize(("ahead", "warns"), [(5, False), (6, False), (7, True)])
def test_what_arrives_after_the_day_of_need_says_so_before_it_is_begun(
    case: Case, ada: Agent, connect: Connect, ahead: int, warns: bool
) -> None:
    toy = connect(Dated())
    needed = clock.now().date() + timedelta(days=6)
    facts.add(case, kind="deadline", value=f"{needed:%d.%m.%Y}", due=needed, by=ada)
    before = planning.preview(case, "cancel", CANCEL, by=ada)
    toy.arrives = clock.now().date() + timedelta(days=ahead)
    seen = planning.preview(case, "cancel", CANCEL, by=ada)
    said = [one for part in seen.parts for one in part.plan.warns]
    assert bool(said) == warns
    assert all(f"{needed.day}.{needed.month}.{needed.year}" in one.de and "needed by" in one.en for one in said)
    assert seen.possible
    assert seen.digest == before.digest, "what is done is the same"
