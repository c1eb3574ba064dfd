from __future__ import annotations

import pytest

from onehand.cases import closing, held
from onehand.cases.errors import Refused
from onehand.cases.feed import case_timeline
from onehand.cases.models import Case, Message, Party
from onehand.cases.tests import mails
from onehand.foundation import jobs
from onehand.foundation.search import index
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(ada: Agent) -> Message:
    """Sam's mail with the true token of Carla's case."""
    case = mails.case_of(mails.take(mails.mail()))
    jobs.run_due()
    text = "Ich bin der Mitbewohner, Stichwort Kirschholz.\n"
    return mails.message_of(mails.take(mails.answer(case, text, sender=f"Sam <{mails.SAM}>")))


def test_taken_in_it_belongs_to_the_case_and_its_sender_is_a_party(message: Message, ada: Agent) -> None:
    held.accept_held(message, by=ada)
    assert not Message.objects.get(pk=message.pk).held
    party = Party.objects.get(case=message.case)
    assert party.customer.identities.get().value == mails.SAM


def test_taken_in_it_reopens_a_closed_case(message: Message, ada: Agent) -> None:
    closing.confirm(message.case, by=message.case.customer)
    held.accept_held(Message.objects.get(pk=message.pk), by=ada)
    after = Case.objects.get(pk=message.case_id)
    assert (after.state, after.hand) == ("held", ada)
    assert after.waiting_since is not None


def test_split_off_it_is_a_case_of_its_sender_and_nothing_goes_along(message: Message, ada: Agent) -> None:
    old = message.case
    new = held.split_held(message, by=ada)
    assert new.customer.identities.get().value == mails.SAM
    assert new.hand is not None
    assert list(new.messages.all()) == [message]
    assert not old.messages.filter(pk=message.pk).exists()
    assert message not in [item.message for item in case_timeline(old)]
    assert message in [item.message for item in case_timeline(new)]


def test_split_off_it_is_found_in_its_new_place_only(message: Message, ada: Agent) -> None:
    old = message.case_id
    assert index.places("Kirschholz") == [old]
    new = held.split_held(message, by=ada)
    assert index.places("Kirschholz") == [new.pk]


@pytest.mark.parametrize("first", ["accept", "split"])
@pytest.mark.parametrize("second", ["accept", "split"])
def test_it_is_decided_once(message: Message, ada: Agent, nora: Agent, first: str, second: str) -> None:
    decide = {"accept": held.accept_held, "split": held.split_held}
    stale = Message.objects.get(pk=message.pk)
    decide[first](message, by=ada)
    with pytest.raises(Refused) as refused:
        decide[second](stale, by=nora)
    assert refused.value.code == "not_held"


def test_a_message_without_any_sender_can_be_taken_in_but_not_split_off(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    from onehand.cases.reference import reply_address

    raw = mails.mail("Von niemandem\n", to=reply_address(case.pk), without=["From"])
    message = mails.message_of(mails.take(raw))
    assert message.held
    with pytest.raises(Refused) as refused:
        held.split_held(message, by=ada)
    assert refused.value.code == "no_address"
    assert Message.objects.get(pk=message.pk).held
    held.accept_held(Message.objects.get(pk=message.pk), by=ada)
