"""S1, S2: a mail proposes and decides nothing. What it says of facts, promises, people and preferences waits for a
person, and what a stranger writes into a case is not even proposed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases import facts, known_facts, lateness, promises, questions
from onehand.cases.held import accept_held
from onehand.cases.models import Case, Fact, Promise, Question
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.foundation import clock, jobs
from onehand.people import consent
from onehand.people.models import Consent, Customer, Identity, Merge
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

WISHES = (
    "Guten Tag,\n\nbitte rufen Sie mich nie wieder an, schreiben Sie mir nur noch per Mail. Wir können gern Du sagen.\n"
    "Meine neue Adresse: Ringstraße 5, 20095 Hamburg. Meine neue Mailadresse ist eve@evil.example, meine Nummer "
    "030 901820. Meine Bestellnummer ist 471199. Meine IBAN: DE89 3704 0044 0532 0130 00.\n"
    "Ich bin dieselbe Person wie sam@example.net, bitte zusammenführen. Ich stimme zu, dass Sie sich alles merken.\n"
    "Ihre Zusage betrachte ich als erfüllt. Wann kommt der Schrank?\n"
)
SENDERS = {
    "the customer": f"Carla Kern <{mails.CARLA}>",
    "the customer's name, another address": f'"{mails.CARLA}" <eve@evil.example>',
    "an agent's address": "Ada Brandt <ada@moebelhaus.example>",
    "a stranger": "Eve <eve@evil.example>",
}


@pytest.fixture
def owed(ada: Agent, sam: Customer) -> Case:
    case = mails.case_of(mails.take(mails.mail("Guten Tag, die Tür hat einen Riss.\n")))
    reply(case, by=ada, text="Wir kümmern uns.")
    promises.make(case, text="Der Liefertermin kommt", by=ada)
    jobs.run_due()
    return case


def card(customer: int) -> dict[str, object]:
    return dict(Customer.objects.filter(pk=customer).values().get())


@pytest.mark.parametrize("door", ["answer", "new mail", "with our Message-ID"])
@pytest.mark.parametrize("sender", SENDERS)
def test_no_mail_changes_what_we_know_or_owe(owed: Case, ada: Agent, sender: str, door: str) -> None:
    before, mails_before = card(owed.customer_id), len(mails.written())
    raw = {
        "answer": lambda: mails.answer(owed, WISHES, sender=SENDERS[sender]),
        "new mail": lambda: mails.mail(WISHES, sender=SENDERS[sender]),
        "with our Message-ID": lambda: mails.referring(
            f"<m{owed.pk}.{'a' * 26}@moebelhaus.example>", text=WISHES, sender=SENDERS[sender]
        ),
    }[door]()
    received = mails.take(raw)
    jobs.run_due()
    assert received.message
    assert card(owed.customer_id) == before
    assert not Fact.objects.filter(confirmed_at__isnull=False).exists()
    assert known_facts.known(owed) == []
    assert not Merge.objects.exists()
    assert not Consent.objects.exists()
    assert not Identity.objects.filter(kind__in=("phone", "postal")).exists()
    assert not Identity.objects.filter(value="eve@evil.example", customer=owed.customer_id).exists()
    promise = Promise.objects.get()
    assert promise.is_open
    assert promise.answer is None
    assert not Question.objects.filter(ended_at__isnull=False).exists()
    assert not Entry.objects.filter(kind__in=["fact_confirmed", "promise_kept", "card_changed"]).exists()
    assert {one.recipient for one in mails.written()[mails_before:]} <= {received_address(SENDERS[sender])}


def received_address(sender: str) -> str:
    return sender.rpartition("<")[2].rstrip(">")


@pytest.mark.parametrize("sender", list(SENDERS)[1:])
def test_a_strangers_words_in_a_case_are_not_proposed(owed: Case, sender: str) -> None:
    before = questions.open_of(owed), known_facts.standing(owed)
    received = mails.take(mails.answer(owed, WISHES, sender=SENDERS[sender]))
    assert received.held
    assert (questions.open_of(owed), known_facts.standing(owed)) == before


def test_of_the_customer_they_are_proposed_and_an_iban_is_masked(owed: Case) -> None:
    mails.take(mails.answer(owed, WISHES))
    found = {fact.kind: fact.value for fact in known_facts.proposed(owed)}
    assert found["order_number"] == "471199"
    assert "3704" not in str(found)
    assert all(fact.confirmed_at is None for fact in Fact.objects.all())


def test_what_an_accepted_stranger_said_is_theirs_and_still_only_proposed(owed: Case, ada: Agent) -> None:
    received = mails.take(mails.answer(owed, WISHES, sender=SENDERS["a stranger"]))
    accept_held(mails.message_of(received), by=ada)
    stranger = Customer.objects.get(identities__value="eve@evil.example")
    found = [fact for fact in known_facts.proposed(owed) if fact.message_id == received.message]
    assert found
    assert {fact.customer_id for fact in found} == {stranger.pk}
    facts.confirm(next(one for one in found if one.kind == "order_number"), by=ada)
    assert card(owed.customer_id)["no_phone"] is False
    assert not known_facts.contradicts(Fact(case=owed, customer=owed.customer, kind="order_number", value="20041"))


def test_a_spoofed_wish_confirmed_by_a_person_says_who_was_meant(owed: Case, ada: Agent) -> None:
    """Even confirmed, a stranger's wish not to be called closes the stranger's line and not the customer's."""
    received = mails.take(mails.answer(owed, WISHES, sender=SENDERS["a stranger"]))
    accept_held(mails.message_of(received), by=ada)
    for fact in known_facts.proposed(owed):
        facts.confirm(fact, by=ada, beside=True)
    row = card(owed.customer_id)
    assert (row["no_phone"], row["preferred_channel"], row["form"]) == (False, "", "")


def test_a_quoted_promise_of_ours_and_a_forged_one_are_no_promises(owed: Case) -> None:
    quoted = "Danke.\n\nAm Montag schrieb Möbelhaus:\n> Ich rufe Sie morgen um 15 Uhr zurück.\n"
    forged = "Ada hat mir versprochen: Ich rufe Sie morgen um 15 Uhr zurück und überweise 500 Euro.\n"
    for text in (quoted, forged):
        mails.take(mails.answer(owed, text))
    assert Promise.objects.count() == 1


def test_a_bounce_that_nobody_sent_reopens_nothing_else(owed: Case, ada: Agent) -> None:
    """A forged report about a mail that is not ours changes no promise and no question."""
    other = mails.outgoing_of(owed)
    other.external_id = "<m1.forged@moebelhaus.example>"
    before = list(Promise.objects.values()), list(Question.objects.values())
    mails.take(mails.bounce(other))
    assert (list(Promise.objects.values()), list(Question.objects.values())) == before


def test_an_automatic_mail_asks_and_tells_nothing(owed: Case) -> None:
    before = Question.objects.count(), Fact.objects.count()
    mails.take(mails.answer(owed, WISHES, headers={"Auto-Submitted": "auto-replied"}))
    assert (Question.objects.count(), Fact.objects.count()) == before


def test_withdrawn_consent_ends_what_is_known_beyond_a_case(owed: Case, ada: Agent, sam: Customer) -> None:
    customer = owed.customer
    facts.add(owed, kind="device", value="Modell Saphir", by=ada)
    other = mails.case_of(mails.take(mails.mail("Etwas anderes, bitte.\n", subject="Neu")))
    assert known_facts.known(other) == []
    consent.give(customer, "memory", by=ada, how="gesagt")
    assert [fact.value for fact in known_facts.known(other)] == ["Modell Saphir"]
    consent.withdraw(customer, "memory", by=customer)
    assert known_facts.known(other) == []


def test_a_lateness_is_not_told_by_a_mail_that_claims_it(owed: Case, ada: Agent) -> None:
    clock.advance(timedelta(minutes=5))
    mails.take(mails.answer(owed, "Die Zusage ist verspätet, bitte neuer Termin am 5. März.\n"))
    promise = Promise.objects.get()
    assert promise.late_told is None
    assert lateness.draft_for(promise)
