"""Expected courses: until when, missed once and told once, reached and told; silent systems are waited for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from onehand.actions import backends, viewing
from onehand.actions.contract import Happened, Plan, Process, Stage, Step, View, does, looks, plans
from onehand.actions.courses import following, looking
from onehand.actions.events import intake
from onehand.actions.models import Run
from onehand.actions.models.courses import Course, Milestone
from onehand.actions.models.events import Event
from onehand.actions.running import start
from onehand.actions.tests.toy import CARLA, Toy
from onehand.actions.words import Words
from onehand.cases.models import Case, Message, Outgoing, State
from onehand.foundation import clock, jobs
from onehand.people.forgetting import forget
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

NAMES = {"confirmed": "bestätigt", "reserved": "zurückgelegt", "shipped": "verschickt", "delivered": "zugestellt"}


class Shop(Toy):
    """A shop whose processes have steps with days."""

    def __init__(self) -> None:
        super().__init__()
        self.processes: dict[str, Process] = {}
        self.reads = 0

    def email(self, _customer: str) -> str:
        return CARLA

    def read(self, customer: str) -> View:
        self._up()
        self.reads += 1
        return View(customer, "Carla Kern", processes=tuple(self.processes.values()))

    def order(self, number: str = "20041", done: str = "", until: date | None = None, **more: Any) -> None:
        codes = list(NAMES)
        reached = codes.index(done) if done else -1
        stages = tuple(
            Stage(
                Words(NAMES[code], code), "done" if place <= reached else "now" if place == reached + 1 else "next",
                until=until if code == "delivered" and place > reached else None, code=code,
            )
            for place, code in enumerate(codes)
        )  # fmt: skip
        title = Words(f"Bestellung {number}", f"Order {number}")
        self.processes[number] = Process("order", number, title, "open", stages, expected=until, **more)

    def activation(self, number: str = "30412", *, state: str = "next", until: date | None = None) -> None:
        steps = (
            Stage(Words("Auftrag eingegangen", "Order received"), "done"),
            Stage(Words("Leitung geschaltet", "Line switched"), state, until=until),
        )
        title = Words("Freischaltung", "Activation")
        self.processes[number] = Process("activation", number, title, "ordered", steps, expected=until)

    @plans("activate")
    def _plan_activation(self, _customer: str, given: dict[str, Any]) -> Plan:
        self._up()
        number = given["contract"]
        step = Step("push", number, Words("Anstoßen", "Push"), {"state": "ordered"}, {"state": "active"})
        return Plan((step,), touches=(number,))

    @does("push")
    def _push(self, step: Step, key: str) -> dict[str, Any]:
        self.done[key] += 1
        self.activation(step.target, state="done")
        return {}

    @looks("push")
    def _look_at_push(self, step: Step) -> dict[str, Any]:
        done = all(stage.state == "done" for stage in self.processes[step.target].stages)
        return {"state": "active" if done else "ordered"}


@pytest.fixture
def shop(ada: Agent, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    from onehand.actions import carrying

    monkeypatch.setattr(carrying, "sleep", lambda _seconds: None)
    backends.connect([one := Shop()])
    yield one
    backends.disconnect("toy")


def see(customer: Customer) -> None:
    """As the page of a case does."""
    looking.seen(customer, viewing.read_all(customer))


def today() -> date:
    return clock.now().date()


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def notices() -> list[Outgoing]:
    return list(Outgoing.objects.filter(kind="notice").order_by("pk"))


def states(course: Course | None = None) -> dict[str, str]:
    return {one.code: one.state for one in (course or Course.objects.get()).milestones.all()}


def pass_days(days: float) -> None:
    clock.advance(timedelta(days=days))


def test_what_a_case_shows_is_expected_by_the_systems_own_day(shop: Shop, carla: Customer) -> None:
    shop.order(done="confirmed", until=in_days(3))
    see(carla)
    course = Course.objects.get()
    assert (course.backend, course.kind, course.reference, course.number) == ("toy", "order", "20041", "K1")
    assert states() == {"confirmed": "reached", "reserved": "open", "shipped": "open", "delivered": "open"}
    last = course.milestones.get(code="delivered")
    assert (last.until, last.by_system) == (in_days(3), True)
    assert last.expected_at is not None
    assert last.expected_at.date() > in_days(3)
    assert course.look_at == last.expected_at
    assert not Event.objects.exists()


def test_without_a_day_the_business_calendar_says_until_when(shop: Shop, carla: Customer) -> None:
    clock.set(datetime(2026, 4, 2, 10, tzinfo=UTC))  # the Thursday before Easter
    shop.order()
    see(carla)
    found = {one.code: one for one in Milestone.objects.all()}
    assert found["confirmed"].until == date(2026, 4, 8)  # Friday and Monday are public holidays
    assert not found["confirmed"].by_system
    assert found["confirmed"].expected_at == datetime(2026, 4, 9, 7, tzinfo=UTC)  # Thursday, nine o'clock there


def test_what_is_over_or_cancelled_is_not_followed(shop: Shop, carla: Customer) -> None:
    shop.order("1", done="delivered")
    shop.processes["2"] = Process(
        "order", "2", Words("B", "O"), "cancelled", (Stage(Words("storniert", "cancelled"), "dropped"),)
    )
    shop.processes["3"] = Process("order", "3", Words("B", "O"), "open")  # the system tells no steps
    see(carla)
    assert not Course.objects.exists()


def test_a_missed_milestone_opens_a_case_with_a_hand_and_is_told_once(shop: Shop, carla: Customer, ada: Agent) -> None:
    shop.order(done="reserved", until=in_days(2))
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


def test_it_joins_the_open_case_about_it(shop: Shop, case: Case, carla: Customer) -> None:
    from onehand.cases.tests import mails

    mails.take(mails.answer(case, "Wo bleibt Bestellung 20041?\n", sender=f"Carla <{CARLA}>"))
    shop.order(until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    assert Event.objects.get().case == case
    assert Case.objects.count() == 1


def test_a_silent_system_postpones_and_nothing_counts_as_missed(shop: Shop, carla: Customer) -> None:
    shop.order(until=in_days(1))
    see(carla)
    pass_days(4)
    shop.down = True
    assert looking.due() == 0
    course = Course.objects.get()
    assert course.silent_since == clock.now()
    assert states()["delivered"] == "open"
    assert not Event.objects.exists()
    clock.advance(timedelta(minutes=6))
    shop.down = False
    shop.order(done="delivered")
    assert looking.due() == 1
    course = Course.objects.get()
    assert (course.end, course.silent_since) == ("reached", None)
    assert not notices()


def test_a_case_that_waits_says_once_that_its_system_is_silent(shop: Shop, carla: Customer) -> None:
    shop.order(until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    shop.down = True
    for _ in range(3):
        clock.advance(timedelta(hours=2))
        looking.due()
    assert Entry.objects.filter(kind="action_waits").count() == 1


def test_only_systems_of_which_something_is_due_are_asked(shop: Shop, carla: Customer) -> None:
    shop.order(until=in_days(3))
    see(carla)
    before = shop.reads
    pass_days(1)
    assert looking.due() == 0
    assert shop.reads == before


def test_a_day_that_was_moved_is_no_longer_missed(shop: Shop, carla: Customer) -> None:
    shop.order(until=in_days(1))
    see(carla)
    shop.order(until=in_days(9))
    pass_days(4)
    looking.due()
    assert states()["delivered"] == "open"
    assert not Event.objects.exists()
    pass_days(9)
    looking.due()
    assert Event.objects.get().kind == "order_missed"


def test_after_a_new_day_it_may_be_missed_once_more(shop: Shop, carla: Customer) -> None:
    shop.order(until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    shop.order(until=in_days(3))
    pass_days(0.1)
    looking.due()
    assert states()["delivered"] == "open"
    pass_days(6)
    looking.due()
    assert len(notices()) == 2
    assert Case.objects.count() == 1


def test_what_the_system_has_told_itself_is_not_told_twice(shop: Shop, carla: Customer) -> None:
    shop.order(until=in_days(1))
    see(carla)
    pass_days(2)
    intake.happened("toy", Happened("d1", "shipment_delayed", "20041", clock.now(), "K1", {"planned": str(today())}))
    pass_days(2)
    looking.due()
    assert [one.outcome for one in Event.objects.order_by("pk")] == ["told", "known"]
    assert len(notices()) == 1
    assert states()["delivered"] == "missed"


def test_our_own_conclusion_makes_nothing_old_that_a_system_tells(shop: Shop, carla: Customer) -> None:
    shop.order(until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    at = Event.objects.get().at - timedelta(hours=3)
    late = intake.happened("toy", Happened("f", "delivery_failed", "20041", at, "K1", {"reason": "nobody_there"}))
    assert late.outcome == "told"


def test_where_the_customer_has_to_act_nobody_is_told_to_be_late(shop: Shop, carla: Customer) -> None:
    steps = (
        Stage(Words("angemeldet", "announced"), "done"), Stage(Words("angekommen", "arrived"), "now"),
        Stage(Words("gutgeschrieben", "credited"), "next"),
    )  # fmt: skip
    shop.processes["R1"] = Process("return", "R1", Words("Rücksendung R1", "Return R1"), "open", steps)
    see(carla)
    pass_days(30)
    looking.due()
    assert not notices()
    assert not Case.objects.exists()
    assert Milestone.objects.get(code="credited").expected_at is None


def test_a_prepaid_order_that_is_not_paid_is_not_late(shop: Shop, carla: Customer) -> None:
    steps = (
        Stage(Words("bestätigt", "confirmed"), "done"), Stage(Words("bezahlt", "paid"), "now"),
        Stage(Words("zurückgelegt", "set aside"), "next"), Stage(Words("zugestellt", "delivered"), "next"),
    )  # fmt: skip
    shop.processes["1"] = Process("order", "1", Words("B", "O"), "open", steps)
    see(carla)
    pass_days(40)
    looking.due()
    assert not Event.objects.exists()


def test_what_its_system_shows_no_more_is_noted_and_told_to_nobody(shop: Shop, carla: Customer) -> None:
    shop.order(until=in_days(1))
    see(carla)
    shop.processes.clear()
    pass_days(4)
    looking.due()
    assert Event.objects.get().kind == "course_unseen"
    assert Course.objects.get().end == "unseen"
    assert not notices()


def test_a_cancelled_order_ends_its_course(shop: Shop, carla: Customer) -> None:
    shop.order(until=in_days(1))
    see(carla)
    shop.processes["20041"] = Process(
        "order", "20041", Words("B", "O"), "cancelled", (Stage(Words("storniert", "cancelled"), "dropped"),)
    )
    pass_days(4)
    looking.due()
    assert Course.objects.get().end == "dropped"
    assert not Event.objects.exists()


def test_an_event_begins_a_course_and_reaches_its_milestones(shop: Shop, carla: Customer) -> None:
    shop.order(done="reserved", until=in_days(2))
    intake.happened("toy", Happened("a", "shipment_expected", "20041", clock.now(), "K1"))
    assert Course.objects.get().milestones.count() == 0
    looking.due()
    assert states() == {"confirmed": "reached", "reserved": "reached", "shipped": "open", "delivered": "open"}
    shop.order(done="delivered")
    clock.advance(timedelta(hours=1))
    intake.happened("toy", Happened("b", "delivered", "20041", clock.now(), "K1"))
    assert set(states().values()) == {"reached"}
    looking.due()
    assert Course.objects.get().end == "reached"
    assert not notices()


def test_what_was_activated_is_told_with_the_question_whether_it_works_also_where_the_system_tells_nothing(
    shop: Shop, carla: Customer
) -> None:
    shop.activation(until=in_days(2))
    see(carla)
    shop.activation(state="done")
    pass_days(5)
    looking.due()
    assert Event.objects.get().kind == "activated"
    assert [one["label"] for one in notices()[0].buttons] == ["Es funktioniert", "Es funktioniert nicht"]
    intake.happened("toy", Happened("late", "activated", "30412", clock.now(), "K1"))
    assert len(notices()) == 1


def test_a_refund_begins_its_course_and_a_payout_is_told_with_a_check(shop: Shop, carla: Customer, case: Case) -> None:
    following.begin_unshown(carla, "toy", "refund", "20041", case=case, booked_at=clock.now())
    assert states() == {"booked": "reached", "paid_out": "open"}
    intake.happened("toy", Happened("p", "refunded", "20041", clock.now(), "K1"))
    assert states() == {"booked": "reached", "paid_out": "reached"}
    (mail,) = notices()
    assert "Ist das Geld bei Ihnen angekommen?" in mail.text


def test_a_refund_that_no_system_shows_is_looked_at_by_a_person(shop: Shop, carla: Customer, case: Case) -> None:
    following.begin_unshown(carla, "toy", "refund", "20041", case=case, booked_at=clock.now())
    pass_days(12)
    looking.due()
    assert Event.objects.get().kind == "course_unseen"
    assert not notices()


def test_no_step_is_due_before_the_one_that_comes_first(shop: Shop, carla: Customer) -> None:
    steps = (
        Stage(Words("Leitung geschaltet", "Line switched"), "stuck", until=in_days(4)),
        Stage(Words("Geprüft", "Tested"), "next", until=in_days(-2)),
    )
    shop.processes["1"] = Process("activation", "1", Words("F", "A"), "ordered", steps, expected=in_days(4))
    see(carla)
    assert set(Milestone.objects.values_list("until", flat=True)) == {in_days(4)}
    assert not Event.objects.exists()


def test_a_configured_remedy_acts_by_itself_and_once(shop: Shop, carla: Customer, case: Case) -> None:
    remedies = dataclasses.replace(settings.ONEHAND, remedies={"activation": "activate"})
    with override_settings(ONEHAND=remedies):
        intake.happened("toy", Happened("h", "activation_hangs", "30412", clock.now(), "K1"))
        shop.activation(state="stuck", until=in_days(4))
        for _ in range(3):
            clock.advance(timedelta(minutes=1))
            looking.due()
            jobs.run_due()
    run = Run.objects.get()
    assert (run.kind, run.state, run.agent, run.customer) == ("activate", Run.State.DONE, None, None)
    assert shop.done.total() == 1


def test_without_a_remedy_a_person_has_the_case(shop: Shop, carla: Customer) -> None:
    shop.activation(state="stuck", until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    jobs.run_due()
    assert not Run.objects.exists()
    assert Event.objects.get().case is not None


def test_an_action_that_ended_begins_a_course(shop: Shop, case: Case, ada: Agent) -> None:
    shop.activation(until=in_days(5))
    shop.orders["20041"] = "open"
    start(case, "activate", {"contract": "toy:30412"}, by=ada)
    jobs.run_due()
    assert Run.objects.get().state == Run.State.DONE
    assert not Course.objects.exists()  # it was active at once: nothing is expected any more


def test_forgetting_erases_what_is_expected(shop: Shop, carla: Customer) -> None:
    shop.order(until=in_days(1))
    see(carla)
    forget(carla, by=carla)
    assert not Course.objects.exists()
    assert not Milestone.objects.exists()
    pass_days(4)
    looking.due()
    assert not notices()


def test_english_and_du(shop: Shop, carla: Customer) -> None:
    carla.form = "du"
    carla.save()
    shop.order("1", until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    assert "deine bestellung 1 sollte bis" in notices()[0].text.casefold()
    carla.language = "en"
    carla.save()
    shop.order("2", until=in_days(1))
    see(carla)
    pass_days(4)
    looking.due()
    assert "Your order 2 should have been delivered by" in notices()[1].text


def test_a_long_missed_day_is_no_news(shop: Shop, carla: Customer) -> None:
    shop.order(until=in_days(-60))
    see(carla)
    assert states()["delivered"] == "missed"
    assert Event.objects.get().outcome == "stale"
    assert not notices()
    assert not Message.objects.exists()
