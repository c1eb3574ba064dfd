from __future__ import annotations

import pytest

from onehand.cases import handover
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Holding
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def test_a_refused_assignment_goes_to_the_next_of_the_ranking(case: Case, ada: Agent, nora: Agent) -> None:
    given = handover.refuse_assignment(case, by=ada, reason="Kenne das Produkt nicht")
    assert given.agent == nora
    assert case.hand == nora
    told = Entry.objects.filter(subject_id=case.pk, kind="assignment_refused").get()
    assert told.values == {"reason": "Kenne das Produkt nicht"}
    assert told.audience == "agent"


def test_a_refusal_needs_its_reason(case: Case, ada: Agent, nora: Agent) -> None:
    with pytest.raises(Refused) as refused:
        handover.refuse_assignment(case, by=ada, reason="  ")
    assert refused.value.code == "reason_missing"
    assert case.hand == ada


def test_only_the_hand_can_refuse(case: Case, nora: Agent) -> None:
    with pytest.raises(Refused) as refused:
        handover.refuse_assignment(case, by=nora, reason="x")
    assert refused.value.code == "not_yours"


def test_it_does_not_come_back_to_who_refused_before(case: Case, ada: Agent, nora: Agent, lena: Agent) -> None:
    handover.refuse_assignment(case, by=ada, reason="x")
    assert handover.refuse_assignment(case, by=nora, reason="y").agent == lena


def test_when_all_have_refused_somebody_has_it_all_the_same(case: Case, ada: Agent, nora: Agent) -> None:
    handover.refuse_assignment(case, by=ada, reason="x")
    given = handover.refuse_assignment(case, by=nora, reason="y")
    assert given.agent == ada
    assert case.holdings.filter(until__isnull=True).count() == 1


def test_the_only_one_cannot_refuse_since_nobody_would_have_it(case: Case, ada: Agent) -> None:
    with pytest.raises(Refused) as refused:
        handover.refuse_assignment(case, by=ada, reason="x")
    assert refused.value.code == "nobody"
    assert case.hand == ada


def test_who_took_it_and_refuses_does_not_get_it_back(case: Case, ada: Agent, nora: Agent, lena: Agent) -> None:
    handover.take(case, by=nora, reason="kenne den Fall")
    given = handover.refuse_assignment(case, by=nora, reason="doch nicht")
    assert given.agent != nora
    assert Holding.objects.filter(case=case, until__isnull=True).get().agent != nora
