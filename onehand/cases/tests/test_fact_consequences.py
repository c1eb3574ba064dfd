"""What follows from a confirmed fact, and how facts end by themselves (B3, B5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import expiring, facts
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Fact
from onehand.cases.open import open_case
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people import consent
from onehand.people.models import Customer, Identity
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


# What follows


def test_a_number_becomes_a_claimed_identity(case: Case, ada: Agent) -> None:
    fact = facts.add(case, kind="phone", value="030 901820", by=ada)
    identity = case.customer.identities.get(kind="phone")
    assert (identity.value, identity.assurance) == ("+4930901820", "claimed")
    facts.erase(fact, by=case.customer)
    assert not case.customer.identities.filter(kind="phone").exists()


def test_an_address_of_somebody_else_is_not_taken_from_them(case: Case, ada: Agent, sam: Customer) -> None:
    facts.add(case, kind="email", value="sam@example.net", by=ada)
    assert Identity.objects.get(kind="email", value="sam@example.net").customer == sam


def test_a_household_shares_its_phone(case: Case, ada: Agent, sam: Customer) -> None:
    Identity.objects.create(customer=sam, kind="phone", value="+4930901820")
    facts.add(case, kind="phone", value="030 901820", by=ada)
    assert Identity.objects.filter(kind="phone", value="+4930901820").count() == 2


def test_an_address_under_which_they_wrote_stays_theirs_when_the_fact_is_erased(case: Case, ada: Agent) -> None:
    fact = facts.add(case, kind="email", value=mails.CARLA, by=ada)
    facts.erase(fact, by=case.customer)
    assert case.customer.identities.filter(kind="email", value=mails.CARLA).exists()


@pytest.mark.parametrize(
    ("wish", "line", "value"),
    [
        ("no_phone", "no_phone", True),
        ("email_only", "preferred_channel", "email"),
        ("du", "form", "du"),
        ("language_en", "language", "en"),
    ],
)
def test_a_wish_sets_the_card_and_says_where_from(case: Case, ada: Agent, wish: str, line: str, value: object) -> None:
    message = case.messages.get()
    facts.add(case, kind="preference", value=wish, message=message, by=ada)
    customer = Customer.objects.get(pk=case.customer_id)
    assert getattr(customer, line) == value
    assert customer.sources[line]["message"] == message.pk


def test_the_customer_corrects_and_erases_it_on_the_own_card(mailed: Case, ada: Agent) -> None:
    fact = facts.confirm(facts.proposed(mailed)[0], by=ada)
    newer = facts.replace(fact, value="20042", by=mailed.customer)
    assert (newer.by_customer, newer.confirmed_by) == (True, None)
    facts.erase(newer, by=mailed.customer)
    facts.erase(fact, by=mailed.customer)
    assert set(Fact.objects.values_list("value", "ended")) == {("", "erased")}
    assert "20042" not in "".join(str(entry.values) for entry in Entry.objects.all())


# Expiry


def test_an_absence_is_over_the_day_after_its_last(case: Case, ada: Agent) -> None:
    fact = facts.add(case, kind="absence", value="verreist", since=date(2026, 3, 3), until=date(2026, 3, 10), by=ada)
    clock.set(datetime(2026, 3, 10, 23, 59, tzinfo=BERLIN))
    assert expiring.expire() == 0
    assert facts.known(case) == [fact]
    clock.set(datetime(2026, 3, 11, 0, 0, tzinfo=BERLIN))
    assert facts.known(case) == []
    assert (expiring.expire(), expiring.expire()) == (1, 0)
    fact.refresh_from_db()
    assert fact.ended == "expired"
    assert Entry.objects.filter(kind="fact_expired", ref=fact.pk).count() == 1


def test_a_deadline_is_over_a_day_after_it(case: Case, ada: Agent) -> None:
    fact = facts.add(case, kind="deadline", value="bis Freitag", due=date(2026, 3, 6), by=ada)
    assert fact.due == datetime(2026, 3, 6, 23, 59, 59, tzinfo=BERLIN)
    clock.set(datetime(2026, 3, 7, 23, 59, tzinfo=BERLIN))
    assert expiring.expire() == 0
    clock.set(datetime(2026, 3, 8, 0, 0, tzinfo=BERLIN))
    assert expiring.expire() == 1


def test_an_absence_that_ends_before_it_begins_is_none(case: Case, ada: Agent) -> None:
    backwards = {"kind": "absence", "value": "x", "since": date(2026, 3, 9), "until": date(2026, 3, 1)}
    assert code(lambda: facts.add(case, by=ada, **backwards)) == "fact_value"  # type: ignore[arg-type]


def test_personal_facts_end_a_month_after_the_case_without_consent(case: Case, ada: Agent, sam: Customer) -> None:
    from onehand.cases import closing

    other = new_case(sam)
    for one in (case, other):
        facts.add(one, kind="device", value="iPhone 15", by=ada)
        facts.add(one, kind="order_number", value="20041", by=ada)
        closing.confirm(one, by=one.customer)
    consent.give(sam, "memory", by=sam, how="portal")
    clock.advance(timedelta(days=30) - timedelta(seconds=1))
    assert expiring.expire() == 0
    clock.advance(timedelta(seconds=1))
    assert expiring.expire() == 1
    assert values(list(Fact.objects.filter(ended="expired"))) == [("device", "iPhone 15")]
    assert Fact.objects.get(ended="expired").case == case
