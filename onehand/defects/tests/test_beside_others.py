"""The register beside the other rooms: news of the systems, sales, merging, splitting, erasing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions.contract import Happened
from onehand.actions.events import intake
from onehand.cases import closing
from onehand.cases.models import Case, Outgoing
from onehand.cases.permission import SENTENCES, permission
from onehand.defects import fixing, learning, linking, loss, register, status
from onehand.defects.models import Defect, Link, Telling
from onehand.defects.tests.conftest import asks, person
from onehand.defects.tests.test_fixing import click, fixed, linked, told
from onehand.defects.tests.test_likeness import hangs, numbered
from onehand.foundation import clock, jobs
from onehand.people import consent
from onehand.people.forgetting import forget
from onehand.people.merging import merge, split
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def hanging(defect: Defect, ada: Agent) -> Case:
    numbered(person("Mira"), "L-1")
    case = intake.happened("lines", hangs("30412", "L-1")).case
    assert case is not None
    linking.link(defect, case, by=ada)
    jobs.run_due()
    return case


def activated() -> Happened:
    return Happened("on", "activated", "30412", clock.now(), "L-1", {})


def test_who_heard_it_from_the_system_is_not_told_again_and_their_answer_counts(defect: Defect, ada: Agent) -> None:
    case = hanging(defect, ada)
    clock.advance(timedelta(minutes=5))
    intake.happened("lines", activated())
    before = told(case)
    assert "freigeschaltet" in before[-1].text
    fixed(defect, ada)
    assert told(case) == before
    assert Telling.objects.get().outcome == "already"
    click(before[-1], "no")
    defect.refresh_from_db()
    assert (defect.state, Link.objects.get().works) == ("reopened", False)


def test_who_said_no_to_the_system_is_told_when_it_is_repaired(defect: Defect, ada: Agent) -> None:
    case = hanging(defect, ada)
    clock.advance(timedelta(minutes=5))
    intake.happened("lines", activated())
    click(told(case)[-1], "no")
    clock.advance(timedelta(minutes=5))
    before = len(told(case))
    fixed(defect, ada)
    assert len(told(case)) == before + 1


def test_the_systems_news_after_ours_is_not_the_second_word(defect: Defect, ada: Agent) -> None:
    case = hanging(defect, ada)
    clock.advance(timedelta(minutes=5))
    fixed(defect, ada)
    before = len(told(case))
    clock.advance(timedelta(minutes=5))
    assert intake.happened("lines", activated()).outcome == "known"
    assert len(told(case)) == before


def test_nobody_sells_them_anything_until_it_works(defect: Defect, ada: Agent) -> None:
    (case,) = linked(defect, ada, "Mira")
    mira = case.customer
    consent.give(mira, "sales", by=mira, how="portal")
    assert permission(mira, "sales").reason == "case_open"
    closing.confirm(case, by=mira)
    refused = permission(Customer.objects.get(pk=mira.pk), "sales")
    assert (refused.reason, refused.until) == ("defect", defect.expected_at)
    assert len(SENTENCES["defect"]) == 2
    fixed(defect, ada)
    assert permission(Customer.objects.get(pk=mira.pk), "sales").allowed


def test_after_a_split_the_case_and_its_link_go_along(defect: Defect, carla: Customer, ada: Agent) -> None:
    twin = person("Zwilling")
    row = merge(twin, into=carla, by=ada, why="Sieht man")
    clock.advance(timedelta(minutes=1))
    case = asks(Customer.objects.get(pk=twin.pk))
    linking.link(defect, case, by=ada)
    assert linking.concerns(defect, Customer.objects.get(pk=carla.pk))
    split(row, by=ada, why="Doch zwei")
    assert linking.concerns(defect, Customer.objects.get(pk=twin.pk))
    fixed(defect, ada)
    assert [mail.recipient for mail in told(case)] == ["zwilling@example.org"]


def test_erased_words_recognise_nothing_any_more(defect: Defect, ada: Agent) -> None:
    cases = [asks(person(name), "Der Blinkerturm leuchtet rot.") for name in ("Mira", "Paul", "Jonas")]
    for case in cases:
        linking.link(defect, case, by=ada)
    jobs.run_due()
    defect.refresh_from_db()
    assert [word for word in defect.words if "blinkerturm" in word]
    forget(cases[0].customer, by=ada)
    jobs.run_due()
    defect.refresh_from_db()
    assert not [word for word in defect.words if "blinkerturm" in word]
    assert learning.weighed(defect) == defect.words


def test_the_costliest_comes_first_and_time_stops_when_it_works(defect: Defect, ada: Agent) -> None:
    from onehand.defects import noting

    other = noting.note(by=ada, what_de="Die Suche findet nichts.", department="Web")
    mira, paul = linked(defect, ada, "Mira", "Paul")
    linking.link(other, asks(person("Jonas")), by=ada)
    clock.advance(timedelta(hours=10))
    first, second = register.rows(ada)
    assert (first.defect, second.defect) == (defect, other)
    assert (first.cost.affected, first.cost.lost) == (2, timedelta(hours=20))
    assert (first.share, second.share) == (67, 33)
    fixed(defect, ada)
    clock.advance(timedelta(hours=10))
    assert loss.costs([defect])[defect.pk].lost == timedelta(hours=20)
    click(told(mira)[0], "no")
    assert loss.costs([defect])[defect.pk].lost == timedelta(hours=30)
    assert [row.defect for row in register.rows(ada)] == [defect, other]
    assert paul.pk != mira.pk


def test_contacts_a_week_fall_after_the_repair(defect: Defect, ada: Agent) -> None:
    for number in range(4):
        linking.link(defect, asks(person(f"Kunde{number}")), by=ada)
    clock.advance(timedelta(days=7))
    linking.link(defect, asks(person("Kunde9")), by=ada)
    fixing.fix(defect, by=ada, done_de="Umgestellt.")
    clock.advance(timedelta(days=14))
    weeks = loss.weeks(defect)
    assert [week.contacts for week in weeks[-4:]] == [4, 1, 0, 0]
    assert [week.fixed for week in weeks[-4:]] == [False, True, False, False]
    assert loss.fallen(defect, weeks) == (2.5, 0.0)


def test_the_public_reads_a_number_only_of_five(defect: Defect, ada: Agent) -> None:
    linked(defect, ada, "A", "B", "C", "D")
    assert status.disturbances("de")[0][0].affected is None
    linked(defect, ada, "E")
    assert status.disturbances("de")[0][0].affected == 5
    assert Outgoing.objects.filter(kind="notice").count() == 0
    Defect.objects.update(public=False)
    assert status.disturbances("de") == ([], [])
