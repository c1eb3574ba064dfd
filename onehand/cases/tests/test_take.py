from __future__ import annotations

import pytest

from onehand.cases import closing, handover
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Handover
from onehand.cases.tests import mails
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def test_a_colleague_takes_the_hand_and_says_why(case: Case, nora: Agent) -> None:
    holding = handover.take(case, by=nora, reason="Ada ist im Gespräch")
    assert Case.objects.get(pk=case.pk).hand == nora
    assert holding.how == "taken"
    assert Entry.objects.get(subject_id=case.pk, kind="taken").values["hand"] == "Nora Lindt"


def test_without_a_reason_nobodys_hand_is_taken(case: Case, ada: Agent, nora: Agent) -> None:
    with pytest.raises(Refused) as refused:
        handover.take(case, by=nora)
    assert refused.value.code == "reason_missing"
    assert case.hand == ada


def test_what_nobody_has_can_be_taken_without_a_reason(db: None, request: pytest.FixtureRequest) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    ada: Agent = request.getfixturevalue("ada")
    handover.take(case, by=ada)
    after = Case.objects.get(pk=case.pk)
    assert (after.hand, after.state) == (ada, "held")


def test_whoever_has_it_cannot_take_it(case: Case, ada: Agent) -> None:
    with pytest.raises(Refused) as refused:
        handover.take(case, by=ada, reason="x")
    assert refused.value.code == "already_hand"


def test_taking_ends_an_open_offer(case: Case, ada: Agent, nora: Agent, lena: Agent) -> None:
    offer = handover.offer(case, to=nora, reason="x", by=ada)
    handover.take(case, by=lena, reason="eilt")
    assert not Handover.objects.get(pk=offer.pk).is_open


def test_a_closed_case_is_not_taken(case: Case, ada: Agent, nora: Agent) -> None:
    closing.close_without_asking(case, by=ada, reason="erledigt")
    with pytest.raises(Refused) as refused:
        handover.take(Case.objects.get(pk=case.pk), by=nora, reason="x")
    assert refused.value.code == "closed"
    assert Case.objects.get(pk=case.pk).hand is None


def test_two_who_take_it_from_stale_pages_are_hand_one_after_the_other(
    case: Case, ada: Agent, nora: Agent, lena: Agent
) -> None:
    stale = Case.objects.get(pk=case.pk)
    handover.take(case, by=nora, reason="x")
    handover.take(stale, by=lena, reason="y")
    assert Case.objects.get(pk=case.pk).holdings.filter(until__isnull=True).get().agent == lena
