"""R2, R14: two people at once over one fact, promise, question, customer: one effect, the other hears why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases import calls, facts, parties, promises, questions
from onehand.cases.models import Call, Case, Fact, Message, Outgoing, Party, Promise, Question, Slot
from onehand.cases.promise_state import OPEN
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people import consent
from onehand.people.errors import PeopleRefused
from onehand.people.forgetting import forget
from onehand.people.joining import ask_join, by_call_code, call_code, confirm_join
from onehand.people.known import find_or_make
from onehand.people.merging import keep_apart, merge, split
from onehand.people.models import Apart, Consent, Customer, Identity, Merge
from onehand.team.models import Agent
from onehand.timeline import chain
from onehand.timeline.models import Entry
from tests.faults.test_r2_twice_at_once import at_once
from tests.faults.test_r14_two_agents import fresh, outcome
from tests.faults.test_r16_promises import whole

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

TEXT = "Guten Tag, meine Bestellnummer ist 471199. Wann kommt der Schrank?\n"


@pytest.fixture
def mailed(ada: Agent, nora: Agent) -> Case:
    return mails.case_of(mails.take(mails.mail(TEXT)))


def result(act: object) -> str:
    try:
        return outcome(act)  # type: ignore[arg-type]
    except PeopleRefused as why:
        return why.code


def tried(*acts: object) -> list[str]:
    return sorted(at_once([lambda act=act: result(act) for act in acts]))  # type: ignore[misc]


def fact_of(pk: int) -> Fact:
    return Fact.objects.select_related("case__customer", "customer").get(pk=pk)


def promise_of(pk: int) -> Promise:
    return Promise.objects.select_related("case__customer").get(pk=pk)


def person(pk: int) -> Customer:
    return Customer.objects.select_related("merged_into").get(pk=pk)


def told(kind: str) -> int:
    return Entry.objects.filter(kind=kind).count()


@pytest.mark.parametrize("_turn", range(2))
def test_one_fact_confirmed_by_many_is_confirmed_once(mailed: Case, ada: Agent, nora: Agent, _turn: int) -> None:
    fact = Fact.objects.get(value="471199")
    found = tried(*[lambda by=by: facts.confirm(fact_of(fact.pk), by=by) for by in (ada, nora, ada, nora)])
    assert found == ["done"] * 4
    assert told("fact_confirmed") == 1
    whole()


def test_confirmed_and_dismissed_at_once_one_of_both_holds(mailed: Case, ada: Agent, nora: Agent) -> None:
    fact = Fact.objects.get(value="471199")
    tried(
        lambda: facts.confirm(fact_of(fact.pk), by=ada),
        lambda: facts.dismiss(fact_of(fact.pk), by=nora),
        lambda: facts.erase(fact_of(fact.pk), by=mailed.customer),
    )
    fact.refresh_from_db()
    assert (fact.value == "") == (fact.ended == "erased")
    assert fact.ended_at is not None  # the erasure always comes to pass
    assert chain.broken_at() is None


def test_the_same_fact_replaced_by_two_leaves_one_that_stands(mailed: Case, ada: Agent, nora: Agent) -> None:
    fact = facts.confirm(fact_of(Fact.objects.get(value="471199").pk), by=ada)
    found = tried(*[
        lambda by=by, value=value: facts.replace(fact_of(fact.pk), value=value, by=by)
        for by, value in ((ada, "20042"), (nora, "20043"))
    ])  # fmt: skip
    assert found == ["done", "fact_over"]
    assert Fact.objects.filter(value__startswith="2004", ended_at=None, confirmed_at__isnull=False).count() == 1


def test_two_contradicting_facts_at_once_are_not_both_true(mailed: Case, ada: Agent, nora: Agent) -> None:
    found = tried(*[
        lambda by=by, value=value: facts.add(fresh(mailed), kind="postal_address", value=value, by=by)
        for by, value in ((ada, "Ringstraße 5, 20095 Hamburg"), (nora, "Ringstraße 6, 20095 Hamburg"))
    ])  # fmt: skip
    assert found == ["contradicts", "done"]


@pytest.mark.parametrize("_turn", range(2))
def test_one_promise_renewed_by_many_is_renewed_once(mailed: Case, ada: Agent, nora: Agent, _turn: int) -> None:
    promise = promises.make(mailed, text="Termin", due=clock.now() + timedelta(hours=4), by=ada)
    later = clock.now() + timedelta(days=2)
    found = tried(*[
        lambda by=by: promises.renew(promise_of(promise.pk), due=later, text="Später.", by=by)
        for by in (ada, nora, ada, nora)
    ])  # fmt: skip
    assert found == ["done", "promise_over", "promise_over", "promise_over"]
    assert Promise.objects.filter(OPEN).count() == 1
    assert Outgoing.objects.filter(kind="reply").count() == 1
    whole()


def test_one_question_answered_by_two_is_answered_by_one(mailed: Case, ada: Agent, nora: Agent) -> None:
    [question] = Question.objects.all()
    found = tried(*[
        lambda by=by: reply(fresh(mailed), by=by, text=f"Am Freitag, {by}.", answers=[question.pk])
        for by in (ada, nora)
    ])  # fmt: skip
    assert found == ["done", "done"]
    question.refresh_from_db()
    assert question.answer is not None
    assert told("question_answered") == 1


def test_answered_and_misread_at_once_is_one_of_both(mailed: Case, ada: Agent, nora: Agent) -> None:
    [question] = Question.objects.all()

    def asked() -> Question:
        return Question.objects.select_related("case").get(pk=question.pk)

    tried(
        lambda: questions.misread(asked(), by=nora),
        lambda: questions.no_answer(asked(), why="Das weiß nur der Lieferant", by=ada),
    )
    assert told("question_misread") + told("question_no_answer") == 1
    question.refresh_from_db()
    assert (question.ended == "no_answer") == Message.objects.filter(text__contains="Lieferant").exists()


@pytest.mark.parametrize("_turn", range(2))
def test_the_same_two_customers_merged_by_many_are_merged_once(
    mailed: Case, ada: Agent, nora: Agent, _turn: int
) -> None:
    other, _ = find_or_make("email", "ck@work.example", name="C. Kern")
    found = tried(*[
        lambda by=by: merge(person(other.pk), into=person(mailed.customer_id), by=by, why="gleich")
        for by in (ada, nora, ada)
    ])  # fmt: skip
    assert found == ["done", "same", "same"]
    assert Merge.objects.count() == 1
    assert chain.broken_at() is None


@pytest.mark.parametrize("_turn", range(3))
def test_merges_that_cross_leave_no_circle(ada: Agent, nora: Agent, _turn: int) -> None:
    a, b, c = (find_or_make("email", f"{name}@example.org")[0] for name in "abc")
    tried(
        lambda: merge(person(a.pk), into=person(b.pk), by=ada, why="x"),
        lambda: merge(person(b.pk), into=person(a.pk), by=nora, why="x"),
        lambda: merge(person(a.pk), into=person(c.pk), by=ada, why="x"),
        lambda: merge(person(c.pk), into=person(b.pk), by=nora, why="x"),
    )
    people = {one.pk: one for one in Customer.objects.select_related("merged_into")}
    roots = [one for one in people.values() if one.merged_into_id is None]
    assert roots
    for one in people.values():
        assert one.merged_into is None or one.merged_into.merged_into_id is None  # always the last of a chain
    standing = Merge.objects.filter(split_at=None)
    assert standing.count() == len(people) - len(roots)


@pytest.mark.parametrize("_turn", range(3))
def test_merged_and_forgotten_at_once_ends_forgotten_or_refused(
    mailed: Case, ada: Agent, nora: Agent, _turn: int
) -> None:
    other, _ = find_or_make("email", "ck@work.example", name="C. Kern")
    found = tried(
        lambda: merge(person(mailed.customer_id), into=person(other.pk), by=ada, why="gleich"),
        lambda: forget(person(other.pk), by=nora),
    )
    assert found in (["done", "done"], ["done", "forgotten"])
    root = person(other.pk)
    assert root.forgotten_at is not None
    one = person(mailed.customer_id)
    # Either it came too late, or who was merged a moment before is forgotten with them.
    assert (one.merged_into_id == root.pk) == (one.forgotten_at is not None)
    assert not Identity.objects.filter(customer__forgotten_at__isnull=False).exists()


@pytest.mark.parametrize("_turn", range(2))
def test_merged_elsewhere_and_split_at_once(mailed: Case, ada: Agent, nora: Agent, _turn: int) -> None:
    other, third = (find_or_make("email", f"{name}@work.example")[0] for name in ("ck", "dk"))
    row = merge(other, into=mailed.customer, by=ada, why="gleich")
    found = tried(
        lambda: split(Merge.objects.get(pk=row.pk), by=ada),
        lambda: split(Merge.objects.get(pk=row.pk), by=nora),
        lambda: merge(person(mailed.customer_id), into=person(third.pk), by=nora, why="x"),
    )
    assert found == ["done", "done", "not_merged"]
    assert person(other.pk).merged_into_id is None
    assert person(mailed.customer_id).merged_into_id == third.pk
    assert chain.broken_at() is None


def test_kept_apart_and_merged_at_once_breaks_nothing(mailed: Case, ada: Agent, nora: Agent) -> None:
    other, _ = find_or_make("email", "ck@work.example")
    tried(
        lambda: keep_apart(person(other.pk), person(mailed.customer_id), by=ada),
        lambda: keep_apart(person(mailed.customer_id), person(other.pk), by=nora),
        lambda: merge(person(other.pk), into=person(mailed.customer_id), by=nora, why="x"),
    )
    assert Apart.objects.count() == 1
    assert chain.broken_at() is None


def test_one_link_and_one_code_are_spent_once(mailed: Case, ada: Agent, nora: Agent) -> None:
    customer = mailed.customer
    asked = ask_join(customer, value="ck@work.example")
    assert tried(*[lambda: confirm_join(asked.secret, by=person(customer.pk))] * 4).count("done") == 1
    code = call_code(customer)
    found = tried(*[lambda by=by: by_call_code(code, number="030 901820", by=by) for by in (ada, nora, ada)])
    assert found == ["done", "proof_over", "proof_over"]
    assert Identity.objects.filter(kind="phone").count() == 1


def test_a_consent_given_and_withdrawn_by_many_is_one_row(mailed: Case, ada: Agent) -> None:
    customer = mailed.customer
    found = tried(*[lambda: consent.give(person(customer.pk), "memory", by=ada, how="gesagt")] * 4)
    assert found == ["done"] * 4
    assert Consent.objects.filter(withdrawn_at=None).count() == 1
    at_once([lambda: consent.withdraw(person(customer.pk), "memory", by=ada)] * 3)
    assert told("consent_withdrawn") == 1


def test_one_call_noted_twice_keeps_one_promise_once(mailed: Case, ada: Agent) -> None:
    promise = promises.make(mailed, text="Rückruf", kind="callback", due=clock.now() + timedelta(hours=3), by=ada)

    def note() -> object:
        return calls.log(
            fresh(mailed), by=ada, direction="out", number="030 901820", reached=True, text="Besprochen.",
            keeps=[promise.pk], key="k", asked=True,
        )  # fmt: skip

    assert tried(note, note, note) == ["done"] * 3
    assert Call.objects.count() == told("promise_kept") == 1
    promise.refresh_from_db()
    assert promise.kept_at is not None


def test_two_who_let_the_same_person_in_let_one_in(mailed: Case, ada: Agent, nora: Agent) -> None:
    found = tried(*[
        lambda by=by: parties.add(fresh(mailed), by=by, email="otto@example.net", name="Otto") for by in (ada, nora)
    ])  # fmt: skip
    assert found == ["done", "party_already"]
    assert Party.objects.count() == 1
    assert Customer.objects.filter(identities__value="otto@example.net").count() == 1


def test_a_mail_and_a_merge_of_its_sender_at_once_lose_nothing(mailed: Case, ada: Agent) -> None:
    other, _ = find_or_make("email", "ck@work.example", name="C. Kern")
    raw = mails.mail(TEXT, sender="C. Kern <ck@work.example>")
    found = tried(
        lambda: mails.take(raw),
        lambda: merge(person(other.pk), into=person(mailed.customer_id), by=ada, why="gleich"),
    )
    assert found == ["done", "done"]
    assert Case.objects.count() == 2
    assert {case.customer.canonical.pk for case in Case.objects.all()} == {mailed.customer_id}
    assert Slot.objects.count() == 0
    whole()
