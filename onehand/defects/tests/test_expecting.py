"""A new time for the repair is told to all who wait for it, once each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from onehand.cases import closing
from onehand.cases.errors import Refused
from onehand.defects import expecting, fixing, linking, noting
from onehand.defects.models import Defect, Telling
from onehand.defects.tests.conftest import asks, person
from onehand.defects.tests.test_fixing import linked, told
from onehand.foundation import clock, jobs
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def test_each_who_waits_hears_the_new_time_once(defect: Defect, ada: Agent) -> None:
    mira, paul = linked(defect, ada, "Mira", "Paul")
    closing.confirm(paul, by=paul.customer)
    expecting.expect(defect, clock.now() + timedelta(days=5), by=ada)
    jobs.run_due()
    (mail,) = told(mira)
    assert "Samstag, 7. März" in mail.text
    assert "Stand ansehen" in mail.buttons[0]["label"]
    assert told(paul) == []
    assert Entry.objects.filter(subject_kind="defect", kind="defect_expected").count() == 1


def test_of_two_new_times_at_once_the_last_is_told(defect: Defect, ada: Agent) -> None:
    (mira,) = linked(defect, ada, "Mira")
    for days in (5, 7):
        expecting.expect(defect, clock.now() + timedelta(days=days), by=ada)
    jobs.run_due()
    (mail,) = told(mira)
    assert "9. März" in mail.text
    assert sorted(Telling.objects.values_list("outcome", flat=True)) == ["needless", "written"]


def test_a_time_that_is_overtaken_by_the_repair_is_not_told(defect: Defect, ada: Agent) -> None:
    (mira,) = linked(defect, ada, "Mira")
    expecting.expect(defect, clock.now() + timedelta(days=5), by=ada)
    fixing.fix(defect, by=ada, done_de="Umgestellt.")
    jobs.run_due()
    (mail,) = told(mira)
    assert "ist behoben" in mail.text


@pytest.mark.parametrize(("days", "code"), [(-1, "expected_past"), (400, "expected_far"), (2, "expected_same")])
def test_times_that_cannot_be(defect: Defect, ada: Agent, days: int, code: str) -> None:
    with pytest.raises(Refused) as why:
        expecting.expect(defect, clock.now() + timedelta(days=days), by=ada)
    assert why.value.code == code


@pytest.mark.parametrize(
    ("said", "code"),
    [({}, "title_missing"), ({"title": "x"}, "what_missing"), ({"what_de": "x"}, "owner_missing"),
     ({"what_de": "x", "department": "Netz", "title": "y" * 201}, "defect_too_long")],
)  # fmt: skip
def test_what_a_defect_needs(ada: Agent, said: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as why:
        noting.note(by=ada, **said)
    assert why.value.code == code


def test_a_department_takes_it_over_by_name(defect: Defect, ada: Agent, nora: Agent) -> None:
    noting.change(defect, by=ada, department="Netztechnik")
    assert (defect.owner, defect.department) == (None, "Netztechnik")
    noting.change(defect, by=ada, owner=nora)
    assert defect.owner == nora
    with pytest.raises(Refused):
        noting.change(defect, by=ada, title="Nein")


def test_linked_twice_it_is_linked_once(defect: Defect, ada: Agent) -> None:
    case = asks(person("Mira"))
    for _ in range(2):
        linking.link(defect, case, by=ada)
    assert defect.links.count() == 1
    assert Entry.objects.filter(subject_id=case.pk, kind="defect_linked").count() == 1
    linking.unlink(defect, case, by=ada)
    with pytest.raises(Refused):
        linking.unlink(defect, case, by=ada)
    linking.link(defect, case, by=ada)
    assert defect.links.get().ended_at is None
