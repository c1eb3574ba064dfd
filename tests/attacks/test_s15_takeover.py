"""S15, D10: nobody gets an account by an address that they themselves have once named."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions.due_process import lost, recovering, recovery_links
from onehand.actions.models.due_process import Recovery, RecoveryLink
from onehand.cases.models import Fact, Outgoing
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

THIEF, NEW = "carla@thief.example", "carla.neu@thief.example"


@pytest.fixture
def recovery(carla: Customer, ada: Agent, nora: Agent) -> Recovery:
    """Weeks ago somebody wrote as Carla: my new address is …; it was believed, and joined to her as a bare claim."""
    told = mails.message_of(mails.take(mails.mail(f"Meine neue Adresse ist {THIEF}")))
    Identity.objects.create(customer=carla, kind="email", value=THIEF)
    Fact.objects.create(customer=carla, case=told.case, kind="email", value=THIEF, message=told)
    carla.identities.update(created_at=clock.now() - timedelta(days=20))
    case = lost.ask(email=NEW, words="Ich komme nicht hinein.", language="de", key="k", name="Carla Kern")
    row = Recovery.objects.select_related("case__customer").get(case=case)
    recovering.choose(row, carla, by=ada)
    return recovering.announce(row, by=ada)


def link_to(address: str) -> RecoveryLink:
    mail = Outgoing.objects.filter(kind="recovery", recipient=address).earliest("pk")
    found = recovery_links.link_of(str(mail.buttons[0]["url"]).rstrip("/").rpartition("/")[2])
    assert found is not None
    return found


def test_a_yes_from_an_address_that_stands_on_the_word_of_a_mail_is_no_proof(recovery: Recovery) -> None:
    recovering.answer_known(link_to(THIEF), yes=True)
    recovery.refresh_from_db()
    assert recovery.old_confirmed_at is None
    assert not recovering.has_proof(recovery)
    assert not recovering.is_strong(recovery)
    recovering.answer_known(link_to(mails.CARLA), yes=False)
    recovery.refresh_from_db()
    assert recovery.state == Recovery.State.STOPPED


def test_her_own_yes_still_is_one(recovery: Recovery) -> None:
    recovering.answer_known(link_to(mails.CARLA), yes=True)
    recovery.refresh_from_db()
    assert recovering.is_strong(recovery)


def test_a_no_from_wherever_stops_it(recovery: Recovery) -> None:
    recovering.answer_known(link_to(THIEF), yes=False)
    recovery.refresh_from_db()
    assert recovery.state == Recovery.State.STOPPED
