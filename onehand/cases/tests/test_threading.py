"""Which case an incoming mail belongs to: token, then our Message-IDs, never the subject."""

from __future__ import annotations

import pytest

from onehand.cases import held, reply
from onehand.cases.models import Case, Party
from onehand.cases.reference import message_id, reply_address
from onehand.cases.tests import mails
from onehand.foundation import jobs, tokens
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(ada: Agent) -> Case:
    """Carla's case by mail, which Ada has answered."""
    case = mails.case_of(mails.take(mails.mail()))
    reply.reply(case, by=ada, text="Am Freitag.")
    return mails.case_of(mails.take(mails.answer(case, "Gut.\n")))


def test_the_token_in_the_address_leads_to_the_case(answered: Case) -> None:
    received = mails.take(mails.answer(answered, "Und der Tisch?\n"))
    assert (received.outcome, received.case, received.held) == ("added", answered.pk, False)


def test_the_token_holds_after_a_mail_server_has_folded_it_to_capitals(answered: Case) -> None:
    received = mails.take(mails.mail("Ja.\n", to=reply_address(answered.pk).upper()))
    assert (received.outcome, received.case) == ("added", answered.pk)


def test_the_token_is_found_in_the_envelope_when_the_header_has_lost_it(answered: Case) -> None:
    received = mails.take(mails.mail("Ja.\n"), envelope_to=(reply_address(answered.pk),))
    assert received.case == answered.pk


@pytest.mark.parametrize("field", ["Cc", "Delivered-To", "X-Original-To", "Envelope-To"])
def test_the_token_is_found_in_other_fields_of_delivery(answered: Case, field: str) -> None:
    received = mails.take(mails.mail("Ja.\n", headers={field: reply_address(answered.pk)}))
    assert received.case == answered.pk


def test_a_token_is_no_token_at_a_foreign_domain(answered: Case) -> None:
    elsewhere = reply_address(answered.pk).replace("moebelhaus.example", "elsewhere.example")
    received = mails.take(mails.mail("Ja.\n", to=f"{mails.SUPPORT}, {elsewhere}"))
    assert received.outcome == "new_case"


def test_references_lead_to_the_case_although_the_subject_changed(answered: Case) -> None:
    sent = mails.outgoing_of(answered)
    received = mails.take(mails.referring(sent.external_id, subject="Etwas ganz anderes"))
    assert (received.outcome, received.case, received.held) == ("added", answered.pk, False)


def test_a_mangled_token_does_not_hide_true_references(answered: Case) -> None:
    token = tokens.reply_token(answered.pk)
    mangled = f"hilfe+{token[:-4]}xxxx@moebelhaus.example"
    sent = mails.outgoing_of(answered)
    received = mails.take(mails.referring(sent.external_id, to=mangled))
    assert (received.outcome, received.case) == ("added", answered.pk)


def test_one_true_reference_among_many_foreign_ones_is_enough(answered: Case) -> None:
    sent = mails.outgoing_of(answered)
    received = mails.take(mails.referring("<a@b.example>", sent.external_id, "<c@d.example>"))
    assert received.case == answered.pk


def test_a_reference_in_front_of_very_many_others_is_not_looked_up_for_ever(answered: Case) -> None:
    ids = [f"<x{n}@b.example>" for n in range(5_000)]
    received = mails.take(mails.referring(*ids))
    assert received.outcome == "new_case"


def test_the_subject_alone_never_leads_to_a_case(answered: Case) -> None:
    received = mails.take(mails.mail(subject=f"Re: {answered.subject} [#{answered.pk}] Nr. {answered.pk}"))
    assert received.outcome == "new_case"
    assert received.case != answered.pk


def test_the_customers_own_message_id_leads_nowhere(ada: Agent) -> None:
    """Who writes twice in a thread of their own has two cases until our mail is part of it."""
    mails.take(mails.mail(message_id="<first@example.org>"))
    assert mails.take(mails.referring("<first@example.org>")).outcome == "new_case"


def test_two_references_that_disagree_belong_to_nobody(answered: Case, ada: Agent) -> None:
    other = mails.case_of(mails.take(mails.mail("Anderes Anliegen\n")))
    sent = mails.outgoing_of(answered)
    received = mails.take(mails.referring(sent.external_id, to=reply_address(other.pk)))
    assert received.outcome == "new_case"
    assert received.case not in (answered.pk, other.pk)
    assert received.reason == "reference not ours"


def test_an_answer_from_a_second_address_of_the_same_customer_belongs_to_the_case(answered: Case) -> None:
    Identity.objects.create(customer=answered.customer, kind="email", value="carla@firma.example")
    received = mails.take(mails.answer(answered, sender="carla@firma.example"))
    assert (received.case, received.held) == (answered.pk, False)


def test_an_answer_of_a_customer_merged_into_the_cases_one_belongs_to_it(answered: Case) -> None:
    other = Customer.objects.create(name="C. Kern", merged_into=answered.customer)
    Identity.objects.create(customer=other, kind="email", value="ck@example.com")
    received = mails.take(mails.answer(answered, sender="ck@example.com"))
    assert (received.case, received.held) == (answered.pk, False)


def test_an_answer_makes_the_address_surer_than_a_bare_claim(answered: Case) -> None:
    assert Identity.objects.get(value=mails.CARLA).assurance == "seen"


def test_a_case_that_is_gone_makes_its_token_a_foreign_reference(answered: Case) -> None:
    received = mails.take(mails.answer(answered.pk + 1_000))
    assert received.outcome == "new_case"
    assert received.reason == "reference not ours"


def test_a_forged_message_id_of_our_domain_gets_a_case_and_no_word_from_us(answered: Case) -> None:
    before = len(mails.written())
    received = mails.take(mails.referring("<m1.aaaaaaaaaaaaaaaaaaaaaaaaaa@moebelhaus.example>"))
    jobs.run_due()
    assert (received.outcome, received.reason) == ("new_case", "reference not ours")
    assert len(mails.written()) == before


def test_a_stranger_with_a_true_reference_is_held_and_changes_nothing(answered: Case) -> None:
    before = Case.objects.get(pk=answered.pk)
    received = mails.take(mails.answer(answered, "Ich bin auch dabei.\n", sender=f"Sam <{mails.SAM}>"))
    jobs.run_due()
    assert (received.outcome, received.case, received.held) == ("added", answered.pk, True)
    after = Case.objects.get(pk=answered.pk)
    assert (after.state, after.waiting_since) == (before.state, before.waiting_since)
    assert not [one for one in mails.written() if one.recipient == mails.SAM]
    assert not Party.objects.exists()


def test_a_stranger_does_not_reopen_a_closed_case(answered: Case, ada: Agent) -> None:
    from onehand.cases import closing

    closing.confirm(answered, by=answered.customer)
    mails.take(mails.answer(answered, sender=f"Sam <{mails.SAM}>"))
    assert Case.objects.get(pk=answered.pk).state == "closed"


def test_once_taken_in_the_strangers_next_mail_belongs_to_the_case(answered: Case, ada: Agent) -> None:
    received = mails.take(mails.answer(answered, sender=f"Sam <{mails.SAM}>"))
    held.accept_held(mails.message_of(received), by=ada)
    again = mails.take(mails.answer(answered, "Noch etwas.\n", sender=f"Sam <{mails.SAM}>"))
    assert (again.case, again.held) == (answered.pk, False)


def test_a_mail_with_two_from_fields_is_held_although_the_first_is_the_customers(answered: Case) -> None:
    received = mails.take(mails.answer(answered, headers=[("From", f"Sam <{mails.SAM}>")]))
    assert (received.case, received.held) == (answered.pk, True)


def test_our_message_ids_are_stable_and_differ_from_seed_to_seed() -> None:
    assert message_id("m1") == message_id("m1")
    assert message_id("m1") != message_id("m2")
    assert message_id("m1").endswith("@moebelhaus.example>")
