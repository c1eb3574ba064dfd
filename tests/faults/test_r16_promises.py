"""R16: no promise is lost. Every open one has its owner, its due time and its timers; two workers do as much as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from onehand.cases import delivery, lateness, promises, timers
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Delivery, Message, Outgoing, Promise
from onehand.cases.promise_state import OPEN
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline import chain
from onehand.timeline.models import Entry
from onehand.timeline.record import SYSTEM
from tests.faults.test_r2_twice_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

WORKERS = 4


@pytest.fixture
def mailed(ada: Agent, nora: Agent) -> Case:
    return mails.case_of(mails.take(mails.mail()))


def owed(case: Case, by: Agent, count: int = 1) -> list[Promise]:
    due = clock.now() + timedelta(hours=4)
    return [promises.make(case, text=f"Zusage {number}", due=due, by=by) for number in range(count)]


def told(kind: str, audience: str = "") -> int:
    entries = Entry.objects.filter(kind=kind)
    return (entries.filter(audience=audience) if audience else entries).count()


def tried(*acts: Callable[[], object]) -> list[str]:
    def outcome(act: Callable[[], object]) -> str:
        try:
            act()
        except Refused as refused:
            return refused.code
        return "done"

    return sorted(at_once([lambda act=act: outcome(act) for act in acts]))  # type: ignore[misc]


def whole() -> None:
    assert chain.broken_at() is None
    for promise in Promise.objects.filter(OPEN).select_related("case"):
        assert promise.due
        assert promise.remind_at
        assert promise.risk_at
        assert promise.case.hand
    assert timers.sweep() == 0


@pytest.mark.parametrize("_turn", range(3))
def test_workers_at_once_fire_each_timer_once(mailed: Case, ada: Agent, _turn: int) -> None:
    owed(mailed, ada, 5)
    for hours in (2, 3, 4, 5):
        clock.advance(timedelta(hours=hours) - (clock.now() - Promise.objects.earliest("pk").made_at))
        at_once([timers.fire] * WORKERS)
    assert told("promise_reminded") == told("promise_at_risk", "agent") == told("promise_at_risk", "lead") == 5
    assert told("promise_late") == told("lateness_told") == told("promise_renewed") == 5
    assert Outgoing.objects.filter(kind="late").count() == 5
    whole()


@pytest.mark.parametrize("_turn", range(3))
def test_the_owner_and_the_system_at_once_tell_once(mailed: Case, ada: Agent, _turn: int) -> None:
    [promise] = owed(mailed, ada)
    clock.advance(timedelta(days=1))

    def fresh() -> Promise:
        return Promise.objects.select_related("case").get(pk=promise.pk)

    found = tried(
        lambda: lateness.tell(fresh(), by=ada),
        lambda: lateness.tell(fresh(), by=SYSTEM),
        lambda: lateness.tell(fresh(), by=ada),
    )
    assert found == ["done", "promise_over", "promise_over"]
    assert Outgoing.objects.filter(kind__in=["late", "reply"]).count() == 1
    assert Promise.objects.count() == 2
    whole()


@pytest.mark.parametrize("_turn", range(3))
def test_kept_and_late_at_once_it_is_kept_once(mailed: Case, ada: Agent, _turn: int) -> None:
    [promise] = owed(mailed, ada)
    clock.advance(timedelta(minutes=1))
    message = reply(mailed, by=ada, text="Hier.", keeps=[promise.pk])
    outgoing = Outgoing.objects.get(message=message)
    clock.advance(timedelta(hours=4))

    def arrives() -> None:
        delivery.delivery_changed(Outgoing.objects.select_related("message").get(pk=outgoing.pk), Delivery.ACCEPTED)

    at_once([timers.fire, arrives, arrives])
    assert told("promise_kept") == 1
    assert Promise.objects.get().kept_at
    assert not Outgoing.objects.filter(kind="late").exists()
    assert chain.broken_at() is None


def test_renewed_and_withdrawn_at_once_one_of_both_is_said(mailed: Case, ada: Agent, nora: Agent) -> None:
    [promise] = owed(mailed, ada)
    later = clock.now() + timedelta(days=2)

    def fresh() -> Promise:
        return Promise.objects.select_related("case").get(pk=promise.pk)

    found = tried(
        lambda: promises.renew(fresh(), due=later, text="Später.", by=ada),
        lambda: promises.withdraw(fresh(), why="Kein Teil", by=nora),
    )
    assert found == ["done", "promise_over"]
    assert Message.objects.filter(direction="out", automatic="").count() == 1
    whole()


def test_after_three_days_without_a_worker_many_are_told_once_each(mailed: Case, ada: Agent) -> None:
    owed(mailed, ada, 20)
    clock.advance(timedelta(days=3))
    at_once([timers.fire] * WORKERS)
    assert told("promise_late") == told("lateness_told") == 20
    assert told("promise_reminded") == told("promise_at_risk") == 0
    whole()
