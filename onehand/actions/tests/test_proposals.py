"""What a customer wrote becomes a proposal beside the reply: with its order and its days, begun by a person alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from onehand.actions import backends, proposals, running
from onehand.actions.models import Run
from onehand.actions.proposals import Proposal
from onehand.actions.tests.delivering import Delivering
from onehand.cases import closing, facts
from onehand.cases.models import Case, Fact
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.foundation import clock, jobs
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def write(case: Case, text: str) -> None:
    """Carla answers the mail about her delivery."""
    mails.take(mails.answer(case, text))


def of(case: Case) -> dict[str, dict[str, Any]]:
    case.refresh_from_db()
    return {one.action: one.arguments for one in proposals.of(case)}


def only(case: Case) -> Proposal:
    (one,) = proposals.of(case)
    return one


def test_an_absence_proposes_to_hold_the_delivery(delayed: Case) -> None:
    write(delayed, "Guten Tag, ich bin vom 18. bis 25. März verreist.\n")
    one = only(delayed)
    assert (one.action, one.title.de) == ("hold_delivery", "Lieferung während Abwesenheit anhalten")
    assert one.arguments == {"order": "toy:20041", "absence": {"from": "2026-03-18", "to": "2026-03-25"}}
    assert one.because.de == "abwesend vom 18.3.2026 bis 25.3.2026"
    assert one.because.en == "away from 18 March 2026 to 25 March 2026"
    assert one.message is not None
    assert not Run.objects.exists()


def test_it_can_be_begun_with_just_these_arguments(delayed: Case, delivering: Delivering, ada: Agent) -> None:
    write(delayed, "I am away from 18 to 25 March.\n")
    one = only(delayed)
    run = running.start(delayed, one.action, one.arguments, by=ada)
    assert run.state == Run.State.RUNNING
    assert of(delayed) == {}


def test_one_that_was_given_up_is_proposed_again(delayed: Case, delivering: Delivering, ada: Agent) -> None:
    write(delayed, "Ich bin vom 18. bis 25. März verreist.\n")
    delivering.down = True
    run = running.start(delayed, "hold_delivery", only(delayed).arguments, by=ada)
    assert of(delayed) == {}
    running.drop(run, by=ada, why="anders")
    assert "hold_delivery" in of(delayed)


def test_an_address_a_day_and_a_cancellation(delayed: Case) -> None:
    write(delayed, "Neue Anschrift: Lindenweg 5, 04109 Leipzig. Bitte am 24.3. liefern, sonst bitte stornieren.\n")
    found = of(delayed)
    assert found["correct_address"]["address"] == {
        "name": "", "street": "Lindenweg 5", "postcode": "04109", "city": "Leipzig", "country": "DE",
    }  # fmt: skip
    assert "order" not in found["correct_address"]
    write(delayed, "Bitte am 24.3. liefern.\n")
    assert of(delayed)["change_delivery_date"] == {"order": "toy:20041", "on": "2026-03-24"}
    write(delayed, "Bitte stornieren.\n")
    assert of(delayed)["cancel"] == {"order": "toy:20041"}


def test_an_english_wish_is_understood(delayed: Case) -> None:
    write(delayed, "Hello, thank you for letting me know. Please deliver after 24 March.\n")
    assert of(delayed) == {"change_delivery_date": {"order": "toy:20041", "on": "2026-03-25"}}


def test_a_wish_is_proposed_until_a_person_answered(delayed: Case, ada: Agent) -> None:
    write(delayed, "Bitte stornieren.\n")
    assert "cancel" in of(delayed)
    clock.advance(timedelta(minutes=1))
    reply(delayed, by=ada, text="Möchten Sie das wirklich?")
    assert of(delayed) == {}


def test_a_misread_fact_takes_its_proposal_along(delayed: Case, ada: Agent) -> None:
    write(delayed, "Ich bin vom 18. bis 25. März verreist.\n")
    facts.dismiss(Fact.objects.get(kind="absence"), by=ada)
    assert of(delayed) == {}


def test_an_absence_that_is_over_proposes_nothing(delayed: Case) -> None:
    write(delayed, "Ich bin vom 18. bis 25. März verreist.\n")
    clock.advance(timedelta(days=30))
    assert of(delayed) == {}


def test_without_an_order_nothing_is_proposed(delivering: Delivering, carla: Customer) -> None:
    sent = mails.mail("Ich bin vom 18. bis 25. März verreist. Bitte stornieren.\n", subject="Nur zur Info")
    case = mails.message_of(mails.take(sent)).case
    assert of(case) == {}


def test_an_order_that_is_only_named_will_do(delivering: Delivering, carla: Customer) -> None:
    sent = mails.mail("Meine Bestellung 20041: Ich bin vom 18. bis 25. März verreist.\n", subject="Bestellung 20041")
    case = mails.message_of(mails.take(sent)).case
    assert of(case)["hold_delivery"] == {"order": "20041", "absence": {"from": "2026-03-18", "to": "2026-03-25"}}


def test_only_what_a_connected_system_can_do(delayed: Case) -> None:
    write(delayed, "Ich möchte den Schrank selbst abholen.\n")
    assert of(delayed) == {}


def test_a_closed_case_has_none(delayed: Case, ada: Agent) -> None:
    write(delayed, "Ich bin vom 18. bis 25. März verreist.\n")
    closing.close_without_asking(delayed, by=ada, reason="doppelt")
    assert of(delayed) == {}


def test_no_system_no_query(delayed: Case, django_assert_num_queries: Any) -> None:
    write(delayed, "Bitte stornieren.\n")
    backends.disconnect("toy")
    delayed.refresh_from_db()
    with django_assert_num_queries(0):
        assert proposals.of(delayed) == []


def test_another_order_that_meets_the_same_absence_stands_beside_it(
    delayed: Case, delivering: Delivering, ada: Agent
) -> None:
    delivering.orders["777"] = "open"
    write(delayed, "Ich bin vom 18. bis 25. März verreist.\n")
    facts.confirm(Fact.objects.get(kind="absence"), by=ada)
    jobs.run_due()
    orders = [one.arguments["order"] for one in proposals.of(delayed)]
    assert orders == ["toy:20041", "toy:777"]  # what she wrote is about comes first
    running.start(delayed, "hold_delivery", proposals.of(delayed)[0].arguments, by=ada)
    assert [one.arguments["order"] for one in proposals.of(delayed)] == ["toy:777"]
