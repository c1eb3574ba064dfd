"""S2, S3, D10: who asks. What anybody can type or forge proves nothing, and what a party of the case proves is not the
customer's word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from onehand.actions import planning, running
from onehand.actions.assurance import assurance_of
from onehand.actions.kinds import Assurance
from onehand.actions.models import Run
from onehand.actions.tests.toy import Toy
from onehand.cases import contact, parties
from onehand.cases.errors import Refused
from onehand.cases.held import accept_held
from onehand.cases.models import Case, Ledger, Message
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.defects import joining, noting
from onehand.defects import mails as defect_mails
from onehand.defects.models import Defect
from onehand.foundation import clock, jobs
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

CANCEL = {"order": "1", "reason": "Doppelt bestellt"}


@pytest.fixture
def sure(carla: Customer) -> Customer:
    """Her address could not be surer."""
    carla.identities.update(assurance=Identity.Assurance.PROVED, created_at=clock.now() - timedelta(days=9))
    return carla


@pytest.fixture
def defect(ada: Agent) -> Defect:
    return noting.note(
        by=ada, owner=ada, title="Vermittlung 7", what_de="Aktivierung hängt.", what_en="Activation hangs.",
        backend="lines", kind="activation", step="line_switched", cause="switch-7",
        expected_at=clock.now() + timedelta(days=2), public=True,
    )  # fmt: skip


def newest() -> Case:
    return Case.objects.latest("pk")


def answered(case: Case, by: Agent) -> Case:
    """We wrote once, so that there is something to answer."""
    reply(case, by=by, text="Am Freitag.", answers=mails.asked_in(case))
    jobs.run_due()
    return case


def refused(case: Case, by: Agent) -> str:
    with pytest.raises(Refused) as no:
        running.start(case, "cancel", CANCEL, by=by)
    assert not Run.objects.exists()
    return no.value.code


def test_an_address_typed_into_the_contact_form_is_nobodys_word(sure: Customer, ada: Agent, toy: Toy) -> None:
    case = contact.first_words(None, text="Bitte stornieren!", name="C", email=mails.CARLA, language="de", key="k")
    assert case.customer == sure
    assert assurance_of(case) == Assurance.MAIL
    assert planning.preview(case, "cancel", CANCEL, by=ada).needs == Assurance.CONFIRMED
    assert refused(case, ada) == "needs_proof"


def test_an_address_typed_on_the_page_of_the_locked_out_or_of_a_disturbance_is_not_either(
    sure: Customer, defect: Defect
) -> None:
    Client().post("/lost/", {"text": "Kein Zugang", "email": mails.CARLA, "key": "k", "name": "C"})
    assert newest().customer == sure
    assert assurance_of(newest()) == Assurance.MAIL
    joining.claim(defect, email=mails.CARLA, text="Bitte stornieren!")
    assert newest().messages.get().text == "Bitte stornieren!"
    assert assurance_of(newest()) == Assurance.MAIL


def test_a_new_mail_under_a_known_address_is_a_bare_mail(sure: Customer, ada: Agent, toy: Toy) -> None:
    """Its From can be written by anybody; what is answered went to the address itself."""
    case = mails.case_of(mails.take(mails.mail("Bitte stornieren!")))
    assert case.customer == sure
    assert assurance_of(case) == Assurance.MAIL
    assert refused(case, ada) == "needs_proof"
    answered(case, ada)
    assert assurance_of(case) == Assurance.MAIL
    mails.take(mails.answer(case, "Ja, bitte stornieren!"))
    assert assurance_of(case) == Assurance.CONFIRMED


def test_a_new_mail_that_was_authenticated_is_theirs(sure: Customer, ada: Agent) -> None:
    message = mails.message_of(mails.take(mails.mail("Bitte stornieren!")))
    for result, level in (("pass", Assurance.CONFIRMED), ("none", Assurance.MAIL), ("fail", Assurance.MAIL)):
        Ledger.objects.filter(message=message).update(authentication={"dmarc": result})
        assert assurance_of(message.case) == level
    Identity.objects.filter(customer=sure).update(assurance=Identity.Assurance.CLAIMED)
    Ledger.objects.filter(message=message).update(authentication={"dmarc": "pass"})
    assert assurance_of(message.case) == Assurance.MAIL


def test_a_party_of_the_case_who_is_signed_in_is_not_its_customer(case: Case, ada: Agent, sam: Customer) -> None:
    assert assurance_of(case) == Assurance.LINK  # she wrote it herself, signed in
    sam.identities.update(assurance=Identity.Assurance.PROVED)
    parties.add(case, by=ada, customer=sam, role="recipient", sees_all=True)
    write(case, by=sam, text="Bitte an meine Anschrift liefern.")
    assert assurance_of(case) == Assurance.MAIL


def test_an_answer_of_a_party_is_not_the_customers(sure: Customer, ada: Agent, sam: Customer) -> None:
    case = answered(mails.case_of(mails.take(mails.mail())), ada)
    sam.identities.update(assurance=Identity.Assurance.PROVED)
    parties.add(case, by=ada, customer=sam, role="payer")
    message = mails.message_of(mails.take(mails.answer(case, "Stornieren!", sender=f"Sam <{mails.SAM}>")))
    assert not message.held
    assert assurance_of(case) == Assurance.MAIL


def test_a_strangers_mail_that_an_agent_lets_in_is_not_the_customers(sure: Customer, ada: Agent, sam: Customer) -> None:
    case = answered(mails.case_of(mails.take(mails.mail())), ada)
    sam.identities.update(assurance=Identity.Assurance.PROVED)
    message = mails.message_of(mails.take(mails.answer(case, "Stornieren!", sender=f"Sam <{mails.SAM}>")))
    assert message.held
    accept_held(message, by=ada)
    assert not Message.objects.get(pk=message.pk).held
    assert assurance_of(case) == Assurance.MAIL


def test_the_link_of_a_disturbance_can_be_passed_on_and_signs_nobody_in(sure: Customer, defect: Defect) -> None:
    case = mails.case_of(mails.take(mails.mail("Mein Anschluss geht nicht.")))
    path = defect_mails.personal_url(defect, case).partition("://")[2].partition("/")[2]
    answer = Client().post(f"/{path}", {"text": "Bitte liefern Sie an Lindenweg 5, Leipzig."})
    assert answer.status_code == 303
    assert case.messages.order_by("pk").last().text.startswith("Bitte liefern")  # type: ignore[union-attr]
    assert assurance_of(case) < Assurance.CONFIRMED
