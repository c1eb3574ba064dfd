"""A handover is offered and accepted or declined; until then the giver keeps the hand (A2)."""

from __future__ import annotations

import pytest

from onehand.cases import closing, handover
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Handover, Outgoing
from onehand.foundation import jobs
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(case: Case, ada: Agent, nora: Agent) -> Handover:
    return handover.offer(case, to=nora, reason="Nora kennt den Hersteller", summary="Tür gerissen.", by=ada)


def code(action: object) -> str:
    with pytest.raises(Refused) as refused:
        action()  # type: ignore[operator]
    return refused.value.code


def test_an_offer_leaves_the_hand_where_it_is(offered: Handover, case: Case, ada: Agent) -> None:
    assert case.hand == ada
    assert offered.is_open
    told = Entry.objects.get(subject_id=case.pk, kind="handover_offered")
    assert (told.text, told.audience) == ("Tür gerissen.", "agent")
    assert told.values == {"receiver": "Nora Lindt", "reason": "Nora kennt den Hersteller"}


def test_accepted_it_moves_the_hand_and_the_customer_can_read_it(offered: Handover, case: Case, nora: Agent) -> None:
    handover.accept(offered, by=nora)
    after = Case.objects.get(pk=case.pk)
    assert after.hand == nora
    assert after.holdings.count() == 2
    told = Entry.objects.get(subject_id=case.pk, kind="handover_accepted")
    assert told.audience == "customer"
    assert told.values == {"giver": "Ada Brandt", "hand": "Nora Lindt"}


def test_declined_it_stays_and_can_be_offered_to_another(
    offered: Handover, case: Case, ada: Agent, nora: Agent, lena: Agent
) -> None:
    handover.refuse(offered, by=nora, reason="bin voll")
    assert case.hand == ada
    assert handover.offer(case, to=lena, reason="Bitte um Hilfe", by=ada).is_open


def test_withdrawn_it_cannot_be_accepted(offered: Handover, case: Case, ada: Agent, nora: Agent) -> None:
    handover.withdraw(offered, by=ada)
    assert code(lambda: handover.accept(Handover.objects.get(pk=offered.pk), by=nora)) == "handover_over"
    assert case.hand == ada


@pytest.mark.parametrize("second", ["accept", "refuse", "withdraw"])
@pytest.mark.parametrize("first", ["accept", "refuse", "withdraw"])
def test_it_is_decided_once_even_with_a_stale_page(
    offered: Handover, ada: Agent, nora: Agent, first: str, second: str
) -> None:
    acts = {
        "accept": lambda one: handover.accept(one, by=nora),
        "refuse": lambda one: handover.refuse(one, by=nora),
        "withdraw": lambda one: handover.withdraw(one, by=ada),
    }
    stale = Handover.objects.get(pk=offered.pk)
    acts[first](offered)
    assert code(lambda: acts[second](stale)) == "handover_over"


def test_only_the_one_who_was_asked_decides(offered: Handover, ada: Agent, lena: Agent) -> None:
    for agent in (ada, lena):
        assert code(lambda agent=agent: handover.accept(offered, by=agent)) == "not_offered_to_you"
        assert code(lambda agent=agent: handover.refuse(offered, by=agent)) == "not_offered_to_you"


def test_only_the_hand_or_a_lead_offers_and_withdraws(case: Case, ada: Agent, nora: Agent, lena: Agent) -> None:
    assert code(lambda: handover.offer(case, to=lena, reason="x", by=nora)) == "not_yours"
    offer = handover.offer(case, to=nora, reason="x", by=lena)
    assert offer.giver == ada
    assert code(lambda: handover.withdraw(offer, by=nora)) == "not_yours"
    handover.withdraw(offer, by=lena)


def test_a_second_offer_waits_until_the_first_is_decided(
    offered: Handover, case: Case, ada: Agent, lena: Agent
) -> None:
    assert code(lambda: handover.offer(case, to=lena, reason="x", by=ada)) == "handover_open"
    assert Handover.objects.count() == 1


def test_it_needs_a_reason_and_somebody_else_who_is_there(case: Case, ada: Agent, nora: Agent, former: Agent) -> None:
    assert code(lambda: handover.offer(case, to=nora, reason=" ", by=ada)) == "reason_missing"
    assert code(lambda: handover.offer(case, to=ada, reason="x", by=ada)) == "already_hand"
    assert code(lambda: handover.offer(case, to=former, reason="x", by=ada)) == "colleague_unavailable"


def test_no_mail_is_written_by_offering_or_declining(offered: Handover, nora: Agent) -> None:
    jobs.run_due()
    before = Outgoing.objects.count()
    handover.refuse(offered, by=nora)
    jobs.run_due()
    assert Outgoing.objects.count() == before


def test_closing_ends_an_open_offer(offered: Handover, case: Case, ada: Agent, nora: Agent) -> None:
    closing.close_without_asking(case, by=ada, reason="erledigt")
    assert code(lambda: handover.accept(Handover.objects.get(pk=offered.pk), by=nora)) == "handover_over"
    assert Case.objects.get(pk=case.pk).hand is None


def test_an_open_offer_lets_its_receiver_see_the_case_and_no_longer(case: Case, ada: Agent, nora: Agent) -> None:
    from onehand.cases.access import visible_to
    from onehand.team.models import Team

    Case.objects.filter(pk=case.pk).update(team=Team.objects.create(name="Verkauf"))
    offer = handover.offer(case, to=nora, reason="x", by=ada)
    assert visible_to(nora).filter(pk=case.pk).exists()
    handover.refuse(offer, by=nora)
    assert not visible_to(nora).filter(pk=case.pk).exists()
