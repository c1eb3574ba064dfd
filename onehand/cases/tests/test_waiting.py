from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases import closing, targets, waiting
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(case: Case, ada: Agent) -> Case:
    return waiting.wait(case, until=clock.now() + timedelta(days=3), what="Ersatzteil vom Hersteller", by=ada)


def test_it_says_for_what_and_until_when(waits: Case) -> None:
    after = Case.objects.get(pk=waits.pk)
    assert (after.state, after.wait_for) == ("waiting", "Ersatzteil vom Hersteller")
    assert after.wait_until == clock.now() + timedelta(days=3)
    assert Entry.objects.get(subject_id=waits.pk, kind="waiting").audience == "customer"


def test_it_comes_back_by_itself(waits: Case) -> None:
    assert waiting.over() == 0
    clock.advance(timedelta(days=3))
    assert waiting.over() == 1
    after = Case.objects.get(pk=waits.pk)
    assert (after.state, after.wait_until, after.wait_for) == ("held", None, "")
    assert waiting.over() == 0


def test_any_word_of_the_customer_ends_it(waits: Case) -> None:
    write(waits, by=waits.customer, text="Noch etwas.")
    assert Case.objects.get(pk=waits.pk).state == "held"
    assert Entry.objects.filter(subject_id=waits.pk, kind="waiting_ended").exists()


def test_automatic_mail_ends_nothing(waits: Case) -> None:
    mails.take(mails.answer(waits, headers={"Auto-Submitted": "auto-replied"}))
    assert Case.objects.get(pk=waits.pk).state == "waiting"


def test_it_can_go_on_earlier(waits: Case, ada: Agent) -> None:
    waiting.go_on(waits, by=ada)
    with pytest.raises(Refused) as refused:
        waiting.go_on(waits, by=ada)
    assert refused.value.code == "not_waiting"


def test_a_stale_page_ends_no_waiting_that_is_over(waits: Case, ada: Agent) -> None:
    stale = Case.objects.get(pk=waits.pk)
    closing.close_without_asking(waits, by=ada, reason="erledigt")
    with pytest.raises(Refused):
        waiting.go_on(stale, by=ada)
    assert Case.objects.get(pk=waits.pk).state == "closed"


@pytest.mark.parametrize(
    ("days", "what", "code"), [(-1, "x", "until_past"), (0, "x", "until_past"), (1, "  ", "reason_missing")]
)
def test_what_cannot_be_waited_for(case: Case, ada: Agent, days: int, what: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        waiting.wait(case, until=clock.now() + timedelta(days=days), what=what, by=ada)
    assert refused.value.code == code


def test_a_closed_case_waits_for_nothing(case: Case, ada: Agent) -> None:
    closing.close_without_asking(case, by=ada, reason="erledigt")
    with pytest.raises(Refused) as refused:
        waiting.wait(case, until=clock.now() + timedelta(days=1), what="x", by=ada)
    assert refused.value.code == "closed"


def test_an_agents_waiting_stops_no_clock(case: Case, ada: Agent) -> None:
    waiting.wait(case, until=clock.now() + timedelta(days=3), what="Ersatzteil", by=ada)
    assert Case.objects.get(pk=case.pk).answer_due == case.answer_due
    clock.advance(timedelta(days=1))
    assert targets.escalate() == 1


def test_the_customers_own_wish_moves_the_answer_to_when_they_want_it(case: Case, ada: Agent) -> None:
    until = clock.now() + timedelta(days=3)
    waiting.wait(case, until=until, what="Sie meldet sich nach dem Urlaub", by=ada, wished=True)
    assert Case.objects.get(pk=case.pk).answer_due == until
    clock.advance(timedelta(days=2))
    assert targets.escalate() == 0


def test_a_wish_for_sooner_than_the_target_moves_nothing(case: Case) -> None:
    waiting.wish(case, clock.now() + timedelta(hours=1), by=case.customer)
    assert Case.objects.get(pk=case.pk).answer_due == case.answer_due


def test_the_customer_wishes_it_in_the_portal(case: Case) -> None:
    waiting.wish(case, clock.now() + timedelta(days=3), by=case.customer, what="Bin im Urlaub")
    after = Case.objects.get(pk=case.pk)
    assert (after.state, after.wait_for, after.answer_due) == (
        "waiting",
        "Bin im Urlaub",
        clock.now() + timedelta(days=3),
    )
    entry = Entry.objects.get(kind="waiting")
    assert (entry.actor_kind, entry.audience) == ("customer", "customer")


def test_who_writes_again_before_then_waits_no_longer(case: Case) -> None:
    waiting.wish(case, clock.now() + timedelta(days=9), by=case.customer)
    clock.advance(timedelta(days=1))
    write(case, by=case.customer, text="Nun doch gleich.")
    after = Case.objects.get(pk=case.pk)
    assert (after.state, after.answer_due) == ("held", clock.now() + timedelta(hours=8))


def test_a_wish_after_the_target_was_missed_begins_anew(case: Case) -> None:
    clock.advance(timedelta(days=1))
    targets.escalate()
    waiting.wish(case, clock.now() + timedelta(days=1), by=case.customer)
    assert Case.objects.get(pk=case.pk).answer_late_at is None
    clock.advance(timedelta(days=1))
    assert targets.escalate() == 1


@pytest.mark.parametrize(("days", "code"), [(-1, "until_past"), (400, "until_far")])
def test_what_cannot_be_wished(case: Case, days: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        waiting.wish(case, clock.now() + timedelta(days=days), by=case.customer)
    assert refused.value.code == code
