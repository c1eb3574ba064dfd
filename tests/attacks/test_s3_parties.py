"""S3: further people of a case. Nobody reads what was before them or after them, nobody learns the others' addresses,
and the memory of the case (promises, questions, facts, the agreed callback) is the customer's own."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.test import Client

from onehand.accounts.models import Account
from onehand.api.tests.client import ApiClient
from onehand.cases import facts, lateness, parties, promises, slots
from onehand.cases.attachments import attach
from onehand.cases.exporting import export
from onehand.cases.held import accept_held
from onehand.cases.models import Case, Fact, Message, Outgoing, Party, Question
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.channels.email.compose import compose
from onehand.foundation import clock
from onehand.people.merging import merge, split
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.record import SYSTEM
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

AsCustomer = Callable[[Customer], ApiClient]
CARLA, SAM, OTTO = "carla.kern@example.org", "sam@example.net", "otto@example.com"

# Said before Sam came, and what the customer's own memory of the case holds.
EARLIER = ("Riss", "Vertraulich", "vertrag.pdf", "Kolibri")
OWN = ("Turmalin", "Rubin", "+4930901820", "+49 30 901820", "Saphir")


@pytest.fixture
def past(case: Case, ada: Agent) -> Case:
    """What was there before anybody else came: words, a file, a promise, a question, a fact, an agreed callback."""
    first = case.messages.get()
    attach(first, name="vertrag.pdf", type="application/pdf", data=b"Kolibri")
    reply(case, by=ada, text="Vertraulich an Carla")
    promises.make(case, text="Turmalin wird geliefert", by=ada)
    Question.objects.create(case=case, message=first, text="Wann kommt der Rubin?")
    facts.add(case, kind="device", value="Saphir 3000", by=ada)
    slots.book(case, start=clock.now() + timedelta(days=1, hours=1), number="030 901820", by=case.customer)
    clock.advance(timedelta(minutes=1))
    return case


@pytest.fixture
def otto(db: None, clock: object) -> Customer:
    from onehand.people.known import find_or_make

    person, _ = find_or_make("email", OTTO, name="Otto Weg")
    person.account = Account.objects.for_email(OTTO)
    person.save(update_fields=["account"])
    return person


def joined(case: Case, by: Agent, person: Customer, **rights: Any) -> Party:
    party = parties.add(case, by=by, customer=person, **rights)
    clock.advance(timedelta(minutes=1))
    return party


def archive(customer: Customer) -> str:
    """All names and bytes of the own export as one text."""
    with zipfile.ZipFile(io.BytesIO(export(customer, by=customer))) as found:
        return "\n".join(f"{name}\n{found.read(name).decode('utf-8', 'replace')}" for name in found.namelist())


def text_of(mail: Outgoing) -> str:
    """Headers and parts of the mail as it leaves, encodings taken off."""
    message = message_from_bytes(compose(mail).raw, policy=policy.default)
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), *map(str, parts)])


def everything(case: Case, person: Customer, browser: Client, api: ApiClient) -> str:
    """All that this person can read anywhere."""
    pages = [
        browser.get(path).content.decode()
        for path in (
            "/my/", f"/my/{case.pk}/", "/my/card/", f"/my/{case.pk}/callback/", f"/my/{case.pk}/callback/calendar.ics",
        )
    ]  # fmt: skip
    answers = [
        json.dumps(api.get(path).json, ensure_ascii=False)
        for path in ("/my/cases", f"/my/cases/{case.pk}", f"/my/cases/{case.pk}/timeline")
    ]
    return "\n".join([*pages, *answers, archive(person)])


def test_who_joined_later_reads_nothing_of_before_in_any_face(
    past: Case, ada: Agent, sam: Customer, signed_in: SignedIn, as_customer: AsCustomer
) -> None:
    joined(past, ada, sam, told=True)
    reply(past, by=ada, text="Seitdem an alle")
    read = everything(past, sam, signed_in(sam), as_customer(sam))
    assert "Seitdem an alle" in read
    for word in (*EARLIER, *OWN, CARLA, OTTO):
        assert word not in read, word


def test_people_of_one_case_read_each_others_words_and_names_and_no_address(
    past: Case, ada: Agent, sam: Customer, carla: Customer, signed_in: SignedIn, as_customer: AsCustomer
) -> None:
    joined(past, ada, sam, told=True, sees_all=True)
    mails.take(mails.answer(past, "Worte der Kundin.\n"))
    mails.take(mails.answer(past, "Worte des Nachbarn.\n", sender=f"Sam Fremd <{SAM}>"))
    theirs = everything(past, sam, signed_in(sam), as_customer(sam))
    assert "Worte der Kundin." in theirs
    assert CARLA not in theirs
    page = signed_in(carla).get(f"/my/{past.pk}/").content.decode()
    assert "Worte des Nachbarn." in page
    assert SAM not in page + json.dumps(as_customer(carla).get(f"/my/cases/{past.pk}/timeline").json)


def test_also_who_may_read_the_words_of_before_has_no_part_in_the_customers_memory(
    past: Case, ada: Agent, sam: Customer, signed_in: SignedIn, as_customer: AsCustomer
) -> None:
    joined(past, ada, sam, sees_all=True)
    read = everything(past, sam, signed_in(sam), as_customer(sam))
    assert "Vertraulich an Carla" in read
    page = signed_in(sam).get(f"/my/{past.pk}/").content.decode()
    for word in ("Rubin", "+4930901820", "+49 30 901820", "Saphir", CARLA):
        assert word not in page, word
    assert signed_in(sam).get(f"/my/{past.pk}/callback/").status_code == 404
    assert signed_in(sam).get(f"/my/{past.pk}/callback/calendar.ics").status_code == 404


@pytest.mark.parametrize("rights", [{}, {"told": True, "sees_all": True, "decides": True}])
def test_who_left_reads_nothing_any_more_and_is_told_nothing(
    past: Case, ada: Agent, sam: Customer, signed_in: SignedIn, as_customer: AsCustomer, rights: dict[str, bool]
) -> None:
    party = joined(past, ada, sam, **rights)
    wrote = write(past, by=sam, text="Eigene Worte")
    kept = attach(wrote, name="eigene.txt", type="text/plain", data=b"eigene")
    parties.leave(party, by=ada)
    clock.advance(timedelta(minutes=1))
    reply(past, by=ada, text="Danach an Carla")
    read = everything(past, sam, signed_in(sam), as_customer(sam))
    for word in ("Eigene Worte", "Danach", "Schrank", *EARLIER, *OWN, CARLA):
        assert word not in read, word
    assert signed_in(sam).get(f"/my/attachments/{kept.pk}/").status_code == 404
    assert not Outgoing.objects.filter(recipient=SAM).exists()
    for verb in ("messages", "closure", "objection", "wish"):
        assert signed_in(sam).post(f"/my/{past.pk}/{verb}/", {"text": "x"}).status_code == 404, verb
    assert as_customer(sam).post(f"/my/cases/{past.pk}/messages", {"text": "x"}).status == 404


def test_no_mail_to_one_names_the_address_of_another(past: Case, ada: Agent, sam: Customer, otto: Customer) -> None:
    chosen = [joined(past, ada, one, told=True) for one in (sam, otto)]
    reply(past, by=ada, text="An alle drei", parties=[one.pk for one in chosen])
    lateness.tell(promises.open_of(past)[0], by=ada)
    own = {CARLA: "Carla", SAM: "Sam Fremd", OTTO: "Otto Weg"}
    mails_of_all = list(Outgoing.objects.filter(message__text="An alle drei"))
    assert {one.recipient for one in mails_of_all} == set(own)
    for mail in Outgoing.objects.all():
        raw = text_of(mail)
        for address in own:
            assert (address in raw) == (address == mail.recipient), (mail.kind, mail.recipient, address)
        assert not mail.cc
    ids = [one.external_id for one in mails_of_all]
    assert len(set(ids)) == 3


def test_a_mail_to_a_party_holds_nothing_that_they_never_got(past: Case, ada: Agent, sam: Customer) -> None:
    before = [one.external_id for one in Outgoing.objects.all()]
    party = joined(past, ada, sam, told=True)
    reply(past, by=ada, text="Für beide", parties=[party.pk])
    mail = Outgoing.objects.get(recipient=SAM)
    raw = text_of(mail)
    for word in (*before, *EARLIER, "Turmalin"):
        assert word not in raw


def test_who_has_left_cannot_be_chosen_as_a_recipient(
    past: Case, ada: Agent, sam: Customer, signed_in: SignedIn
) -> None:
    party = joined(past, ada, sam, told=True)
    parties.leave(party, by=ada)
    clock.advance(timedelta(seconds=1))
    signed_in(ada).post(f"/desk/cases/{past.pk}/reply/", {"text": "Antwort", "parties": [party.pk], "anyway": "1"})
    assert not Outgoing.objects.filter(recipient=SAM).exists()


def test_a_stranger_on_copy_becomes_no_party_and_gets_no_mail(case: Case, ada: Agent) -> None:
    raw = mails.answer(case, "Mit Kopie.\n", headers={"Cc": "Eve <eve@example.com>"})
    mails.take(raw)
    assert not case.parties.exists()
    reply(case, by=ada, text="Antwort")
    assert not Outgoing.objects.filter(recipient="eve@example.com").exists()


def test_the_notice_of_a_callback_goes_to_whose_it_is(past: Case, ada: Agent, sam: Customer) -> None:
    joined(past, ada, sam, told=True, sees_all=True)
    write(past, by=sam, text="Ich schreibe zuletzt.")
    slots.cancel(slots.booked_of(past)[0], by=ada, why="Krank")
    sent = Outgoing.objects.filter(kind="callback")
    assert {one.recipient for one in sent} == {CARLA}


def test_facts_of_a_party_are_not_the_customers_and_the_other_way_round(
    case: Case, ada: Agent, sam: Customer, signed_in: SignedIn
) -> None:
    joined(case, ada, sam)
    raw = mails.answer(case, "Meine Bestellnummer ist 99-4711-22.\n", sender=f"Sam Fremd <{SAM}>")
    message = mails.message_of(mails.take(raw))
    for fact in Fact.objects.filter(message=message):
        assert fact.customer == sam
        facts.confirm(fact, by=ada, beside=True)
    mine = facts.add(case, kind="device", value="Saphir 3000", by=ada)
    assert "Saphir" not in signed_in(sam).get("/my/card/").content.decode()
    assert "99-4711-22" not in signed_in(case.customer).get("/my/card/").content.decode()
    assert signed_in(sam).post(f"/my/facts/{mine.pk}/correction/", {"value": "y"}).status_code == 404


def test_merged_customers_read_both_and_split_ones_again_only_their_own(
    past: Case, ada: Agent, sam: Customer, carla: Customer, signed_in: SignedIn, as_customer: AsCustomer
) -> None:
    row = merge(sam, into=carla, by=ada, why="Dieselbe Person")
    assert "Vertraulich" in signed_in(sam).get(f"/my/{past.pk}/").content.decode()
    split(row, by=ada)
    read = everything(past, Customer.objects.get(pk=sam.pk), signed_in(sam), as_customer(sam))
    for word in (*EARLIER, *OWN, CARLA, "Schrank"):
        assert word not in read, word


def test_a_held_message_of_a_later_party_shows_them_nothing_of_before(past: Case, ada: Agent, sam: Customer) -> None:
    received = mails.take(mails.answer(past, "Ich auch.\n", sender=f"Sam <{SAM}>"))
    assert received.held
    accept_held(mails.message_of(received), by=ada)
    read = archive(sam)
    assert "Ich auch." in read
    for word in (*EARLIER, *OWN, CARLA):
        assert word not in read, word


def test_the_owner_exports_all_and_no_note_of_colleagues(past: Case, ada: Agent, carla: Customer) -> None:
    from onehand.cases.note import note

    note(past, by=ada, text="Nur unter uns: Smaragd")
    mails.take(mails.answer(past, "Fremdes Onyx.\n", sender="Eve <eve@example.com>"))
    read = archive(carla)
    for word in ("Vertraulich", "Kolibri", "Turmalin", "Rubin", "Saphir"):
        assert word in read
    for word in ("Smaragd", "Onyx", "eve@example.com"):
        assert word not in read


def test_an_agent_exports_no_more_of_a_customer_than_they_see(
    past: Case, ada: Agent, nora: Agent, carla: Customer, signed_in: SignedIn
) -> None:
    """Nora sees one case of Carla's; another belongs to a team that she is not in."""
    from onehand.cases.note import note
    from onehand.cases.open import open_case
    from onehand.team.models import Team

    note(past, by=ada, text="Nur unter uns: Smaragd")
    past.team = Team.objects.create(name="Buchhaltung")
    past.save()
    ada.teams.add(past.team)
    open_case(carla, None, subject="Anderes", text="Opal", channel="portal", language="de", by=carla)
    browser = signed_in(nora)
    assert browser.get(f"/desk/cases/{past.pk}/").status_code == 404
    answer = browser.get(f"/desk/customers/{carla.pk}/export/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
        read = "\n".join(found.read(name).decode("utf-8", "replace") for name in found.namelist())
    assert "Opal" in read
    for word in ("Smaragd", "Vertraulich", "Kolibri", "Turmalin"):
        assert word not in read, word


def test_a_late_promise_is_told_to_the_customer_and_to_no_party(past: Case, ada: Agent, sam: Customer) -> None:
    """What the system tells by itself about a late promise goes to the customer alone."""
    joined(past, ada, sam, told=True, sees_all=True)
    write(past, by=sam, text="Ich schreibe zuletzt.")
    clock.advance(timedelta(days=3))
    for promise in promises.open_of(past):
        lateness.tell(promise, by=SYSTEM)
    assert {one.recipient for one in Outgoing.objects.filter(kind="late")} == {CARLA}


def test_message_ids_are_each_ones_own(past: Case, ada: Agent, sam: Customer) -> None:
    party = joined(past, ada, sam, told=True)
    reply(past, by=ada, text="Für beide", parties=[party.pk])
    message = Message.objects.get(text="Für beide")
    theirs = Outgoing.objects.get(recipient=SAM).external_id
    assert theirs != message.external_id
    assert re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", theirs)
