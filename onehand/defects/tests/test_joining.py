""" "Me too" from the page of a disturbance: with an address, signed in, or by the link of a mail."""

from __future__ import annotations

import pytest

from onehand.cases.models import Case, Message, Outgoing, State
from onehand.defects import fixing, joining, linking
from onehand.defects.models import Defect, Link
from onehand.defects.tests.conftest import asks, person
from onehand.foundation import jobs
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_an_address_makes_a_case_with_a_hand_that_waits_and_one_honest_receipt(defect: Defect, ada: Agent) -> None:
    joining.by_address(defect, email="neu@example.org", text="", language="de")
    jobs.run_due()
    link = Link.objects.select_related("case").get()
    assert (link.how, link.case.state, link.case.hand) == ("me_too", State.WAITING, ada)
    assert link.case.answer_due is None  # nobody asked anything
    assert link.case.wait_until == defect.expected_at
    (mail,) = Outgoing.objects.all()
    assert (mail.kind, mail.recipient) == ("receipt", "neu@example.org")
    assert "Voraussichtlich ist sie bis" in mail.text


def test_own_words_are_a_question_with_a_clock(defect: Defect, ada: Agent) -> None:
    joining.by_address(defect, email="neu@example.org", text="Wann geht es wieder?", language="de")
    jobs.run_due()
    case = Link.objects.get().case
    assert case.state == State.HELD
    assert case.answer_due is not None
    assert case.messages.filter(direction="in").get().text == "Wann geht es wieder?"


def test_the_same_again_has_no_effect(defect: Defect, ada: Agent) -> None:
    for text in ("", "", "Wann?", "Wann?"):
        joining.by_address(defect, email="neu@example.org", text=text, language="de")
        jobs.run_due()
    assert Case.objects.count() == 2
    assert Message.objects.filter(direction="in").count() == 2


def test_who_types_an_address_reaches_no_case_of_its_owner(defect: Defect, ada: Agent) -> None:
    case = asks(person("Mira"))
    joining.by_address(defect, email="mira@example.org", text="", language="de")
    jobs.run_due()
    assert not Link.objects.filter(case=case).exists()
    assert case.messages.filter(direction="in").count() == 1


def test_signed_in_the_own_case_about_it_is_taken(defect: Defect, ada: Agent) -> None:
    mira = person("Mira")
    other = asks(mira, "Wo bleibt meine Rechnung?", "Rechnung")
    about = asks(mira, "Mein Surfstick ist nicht freigeschaltet.")
    jobs.run_due()
    defect.refresh_from_db()
    assert joining.join(defect, by=mira) == about
    assert joining.join(defect, by=mira) == about
    assert list(Link.objects.values_list("case", flat=True)) == [about.pk]
    assert not Link.objects.filter(case=other).exists()


def test_signed_in_without_one_it_begins(defect: Defect, carla: Customer, ada: Agent) -> None:
    case = joining.join(defect, by=carla)
    assert (case.customer, case.state) == (carla, State.WAITING)
    assert joining.join(defect, by=carla) == case
    assert Case.objects.count() == 1


def test_after_the_repair_it_says_not_for_me(defect: Defect, carla: Customer, ada: Agent) -> None:
    fixing.fix(defect, by=ada, done_de="Umgestellt.")
    case = joining.join(defect, by=carla)
    defect.refresh_from_db()
    assert defect.state == Defect.State.REOPENED
    assert Link.objects.get(case=case).works is False
    assert case.state != State.WAITING


def test_a_claimed_address_opens_nothing_again(defect: Defect, ada: Agent) -> None:
    """Anybody could write "not for me" under any name."""
    fixing.fix(defect, by=ada, done_de="Umgestellt.")
    joining.by_address(defect, email="neu@example.org", text="Geht nicht", language="de")
    jobs.run_due()
    defect.refresh_from_db()
    assert defect.state == Defect.State.FIXED
    assert Link.objects.get().works is None


def test_merged_people_are_one(defect: Defect, carla: Customer, ada: Agent) -> None:
    from onehand.people.merging import merge

    twin = person("Zwilling")
    first = asks(twin)
    linking.link(defect, first, by=ada)
    merge(twin, into=carla, by=ada, why="Sieht man")
    assert joining.join(defect, by=Customer.objects.get(pk=carla.pk)) == first
