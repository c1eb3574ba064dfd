from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from onehand.cases import family, held, own, parties, sentences
from onehand.cases.access import access_own_case, own_cases
from onehand.cases.attachments import attach
from onehand.cases.errors import NotFound, Refused
from onehand.cases.joined import belongs
from onehand.cases.models import Case, Message, Outgoing, Party
from onehand.cases.reference import reply_address
from onehand.cases.reply import reply
from onehand.cases.telling import sentence
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation import clock
from onehand.people import merging
from onehand.people.known import find_or_make
from onehand.people.models import Customer
from onehand.team.models import Agent, Team
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def _add(case: Case, ada: Agent, sam: Customer, **rights: Any) -> Party:
    clock.advance(timedelta(minutes=1))
    party = parties.add(case, customer=sam, by=ada, **rights)
    clock.advance(timedelta(minutes=1))
    return party


def _texts(case: Case, customer: Customer) -> list[str]:
    items = own.own_timeline(Case.objects.get(pk=case.pk), customer)
    return [item.message.text for item in items if item.message is not None]


def _entries(case: Case, kind: str) -> list[Entry]:
    return list(Entry.objects.filter(subject_kind="case", subject_id=case.pk, kind=kind).order_by("seq"))


def test_who_joins_sees_what_came_since(case: Case, ada: Agent, sam: Customer) -> None:
    reply(case, by=ada, text="Vertraulich")
    _add(case, ada, sam)
    reply(case, by=ada, text="Für beide")
    assert _texts(case, sam) == ["Für beide"]


def test_who_sees_all_sees_all_and_it_is_written_down_for_the_customer(
    case: Case, ada: Agent, sam: Customer, carla: Customer
) -> None:
    message = case.messages.get()
    kept = attach(message, name="riss.jpg", type="image/jpeg", data=b"x")
    party = _add(case, ada, sam)
    with pytest.raises(NotFound):
        own.own_attachment(sam, kept.pk)
    parties.change(party, by=ada, sees_all=True)
    assert _texts(case, sam) == _texts(case, carla)
    assert own.own_attachment(sam, kept.pk) == kept
    parties.change(party, by=ada, sees_all=False)
    assert _texts(case, sam) == []


def test_adding_is_told_in_words(case: Case, ada: Agent, sam: Customer) -> None:
    _add(case, ada, sam, role="payer")
    (entry,) = _entries(case, "party_added")
    assert entry.audience == "customer"
    assert sentence(entry, "de") == "Ada Brandt hat Sam Fremd aufgenommen: zahlt"
    assert sentence(entry, "en") == "Ada Brandt added Sam Fremd: payer"


def test_somebody_new_is_added_by_address_and_whoever_is_known_keeps_the_name(
    case: Case, ada: Agent, sam: Customer
) -> None:
    new = parties.add(case, email=" Mia.Kern@Example.org ", name="Mia Kern", role="of_age", by=ada)
    assert (new.customer.name, new.customer.identities.get().value) == ("Mia Kern", "mia.kern@example.org")
    known = parties.add(case, email="sam@example.net", name="Ganz anders", by=ada)
    assert (known.customer, known.customer.name) == (sam, "Sam Fremd")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"email": "kein"}, "party_address"),
        ({"email": ""}, "party_address"),
        ({"email": "hilfe@moebelhaus.example"}, "party_ours"),
        ({"email": "hilfe+x@moebelhaus.example"}, "party_ours"),
        ({"email": "nora@moebelhaus.example"}, "party_ours"),
        ({"email": "carla.kern@example.org"}, "party_is_customer"),
        ({"email": "sam@example.net", "role": "boss"}, "party_role"),
        ({"email": "sam@example.net", "channel": "fax"}, "party_channel_unknown"),
    ],
)
def test_who_cannot_take_part(case: Case, ada: Agent, nora: Agent, given: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        parties.add(case, by=ada, **given)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert sentences.sentence(refused.value, "de") != code
    assert not case.parties.exists()


def test_nobody_takes_part_twice_nor_after_they_were_erased(case: Case, ada: Agent, sam: Customer) -> None:
    _add(case, ada, sam)
    with pytest.raises(Refused) as refused:
        parties.add(case, customer=sam, by=ada)
    assert refused.value.code == "party_already"
    gone, _ = find_or_make("email", "weg@example.net", name="Weg")
    gone.forgotten_at = clock.now()
    gone.save()
    with pytest.raises(Refused) as refused:
        parties.add(case, customer=gone, by=ada)
    assert refused.value.code == "party_forgotten"


def test_an_agent_without_access_adds_nobody(case: Case, ada: Agent, nora: Agent, sam: Customer) -> None:
    party = _add(case, ada, sam)
    case.team = Team.objects.create(name="Nur Ada")
    case.save()
    with pytest.raises(NotFound):
        parties.add(case, email="x@example.net", by=nora)
    with pytest.raises(NotFound):
        parties.change(party, by=nora, sees_all=True)
    with pytest.raises(NotFound):
        parties.leave(party, by=nora)
    with pytest.raises(NotFound):
        parties.access_party(nora, party.pk)
    assert parties.access_party(ada, party.pk) == party


def test_whoever_left_sees_nothing_any_more(case: Case, ada: Agent, sam: Customer) -> None:
    party = _add(case, ada, sam, sees_all=True, told=True, decides=True)
    wrote = write(case, by=sam, text="Meine Worte")
    parties.leave(party, by=ada)
    clock.advance(timedelta(seconds=1))
    fresh = Case.objects.get(pk=case.pk)
    assert not belongs(fresh, sam)
    assert not own_cases(sam).exists()
    assert not family.own(sam).exists()
    assert parties.to_be_told(fresh) == []
    for look in (lambda: access_own_case(sam, case.pk), lambda: own.own_timeline(fresh, sam)):
        with pytest.raises(NotFound):
            look()
    with pytest.raises(NotFound):
        own.own_attachment(sam, attach(wrote, name="a", type="text/plain", data=b"a").pk)


def test_mail_of_whoever_left_is_held_like_a_strangers(case: Case, ada: Agent, sam: Customer) -> None:
    party = _add(case, ada, sam)
    address, sender = reply_address(case.pk), "Sam Fremd <sam@example.net>"
    assert not mails.take(mails.mail("Ich bin dabei.\n", sender=sender, to=address)).held
    parties.leave(party, by=ada)
    assert mails.take(mails.mail("Ich noch immer.\n", sender=sender, to=address)).held


def test_a_date_may_be_set_until_when_somebody_takes_part(case: Case, ada: Agent, sam: Customer) -> None:
    party = _add(case, ada, sam, told=True)
    with pytest.raises(Refused) as refused:
        parties.leave(party, by=ada, until=clock.now() - timedelta(days=1))
    assert refused.value.code == "until_past"
    parties.leave(party, by=ada, until=clock.now() + timedelta(days=2))
    assert belongs(case, sam)
    clock.advance(timedelta(days=3))
    assert not belongs(Case.objects.get(pk=case.pk), sam)
    with pytest.raises(Refused) as refused:
        parties.change(party, by=ada, told=False)
    assert refused.value.code == "party_over"


def test_whoever_comes_back_sees_what_comes_from_then_on(case: Case, ada: Agent, sam: Customer) -> None:
    first = _add(case, ada, sam, sees_all=True)
    parties.leave(first, by=ada)
    reply(case, by=ada, text="Dazwischen")
    again = _add(case, ada, sam)
    reply(case, by=ada, text="Danach")
    assert (again.pk, again.sees_all) == (first.pk, False)
    assert _texts(case, sam) == ["Danach"]


def test_a_party_may_leave_by_itself_and_nobody_else_for_them(
    case: Case, ada: Agent, sam: Customer, carla: Customer
) -> None:
    party = _add(case, ada, sam)
    with pytest.raises(NotFound):
        parties.leave(party, by=carla)
    parties.leave(party, by=sam)
    assert parties.of(case) == []
    assert [entry.audience for entry in _entries(case, "party_left")] == ["customer"]
    with pytest.raises(Refused):
        parties.leave(party, by=sam)


def test_only_who_may_decide_says_that_it_is_solved(case: Case, ada: Agent, sam: Customer, carla: Customer) -> None:
    party = _add(case, ada, sam, sees_all=True)
    assert own.may_decide(case, carla)
    with pytest.raises(NotFound):
        own.access_to_decide(sam, case.pk)
    parties.change(party, by=ada, decides=True)
    assert own.access_to_decide(sam, case.pk) == case
    assert own.joined_at(case, sam) == party.since


def test_the_holder_is_told_by_the_role_and_the_case_is_not_moved(case: Case, ada: Agent, carla: Customer) -> None:
    assert parties.holder(case) == carla
    child = parties.add(case, email="mia@example.org", name="Mia Kern", role="of_age", by=ada)
    assert parties.holder(case) == carla
    parties.change(child, by=ada, role="holder", decides=True)
    case.refresh_from_db()
    assert parties.holder(case).name == "Mia Kern"
    assert case.customer == carla
    (entry,) = _entries(case, "party_changed")
    assert sentence(entry, "de") == "Ada Brandt hat Mia Kern geändert: Vertragspartner:in"
    parties.change(child, by=ada, role="holder")  # nothing new: nothing to tell
    assert len(_entries(case, "party_changed")) == 1


def test_the_told_get_a_mail_of_their_own(case: Case, ada: Agent, sam: Customer) -> None:
    silent = parties.add(case, email="mia@example.org", by=ada)
    party = _add(case, ada, sam, told=True)
    assert parties.to_be_told(case) == [party]
    assert parties.recipient_of_party(party) == "sam@example.net"
    reply(case, by=ada, text="An alle", parties=[party.pk])
    assert sorted(Outgoing.objects.filter(message__text="An alle").values_list("recipient", flat=True)) == [
        "carla.kern@example.org", "sam@example.net",
    ]  # fmt: skip
    parties.change(party, by=ada, channel="letter")
    assert parties.recipient_of_party(party) is None
    assert silent not in parties.to_be_told(case)


def test_two_parties_who_are_one_person_have_the_rights_of_both(case: Case, ada: Agent, sam: Customer) -> None:
    other, _ = find_or_make("email", "sam.fremd@example.org", name="Sam Fremd")
    _add(case, ada, sam)
    reply(case, by=ada, text="Zwischen beiden")
    _add(case, ada, other, decides=True)
    merging.merge(other, into=sam, by=ada, why="dieselbe Person")
    person = Customer.objects.get(pk=sam.pk)
    assert own.may_decide(case, person)
    assert _texts(case, person) == ["Zwischen beiden"]
    assert list(own_cases(person)) == [case]
    assert len(parties.of_person(case, person)) == 2


def test_a_party_found_to_be_the_customer_is_told_once(case: Case, ada: Agent, sam: Customer, carla: Customer) -> None:
    _add(case, ada, sam, told=True)
    merging.merge(sam, into=carla, by=ada, why="dieselbe Person")
    assert parties.to_be_told(Case.objects.get(pk=case.pk)) == []


def test_a_right_that_there_is_not_is_a_mistake_of_the_program(case: Case, ada: Agent, sam: Customer) -> None:
    party = _add(case, ada, sam)
    with pytest.raises(TypeError):
        parties.change(party, by=ada, customer=ada)


def test_held_messages_stay_closed_to_parties(case: Case, ada: Agent, sam: Customer) -> None:
    _add(case, ada, sam, sees_all=True)
    received = mails.take(mails.mail("Fremd\n", sender="Eve <eve@example.com>", to=reply_address(case.pk)))
    assert received.held
    assert "Fremd" not in " ".join(_texts(case, sam))
    held.accept_held(mails.message_of(received), by=ada)
    assert "Fremd" in " ".join(_texts(case, sam))
    assert Message.objects.filter(case=case, held=True).count() == 0
