"""What the customer told is proposed, confirmed by a person, and ended but never overwritten (B3)."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import facts, known_facts
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Fact
from onehand.cases.open import open_case
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation import clock
from onehand.people import consent
from onehand.people.merging import merge
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def mailed(ada: Agent) -> Case:
    """Carla's case by mail, with an order number in it."""
    return mails.case_of(mails.take(mails.mail("Guten Tag,\n\nes geht um die Bestellung 20041.\n", subject="Frage")))


def new_case(customer: Customer, text: str = "Noch etwas anderes.") -> Case:
    return open_case(
        customer, customer.identities.first(), subject="x", text=text, channel="portal", language="de", by=customer
    )


def values(found: list[Fact]) -> list[tuple[str, str]]:
    return [(fact.kind, fact.value) for fact in found]


def code(action: object) -> str:
    with pytest.raises(Refused) as refused:
        action()  # type: ignore[operator]
    return refused.value.code


# Proposed


def test_a_number_in_a_mail_is_proposed_at_its_place(mailed: Case) -> None:
    fact = facts.proposed(mailed)[0]
    assert (fact.kind, fact.value, fact.customer) == ("order_number", "20041", mailed.customer)
    assert fact.message is not None
    assert "20041" in fact.message.text[fact.start : fact.end]
    assert facts.known(mailed) == []


def test_what_is_proposed_or_known_is_not_proposed_again(mailed: Case, ada: Agent) -> None:
    mails.take(mails.answer(mailed, "Die Bestellung 20041 meine ich.\n"))
    assert len(facts.proposed(mailed)) == 1
    facts.confirm(facts.proposed(mailed)[0], by=ada)
    mails.take(mails.answer(mailed, "Es bleibt die Bestellung 20041.\n"))
    other = new_case(mailed.customer, "Wieder zur Bestellung 20041.")
    assert facts.proposed(mailed) == facts.proposed(other) == []
    assert values(facts.known(other)) == [("order_number", "20041")]


def test_what_only_was_proposed_in_another_case_is_proposed_here_too(mailed: Case) -> None:
    other = new_case(mailed.customer, "Zur Bestellung 20041.")
    assert values(facts.proposed(other)) == [("order_number", "20041")]


def test_it_is_a_fact_of_who_wrote_it(case: Case, ada: Agent, sam: Customer) -> None:
    from onehand.cases import held

    taken = mails.take(mails.answer(case, "Meine Nummer ist 030 901820.\n", sender=mails.SAM))
    held.accept_held(mails.message_of(taken), by=ada)
    assert [fact.customer for fact in facts.proposed(case)] == [sam]


# Confirmed


def test_a_click_confirms_with_who_and_when(mailed: Case, ada: Agent) -> None:
    fact = facts.confirm(facts.proposed(mailed)[0], by=ada)
    assert (fact.confirmed_at, fact.confirmed_by, fact.by_customer) == (clock.now(), ada, False)
    assert facts.known(mailed) == [fact]
    told = Entry.objects.get(kind="fact_confirmed")
    assert (told.ref, told.values["what_de"]) == (fact.pk, "Bestellnummer")
    assert "20041" not in str(told.values)


def test_a_value_that_was_read_wrongly_is_put_right(mailed: Case, ada: Agent) -> None:
    fact = facts.confirm(facts.proposed(mailed)[0], by=ada, value=" 20014 ")
    assert Fact.objects.get(pk=fact.pk).value == "20014"


def test_confirmed_twice_at_once_is_confirmed_once(mailed: Case, ada: Agent, nora: Agent) -> None:
    fact = facts.proposed(mailed)[0]
    stale = Fact.objects.get(pk=fact.pk)
    facts.confirm(fact, by=ada)
    again = facts.confirm(stale, by=nora)
    assert (again.pk, again.confirmed_by) == (fact.pk, ada)
    assert Entry.objects.filter(kind="fact_confirmed").count() == 1


def test_an_erased_one_cannot_be_confirmed(mailed: Case, ada: Agent) -> None:
    fact = facts.proposed(mailed)[0]
    stale = Fact.objects.get(pk=fact.pk)
    facts.erase(fact, by=mailed.customer)
    assert code(lambda: facts.confirm(stale, by=ada)) == "fact_over"
    assert Fact.objects.get(pk=fact.pk).confirmed_at is None


def test_a_dismissed_one_is_over(mailed: Case, ada: Agent) -> None:
    fact = facts.dismiss(facts.proposed(mailed)[0], by=ada)
    assert (fact.ended, facts.proposed(mailed)) == ("dismissed", [])
    assert code(lambda: facts.dismiss(fact, by=ada)) == "fact_over"


# One true value


def test_a_newer_one_that_contradicts_asks_first(case: Case, ada: Agent) -> None:
    first = facts.add(case, kind="postal_address", value="Hauptstr. 5, 12345 Berlin", by=ada)
    with pytest.raises(Refused) as refused:
        facts.add(case, kind="postal_address", value="Am Markt 1, 50667 Köln", by=ada)
    assert (refused.value.code, refused.value.values["known"]) == ("contradicts", "Hauptstr. 5, 12345 Berlin")
    assert Fact.objects.count() == 1
    second = facts.add(case, kind="postal_address", value="Am Markt 1, 50667 Köln", by=ada, replace=True)
    first.refresh_from_db()
    assert (first.ended, first.replaced_by) == ("replaced", second)
    assert facts.known(case) == [second]
    assert Entry.objects.filter(kind="fact_replaced", ref=first.pk).exists()


def test_both_may_be_true_if_a_person_says_so(case: Case, ada: Agent) -> None:
    facts.add(case, kind="postal_address", value="Hauptstr. 5, 12345 Berlin", by=ada)
    facts.add(case, kind="postal_address", value="Am Markt 1, 50667 Köln", by=ada, beside=True)
    assert len(facts.known(case)) == 2


def test_a_proposed_one_says_what_it_contradicts(case: Case, ada: Agent) -> None:
    known = facts.add(case, kind="customer_number", value="K-1001", by=ada)
    write(case, by=case.customer, text="Meine Kundennummer ist K-2002.")
    (fact,) = facts.proposed(case)
    assert facts.contradicts(fact) == known
    assert code(lambda: facts.confirm(fact, by=ada)) == "contradicts"
    facts.confirm(fact, by=ada, replace=True)
    assert values(facts.known(case)) == [("customer_number", "K-2002")]


@pytest.mark.parametrize(
    ("one", "other", "opposed"),
    [("no_phone", "phone", True), ("du", "sie", True), ("du", "no_phone", False), ("email_only", "no_phone", False)],
)
def test_wishes_contradict_only_their_own_sort(case: Case, ada: Agent, one: str, other: str, opposed: bool) -> None:
    facts.add(case, kind="preference", value=one, by=ada)
    if opposed:
        assert code(lambda: facts.add(case, kind="preference", value=other, by=ada)) == "contradicts"
    else:
        facts.add(case, kind="preference", value=other, by=ada)


def test_absences_contradict_when_they_overlap(case: Case, ada: Agent) -> None:
    facts.add(case, kind="absence", value="bis 10.", since=date(2026, 3, 3), until=date(2026, 3, 10), by=ada)
    facts.add(case, kind="absence", value="April", since=date(2026, 4, 1), until=date(2026, 4, 5), by=ada)
    late = {"kind": "absence", "value": "bis 12.", "since": date(2026, 3, 9), "until": date(2026, 3, 12)}
    assert code(lambda: facts.add(case, by=ada, **late)) == "contradicts"  # type: ignore[arg-type]


def test_two_orders_stand_beside_each_other(case: Case, ada: Agent) -> None:
    facts.add(case, kind="order_number", value="1", by=ada)
    facts.add(case, kind="order_number", value="2", by=ada)
    assert len(facts.known(case)) == 2


def test_what_another_party_told_does_not_contradict(case: Case, ada: Agent, sam: Customer) -> None:
    facts.add(case, kind="customer_number", value="K-1001", by=ada)
    theirs = Fact.objects.create(case=case, customer=sam, kind="customer_number", value="K-9")
    assert facts.contradicts(theirs) is None


def test_a_replaced_value_stays_readable_as_what_was_known(case: Case, ada: Agent) -> None:
    first = facts.add(case, kind="device", value="iPhone 15", by=ada)
    second = facts.replace(first, value="iPhone 16", by=ada)
    first.refresh_from_db()
    assert (first.value, first.ended, first.replaced_by) == ("iPhone 15", "replaced", second)
    assert code(lambda: facts.replace(first, value="iPhone 17", by=ada)) == "fact_over"


# Known beyond the case


def test_contract_facts_are_known_in_every_case_personal_ones_with_consent(case: Case, ada: Agent) -> None:
    facts.add(case, kind="order_number", value="20041", by=ada)
    facts.add(case, kind="device", value="iPhone 15", by=ada)
    other = new_case(case.customer)
    assert values(facts.known(other)) == [("order_number", "20041")]
    consent.give(case.customer, "memory", by=case.customer, how="portal")
    assert values(facts.known(other)) == [("device", "iPhone 15"), ("order_number", "20041")]
    consent.withdraw(case.customer, "memory", by=case.customer)
    assert values(facts.known(other)) == [("order_number", "20041")]
    assert len(facts.known(case)) == 2


def test_all_who_are_one_person_count(case: Case, ada: Agent, sam: Customer) -> None:
    facts.add(case, kind="order_number", value="20041", by=ada)
    theirs = new_case(sam)
    assert facts.known(theirs) == []
    merge(sam, into=case.customer, by=ada, why="dieselbe Person")
    assert values(facts.known(Case.objects.get(pk=theirs.pk))) == [("order_number", "20041")]


def test_strangers_learn_nothing(case: Case, ada: Agent, sam: Customer) -> None:
    facts.add(case, kind="order_number", value="20041", by=ada)
    consent.give(sam, "memory", by=sam, how="portal")
    assert known_facts.standing(new_case(sam)) == []


def test_knowing_takes_two_questions(case: Case, ada: Agent, django_assert_max_num_queries: object) -> None:
    for number in range(20):
        facts.add(case, kind="order_number", value=str(number), by=ada)
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        assert len(facts.known(case)) == 20


# Values


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("iban", "DE89 3704 0044 0532 0130 00", "DE89 •••• 3000"),
        ("iban", "DE89 •••• 3000", "DE89 •••• 3000"),
        ("phone", "030 / 90 18 20", "+4930901820"),
        ("email", "Carla.Kern@Example.org ", "carla.kern@example.org"),
        ("other", "Konto DE89370400440532013000 bitte", "Konto DE89 •••• 3000 bitte"),
        ("order_number", " 20 041\n", "20 041"),
    ],
)
def test_a_value_is_kept_in_its_form(case: Case, ada: Agent, kind: str, given: str, kept: str) -> None:
    assert facts.add(case, kind=kind, value=given, by=ada).value == kept


@pytest.mark.parametrize(
    ("kind", "given", "refused"),
    [
        ("iban", "DE89 3704 0044 0532 0130 01", "fact_value"),
        ("phone", "keine", "fact_value"),
        ("email", "carla", "fact_value"),
        ("order_number", " \n\t ", "empty"),
        ("health", "x", "fact_kind"),
        ("other", "x" * 301, "fact_too_long"),
        ("other", "x" * 100_000, "fact_too_long"),
        ("iban", "DE" * 50_000, "fact_too_long"),
    ],
)
def test_a_value_that_cannot_be_is_refused(case: Case, ada: Agent, kind: str, given: str, refused: str) -> None:
    assert code(lambda: facts.add(case, kind=kind, value=given, by=ada)) == refused
    assert not Fact.objects.exists()


def test_a_message_of_another_case_is_no_source(case: Case, mailed: Case, ada: Agent) -> None:
    message = mailed.messages.get()
    add = lambda: facts.add(case, kind="device", value="x", message=message, by=ada)  # noqa: E731
    assert code(add) == "not_of_this_case"


def test_added_twice_is_there_once(case: Case, ada: Agent, nora: Agent) -> None:
    first = facts.add(case, kind="device", value="iPhone 15", by=ada)
    assert facts.add(case, kind="device", value="iphone 15", by=nora) == first


# Bad input


def test_a_fact_of_a_hundred_kilobytes_is_not_proposed_and_the_mail_stands(ada: Agent) -> None:
    taken = mails.take(mails.mail("Bestellnummer " + "9" * 100_000 + "\n", subject="Eine Frage"))
    assert taken.outcome == "new_case"
    assert not Fact.objects.exists()


def test_thousands_of_facts_in_one_mail_are_fifty_and_it_says_so(ada: Agent) -> None:
    text = "".join(f"Bestellung {20_000 + number}. " for number in range(3_000))
    message = mails.message_of(mails.take(mails.mail(text)))
    assert Fact.objects.count() == 50
    assert "questions:more" in message.remark
