"""An agent opens a case for somebody who calls: found by number, address or choice, never joined by a name alone."""

from __future__ import annotations

import pytest

from onehand.cases import reply
from onehand.cases.errors import Refused
from onehand.cases.models import Call, Case, Outgoing
from onehand.cases.on_behalf import open_by_call, open_on_behalf
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

NUMBER = "030 901820"


def called(by: Agent, **more: object) -> Case:
    return open_by_call(text="Die linke Tür klemmt.", by=by, **more)  # type: ignore[arg-type]


def refused(by: Agent, **more: object) -> str:
    with pytest.raises(Refused) as why:
        called(by, **more)
    return why.value.code


def test_an_unknown_caller_becomes_a_customer_with_a_number(ada: Agent) -> None:
    case = called(ada, number=NUMBER, name="Jonas Weber", seconds=90)
    identity = Identity.objects.get()
    assert (identity.kind, identity.value, identity.customer.name) == ("phone", "+4930901820", "Jonas Weber")
    message = case.messages.get()
    assert (case.channel, message.channel, message.identity, message.agent) == ("phone", "phone", identity, ada)
    call = Call.objects.get(message=message)
    assert (call.number, call.seconds, call.began_at) == ("+4930901820", 90, clock.now())


def test_a_known_caller_is_found_by_the_number_in_any_spelling(ada: Agent) -> None:
    first = called(ada, number="+49 30 901820", name="Jonas Weber")
    assert called(ada, number="0 30/90 18 20").customer == first.customer
    assert called(ada, number=NUMBER, name=" jonas  WEBER ").customer == first.customer


def test_whoever_gives_another_name_at_the_same_phone_is_somebody_else(ada: Agent) -> None:
    first = called(ada, number=NUMBER, name="Jonas Weber")
    second = called(ada, number=NUMBER, name="Mia Weber")
    assert second.customer != first.customer
    assert refused(ada, number=NUMBER) == "several_callers"
    assert called(ada, number=NUMBER, name="Mia Weber").customer == second.customer


def test_a_customer_who_is_chosen_gets_the_number_too(ada: Agent, carla: Customer) -> None:
    case = called(ada, number=NUMBER, customer=carla)
    assert case.customer == carla
    assert carla.identities.filter(kind="phone", value="+4930901820").count() == 1
    assert called(ada, number=NUMBER).customer == carla


def test_a_caller_who_gives_a_mail_address_is_found_by_it(ada: Agent, carla: Customer) -> None:
    case = called(ada, number=NUMBER, email=mails.CARLA)
    assert case.customer == carla
    assert carla.identities.filter(kind="phone").count() == 1


def test_a_written_answer_goes_to_the_address_that_we_know(ada: Agent, carla: Customer) -> None:
    case = called(ada, number=NUMBER, customer=carla)
    message = reply.reply(case, by=ada, text="Am Freitag kommt jemand.")
    assert Outgoing.objects.get(message=message).recipient == mails.CARLA


def test_without_number_address_and_choice_nobody_can_be_answered(ada: Agent) -> None:
    assert refused(ada, name="Jonas Weber") == "no_address"
    assert refused(ada, number="12") == "number_unusable"
    assert not Case.objects.exists()


def test_the_same_form_twice_is_one_case_and_one_call(ada: Agent) -> None:
    assert called(ada, number=NUMBER, key="k") == called(ada, number=NUMBER, key="k")
    assert Call.objects.count() == 1


def test_a_letter_is_written_down_for_a_known_customer(ada: Agent, carla: Customer) -> None:
    case = open_on_behalf(customer=carla, name="", subject="Brief", text="Sehr geehrte …", channel="letter", by=ada)
    assert (case.customer, case.channel) == (carla, "letter")
    assert not Call.objects.exists()
