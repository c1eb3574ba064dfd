"""Suggestions with their reasons: by the same failing step, by rare words. A person links, or "not this" stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from onehand.actions.contract import Happened
from onehand.actions.events import intake
from onehand.cases.models import Case
from onehand.defects import learning, likeness, linking
from onehand.defects.models import Defect, NotThis
from onehand.defects.tests.conftest import asks, person
from onehand.foundation import clock, jobs
from onehand.people.models import Customer
from onehand.team.models import Agent, Team

pytestmark = pytest.mark.django_db

OTHER = (
    "Wann kommt denn mein Schrank? Ich bin vom 3. bis 10. verreist.",
    "Die Naht am Sofa geht auf, bitte schicken Sie jemanden.",
    "Meine Rechnung über 49 Euro verstehe ich nicht.",
    "Das Regal wackelt trotz der Befestigung an der Wand.",
    "Ich möchte meine Anschrift ändern, neue Straße in Leipzig.",
    "Bitte kündigen Sie meinen Vertrag zum Jahresende.",
    "Der Fernseher hat einen Riss, und niemand ruft zurück.",
    "Können Sie mir eine neue Karte schicken? Meine ist verloren.",
)


@pytest.fixture
def others(ada: Agent) -> list[Case]:
    return [asks(person(f"Gast{number}"), text, subject="Frage") for number, text in enumerate(OTHER)]


def hangs(reference: str, customer: str, **more: str) -> Happened:
    return Happened(
        f"e-{reference}-{len(more)}", "activation_hangs", reference, clock.now() - timedelta(minutes=1), customer,
        {"step": "line_switched", "cause": "switch-7", **more},
    )  # fmt: skip


def numbered(customer: Customer, number: str) -> Customer:
    customer.identities.create(kind="customer_number", value=number)
    return customer


def test_a_case_in_which_its_rare_words_stand_is_suggested_with_them(
    defect: Defect, others: list[Case], ada: Agent
) -> None:
    alike = asks(person("Mira"), "Hallo, mein Surfstick wurde immer noch nicht freigeschaltet. Wann geht er?")
    jobs.run_due()
    defect.refresh_from_db()
    (found,) = likeness.cases_like(defect, ada)
    assert found.case == alike
    assert "Surfstick" in " ".join(found.words)
    assert not found.step
    assert [one.defect for one in likeness.defects_like(alike)] == [defect]
    for case in others:
        assert likeness.defects_like(case) == []


def test_looking_twice_finds_the_same(defect: Defect, others: list[Case], ada: Agent) -> None:
    for name in ("Mira", "Paul", "Jonas"):
        asks(person(name), "Mein Surfstick ist nicht freigeschaltet, seit Tagen hängt die Freischaltung.")
    jobs.run_due()
    defect.refresh_from_db()
    first = [(one.case.pk, one.weight, one.words) for one in likeness.cases_like(defect, ada)]
    assert len(first) == 3
    assert [(one.case.pk, one.weight, one.words) for one in likeness.cases_like(defect, ada)] == first


def test_the_same_failing_step_suggests_whatever_the_words(defect: Defect, others: list[Case], ada: Agent) -> None:
    """Also of those who only wrote that it does not work, or nothing."""
    mira = numbered(person("Mira"), "L-1")
    event = intake.happened("lines", hangs("30412", "L-1"))
    jobs.run_due()
    defect.refresh_from_db()
    assert event.case is not None
    assert event.case.customer == mira
    (found,) = likeness.cases_like(defect, ada)
    assert (found.case, found.step) == (event.case, True)
    assert likeness.defects_like(event.case)[0].step


@pytest.mark.parametrize("other", [{"step": "tested"}, {"cause": "switch-9"}])
def test_another_step_or_cause_is_another_place(defect: Defect, ada: Agent, other: dict[str, str]) -> None:
    numbered(person("Mira"), "L-1")
    event = intake.happened("lines", hangs("30412", "L-1", **other))
    assert event.case is not None
    assert not [one for one in likeness.defects_like(event.case) if one.step]


def test_what_has_gone_on_since_does_not_hang_any_more(defect: Defect, ada: Agent) -> None:
    numbered(person("Mira"), "L-1")
    event = intake.happened("lines", hangs("30412", "L-1"))
    assert event.case is not None
    assert likeness.defects_like(event.case)[0].step
    intake.happened("lines", Happened("a", "activated", "30412", clock.now(), "L-1", {}))
    assert not [one for one in likeness.defects_like(event.case) if one.step]


@pytest.mark.parametrize("values", [{}, {"step": "line_switched", "cause": "switch-7"}])
def test_that_it_is_late_as_well_changes_nothing(defect: Defect, ada: Agent, values: dict[str, str]) -> None:
    numbered(person("Mira"), "L-1")
    event = intake.happened("lines", hangs("30412", "L-1"))
    assert event.case is not None
    clock.advance(timedelta(minutes=5))
    intake.happened("lines", Happened("late", "activation_late", "30412", clock.now(), "L-1", values))
    assert likeness.defects_like(event.case)[0].step
    assert [one.case for one in likeness.cases_like(defect, ada)] == [event.case]


def test_not_this_is_remembered_until_it_is_linked_after_all(defect: Defect, others: list[Case], ada: Agent) -> None:
    case = asks(person("Mira"), "Mein Surfstick ist nicht freigeschaltet.")
    jobs.run_due()
    defect.refresh_from_db()
    linking.not_this(defect, case, by=ada)
    linking.not_this(defect, case, by=ada)
    assert NotThis.objects.count() == 1
    assert likeness.cases_like(defect, ada) == []
    assert likeness.defects_like(case) == []
    linking.link(defect, case, by=ada)
    assert NotThis.objects.count() == 0


def test_cases_that_one_may_not_see_are_not_suggested(
    defect: Defect, others: list[Case], ada: Agent, nora: Agent
) -> None:
    case = asks(person("Mira"), "Mein Surfstick ist nicht freigeschaltet.")
    case.holdings.update(agent=ada)
    Case.objects.filter(pk=case.pk).update(team=Team.objects.create(name="Geheim"))
    jobs.run_due()
    defect.refresh_from_db()
    assert likeness.cases_like(defect, nora) == []


def test_words_of_one_customer_alone_are_never_kept(defect: Defect, others: list[Case], ada: Agent) -> None:
    for name, street in (("Mira", "Kastanienallee"), ("Paul", "Rosenweg"), ("Jonas", "Birkenhof")):
        case = asks(person(name), f"Der Empfang ist weg, ich wohne am {street}. Surfstick ohne Freischaltung, {name}")
        linking.link(defect, case, by=ada)
    jobs.run_due()
    defect.refresh_from_db()
    known = " ".join(defect.words)
    assert "empfang" in known
    for word in ("kastanien", "rosenweg", "birkenhof", "mira", "jonas"):
        assert word not in known


def test_looking_asks_the_database_a_fixed_number_of_times(
    defect: Defect, others: list[Case], ada: Agent, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    cases = [asks(person(f"Kunde{n}"), "Mein Surfstick ist nicht freigeschaltet.") for n in range(12)]
    jobs.run_due()
    defect.refresh_from_db()
    with django_assert_max_num_queries(18):  # type: ignore[attr-defined]
        assert len(likeness.cases_like(defect, ada)) == 12
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        likeness.defects_like(cases[0])


def test_a_text_of_nothing_but_courtesy_says_nothing() -> None:
    said = "Guten Tag, vielen Dank und freundliche Grüße! Seit Tagen warte … 12345 ---"
    assert learning.terms(said) == {"wart": "warte"}
