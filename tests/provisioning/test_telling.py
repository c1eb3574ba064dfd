"""Surfstick 4: it hangs, it goes on, and Mira hears of both from us, once, whatever is restarted in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions import backends
from onehand.actions.events import polling
from onehand.actions.models.events import Event
from onehand.actions.provisioning import Lines
from onehand.actions.tests.fixtures import Connect
from onehand.cases.models import Case, Outgoing, State
from onehand.foundation import clock
from onehand.people.models import Identity
from onehand.team.models import Agent
from tests.support.provisioning import Provisioning

pytestmark = pytest.mark.django_db

MIRA = "mira.novak@kunde.example"


@pytest.fixture
def connected(ada: Agent, lines: Lines, connect: Connect) -> Lines:
    clock.reset()  # the program lives in the real time
    return connect(lines)


def to_mira() -> list[Outgoing]:
    return list(Outgoing.objects.filter(recipient=MIRA).order_by("pk"))


def restart(provisioning: Provisioning) -> None:
    """Another process of ours: all that it knows is in the database."""
    backends.disconnect("lines")
    backends.connect([provisioning.backend()])


def test_a_released_hang_is_told_once_with_a_restart_in_between(connected: Lines, provisioning: Provisioning) -> None:
    polling.poll("lines")
    (hangs,) = [one for one in to_mira() if "geht es gerade nicht weiter" in one.text]
    assert hangs.from_name == "Ada Brandt"
    provisioning.operate("causes/switch-7/release")
    restart(provisioning)
    polling.poll("lines")
    polling.poll("lines")
    restart(provisioning)
    polling.poll("lines")
    active = [one for one in to_mira() if "freigeschaltet. Funktioniert er bei Ihnen?" in one.text]
    assert len(active) == 1
    assert [one["label"] for one in active[0].buttons] == ["Es funktioniert", "Es funktioniert nicht"]
    case = Case.objects.get(customer__identities__value=MIRA)
    assert case.state == State.ASKED
    assert set(Event.objects.values_list("outcome", flat=True)) <= {"told", "known"}


def test_a_silent_system_is_waited_for_and_nothing_is_lost(connected: Lines, provisioning: Provisioning) -> None:
    provisioning.operate("causes/switch-7/release")
    provisioning.stop()
    assert polling.poll("lines") == 0
    assert not to_mira()
    provisioning.start()
    clock.set(clock.now() + timedelta(minutes=1))
    polling.poll("lines")
    assert len([one for one in to_mira() if "Funktioniert er" in one.text]) == 1


def test_of_a_customer_number_that_was_proved_no_address_is_needed(
    connected: Lines, provisioning: Provisioning, case: Case
) -> None:
    Identity.objects.create(customer=case.customer, kind="customer_number", value="L-5001")
    polling.poll("lines")
    before = Outgoing.objects.filter(recipient="carla.kern@example.org", kind="notice").count()
    provisioning.operate("contracts/30411/line", state="down", cause="Bagger")
    polling.poll("lines")
    assert Outgoing.objects.filter(recipient="carla.kern@example.org", kind="notice").count() == before + 1
