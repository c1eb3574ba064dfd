from __future__ import annotations

import pytest

from onehand.cases.errors import Refused
from onehand.cases.models import Case, Outgoing
from onehand.cases.on_behalf import open_on_behalf
from onehand.cases.open import open_case
from onehand.foundation import jobs
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def test_a_case_from_the_portal_has_its_hand_and_its_receipt(case: Case, ada: Agent) -> None:
    jobs.run_due()
    assert case.hand == ada
    assert Outgoing.objects.get().kind == "receipt"
    message = case.messages.get(direction="in")
    assert message.people["from"][0]["address"] == "carla.kern@example.org"


def test_without_words_there_is_no_case(carla: Customer, ada: Agent) -> None:
    with pytest.raises(Refused):
        open_case(carla, None, subject="x", text=" ", channel="portal", language="de", by=carla)
    assert not Case.objects.exists()
    assert not Entry.objects.exists()


def test_the_same_key_again_is_the_same_case(carla: Customer, ada: Agent) -> None:
    cases = {
        open_case(carla, None, subject="x", text="y", channel="portal", language="de", by=carla, key="o1").pk
        for _ in range(3)
    }
    assert len(cases) == 1


def test_without_a_subject_the_first_words_are_it(carla: Customer, ada: Agent) -> None:
    opened = open_case(carla, None, subject="", text="Die Tür\nklemmt.", channel="portal", language="de", by=carla)
    assert opened.subject == "Die Tür klemmt."


def test_an_agent_opens_a_case_for_who_called(ada: Agent, carla: Customer) -> None:
    opened = open_on_behalf(
        email="Carla.Kern@Example.org", name="", subject="Anruf", text="Frau Kern fragt nach dem Schrank.",
        channel="phone", by=ada,
    )  # fmt: skip
    assert opened.customer == carla
    assert opened.channel == "phone"


def test_the_case_that_was_just_opened_can_be_worked_on_at_once(case: Case, ada: Agent, nora: Agent) -> None:
    """The object that `open_case` gave is as good as one that was read anew."""
    from onehand.cases import handover, reply
    from onehand.cases.write import write

    handover.take(case, by=nora, reason="x")
    reply.reply(case, by=nora, text="ok")
    write(case, by=case.customer, text="Danke, und noch etwas?")
    after = Case.objects.get(pk=case.pk)
    assert after.hand == nora
    assert after.waiting_since is not None
