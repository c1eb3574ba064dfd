"""Good news: told with the question whether it works, evidence of what was promised, and no noise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from onehand.actions.models.events import Event
from onehand.actions.tests.telling import Telling, sent, take
from onehand.actions.tests.toy import CARLA
from onehand.cases import closing, promises
from onehand.cases.models import Case, Closure, Promise, State
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
Outcome = Event.Outcome


def test_what_is_activated_is_told_with_the_question_whether_it_works(telling: Telling, carla: Customer) -> None:
    told = take("activated", "30412")
    assert told.outcome == Outcome.TOLD
    (mail,) = sent()
    assert "Funktioniert er bei Ihnen?" in mail.text
    assert [one["label"] for one in mail.buttons] == ["Es funktioniert", "Es funktioniert nicht"]
    case = told.case
    assert case is not None
    assert case.state == State.ASKED
    assert Closure.objects.get(case=case).silence_until is not None
    closing.deny(case, by=carla)
    case.refresh_from_db()
    assert case.state == State.HELD


def test_nobody_is_asked_by_button_while_their_own_question_is_open(telling: Telling, case: Case) -> None:
    mails.take(mails.answer(case, "Wann geht Vertrag 30412?\n", sender=f"Carla <{CARLA}>"))
    told = take("activated", "30412")
    assert (told.case, told.outcome) == (case, Outcome.TOLD)
    assert sent()[0].buttons == []
    case.refresh_from_db()
    assert case.state == State.HELD


def test_a_hang_after_the_question_takes_the_case_up_again(telling: Telling, carla: Customer) -> None:
    case = take("activated", "30412", ago=9).case
    assert case is not None
    assert take("activation_hangs", "30412", step="tested").case == case
    case.refresh_from_db()
    assert case.state == State.HELD


def test_a_promise_that_waits_for_the_event_is_kept_by_it(telling: Telling, case: Case, ada: Agent) -> None:
    promise = promises.make(case, text="Der Schrank kommt bis Freitag", kind="shipment", by=ada)
    Promise.objects.filter(pk=promise.pk).update(needs="event", made_at=clock.now() - timedelta(days=1))
    noted = take("delivered")
    assert (noted.outcome, noted.case) == (Outcome.NOTED, case)
    promise.refresh_from_db()
    assert promise.kept_at is not None
    assert promise.evidence["reference"] == f"toy:{noted.external_id}"
    assert not sent()


def test_good_news_of_nobodys_case_pass(telling: Telling, carla: Customer) -> None:
    assert take("shipment_sent").outcome == Outcome.PASSED
    assert take("invented_tomorrow").outcome == Outcome.PASSED
    assert not Case.objects.exists()


def test_looking_at_the_link_of_the_question_changes_nothing(telling: Telling, carla: Customer) -> None:
    case = take("activated", "30412").case
    assert case is not None
    path = "/" + str(sent()[0].buttons[0]["url"]).split("/", 3)[3]
    for method in ("get", "head", "get"):
        assert getattr(Client(), method)(path).status_code == 200
    case.refresh_from_db()
    assert case.state == State.ASKED
    answer = Client().post(path, {"answer": "solved"})
    assert answer.status_code == 303
    case.refresh_from_db()
    assert case.state == State.CLOSED
