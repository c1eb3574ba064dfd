"""R14: one half hour, booked twice at once; one late answer, seen by many workers."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import slots, targets
from onehand.cases.models import Case, Promise, Slot
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline import chain
from onehand.timeline.models import Entry
from tests.faults.test_r2_twice_at_once import at_once
from tests.faults.test_r14_two_agents import fresh, outcome

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

TEN = datetime(2026, 3, 3, 10, tzinfo=ZoneInfo("Europe/Berlin"))
NUMBER = "030 901820"


def case_from(sender: str) -> Case:
    return mails.case_of(mails.take(mails.mail(sender=sender)))


def booked(case: Case) -> object:
    return slots.book(fresh(case), start=TEN, number=NUMBER, by=case.customer)


@pytest.mark.parametrize("_turn", range(3))
def test_of_those_who_choose_the_same_half_hour_one_has_it(ada: Agent, _turn: int) -> None:
    cases = [case_from(f"p{n}@example.org") for n in range(5)]
    found = Counter(at_once([lambda case=case: outcome(lambda: booked(case)) for case in cases]))  # type: ignore[misc]
    assert found == {"done": 1, "slot_gone": 4}
    assert Slot.objects.count() == Promise.objects.count() == 1
    assert chain.broken_at() is None


def test_the_same_form_sent_five_times_is_one_callback(ada: Agent) -> None:
    case = case_from("p@example.org")
    assert Counter(at_once([lambda: outcome(lambda: booked(case))] * 5)) == {"done": 5}
    assert Slot.objects.count() == Promise.objects.count() == 1


def test_one_link_opened_on_two_devices_books_once(ada: Agent) -> None:
    case = case_from("p@example.org")
    offer = slots.offer_of(slots.offer(case, by=ada).rstrip("/").rpartition("/")[2])
    assert offer is not None

    def choose(at: datetime) -> str:
        return outcome(lambda: slots.book(fresh(case), start=at, number=NUMBER, by=offer.customer, offer=offer))

    found = at_once([lambda n=n: choose(TEN + timedelta(hours=n)) for n in range(4)])  # type: ignore[misc]
    assert Counter(found) == {"done": 1, "slot_exists": 3}
    assert Slot.objects.count() == Promise.objects.count() == 1


def test_changed_and_cancelled_at_once_leaves_one_truth(ada: Agent) -> None:
    case = case_from("p@example.org")
    slot = booked(case)
    assert isinstance(slot, Slot)

    def other() -> Slot:
        return Slot.objects.select_related("case__customer", "customer", "promise").get(pk=slot.pk)

    at_once([
        lambda: outcome(lambda: slots.cancel(other(), by=case.customer)),
        lambda: outcome(
            lambda: slots.rebook(other(), start=TEN + timedelta(hours=1), number=NUMBER, by=case.customer)
        ),
    ])  # fmt: skip
    open_ones = Promise.objects.filter(kept_at=None, withdrawn_at=None, renewed_at=None)
    assert open_ones.count() == Slot.objects.filter(cancelled_at=None).count() <= 1
    assert chain.broken_at() is None


def test_a_late_answer_is_told_once_by_many_workers(ada: Agent) -> None:
    cases = [case_from(f"p{n}@example.org") for n in range(6)]
    clock.advance(timedelta(days=3))
    assert sum(at_once([targets.escalate] * 4)) == len(cases)
    assert Entry.objects.filter(kind="answer_late").count() == len(cases)
