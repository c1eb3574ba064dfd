"""Where a link would be enough, the desk sends it from the act page and shows what became of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions import confirming
from onehand.actions.tests.test_confirming import secret_of
from onehand.actions.tests.toy import Toy
from onehand.cases.models import Case, Outgoing
from onehand.foundation import clock
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db
NEW = "?action=correct_address&address-street=Weg+1&address-postcode=10115&address-city=Berlin"


@pytest.fixture
def written(case: Case) -> Case:
    case.messages.update(channel="email")
    case.customer.identities.update(created_at=clock.now() - timedelta(days=1))
    return case


def page(signed_in: SignedIn, agent: Agent, case: Case, query: str = NEW) -> str:
    return signed_in(agent).get(f"/desk/cases/{case.pk}/act/{query}").content.decode()


def test_the_link_is_sent_from_there_and_its_yes_is_enough(
    ada: Agent, written: Case, toy: Toy, signed_in: SignedIn
) -> None:
    shown = page(signed_in, ada, written)
    assert "Link zum Bestätigen senden" in shown
    assert "carla.kern@example.org" in shown
    answer = signed_in(ada).post(f"/desk/cases/{written.pk}/confirmations/", {"action": "correct_address"})
    assert answer["Location"].endswith("/act/?action=correct_address")
    shown = page(signed_in, ada, written)
    assert "noch keine Antwort" in shown
    assert 'value="run"' not in shown
    confirming.confirm(secret_of(written))
    assert 'value="run"' in page(signed_in, ada, written)


def test_a_no_stands_on_the_page(ada: Agent, written: Case, toy: Toy, signed_in: SignedIn) -> None:
    signed_in(ada).post(f"/desk/cases/{written.pk}/confirmations/", {"action": "correct_address"})
    confirming.deny(secret_of(written))
    shown = page(signed_in, ada, written)
    assert "Das war ich nicht" in shown
    assert 'value="run"' not in shown


def test_it_is_not_offered_where_it_is_not_enough_or_goes_nowhere(
    ada: Agent, written: Case, toy: Toy, signed_in: SignedIn
) -> None:
    payer = "?action=change_payer&contract=toy:1&holder=C"
    assert "Link zum Bestätigen senden" not in page(signed_in, ada, written, payer)
    written.customer.identities.update(created_at=clock.now() + timedelta(days=1))
    assert "Link zum Bestätigen senden" not in page(signed_in, ada, written)
    refused = signed_in(ada).post(f"/desk/cases/{written.pk}/confirmations/", {"action": "correct_address"})
    assert refused.status_code in (409, 422)
    assert "keine Adresse" in refused.content.decode()
    assert not Outgoing.objects.filter(kind="confirming").exists()
