"""Expected courses: what was missed is told once, to its customer, in a case with a hand."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from onehand.actions.contract import Happened, Process, Stage
from onehand.actions.courses import following, looking
from onehand.actions.events import intake
from onehand.actions.models import Run
from onehand.actions.models.courses import Course, Milestone
from onehand.actions.models.events import Event
from onehand.actions.tests.stepping import Stepping, in_days, notices, pass_days, see, states, today
from onehand.actions.tests.toy import CARLA
from onehand.actions.words import Words
from onehand.cases.models import Case, Message, State
from onehand.foundation import clock, jobs
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_a_missed_milestone_opens_a_case_with_a_hand_and_is_told_once(
    stepping: Stepping, carla: Customer, ada: Agent
) -> None:
    stepping.order(done="reserved", until=in_days(2))
    see(carla)
    pass_days(5)
    assert looking.due() == 1
    event = Event.objects.get()
    assert (event.kind, event.outcome) == ("order_missed", "told")
    assert event.case is not None
    assert (event.case.customer, event.case.hand, event.case.state) == (carla, ada, State.HELD)
    (mail,) = notices()
    assert f"bis {in_days(-3).day}.{in_days(-3).month}.{in_days(-3).year} zugestellt sein und ist es noch" in mail.text
    assert "auf diese Mail antworten" in mail.text
    assert states()["delivered"] == "missed"
    assert Course.objects.get().case == event.case
    for _ in range(3):
        pass_days(0.1)
        looking.due()
    assert len(notices()) == Event.objects.count() == 1
    assert following.sweep() == 0


def test_it_joins_the_open_case_about_it(stepping: Stepping, case: Case, carla: Customer) -> None:
    from onehand.cases.tests import mails

    mails.take(mails.answer(case, "Wo bleibt Bestellung 20041?\n", sender=f"Carla <{CARLA}>"))
    stepping.order(until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    assert Event.objects.get().case == case
    assert Case.objects.count() == 1


def test_a_day_that_was_moved_is_no_longer_missed(stepping: Stepping, carla: Customer) -> None:
    stepping.order(until=in_days(1))
    see(carla)
    stepping.order(until=in_days(9))
    pass_days(4)
    looking.due()
    assert states()["delivered"] == "open"
    assert not Event.objects.exists()
    pass_days(9)
    looking.due()
    assert Event.objects.get().kind == "order_missed"


def test_after_a_new_day_it_may_be_missed_once_more(stepping: Stepping, carla: Customer) -> None:
    stepping.order(until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    stepping.order(until=in_days(3))
    pass_days(0.1)
    looking.due()
    assert states()["delivered"] == "open"
    pass_days(6)
    looking.due()
    assert len(notices()) == 2
    assert Case.objects.count() == 1


def test_what_the_system_has_told_itself_is_not_told_twice(stepping: Stepping, carla: Customer) -> None:
    stepping.order(until=in_days(1))
    see(carla)
    pass_days(2)
    intake.happened("toy", Happened("d1", "shipment_delayed", "20041", clock.now(), "K1", {"planned": str(today())}))
    pass_days(2)
    looking.due()
    assert [one.outcome for one in Event.objects.order_by("pk")] == ["told", "known"]
    assert len(notices()) == 1
    assert states()["delivered"] == "missed"


def test_our_own_conclusion_makes_nothing_old_that_a_system_tells(stepping: Stepping, carla: Customer) -> None:
    stepping.order(until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    at = Event.objects.get().at - timedelta(hours=3)
    late = intake.happened("toy", Happened("f", "delivery_failed", "20041", at, "K1", {"reason": "nobody_there"}))
    assert late.outcome == "told"


def test_where_the_customer_has_to_act_nobody_is_told_to_be_late(stepping: Stepping, carla: Customer) -> None:
    steps = (
        Stage(Words("angemeldet", "announced"), "done"), Stage(Words("angekommen", "arrived"), "now"),
        Stage(Words("gutgeschrieben", "credited"), "next"),
    )  # fmt: skip
    stepping.processes["R1"] = Process("return", "R1", Words("Rücksendung R1", "Return R1"), "open", steps)
    see(carla)
    pass_days(30)
    looking.due()
    assert not notices()
    assert not Case.objects.exists()
    assert Milestone.objects.get(code="credited").expected_at is None


def test_a_prepaid_order_that_is_not_paid_is_not_late(stepping: Stepping, carla: Customer) -> None:
    steps = (
        Stage(Words("bestätigt", "confirmed"), "done"), Stage(Words("bezahlt", "paid"), "now"),
        Stage(Words("zurückgelegt", "set aside"), "next"), Stage(Words("zugestellt", "delivered"), "next"),
    )  # fmt: skip
    stepping.processes["1"] = Process("order", "1", Words("B", "O"), "open", steps)
    see(carla)
    pass_days(40)
    looking.due()
    assert not Event.objects.exists()


def test_a_configured_remedy_acts_by_itself_and_once(stepping: Stepping, carla: Customer, case: Case) -> None:
    remedies = dataclasses.replace(settings.ONEHAND, remedies={"activation": "activate"})
    with override_settings(ONEHAND=remedies):
        intake.happened("toy", Happened("h", "activation_hangs", "30412", clock.now(), "K1"))
        stepping.activation(state="stuck", until=in_days(4))
        for _ in range(3):
            clock.advance(timedelta(minutes=1))
            looking.due()
            jobs.run_due()
    run = Run.objects.get()
    assert (run.kind, run.state, run.agent, run.customer) == ("activate", Run.State.DONE, None, None)
    assert stepping.done.total() == 1


def test_without_a_remedy_a_person_has_the_case(stepping: Stepping, carla: Customer) -> None:
    stepping.activation(state="stuck", until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    jobs.run_due()
    assert not Run.objects.exists()
    assert Event.objects.get().case is not None


def test_english_and_du(stepping: Stepping, carla: Customer) -> None:
    carla.form = "du"
    carla.save()
    stepping.order("1", until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    assert "deine bestellung 1 sollte bis" in notices()[0].text.casefold()
    carla.language = "en"
    carla.save()
    stepping.order("2", until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    assert "Your order 2 should have been delivered by" in notices()[1].text


def test_a_long_missed_day_is_no_news(stepping: Stepping, carla: Customer) -> None:
    stepping.order(until=in_days(-60))
    see(carla)
    assert states()["delivered"] == "missed"
    assert Event.objects.get().outcome == "stale"
    assert not notices()
    assert not Message.objects.exists()
