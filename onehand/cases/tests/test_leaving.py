from __future__ import annotations

import pytest

from onehand.cases import handover
from onehand.cases.leaving import leave
from onehand.cases.models import Case
from onehand.team.models import Agent
from onehand.team.staff import StaffRefused

pytestmark = pytest.mark.django_db


def test_what_a_leaver_had_in_hand_is_given_to_others(case: Case, ada: Agent, nora: Agent, lena: Agent) -> None:
    leave(ada, by=lena)
    assert Case.objects.get(pk=case.pk).hand == nora


def test_when_nobody_is_left_the_case_waits_openly_for_a_hand(case: Case, ada: Agent) -> None:
    leave(ada, by=ada)
    after = Case.objects.get(pk=case.pk)
    assert (after.state, after.hand) == ("new", None)


def test_what_was_offered_to_a_leaver_is_withdrawn(case: Case, ada: Agent, nora: Agent, lena: Agent) -> None:
    offer = handover.offer(case, to=nora, reason="x", by=ada)
    leave(nora, by=lena)
    offer.refresh_from_db()
    assert not offer.is_open
    assert Case.objects.get(pk=case.pk).hand == ada


def test_nobody_leaves_twice(ada: Agent, nora: Agent) -> None:
    leave(nora, by=ada)
    with pytest.raises(StaffRefused):
        leave(nora, by=ada)
