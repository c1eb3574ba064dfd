"""A broken promise proposes a remedy within mandate, before the customer demands it."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from django.conf import settings

from onehand.cases import amends, promises, timers
from onehand.cases.errors import Refused
from onehand.cases.models import Amends, Case, Promise
from onehand.cases.tests.test_promises import code_of, entries, fresh
from onehand.foundation import clock
from onehand.team.models import Agent, Mandate

pytestmark = pytest.mark.django_db


def allow(agent: Agent, cents: int) -> None:
    Mandate.objects.update_or_create(agent=agent, action_kind="goodwill", defaults={"limit": cents})


def broken(case: Case, by: Agent) -> Promise:
    promise = promises.make(case, text="Ich melde mich.", due=clock.now() + timedelta(hours=1), by=by)
    clock.advance(timedelta(hours=1))
    timers.fire()
    return fresh(promise)


@pytest.mark.parametrize(("mandate", "cents"), [(500, 500), (5000, 1000)])
def test_a_voucher_within_mandate_and_setting(case: Case, ada: Agent, mandate: int, cents: int) -> None:
    allow(ada, mandate)
    apology, voucher = amends.proposed(broken(case, ada))
    assert (apology.kind, voucher.kind, voucher.cents) == ("apology", "voucher", cents)


def test_without_a_mandate_an_apology(case: Case, ada: Agent) -> None:
    assert [one.kind for one in amends.proposed(broken(case, ada))] == ["apology"]


def test_the_operator_may_want_no_vouchers(case: Case, ada: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ONEHAND", dataclasses.replace(settings.ONEHAND, amends_cents=0))
    allow(ada, 5000)
    assert [one.kind for one in amends.proposed(broken(case, ada))] == ["apology"]


def test_what_is_proposed_in_the_case_is_not_proposed_twice(case: Case, ada: Agent) -> None:
    allow(ada, 1000)
    broken(case, ada)
    assert amends.proposed(broken(case, ada)) == []
    assert len(amends.open_in(case)) == 2


def test_offered_it_is_a_sentence_for_the_reply_and_a_promise(case: Case, ada: Agent) -> None:
    allow(ada, 1000)
    _, voucher = amends.proposed(broken(case, ada))
    offered = amends.offer(voucher, by=ada)
    assert (
        offered.sentence == "Als Ausgleich für die Verspätung erhalten Sie von uns einen Gutschein über 10,00\u00a0€."
    )
    assert offered.promise is not None
    assert (offered.promise.kind, offered.promise.needs) == ("action", "action")
    assert offered.promise.text == "Gutschein über 10,00 €"
    assert entries(case, "amends_offered")[0].values["what"] == "Gutschein über 10,00\u00a0€"
    assert code_of(lambda: amends.offer(voucher, by=ada)) == "amends_over"


def test_in_english_and_with_du(case: Case, ada: Agent) -> None:
    allow(ada, 1000)
    apology, voucher = amends.proposed(broken(case, ada))
    for one in (apology, voucher):
        one.promise.case.customer.form = "du"
    assert amends.sentence(apology) == "Bitte entschuldige, dass wir unsere Zusage nicht gehalten haben."
    assert "erhältst du von uns" in amends.sentence(voucher)
    voucher.promise.case.language = "en"
    assert amends.sentence(voucher) == "To make up for the delay you receive a voucher of €10.00 from us."


def test_an_apology_is_words_and_no_promise(case: Case, ada: Agent) -> None:
    [apology] = amends.proposed(broken(case, ada))
    assert amends.offer(apology, by=ada).promise is None


def test_beyond_mandate_it_is_refused_with_the_limit(case: Case, ada: Agent, nora: Agent) -> None:
    allow(ada, 1000)
    allow(nora, 999)
    _, voucher = amends.proposed(broken(case, ada))
    with pytest.raises(Refused) as refused:
        amends.offer(voucher, by=nora)
    assert (refused.value.code, refused.value.values) == ("beyond_mandate", {"limit": "9.99 EUR"})
    assert amends.offer(voucher, by=ada).promise is not None


def test_dropped_with_a_reason(case: Case, ada: Agent) -> None:
    [apology] = amends.proposed(broken(case, ada))
    assert code_of(lambda: amends.drop(apology, why=" ", by=ada)) == "reason_missing"
    amends.drop(apology, why="schon telefonisch", by=ada)
    assert Amends.objects.get().dropped_at
    assert entries(case, "amends_dropped")[0].values["reason"] == "schon telefonisch"
    assert code_of(lambda: amends.offer(apology, by=ada)) == "amends_over"
