"""Reminded, at risk, late, told: each once and in order."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection

from onehand.cases import amends, evidence, promises, timers
from onehand.cases.models import Case, Outgoing, Promise
from onehand.cases.reply import reply
from onehand.cases.tests.test_evidence import call
from onehand.cases.tests.test_promises import entries, fresh
from onehand.foundation import clock, jobs
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = datetime(2026, 3, 4, 15, tzinfo=BERLIN)
NOTHING = {"reminded": 0, "at_risk": 0, "late": 0, "told": 0}


@pytest.fixture
def promise(case: Case, ada: Agent) -> Promise:
    return promises.make(case, text="Ich schreibe bis Mittwoch, 15 Uhr.", kind="message", due=WEDNESDAY, by=ada)


def at(hour: int, minute: int = 0) -> dict[str, int]:
    clock.set(WEDNESDAY.replace(hour=hour, minute=minute))
    return timers.fire()


def test_each_fires_once_at_its_time(promise: Promise) -> None:
    assert at(12, 59) == NOTHING
    assert at(13) == NOTHING | {"reminded": 1}
    assert at(13, 1) == NOTHING
    assert at(14) == NOTHING | {"at_risk": 1}
    assert at(14, 59) == NOTHING
    assert at(15) == NOTHING | {"late": 1}
    assert at(15, 59) == NOTHING
    assert at(16) == NOTHING | {"told": 1}
    assert at(16, 1) == NOTHING
    assert promises.state_of(fresh(promise)) == "renewed"
    assert Outgoing.objects.filter(kind="late").count() == 1


def test_at_risk_it_is_escalated_to_the_leads_as_a_word_about_the_case(promise: Promise) -> None:
    at(14)
    said = entries(promise.case, "promise_at_risk")
    assert {entry.audience for entry in said} == {"agent", "lead"}
    assert all(entry.actor_kind == "system" and "Ada" not in str(entry.values) for entry in said)


def test_reminder_and_lateness_are_no_news_for_the_customer(promise: Promise) -> None:
    at(13)
    at(15)
    assert entries(promise.case, "promise_reminded")[0].audience == "agent"
    assert entries(promise.case, "promise_late")[0].audience == "agent"


def test_after_three_days_without_a_worker_it_is_late_and_told_and_no_more(promise: Promise) -> None:
    clock.set(WEDNESDAY + timedelta(days=3))
    assert timers.fire() == NOTHING | {"late": 1, "told": 1}
    assert timers.fire() == NOTHING
    assert not entries(promise.case, "promise_reminded")
    assert not entries(promise.case, "promise_at_risk")


def test_after_a_pause_that_ends_before_it_is_due_reminder_comes_before_risk(promise: Promise) -> None:
    assert at(14, 30) == NOTHING | {"reminded": 1, "at_risk": 1}
    assert entries(promise.case, "promise_reminded")[0].seq < entries(promise.case, "promise_at_risk")[0].seq


def test_a_clock_that_is_turned_back_fires_nothing_again(promise: Promise) -> None:
    for hour in (13, 14, 15):
        at(hour)
    for hour in (12, 13, 14, 15):
        assert at(hour, 30 if hour == 15 else 0) == NOTHING


def test_turned_back_after_the_lateness_was_told_nothing_is_told_again(promise: Promise) -> None:
    at(15)
    at(16)
    renewed = fresh(promise).renewed_by
    for hour in (13, 14, 15, 16, 17):
        assert at(hour) == NOTHING
    assert fresh(renewed).is_open


def test_what_is_kept_renewed_or_withdrawn_is_silent(promise: Promise, case: Case, ada: Agent) -> None:
    callback = promises.make(case, text="Ich rufe an.", kind="callback", due=WEDNESDAY, by=ada)
    third = promises.make(case, text="x", due=WEDNESDAY, by=ada)
    clock.advance(timedelta(minutes=1))
    evidence.by_call(call(case, ada))
    promises.withdraw(third, why="Kein Teil", by=ada)
    promises.renew(promise, due=WEDNESDAY + timedelta(days=40), text="Später.", by=ada)
    assert not fresh(callback).is_open
    clock.set(WEDNESDAY + timedelta(days=2))
    assert timers.fire() == NOTHING


def test_while_the_answer_is_on_its_way_nobody_is_told_that_it_is_late(promise: Promise, ada: Agent) -> None:
    clock.set(WEDNESDAY - timedelta(minutes=10))
    reply(promise.case, by=ada, text="Hier ist die Auskunft.", keeps=[promise.pk])
    assert at(15) == NOTHING | {"late": 1}
    assert at(17) == NOTHING
    Outgoing.objects.filter(kind="reply").update(state="bounced")
    assert at(17, 1) == NOTHING | {"told": 1}


def test_after_a_call_in_vain_at_the_promised_time_nobody_says_that_we_failed(case: Case, ada: Agent) -> None:
    callback = promises.make(case, text="Ich rufe an.", kind="callback", due=WEDNESDAY, by=ada)
    clock.set(WEDNESDAY - timedelta(minutes=5))
    evidence.by_call(call(case, ada, reached=False))
    at(15)
    assert at(17)["told"] == 0
    assert not Outgoing.objects.filter(kind="late").exists()
    assert not callback.amends.exists()
    assert promises.state_of(fresh(callback)) == "late"
    assert len([one for one in entries(case, "promise_at_risk") if one.audience == "lead"]) == 1
    assert timers.fire() == NOTHING


def test_where_the_operator_switched_it_off_only_people_tell(promise: Promise, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ONEHAND", dataclasses.replace(settings.ONEHAND, promise_tell_after=None))
    at(15)
    assert at(17) == NOTHING
    assert promises.state_of(fresh(promise)) == "late"


def test_the_third_time_by_itself_is_the_last(promise: Promise) -> None:
    for _ in range(60):
        clock.advance(timedelta(hours=6))
        timers.fire()
    assert Outgoing.objects.filter(kind="late").count() == 3
    [left] = promises.open_of(promise.case)
    assert promises.state_of(left) == "late"
    assert left.tell_at is None


def test_becoming_late_proposes_amends(promise: Promise) -> None:
    at(15)
    assert [one.kind for one in promise.amends.all()] == ["apology"]


def test_one_that_cannot_be_served_holds_up_no_other(
    promise: Promise, case: Case, ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = promises.make(case, text="x", due=WEDNESDAY, by=ada)
    propose = amends.propose

    def fail_for_the_first(late: Promise) -> object:
        if late.pk == promise.pk:
            raise RuntimeError("broken")
        return propose(late)

    monkeypatch.setattr(amends, "propose", fail_for_the_first)
    assert at(15)["late"] == 1
    assert fresh(promise).late_since is None
    assert fresh(other).late_since is not None


def test_the_jobs_run_every_minute_and_every_day() -> None:
    from onehand.foundation.jobs import schedules

    assert schedules.registered["timers of promises"].span == timedelta(minutes=1)
    assert schedules.registered["look for lost promises"].span == timedelta(days=1)


def test_the_job_fires_them(promise: Promise) -> None:
    clock.set(WEDNESDAY)
    timers.run_timers.enqueue()
    jobs.run_due()
    assert fresh(promise).late_since == WEDNESDAY


@pytest.mark.parametrize("find", ["_to_remind", "_to_risk", "_to_be_late", "_to_tell", "_without_timers"])
def test_only_the_index_of_open_promises_is_read(db: None, find: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the planner of PostgreSQL reads small tables whole")
    plan = getattr(timers, find)()[:10].explain()
    assert "promise_open_due" in plan


def test_a_promise_that_lost_its_timers_gets_them_back(promise: Promise) -> None:
    Promise.objects.update(remind_at=None, risk_at=None, tell_at=None)
    assert timers.sweep() == 1
    after = fresh(promise)
    assert (after.remind_at, after.risk_at, after.tell_at) == (promise.remind_at, promise.risk_at, promise.tell_at)
    assert timers.sweep() == 0


def test_the_leads_hear_of_a_promise_whose_case_nobody_has(promise: Promise) -> None:
    promise.case.holdings.update(until=clock.now())
    assert timers.sweep() == 1
    [entry] = entries(promise.case, "promise_at_risk")
    assert entry.audience == "lead"
    clock.advance(timedelta(days=1))
    assert timers.sweep() == 0, "once a week, not once a day"
    clock.advance(timedelta(days=7))
    assert timers.sweep() == 1


def test_a_whole_case_leaves_no_orphan(case: Case, ada: Agent, promise: Promise) -> None:
    at(15)
    at(16)
    assert timers.sweep() == 0
