"""A known absence that meets a delivery is seen without anybody asking, said once, with the choices."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from onehand.actions import proposals
from onehand.actions.contract import Happened
from onehand.actions.events import intake
from onehand.actions.models.choices import Choice, Collision
from onehand.actions.tests.delivering import Delivering
from onehand.cases import closing, facts
from onehand.cases.models import Case, Outgoing
from onehand.cases.open import open_case
from onehand.cases.tests import mails
from onehand.foundation import clock, jobs
from onehand.people.forgetting import forget
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

MET = "collision_seen"


@pytest.fixture
def told(delivering: Delivering, carla: Customer, ada: Agent) -> Case:
    """A case about something else, in which she mentions that she will be away on the day of a delivery."""
    clock.advance(timedelta(hours=1))
    sent = mails.mail("Ich bin vom 18. bis 25. März verreist, rufen Sie bitte nicht an.\n", subject="Rechnung")
    return mails.message_of(mails.take(sent)).case


def confirm(case: Case, by: Agent) -> None:
    facts.confirm(case.facts.get(kind="absence"), by=by)
    jobs.run_due()


def entries(case: Case) -> list[dict[str, Any]]:
    rows = Entry.objects.filter(subject_kind="case", subject_id=case.pk, kind=MET)
    return [dict(one.values) for one in rows]


def notices(case: Case) -> list[Outgoing]:
    return list(Outgoing.objects.filter(case=case, kind="notice").order_by("pk"))


def happen(kind: str, id: str = "e1", **values: Any) -> Case | None:
    return intake.happened("toy", Happened(id, kind, "20041", clock.now(), "K1", values)).case


def test_a_confirmed_absence_that_meets_a_delivery_is_entered_proposed_and_told(told: Case, ada: Agent) -> None:
    confirm(told, ada)
    (entry,) = entries(told)
    assert entry["what_de"] == "Bestellung 20041 am 20.3.2026, abwesend vom 18.3.2026 bis 25.3.2026"
    assert entry["what_en"] == "Order 20041 on 20 March 2026, away from 18 March 2026 to 25 March 2026"
    (mail,) = notices(told)
    assert mail.text.startswith("Guten Tag Carla Kern,")
    assert "Ihre Bestellung 20041 ist für den 20.3.2026 geplant" in mail.text
    assert "Ich bin verreist" in [one["label"] for one in mail.buttons]
    found = {one.action: one.arguments for one in proposals.of(told)}
    assert found["hold_delivery"] == {"order": "toy:20041", "absence": {"from": "2026-03-18", "to": "2026-03-25"}}


def test_nothing_is_seen_before_a_person_confirmed_it(told: Case) -> None:
    jobs.run_due()
    assert not Collision.objects.exists()
    assert not notices(told)


def test_it_is_told_once(told: Case, ada: Agent) -> None:
    confirm(told, ada)
    happen("shipment_expected", expected="2026-03-20")
    happen("shipment_expected", id="e2", expected="2026-03-20")
    assert Collision.objects.count() == 1
    assert len(notices(told)) == 1


def test_another_day_in_the_same_absence_is_another_collision(told: Case, ada: Agent) -> None:
    confirm(told, ada)
    clock.advance(timedelta(hours=1))
    happen("shipment_expected", expected="2026-03-23")
    assert len(entries(told)) == 2
    assert len(notices(told)) == 1  # the choices of the first mail still hold


@pytest.mark.parametrize("day", [date(2026, 3, 17), date(2026, 3, 26)])
def test_a_delivery_outside_the_absence_is_none(told: Case, ada: Agent, delivering: Delivering, day: date) -> None:
    delivering.day = day
    confirm(told, ada)
    assert not Collision.objects.exists()


@pytest.mark.parametrize("day", [date(2026, 3, 18), date(2026, 3, 25)])
def test_both_ends_count(told: Case, ada: Agent, delivering: Delivering, day: date) -> None:
    delivering.day = day
    confirm(told, ada)
    assert Collision.objects.get().day == day


def test_an_event_that_names_a_day_is_compared_at_once_in_a_new_case(
    told: Case, ada: Agent, delivering: Delivering
) -> None:
    delivering.day = date(2026, 5, 1)
    confirm(told, ada)
    closing.close_without_asking(told, by=ada, reason="erledigt")
    case = happen("shipment_expected", expected="2026-03-20")
    assert case is not None
    assert case != told
    assert case.hand == ada
    assert len(entries(case)) == 1
    assert len(notices(case)) == 1


def test_a_delay_into_the_absence_says_so_in_the_one_mail(told: Case, ada: Agent, delivering: Delivering) -> None:
    delivering.day = date(2026, 3, 10)
    confirm(told, ada)
    case = happen("shipment_delayed", planned="2026-03-20")
    assert case is not None
    (mail,) = notices(case)
    assert "kommt später als vorgesehen" in mail.text
    assert "dass Sie vom 18.3.2026 bis 25.3.2026 nicht da sind" in mail.text
    assert mail.buttons
    assert len(entries(case)) == 1


def test_whoever_has_the_choices_already_gets_no_second_mail(
    delivering: Delivering, carla: Customer, ada: Agent
) -> None:
    clock.advance(timedelta(hours=1))
    case = happen("shipment_delayed", planned="2026-03-20")
    assert case is not None
    mails.take(mails.answer(case, "Ich bin vom 18. bis 25. März verreist.\n"))
    confirm(case, ada)
    assert len(entries(case)) == 1
    assert len(notices(case)) == 1


def test_a_silent_system_is_read_again(told: Case, ada: Agent, delivering: Delivering) -> None:
    delivering.down = True
    confirm(told, ada)
    assert not Collision.objects.exists()
    delivering.down = False
    clock.advance(timedelta(minutes=11))
    jobs.run_due()
    assert Collision.objects.exists()


def test_a_dismissed_absence_is_none(told: Case, ada: Agent) -> None:
    facts.confirm(told.facts.get(kind="absence"), by=ada)
    facts.erase(told.facts.get(kind="absence"), by=ada)
    jobs.run_due()
    assert not Collision.objects.exists()


def test_a_strangers_absence_is_not_hers(delivering: Delivering, carla: Customer, sam: Customer, ada: Agent) -> None:
    other = open_case(sam, subject="x", text="Hallo.", channel="portal", language="de", by=sam, identity=None)
    facts.add(other, kind="absence", value="weg", since=date(2026, 3, 1), until=date(2026, 3, 30), by=ada)
    jobs.run_due()
    happen("shipment_expected", expected="2026-03-20")
    assert not Collision.objects.exists()


def test_erasing_takes_it_along(told: Case, ada: Agent, carla: Customer) -> None:
    confirm(told, ada)
    forget(carla, by=ada)
    assert not Collision.objects.exists()
    assert not Choice.objects.exclude(hashed=None).exists()
