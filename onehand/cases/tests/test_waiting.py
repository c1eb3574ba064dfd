from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases import closing, waiting
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
