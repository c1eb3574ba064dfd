"""Staff plan and end their own absences; a lead may for somebody who is ill (A8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.foundation import clock
from onehand.team.absence import AbsenceRefused, coming, end_absence, is_absent, plan_absence
from onehand.team.colleagues import absence_for, colleagues_of, upcoming
from onehand.team.models import Absence, Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def plan(
    agent: Agent, since: timedelta = timedelta(), until: timedelta = DAY, *, by: Agent, stand_in: Agent | None = None
) -> Absence:
    return plan_absence(agent, clock.now() + since, clock.now() + until, stand_in, by=by)


def test_an_agent_plans_the_own_absence_and_a_lead_another_s(ada: Agent, nora: Agent, lena: Agent) -> None:
    plan(ada, by=ada)
    plan(nora, by=lena)
    assert is_absent(ada, clock.now())
    assert is_absent(nora, clock.now())


def test_nobody_plans_or_ends_a_colleagues_absence(ada: Agent, nora: Agent) -> None:
    with pytest.raises(AbsenceRefused, match="not_yours"):
        plan(ada, by=nora)
    absence = plan(ada, by=ada)
    with pytest.raises(AbsenceRefused, match="not_yours"):
        end_absence(absence, by=nora)


@pytest.mark.parametrize(("since", "until"), [(DAY, DAY), (2 * DAY, DAY), (-3 * DAY, -DAY), (-DAY, timedelta())])
def test_it_ends_after_it_begins_and_lies_ahead(ada: Agent, since: timedelta, until: timedelta) -> None:
    with pytest.raises(AbsenceRefused, match="ends_before_it_begins"):
        plan(ada, since, until, by=ada)


def test_a_stand_in_is_somebody_else_who_is_there(ada: Agent, former: Agent) -> None:
    for stand_in in (ada, former):
        with pytest.raises(AbsenceRefused, match="stand_in_unavailable"):
            plan(ada, by=ada, stand_in=stand_in)


def test_it_holds_from_its_first_to_before_its_last_moment(ada: Agent) -> None:
    plan(ada, DAY, 2 * DAY, by=ada)
    now = clock.now()
    assert not is_absent(ada, now + DAY - timedelta(seconds=1))
    assert is_absent(ada, now + DAY)
    assert not is_absent(ada, now + 2 * DAY)


def test_ended_early_it_holds_no_more_and_is_not_ahead(ada: Agent) -> None:
    absence = plan(ada, by=ada)
    end_absence(absence, by=ada)
    assert not is_absent(ada, clock.now())
    assert not coming(ada).exists()


def test_the_trail_says_nothing_about_why(ada: Agent) -> None:
    plan(ada, by=ada)
    entry = Entry.objects.get(kind="absence_planned")
    assert (entry.text, entry.values) == ("", {})


def test_colleagues_are_listed_with_their_absence_and_without_former_ones(
    ada: Agent, nora: Agent, former: Agent
) -> None:
    absence = plan(nora, by=nora)
    [one] = colleagues_of(ada, upcoming())
    assert (one.handle, one.away_until) == ("nora", absence.until)


def test_an_absence_is_reached_by_oneself_and_a_lead(ada: Agent, nora: Agent, lena: Agent) -> None:
    absence = plan(ada, by=ada)
    assert absence_for(ada, absence.pk) == absence
    assert absence_for(lena, absence.pk) == absence
    assert absence_for(nora, absence.pk) is None
    assert absence_for(ada, 2**64) is None
