"""What reached nobody stands on the first page of the hand, until it is overtaken."""

from __future__ import annotations

import pytest

from onehand.cases.delivery import delivery_changed
from onehand.cases.models import Case, Delivery, Outgoing
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost(ada: Agent) -> Case:
    case = mails.case_of(mails.take(mails.mail()))
    delivery_changed(Outgoing.objects.get(message=reply(case, by=ada, text="Am Freitag.")), Delivery.BOUNCED, error="x")
    return case


def test_the_hand_sees_it_on_the_first_page_and_others_do_not(
    lost: Case, ada: Agent, nora: Agent, signed_in: SignedIn
) -> None:
    shown = signed_in(ada).get("/desk/").content.decode()
    assert 'id="not-reached"' in shown
    assert f"/desk/cases/{lost.pk}/#m" in shown
    assert mails.CARLA in shown
    assert 'id="not-reached"' not in signed_in(nora).get("/desk/").content.decode()


def test_the_case_says_that_it_did_not_arrive(lost: Case, ada: Agent, signed_in: SignedIn) -> None:
    shown = signed_in(ada).get(f"/desk/cases/{lost.pk}/").content.decode()
    assert "Nicht angekommen" in shown
