"""What a system told of nobody known is placed by a person or set aside, each once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions.contract import Happened
from onehand.actions.events import intake, unplaced
from onehand.actions.models.events import Event
from onehand.actions.tests.toy import Toy
from onehand.cases import closing
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Case, Outgoing
from onehand.foundation import clock
from onehand.people.forgetting import forget
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop(ada: Agent, toy: Toy) -> None:
    pass


@pytest.fixture
def lost() -> Event:
    at = clock.now() - timedelta(hours=1)
    event = intake.happened("toy", Happened("x1", "returned", "20041", at, "K9"))
    assert event.outcome == Event.Outcome.UNPLACED
    return event


def said(event: Event) -> list[str]:
    return list(Entry.objects.filter(subject_kind="event", subject_id=event.pk).values_list("kind", flat=True))


def test_placed_in_a_case_it_is_told_there_as_if_known_at_once(lost: Event, case: Case, ada: Agent) -> None:
    placed = unplaced.place(lost, case=case, by=ada)
    assert (placed.outcome, placed.case) == ("told", case)
    assert "20041" in Outgoing.objects.filter(kind="notice").get().text
    assert said(lost) == ["event_placed"]
    assert not unplaced.listed().exists()


def test_given_to_a_customer_it_opens_a_case_with_a_hand(lost: Event, carla: Customer, ada: Agent) -> None:
    placed = unplaced.place(lost, customer=carla, by=ada)
    assert placed.case is not None
    assert (placed.case.customer, placed.case.hand) == (carla, ada)


def test_it_is_placed_once(lost: Event, case: Case, ada: Agent, nora: Agent) -> None:
    again = Event.objects.get(pk=lost.pk)
    unplaced.place(lost, case=case, by=ada)
    with pytest.raises(Refused, match="decided"):
        unplaced.place(again, case=case, by=nora)
    with pytest.raises(Refused, match="decided"):
        unplaced.set_aside(again, reason="x", by=nora)
    assert Outgoing.objects.filter(kind="notice").count() == 1


def test_set_aside_needs_a_reason_and_is_not_tried_again(lost: Event, carla: Customer, ada: Agent) -> None:
    with pytest.raises(Refused, match="reason_missing"):
        unplaced.set_aside(lost, reason="  ", by=ada)
    unplaced.set_aside(lost, reason="Testbestellung", by=ada)
    assert lost.outcome == "aside"
    assert said(lost) == ["event_aside"]
    assert Entry.objects.get(kind="event_aside").values["reason"] == "Testbestellung"


def test_neither_both_nor_none_nor_a_closed_case_nor_somebody_forgotten(
    lost: Event, case: Case, carla: Customer, ada: Agent
) -> None:
    for wrong in ({}, {"case": case, "customer": carla}):
        with pytest.raises(Refused, match="customer_or_case"):
            unplaced.place(lost, by=ada, **wrong)  # type: ignore[arg-type]
    closing.close_without_asking(case, by=ada, reason="x")
    case.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        unplaced.place(lost, case=case, by=ada)
    forget(carla, by=carla)
    carla.refresh_from_db()
    with pytest.raises(Refused, match="customer_or_case"):
        unplaced.place(lost, customer=carla, by=ada)
    assert Event.objects.get().outcome == "unplaced"


def test_who_left_finds_nothing(lost: Event, ada: Agent) -> None:
    assert unplaced.access_unplaced(ada, lost.pk) == lost
    ada.active = False
    ada.save()
    for pk in (lost.pk, 0, 10**30):
        with pytest.raises(NotFound):
            unplaced.access_unplaced(ada, pk)
