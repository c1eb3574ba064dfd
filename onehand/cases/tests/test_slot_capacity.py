"""Which half hours are offered for a callback: hours, holidays, absences, bookings, and who stands in (C5, A7)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import slots
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Slot
from onehand.cases.slot_capacity import who_is_free
from onehand.foundation import clock
from onehand.people import card
from onehand.people.models import Customer
from onehand.team.absence import plan_absence
from onehand.team.models import Agent, Calendar, Team

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def starts(case: Case | Agent, **asked: object) -> list[str]:
    return [f"{one.start.astimezone(BERLIN):%m-%d %H:%M}" for one in slots.free(case, **asked)]  # type: ignore[arg-type]


def booked(case: Case, at: str) -> Slot:
    return slots.book(case, start=berlin(at), number="030 901820", by=case.customer)


def test_half_hours_of_business_time_are_offered_the_next_one_in_half_an_hour(case: Case) -> None:
    found = starts(case, days=1)
    assert found[0] == "03-02 09:30"
    assert found[-1] == "03-02 16:30"
    assert len(found) == 15


def test_at_most_forty_are_offered_alike_many_on_each_of_five_open_days(case: Case) -> None:
    found = starts(case)
    assert len(found) == 40
    assert {day: sum(one.startswith(day) for one in found) for day in {one[:5] for one in found}} == {
        f"03-0{day}": 8 for day in range(2, 7)
    }


def test_weekends_and_public_holidays_are_left_out(case: Case) -> None:
    clock.set(berlin("2026-04-02T16:45"))  # Maundy Thursday, then Easter
    assert {one[:5] for one in starts(case, days=2)} == {"04-07", "04-08"}


def test_absences_and_what_is_booked_are_left_out(case: Case, ada: Agent) -> None:
    plan_absence(ada, berlin("2026-03-02T12:00"), berlin("2026-03-02T14:15"), None, by=ada)
    booked(case, "2026-03-02T11:00")
    found = starts(case, days=1)
    assert "03-02 11:00" not in found
    assert [one for one in found if "11:30" <= one[6:] < "15:00"] == ["03-02 11:30", "03-02 14:30"]


def test_the_hands_own_hours_count(case: Case, ada: Agent) -> None:
    ada.calendar = Calendar.objects.create(name="früh", hours={"tue": [["06:00", "07:00"]]})
    ada.save()
    assert starts(case, days=1) == ["03-03 06:00", "03-03 06:30"]


def test_when_the_hand_is_away_the_stand_ins_time_is_offered_then_the_teams(
    case: Case, ada: Agent, nora: Agent, lena: Agent
) -> None:
    plan_absence(ada, berlin("2026-03-01T00:00"), berlin("2026-03-20T00:00"), nora, by=ada)
    assert {one.agent for one in slots.free(case, days=2)} == {nora}
    plan_absence(nora, berlin("2026-03-02T00:00"), berlin("2026-03-03T00:00"), None, by=nora)
    assert [one.agent for one in slots.free(case, days=2)][:1] == [lena]
    assert booked(case, "2026-03-02T10:00").agent == lena


def test_when_the_hand_is_fully_booked_colleagues_can_call(case: Case, ada: Agent, nora: Agent) -> None:
    ada.calendar = Calendar.objects.create(name="kurz", hours={"mon": [["10:00", "10:30"]]})
    ada.save()
    for span in slots.free(ada, days=5):
        slots.book(case, start=span.start, number="030 901820", by=nora)
    assert {one.agent for one in slots.free(case, days=1)} == {nora}


def test_only_colleagues_of_the_cases_team_are_asked(case: Case, ada: Agent, nora: Agent, lena: Agent) -> None:
    case.team = Team.objects.create(name="Lager")
    case.save()
    lena.teams.add(case.team)
    plan_absence(ada, berlin("2026-03-01T00:00"), berlin("2026-03-20T00:00"), None, by=ada)
    assert {one.agent for one in slots.free(case)} == {lena}


def test_a_time_that_the_clock_change_skips_does_not_exist_and_what_comes_twice_is_two(case: Case, ada: Agent) -> None:
    ada.calendar = Calendar.objects.create(name="nachts", hours={"sun": [["00:00", "05:00"]]})
    ada.save()
    clock.set(berlin("2026-03-28T12:00"))
    hours = ("00:00", "00:30", "01:00", "01:30", "03:00", "03:30", "04:00", "04:30")
    assert starts(case, days=1) == [f"03-29 {hour}" for hour in hours]
    with pytest.raises(Refused) as why:
        booked(case, "2026-03-29T02:30")
    assert why.value.code == "slot_gone"
    clock.set(berlin("2026-10-24T12:00"))
    found = slots.free(case, days=1)
    assert len(found) == 12  # the hour from two to three comes twice
    assert len({one.start for one in found}) == 12


def test_quiet_hours_are_spared_unless_nothing_else_is_left(case: Case, carla: Customer) -> None:
    card.change(carla, by=carla, quiet_from="09:00", quiet_until="15:00")
    fresh = Case.objects.get(pk=case.pk)
    assert starts(fresh, days=1) == ["03-02 15:00", "03-02 15:30", "03-02 16:00", "03-02 16:30"]
    card.change(carla, by=carla, quiet_from="08:00", quiet_until="18:00")
    assert len(starts(Case.objects.get(pk=case.pk), days=1)) == 15


def test_nobody_at_work_means_no_time_is_offered(carla: Customer) -> None:
    case = Case.objects.create(customer=carla, channel="email")
    assert slots.free(case) == []
    assert who_is_free(case, berlin("2026-03-03T10:00")) is None


def test_a_place_that_never_opens_offers_nothing(case: Case, ada: Agent) -> None:
    ada.calendar = Calendar.objects.create(name="nie", hours={})
    ada.save()
    assert slots.free(ada) == []


def test_offering_asks_the_same_few_questions_however_many_agents_there_are(
    case: Case, ada: Agent, nora: Agent, lena: Agent, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    plan_absence(ada, berlin("2026-03-01T00:00"), berlin("2026-03-20T00:00"), None, by=ada)
    fresh = Case.objects.select_related("customer", "team").get(pk=case.pk)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert slots.free(fresh)
