"""What back-ends tell: each event once, told before anybody must ask, in words that can be answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from onehand.actions.models.events import Event
from onehand.actions.tests.telling import Telling, kinds, sent, take
from onehand.actions.tests.toy import CARLA
from onehand.cases.models import Case, Message, State
from onehand.cases.reference import reply_address
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.forgetting import forget
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
Outcome = Event.Outcome


def test_a_delay_opens_a_case_with_its_hand_and_is_told_by_a_mail_that_can_be_answered(
    telling: Telling, carla: Customer, ada: Agent
) -> None:
    told = take(planned="2026-03-20")
    assert told.outcome == Outcome.TOLD
    case = told.case
    assert case is not None
    assert (case.customer, case.hand, case.state) == (carla, ada, State.HELD)
    assert "happened" in kinds(case)
    (mail,) = sent()
    assert (mail.recipient, mail.from_name, mail.automatic) == (CARLA, "Ada Brandt", True)
    assert "20041" in mail.text
    assert "20.3.2026" in mail.text
    assert "antworten Sie einfach auf diese Mail" in mail.text
    assert Message.objects.get(case=case).automatic == "event"


def test_the_answer_to_that_mail_reaches_the_case_and_its_hand(telling: Telling, carla: Customer) -> None:
    case = take().case
    assert case is not None
    mails.take(mails.mail("Bin vom 3. bis 10. verreist.\n", sender=f"Carla <{CARLA}>", to=reply_address(case.pk)))
    assert case.messages.filter(direction="in").get().text.startswith("Bin vom 3.")


def test_the_same_id_again_has_no_second_effect(telling: Telling, carla: Customer) -> None:
    first = take(id="one")
    again = take(id="one", planned="2026-04-01")
    assert again.pk == first.pk
    assert (Event.objects.count(), Case.objects.count(), len(sent())) == (1, 1, 1)


def test_the_same_news_under_another_id_is_not_told_twice(telling: Telling, carla: Customer) -> None:
    first = take(planned="2026-03-20")
    again = take(planned="2026-03-20", ago=4)
    assert (again.outcome, again.case) == (Outcome.KNOWN, first.case)
    assert len(sent()) == 1
    assert take(planned="2026-03-27", ago=3).outcome == Outcome.TOLD
    assert len(sent()) == 2
    assert Case.objects.count() == 1


def test_the_same_trouble_in_other_words_is_not_told_twice_in_a_day(telling: Telling, carla: Customer) -> None:
    first = take("activation_hangs", ago=8)
    soon = take("activation_late", ago=4)
    assert (first.outcome, soon.outcome, soon.case) == (Outcome.TOLD, Outcome.KNOWN, first.case)
    assert len(sent()) == 1
    clock.advance(timedelta(days=1))
    assert take("activation_late").outcome == Outcome.TOLD


def test_another_failed_delivery_on_another_day_is_told(telling: Telling, carla: Customer) -> None:
    assert take("delivery_failed", reason="nobody_there", ago=60 * 24).outcome == Outcome.TOLD
    assert take("delivery_failed", reason="nobody_there").outcome == Outcome.TOLD
    assert take("delivery_failed", reason="nobody_there", ago=4).outcome == Outcome.KNOWN
    assert "weil niemand angetroffen wurde" in sent()[0].text


def test_what_is_older_than_what_is_known_changes_nothing(telling: Telling, carla: Customer) -> None:
    take("delivered", ago=1)
    late = take("shipment_delayed", ago=60)
    assert (late.outcome, late.case) == (Outcome.STALE, None)
    assert not sent()
    assert not Case.objects.exists()


def test_an_older_event_in_a_case_is_noted_there_and_not_told(telling: Telling, carla: Customer) -> None:
    case = take("returned", ago=1).case
    assert case is not None
    stale = take("delivery_failed", ago=60)
    assert (stale.outcome, stale.case) == (Outcome.STALE, case)
    assert len(sent()) == 1
    assert kinds(case).count("happened") == 2


def test_what_happened_long_ago_is_kept_and_told_to_nobody(telling: Telling, carla: Customer) -> None:
    assert take(ago=60 * 24 * 31).outcome == Outcome.STALE
    assert not sent()


def test_a_clock_that_runs_ahead_does_not_make_the_truth_look_old(telling: Telling, carla: Customer) -> None:
    ahead = take("shipment_delayed", ago=-60 * 24 * 365)
    assert ahead.at <= clock.now()
    clock.advance(timedelta(hours=1))
    assert take("returned").outcome == Outcome.TOLD


def test_without_an_address_the_hand_sees_that_it_is_untold(telling: Telling, carla: Customer) -> None:
    Identity.objects.create(customer=carla, kind="customer_number", value="K7")
    Identity.objects.filter(customer=carla, kind="email").delete()
    told = take(customer="K7")
    assert told.outcome == Outcome.UNTOLD
    assert told.case is not None
    assert "action_untold" in kinds(told.case)


def test_couriers_position_and_stop_counts_do_not_get_in(telling: Telling, carla: Customer) -> None:
    kept = take(
        "delivery_failed", reason="nobody_there", courier="Max Mustermann", driver="D-17", latitude=52.5, stops_left=14,
        cause="Fahrer Max traf niemanden, Stopp 14 von 60", position={"lat": 52.5}, shipment="CS-1", until="2026-03-09",
    )  # fmt: skip
    assert kept.values == {"reason": "nobody_there", "shipment": "CS-1", "until": "2026-03-09"}


def test_english_and_du(telling: Telling, carla: Customer) -> None:
    carla.form = "du"
    carla.save()
    take()
    assert "deine Lieferung 20041".casefold() in sent()[0].text.casefold()
    carla.language = "en"
    carla.save()
    take("delivery_failed", "20042", reason="nobody_there")
    assert "Your delivery 20042 could not be handed over, because nobody was met." in sent()[1].text


def test_who_was_forgotten_is_told_nothing_and_nothing_of_them_is_kept(telling: Telling, carla: Customer) -> None:
    before = take()
    forget(carla, by=carla)
    before.refresh_from_db()
    assert (before.outcome, before.values, before.reference, before.customer_number) == (Outcome.ERASED, {}, "", "")
    again = take(id=before.external_id)
    assert again.pk == before.pk
    assert len(sent()) <= 1


def test_hand_and_customer_read_what_happened_in_their_own_language(
    telling: Telling, carla: Customer, ada: Agent, signed_in: Callable[[Agent | Customer], Client]
) -> None:
    case = take().case
    assert case is not None
    assert "Lieferung 20041 verspätet sich" in signed_in(ada).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "Ihre Lieferung 20041 kommt später" in signed_in(carla).get(f"/my/{case.pk}/").content.decode()
