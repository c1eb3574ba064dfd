"""Beside what a person writes of a repair stands what the systems show: read, not said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions.events import intake
from onehand.actions.models import Run, RunStep
from onehand.cases.models import Case
from onehand.defects import evidence, fixing, linking
from onehand.defects.models import Defect
from onehand.defects.tests.conftest import asks, person
from onehand.defects.tests.test_beside_others import activated
from onehand.defects.tests.test_likeness import hangs, numbered
from onehand.foundation import clock, jobs
from onehand.people.merging import merge
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def affected(defect: Defect, ada: Agent) -> Case:
    """Mira's activation hangs at the step of the defect, and her case is linked."""
    numbered(person("Mira"), "L-1")
    case = intake.happened("lines", hangs("30412", "L-1")).case
    assert case is not None
    linking.link(defect, case, by=ada)
    return case


def line_tested(case: Case, ada: Agent, result: str, *, backend: str = "lines", kind: str = "line_test") -> None:
    run = Run.objects.create(case=case, kind=kind, agent=ada, state=Run.State.DONE)
    answer = {"result": result, "says": {"de": f"Leitung: {result}", "en": f"line: {result}"}}
    RunStep.objects.create(
        run=run, position=1, backend=backend, verb="test_line", target="30412", key=f"k{run.pk}",
        says={"de": "Leitung prüfen", "en": "Test the line"}, state=RunStep.State.DONE, answer=answer,
        seen={"tested": True}, seen_at=clock.now(),
    )  # fmt: skip


def counts(defect: Defect) -> tuple[int, int, int]:
    found = evidence.of(defect).counts()
    return found["hanging"], found["well"], found["badly"]


def test_what_hangs_at_the_step_contradicts_and_is_kept_beside_the_repair(
    defect: Defect, affected: Case, ada: Agent
) -> None:
    numbered(person("Paul"), "L-2")
    intake.happened("lines", hangs("30414", "L-2"))
    found = evidence.of(defect)
    assert (found.hanging, found.still, found.contradicts) == (2, frozenset({affected.pk}), True)
    fixing.fix(defect, by=ada, done_de="Umgestellt.", evidence="Sieht gut aus.")
    defect.refresh_from_db()
    assert defect.shown == {"hanging": 2, "well": 0, "badly": 0}
    assert defect.evidence == "Sieht gut aus."


def test_what_the_system_tells_to_go_on_hangs_no_more(defect: Defect, affected: Case) -> None:
    assert counts(defect) == (1, 0, 0)
    intake.happened("lines", activated())
    jobs.run_due()
    assert counts(defect) == (0, 1, 0)
    check = evidence.of(defect).checks[affected.pk]
    assert check.say("de") == "Anschluss 30412 ist freigeschaltet"
    assert check.say("en") == "Line 30412 is active"
    assert not evidence.of(defect).contradicts


def test_the_newest_test_of_the_line_counts(defect: Defect, ada: Agent) -> None:
    case = asks(person("Jonas"))
    linking.link(defect, case, by=ada)
    line_tested(case, ada, "down")
    assert counts(defect) == (0, 0, 1)
    assert evidence.of(defect).contradicts
    clock.advance(MINUTE)
    line_tested(case, ada, "ok")
    assert counts(defect) == (0, 1, 0)
    assert evidence.of(defect).checks[case.pk].say("de") == "Leitung: ok"


def test_what_is_no_evidence_of_this_defect_counts_nothing(defect: Defect, ada: Agent) -> None:
    case, foreign = asks(person("Jonas")), asks(person("Rita"))
    line_tested(case, ada, "ok")  # before it was linked it is of the case all the same; another case's is not
    linking.link(defect, case, by=ada)
    line_tested(foreign, ada, "ok")
    line_tested(case, ada, "down", backend="shop")
    line_tested(case, ada, "down", kind="express")
    assert counts(defect) == (0, 1, 0)
    linking.unlink(defect, case, by=ada)
    assert counts(defect) == (0, 0, 0)


def test_a_test_from_before_the_defect_says_nothing(defect: Defect, ada: Agent) -> None:
    case = asks(person("Jonas"))
    line_tested(case, ada, "ok")
    linking.link(defect, case, by=ada)
    Defect.objects.filter(pk=defect.pk).update(opened_at=clock.now() + MINUTE)
    defect.refresh_from_db()
    assert counts(defect) == (0, 0, 0)


def test_without_a_step_no_system_can_tell(defect: Defect, affected: Case, ada: Agent) -> None:
    Defect.objects.filter(pk=defect.pk).update(step="")
    defect.refresh_from_db()
    assert evidence.of(defect) == evidence.Evidence()
    fixing.fix(defect, by=ada, done_de="Umgestellt.")
    defect.refresh_from_db()
    assert defect.shown == {}


def test_one_person_under_two_names_is_counted_once(defect: Defect, affected: Case, ada: Agent) -> None:
    other = numbered(person("Mira2"), "L-2")
    intake.happened("lines", hangs("30414", "L-2"))
    assert counts(defect)[0] == 2
    merge(other, into=affected.customer, by=ada, why="dieselbe")
    assert counts(defect)[0] == 1
