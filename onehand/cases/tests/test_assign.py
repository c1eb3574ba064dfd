"""Each case gets one hand at once: the earlier hand first, then a ranking that says why (A1, A8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases.assign import remember
from onehand.cases.models import Bond, Case, Holding
from onehand.cases.ranking import Ranking
from onehand.cases.reasons import in_words
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.team.models import Absence, Agent, Calendar, Skill, Team

pytestmark = pytest.mark.django_db


def away(agent: Agent, hours: float = 24, stand_in: Agent | None = None) -> Absence:
    now = clock.now()
    until = now + timedelta(hours=hours)
    return Absence.objects.create(agent=agent, since=now - timedelta(hours=1), until=until, stand_in=stand_in)


def speaks(agent: Agent, *languages: str) -> None:
    agent.skills.set([Skill.objects.get_or_create(name=f"lang:{language}")[0] for language in languages])


def holding(text: str = "Guten Tag, wo bleibt mein Schrank? Bitte um Antwort.\n", **fields: str) -> Holding:
    found = mails.case_of(mails.take(mails.mail(text, **fields))).holding  # type: ignore[arg-type]
    assert found is not None
    return found


def bound(agent: Agent) -> None:
    """Carla was helped by this agent before."""
    case = Case.objects.filter(customer__identities__value=mails.CARLA).first() or holding().case
    remember(case, agent)


def test_the_earlier_hand_comes_first_however_busy_compared_to_others(ada: Agent, nora: Agent) -> None:
    bound(nora)
    for n in range(5):
        holding(sender=f"p{n}@example.org")
    given = holding()
    assert given.agent == nora
    assert given.reason[0] == {"code": "earlier_hand"}


def test_the_earlier_hand_who_is_away_is_not_waited_for_and_the_reason_says_so(ada: Agent, nora: Agent) -> None:
    bound(nora)
    away(nora)
    given = holding()
    assert given.agent == ada
    assert in_words(given.reason, "de").startswith("die frühere Hand ist gerade abwesend")


def test_the_earlier_hand_whose_cap_is_reached_is_spared(ada: Agent, nora: Agent) -> None:
    bound(nora)
    Agent.objects.filter(pk=nora.pk).update(cap=0)
    assert holding().agent == ada


def test_load_decides_between_equals(ada: Agent, nora: Agent) -> None:
    hands = [holding(sender=f"p{n}@example.org").agent for n in range(4)]
    assert hands == [ada, nora, ada, nora]


def test_who_has_reached_the_cap_gets_nothing_while_others_have_room(ada: Agent, nora: Agent) -> None:
    Agent.objects.filter(pk=ada.pk).update(cap=1)
    hands = [holding(sender=f"p{n}@example.org").agent for n in range(4)]
    assert hands == [ada, nora, nora, nora]


def test_when_all_caps_are_reached_somebody_has_it_all_the_same(ada: Agent, nora: Agent) -> None:
    Agent.objects.update(cap=0)
    assert holding().agent == ada


def test_the_absent_get_nothing_while_others_are_there(ada: Agent, nora: Agent) -> None:
    away(ada)
    assert {holding(sender=f"p{n}@example.org").agent for n in range(3)} == {nora}


def test_when_all_are_absent_somebody_has_it_and_the_reason_says_so(ada: Agent, nora: Agent) -> None:
    away(ada)
    away(nora)
    given = holding()
    assert given.agent == ada
    assert "alle sind gerade abwesend" in in_words(given.reason, "de")


def test_an_absence_that_was_ended_early_counts_no_more(ada: Agent, nora: Agent) -> None:
    absence = away(ada)
    absence.ended_at = clock.now()
    absence.save()
    assert holding().agent == ada


def test_a_case_goes_to_who_speaks_its_language(ada: Agent, nora: Agent) -> None:
    speaks(ada, "de")
    speaks(nora, "en")
    given = holding("Hello,\n\nwhere is my order? I have been waiting for two weeks.\n", sender="mira@example.org")
    assert given.agent == nora
    assert "speaks English" in in_words(given.reason, "en")
    assert "spricht Englisch" in in_words(given.reason, "de")
    assert holding(sender="p@example.org").agent == ada


def test_who_names_no_language_is_taken_to_speak_all(ada: Agent, nora: Agent) -> None:
    speaks(nora, "en")
    assert holding().agent == ada


def test_the_earlier_hand_comes_before_the_language(ada: Agent, nora: Agent) -> None:
    speaks(ada, "de")
    speaks(nora, "en")
    bound(nora)
    assert holding().agent == nora


def test_who_is_at_work_comes_before_who_is_not(ada: Agent, nora: Agent) -> None:
    late = Calendar.objects.create(name="spät", hours={day: [["14:00", "20:00"]] for day in ("mon", "tue")})
    Agent.objects.filter(pk=ada.pk).update(calendar=late)
    assert {holding(sender=f"p{n}@example.org").agent for n in range(3)} == {nora}


def test_in_the_night_somebody_has_it_at_once_and_the_reason_names_the_hours(ada: Agent) -> None:
    clock.set(datetime(2026, 3, 7, 23, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    given = holding()
    assert given.agent == ada
    assert "beginnt zur nächsten Öffnungszeit" in in_words(given.reason, "de")
    due = given.case.answer_due
    assert due is not None
    assert due.astimezone(ZoneInfo("Europe/Berlin")).isoformat() == "2026-03-09T17:00:00+01:00"


def test_a_lead_gets_a_case_only_when_no_agent_can_take_it(ada: Agent, lena: Agent) -> None:
    assert {holding(sender=f"p{n}@example.org").agent for n in range(3)} == {ada}
    away(ada)
    assert holding(sender="q@example.org").agent == lena


def test_former_agents_and_disabled_accounts_get_nothing(ada: Agent, former: Agent, nora: Agent) -> None:
    nora.account.is_active = False
    nora.account.save()
    assert {holding(sender=f"p{n}@example.org").agent for n in range(3)} == {ada}


def test_a_former_agents_customer_goes_to_somebody_who_is_there(ada: Agent, former: Agent) -> None:
    bound(former)
    assert holding().agent == ada


def test_the_only_one_hears_that_they_are_the_only_one(ada: Agent) -> None:
    assert "ist allein im Dienst" in in_words(holding().reason, "de")


def test_a_case_of_a_team_goes_to_its_members(ada: Agent, nora: Agent) -> None:
    team = Team.objects.create(name="Rechnungen")
    nora.teams.add(team)
    rank = Ranking.now().best(None, language="de", team=team)
    assert rank is not None
    assert rank.agent == nora


def test_a_team_without_active_members_leaves_no_case_without_a_hand(ada: Agent) -> None:
    team = Team.objects.create(name="Leer")
    rank = Ranking.now().best(None, language="de", team=team)
    assert rank is not None
    assert rank.agent == ada


def test_nobody_is_ranked_when_nobody_is_there(db: None) -> None:
    assert Ranking.now().best(None, language="de") is None


def test_the_ranking_asks_the_same_few_questions_for_many_agents(
    ada: Agent, nora: Agent, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    bound(nora)
    customer = Bond.objects.get().customer_id
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        Ranking.now().best(customer, language="de")


def test_reasons_that_are_unknown_here_are_shown_as_they_are() -> None:
    assert (
        in_words([{"code": "from_the_future"}, {"code": "text", "text": "Urlaub"}], "de") == "from_the_future, Urlaub"
    )


def test_a_case_has_one_open_holding_at_any_time(ada: Agent, nora: Agent) -> None:
    from django.db import IntegrityError, transaction

    given = holding()
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(case=given.case, agent=nora, how=Holding.How.TAKEN)
